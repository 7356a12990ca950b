package dev.quayside.queuemanager.engine;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.QueuePath;
import dev.quayside.msmq.SystemQueue;
import dev.quayside.queuemanager.store.MessageStore;
import dev.quayside.queuemanager.store.StoreException;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The queues of all kinds with their numbers and names. Its monitor guards that queues come and go; who has it may take that
 * of a queue and wait for the store, and nobody takes it who has that of a queue.
 */
final class Catalog {

	private static final int MAX_QUEUES = 200_000;
	private static final int MAX_SUBQUEUES = 1_000;

	private final MessageStore store;
	private final Environment environment;
	private final QueueIndex index;
	private final QueueNumbers numbers;
	private final Deletions deletions;
	private List<List<Queue>> unfinished = List.of();

	Catalog(Environment environment) {
		this.environment = environment;
		this.store = environment.store();
		this.index = new QueueIndex(store.queueManagerId());
		this.numbers = new QueueNumbers(store);
		this.deletions = new Deletions(store);
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
			Queue owner = index.get(attributes.owner());
			if (owner != null) {
				add(entry.getKey(), attributes, owner).resume(entry.getValue());
			} else if (attributes.owner() != 0) {
				store.removeQueue(entry.getKey());
			}
		}
		numbers.load();
		hideDeleted();
		complete();
	}

	/** Those that an earlier run has begun to delete, each with its parts. */
	private void hideDeleted() throws StoreException {
		List<List<Queue>> families = new ArrayList<>();
		for (int number : deletions.begun()) {
			Queue queue = index.get(number);
			if (queue == null) {
				deletions.end(number);
			} else {
				families.add(hideFamily(queue));
			}
		}
		unfinished = families;
	}

	/** What is left of queues that earlier runs have begun to delete; once. */
	synchronized List<List<Queue>> unfinished() {
		List<List<Queue>> families = unfinished;
		unfinished = List.of();
		return families;
	}

	private void complete() throws StoreException {
		for (SystemQueue system : SystemQueue.values()) {
			if (find(new QueuePath.OfMachine(system)).isEmpty()) {
				QueueAttributes attributes = QueueAttributes.of(QueueKind.SYSTEM, 0, system.path());
				make(numbers.next(QueueKind.SYSTEM), attributes.withTransactional(system == SystemQueue.DEADXACT),
						null);
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
		make(numbers.next(QueueKind.JOURNAL), QueueAttributes.of(QueueKind.JOURNAL, queue.number(), ""), queue);
	}

	private Queue make(int number, QueueAttributes attributes, Queue parentOrNull) throws StoreException {
		store.putQueue(number, attributes.createdAt(environment.now()).toMap());
		return add(number, attributes.createdAt(environment.now()), parentOrNull);
	}

	private Queue add(int number, QueueAttributes attributes, Queue parentOrNull) {
		Queue queue = new Queue(number, attributes, parentOrNull, environment);
		numbers.seen(number);
		index.add(queue);
		return queue;
	}

	private void checkRoom() throws MqException {
		if (all().size() >= MAX_QUEUES) {
			throw Allowance.exhausted("A queue manager has at most " + MAX_QUEUES + " queues of all kinds");
		}
	}

	boolean contains(int number) {
		return index.get(number) != null;
	}

	Collection<Queue> all() {
		return index.all();
	}

	/** By name. */
	List<Queue> ofKinds(QueueKind... kinds) {
		return index.ofKinds(kinds);
	}

	Optional<Queue> find(QueuePath path) {
		return index.find(path);
	}

	Optional<Queue> find(FormatName name) {
		return index.find(name);
	}

	Queue system(SystemQueue queue) {
		return find(new QueuePath.OfMachine(queue)).orElseThrow();
	}

	Optional<Queue> journal(Queue queue) {
		return index.journal(queue);
	}

	List<Queue> subqueues(Queue queue) {
		return index.subqueues(queue);
	}

	synchronized Queue create(QueueAttributes wanted) throws MqException, StoreException {
		QueuePath path = wanted.path();
		wanted.check();
		if (find(path).isPresent() || wanted.kind() == QueueKind.PUBLIC && index.hasId(wanted.id())) {
			throw new MqException(MqStatus.QUEUE_EXISTS, "Cannot create " + path.text());
		}
		checkRoom();
		Queue queue = make(numbers.next(wanted.kind()), wanted, null);
		makeJournal(queue);
		return queue;
	}

	/** The container for messages to a destination. */
	synchronized Optional<Queue> outgoing(FormatName destination, boolean create) throws MqException, StoreException {
		Queue queue = index.outgoing(destination.text());
		if (queue == null && create) {
			checkRoom();
			queue = make(numbers.next(QueueKind.OUTGOING),
					QueueAttributes.of(QueueKind.OUTGOING, 0, destination.text()), null);
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
		return make(numbers.next(QueueKind.SUBQUEUE), attributes.withTransactional(parent.attributes().transactional()),
				parent)
				.open(Access.MOVE, false, client);
	}

	/** Gone from the disk when it returns. */
	synchronized void remove(Queue queue) throws StoreException {
		numbers.remember(queue.number());
		store.removeQueue(queue.number());
		index.remove(queue);
	}

	/** Nothing is left of a queue that was {@link #detach detached}. */
	void forget(Queue queue) throws StoreException {
		deletions.end(queue.number());
	}

	/**
	 * Nobody finds a queue any more, nor its parts, also not after a restart.
	 *
	 * @return all of them, the queue last
	 * @throws StoreException
	 *             if that cannot be kept; then nothing has changed
	 */
	synchronized List<Queue> detach(Queue queue) throws MqException, StoreException {
		if (index.get(queue.number()) != queue) {
			throw new MqException(MqStatus.QUEUE_NOT_FOUND, queue.name() + " was deleted");
		}
		deletions.begin(queue);
		return hideFamily(queue);
	}

	private List<Queue> hideFamily(Queue queue) {
		List<Queue> family = new ArrayList<>(subqueues(queue));
		journal(queue).ifPresent(family::add);
		family.add(queue);
		family.forEach(index::remove);
		return family;
	}

	synchronized void change(Queue queue, QueueAttributes.Settings settings) throws MqException, StoreException {
		if (index.get(queue.number()) != queue) {
			throw new MqException(MqStatus.QUEUE_NOT_FOUND, queue.name() + " was deleted");
		}
		QueueAttributes changed = queue.attributes().with(settings).modifiedAt(environment.now());
		changed.check();
		queue.save(changed);
	}

	/** An outgoing queue that nobody needs goes; false if somebody does. */
	synchronized boolean retire(Queue queue) throws StoreException {
		if (queue.kind() != QueueKind.OUTGOING) {
			throw new IllegalArgumentException(queue.name() + " is no outgoing queue");
		}
		if (index.get(queue.number()) != queue || !queue.retire()) {
			return false;
		}
		index.remove(queue);
		remove(queue);
		return true;
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
			index.remove(queue);
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
