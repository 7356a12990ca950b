package dev.quayside.queuemanager.engine;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.QueuePath;
import dev.quayside.msmq.SystemQueue;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Finds queues by number, path, format name and kind. Reading is safe for several threads; its owner guards changes. */
final class QueueIndex {

	private final UUID queueManager;
	private final Map<Integer, Queue> byNumber = new ConcurrentHashMap<>();
	private final Map<String, Queue> byPath = new ConcurrentHashMap<>();
	private final Map<UUID, Queue> byId = new ConcurrentHashMap<>();
	private final Map<String, Queue> outgoing = new ConcurrentHashMap<>();

	QueueIndex(UUID queueManager) {
		this.queueManager = queueManager;
	}

	void add(Queue queue) {
		byNumber.put(queue.number(), queue);
		if (queue.kind() == QueueKind.OUTGOING) {
			outgoing.put(key(queue.attributes().name()), queue);
		} else {
			byPath.put(queue.path().key(), queue);
		}
		if (queue.kind() == QueueKind.PUBLIC) {
			byId.put(queue.attributes().id(), queue);
		}
	}

	/** Its name can be given to another one. */
	void remove(Queue queue) {
		byNumber.remove(queue.number(), queue);
		byId.remove(queue.attributes().id(), queue);
		if (queue.kind() == QueueKind.OUTGOING) {
			outgoing.remove(key(queue.attributes().name()), queue);
		} else {
			byPath.remove(queue.path().key(), queue);
		}
	}

	private static String key(String formatName) {
		return formatName.toLowerCase(Locale.ROOT);
	}

	/** Null: there is none. */
	Queue get(int number) {
		return byNumber.get(number);
	}

	/** Null: there is none. */
	Queue outgoing(String destination) {
		return outgoing.get(key(destination));
	}

	/** Whether a public queue has this identifier. */
	boolean hasId(UUID id) {
		return byId.containsKey(id);
	}

	Collection<Queue> all() {
		return byNumber.values();
	}

	/** By name. */
	List<Queue> ofKinds(QueueKind... kinds) {
		return all().stream().filter(queue -> Stream.of(kinds).anyMatch(kind -> queue.kind() == kind))
				.sorted(Comparator.comparing(Queue::name, String.CASE_INSENSITIVE_ORDER)).toList();
	}

	Optional<Queue> find(QueuePath path) {
		return Optional.ofNullable(byPath.get(path.key()));
	}

	/** See {@link QueueManager#find(FormatName)}. */
	Optional<Queue> find(FormatName name) {
		if (name instanceof FormatName.Direct direct) {
			return find(direct.path());
		} else if (name instanceof FormatName.PrivateQueue queue && queue.queueManager().equals(queueManager)) {
			return Optional.ofNullable(byNumber.get(queue.number()))
					.filter(found -> found.kind() == QueueKind.PRIVATE)
					.flatMap(found -> queue.journal() ? journal(found) : Optional.of(found));
		} else if (name instanceof FormatName.PublicQueue queue) {
			return Optional.ofNullable(byId.get(queue.id()))
					.flatMap(found -> queue.journal() ? journal(found) : Optional.of(found));
		} else if (name instanceof FormatName.Machine machine && machine.queueManager().equals(queueManager)) {
			return system(machine.queue());
		}
		return Optional.empty();
	}

	private Optional<Queue> system(SystemQueue queue) {
		return find(new QueuePath.OfMachine(queue));
	}

	Optional<Queue> journal(Queue queue) {
		boolean mayHave = queue.kind() == QueueKind.PUBLIC || queue.kind() == QueueKind.PRIVATE;
		return mayHave
				? find(new QueuePath.Application(queue.kind() == QueueKind.PRIVATE, queue.attributes().name(), true,
						Optional.empty()))
				: Optional.empty();
	}

	List<Queue> subqueues(Queue queue) {
		return ofKinds(QueueKind.SUBQUEUE).stream().filter(sub -> sub.parent().equals(Optional.of(queue))).toList();
	}
}
