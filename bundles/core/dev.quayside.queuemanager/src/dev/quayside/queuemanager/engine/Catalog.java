package dev.quayside.queuemanager.engine;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.QueuePath;
import dev.quayside.msmq.SystemQueue;
import dev.quayside.queuemanager.store.MessageStore;
import dev.quayside.queuemanager.store.StoreChange;
import dev.quayside.queuemanager.store.StoreException;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The queues of all kinds with their numbers and names. Its monitor guards that queues come and go; who has it may take that
 * of a queue and wait for the store, and nobody takes it who has that of a queue.
 */
final class Catalog {

	/** Numbers below are for the system's own private queues. */
	private static final int FIRST_PRIVATE = 16;
	/** Numbers of queues that are not private, as they do not stand in format names. */
	private static final int FIRST_OTHER = 0x01000000;
	/** In the table of the queue manager: the highest number of a private queue that was ever given. */
	private static final String LAST_PRIVATE = "lastPrivate";
	private static final int MAX_QUEUES = 200_000;
	private static final int MAX_SUBQUEUES = 1_000;

	private final MessageStore store;
	private final Environment environment;
	private final Map<Integer, Queue> byNumber = new ConcurrentHashMap<>();
	private final Map<String, Queue> byPath = new ConcurrentHashMap<>();
	private final Map<UUID, Queue> byId = new ConcurrentHashMap<>();
	private final Map<String, Queue> outgoing = new ConcurrentHashMap<>();
	private int lastPrivate = FIRST_PRIVATE - 1;
	private int lastOther = FIRST_OTHER - 1;

	Catalog(Environment environment) {
		this.environment = environment;
		this.store = environment.store();
	}

	/** Reads the queues of earlier runs, and makes those that every queue manager has. */
	synchronized void load() throws StoreException {
		Map<Integer, Map<String, String>> kept = store.queues();
		kept.forEach((number, map) -> {
			QueueAttributes attributes = QueueAttributes.of(map);
			if (attributes.owner() == 0) {
				add(number, attributes, null).resume(map);
			}
		});
		for (Map.Entry<Integer, Map<String, String>> entry : kept.entrySet()) {
			QueueAttributes attributes = QueueAttributes.of(entry.getValue());
			Queue owner = byNumber.get(attributes.owner());
			if (owner != null) {
				add(entry.getKey(), attributes, owner).resume(entry.getValue());
			} else if (attributes.owner() != 0) {
				store.removeQueue(entry.getKey());
			}
		}
		lastPrivate = Math.max(lastPrivate, readLast());
		complete();
	}

	private int readLast() throws StoreException {
		byte[] last = store.table(MachineQuota.TABLE).get(LAST_PRIVATE);
		return last == null ? 0 : Integer.parseInt(new String(last, StandardCharsets.US_ASCII));
	}

	/** The number of a deleted queue is not given again, so that no format name means another queue. */
	private void rememberLast() throws StoreException {
		byte[] last = Integer.toString(lastPrivate).getBytes(StandardCharsets.US_ASCII);
		Stages.await(store.apply(List.of(new StoreChange.Put(MachineQuota.TABLE, LAST_PRIVATE, last)), true));
	}

	private void complete() throws StoreException {
		for (SystemQueue system : SystemQueue.values()) {
			if (!byPath.containsKey(new QueuePath.OfMachine(system).key())) {
				QueueAttributes attributes = QueueAttributes.of(QueueKind.SYSTEM, 0, system.path());
				make(++lastOther, attributes.withTransactional(system == SystemQueue.DEADXACT), null);
			}
		}
		for (Queue queue : all()) {
			boolean hasJournal = queue.kind() == QueueKind.PUBLIC || queue.kind() == QueueKind.PRIVATE;
			if (hasJournal && journal(queue).isEmpty()) {
				makeJournal(queue);
			}
			removeIfVacant(queue);
		}
	}

	private void makeJournal(Queue queue) throws StoreException {
		make(++lastOther, QueueAttributes.of(QueueKind.JOURNAL, queue.number(), ""), queue);
	}

	private Queue make(int number, QueueAttributes attributes, Queue parentOrNull) throws StoreException {
		store.putQueue(number, attributes.createdAt(environment.now()).toMap());
		return add(number, attributes.createdAt(environment.now()), parentOrNull);
	}

	private Queue add(int number, QueueAttributes attributes, Queue parentOrNull) {
		Queue queue = new Queue(number, attributes, parentOrNull, environment);
		byNumber.put(number, queue);
		if (number < FIRST_OTHER) {
			lastPrivate = Math.max(lastPrivate, number);
		} else {
			lastOther = Math.max(lastOther, number);
		}
		if (queue.kind() == QueueKind.OUTGOING) {
			outgoing.put(key(attributes.name()), queue);
		} else {
			byPath.put(queue.path().key(), queue);
		}
		if (queue.kind() == QueueKind.PUBLIC) {
			byId.put(attributes.id(), queue);
		}
		return queue;
	}

	private static String key(String formatName) {
		return formatName.toLowerCase(Locale.ROOT);
	}

	private void checkRoom() throws MqException {
		if (byNumber.size() >= MAX_QUEUES) {
			throw Allowance.exhausted("A queue manager has at most " + MAX_QUEUES + " queues of all kinds");
		}
	}

	boolean contains(int number) {
		return byNumber.containsKey(number);
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

	Optional<Queue> find(FormatName name) {
		if (name instanceof FormatName.Direct direct) {
			return find(direct.path());
		} else if (name instanceof FormatName.PrivateQueue queue
				&& queue.queueManager().equals(store.queueManagerId())) {
			return Optional.ofNullable(byNumber.get(queue.number()))
					.filter(found -> found.kind() == QueueKind.PRIVATE)
					.flatMap(found -> queue.journal() ? journal(found) : Optional.of(found));
		} else if (name instanceof FormatName.PublicQueue queue) {
			return Optional.ofNullable(byId.get(queue.id()))
					.flatMap(found -> queue.journal() ? journal(found) : Optional.of(found));
		} else if (name instanceof FormatName.Machine machine
				&& machine.queueManager().equals(store.queueManagerId())) {
			return Optional.of(system(machine.queue()));
		}
		return Optional.empty();
	}

	Queue system(SystemQueue queue) {
		return find(new QueuePath.OfMachine(queue)).orElseThrow();
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

	synchronized Queue create(QueueAttributes wanted) throws MqException, StoreException {
		QueuePath path = wanted.path();
		wanted.check();
		if (find(path).isPresent() || wanted.kind() == QueueKind.PUBLIC && byId.containsKey(wanted.id())) {
			throw new MqException(MqStatus.QUEUE_EXISTS, "Cannot create " + path.text());
		}
		checkRoom();
		Queue queue = make(wanted.kind() == QueueKind.PRIVATE ? ++lastPrivate : ++lastOther, wanted, null);
		makeJournal(queue);
		return queue;
	}

	/** The container for messages to a destination. */
	synchronized Optional<Queue> outgoing(FormatName destination, boolean create) throws MqException, StoreException {
		Queue queue = outgoing.get(key(destination.text()));
		if (queue == null && create) {
			checkRoom();
			queue = make(++lastOther, QueueAttributes.of(QueueKind.OUTGOING, 0, destination.text()), null);
		}
		return Optional.ofNullable(queue);
	}

	/** Opens a subqueue, and makes it where it is missing. */
	synchronized OpenQueue openSubqueue(QueuePath.Application path, QueueClient client)
			throws MqException, StoreException {
		Queue parent = find(path.parent()).orElseThrow(
				() -> new MqException(MqStatus.QUEUE_NOT_FOUND, "There is no queue " + path.parent().text()));
		Optional<Queue> existing = find(path);
		if (existing.isPresent()) {
			return existing.get().open(Access.MOVE, false, client);
		}
		if (client != QueueClient.OWN) {
			environment.access().check(client, parent, Access.MOVE.rights(parent));
		}
		if (subqueues(parent).size() >= MAX_SUBQUEUES) {
			throw Allowance.exhausted("A queue has at most " + MAX_SUBQUEUES + " subqueues");
		}
		checkRoom();
		QueueAttributes attributes = QueueAttributes.of(QueueKind.SUBQUEUE, parent.number(),
				path.subqueue().orElseThrow());
		return make(++lastOther, attributes.withTransactional(parent.attributes().transactional()), parent)
				.open(Access.MOVE, false, client);
	}

	/** Gone from the disk when it returns. */
	synchronized void remove(Queue queue) throws StoreException {
		if (queue.number() == lastPrivate) {
			rememberLast();
		}
		store.removeQueue(queue.number());
		hide(queue);
	}

	/**
	 * Nobody finds a queue any more, nor its parts.
	 *
	 * @return all of them, the queue last
	 */
	synchronized List<Queue> detach(Queue queue) throws MqException {
		if (byNumber.get(queue.number()) != queue) {
			throw new MqException(MqStatus.QUEUE_NOT_FOUND, queue.name() + " was deleted");
		}
		List<Queue> family = new ArrayList<>(subqueues(queue));
		journal(queue).ifPresent(family::add);
		family.add(queue);
		family.forEach(this::hide);
		return family;
	}

	synchronized void change(Queue queue, QueueAttributes.Settings settings) throws MqException, StoreException {
		if (byNumber.get(queue.number()) != queue) {
			throw new MqException(MqStatus.QUEUE_NOT_FOUND, queue.name() + " was deleted");
		}
		QueueAttributes changed = queue.attributes().with(settings).modifiedAt(environment.now());
		changed.check();
		queue.save(changed);
	}

	/** Its name can be given to another one. */
	private void hide(Queue queue) {
		byNumber.remove(queue.number(), queue);
		byId.remove(queue.attributes().id(), queue);
		if (queue.kind() == QueueKind.OUTGOING) {
			outgoing.remove(key(queue.attributes().name()), queue);
		} else {
			byPath.remove(queue.path().key(), queue);
		}
	}

	/** A subqueue that nobody needs goes. */
	synchronized void removeIfVacant(Queue queue) {
		try {
			if (queue.kind() == QueueKind.SUBQUEUE && queue.retire()) {
				remove(queue);
			}
		} catch (StoreException e) {
			System.getLogger(Catalog.class.getName()).log(System.Logger.Level.DEBUG,
					"The empty subqueue " + queue.name() + " stays", e);
			hide(queue);
		}
	}

	/** Of all queues, with those that are on their way in. */
	long bytes() throws StoreException {
		long bytes = 0;
		for (Queue queue : all()) {
			bytes += queue.expectedBytes();
		}
		return bytes;
	}
}
