package dev.quayside.queuemanager.store;

import dev.quayside.msmq.MqException;
import dev.quayside.msmq.QueuePath;
import dev.quayside.msmq.SystemQueue;
import dev.quayside.queuemanager.engine.Queue;
import dev.quayside.queuemanager.engine.QueueKind;
import dev.quayside.queuemanager.engine.QueueManager;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a {@link Load} has said until it was killed, and whether what is found afterwards fits: nothing acknowledged is lost,
 * nothing is there twice, no unit of work is half done, and no counter is without its message.
 * <p>
 * Lines are {@code S id}, {@code A id} (sent), {@code R id}, {@code T id} (taken), {@code M id queue}, {@code N id queue} or
 * {@code F id queue} (moved or not), {@code C work operations}, {@code K work} (committed).
 */
final class LoadLog {

	private static final String DEAD = new QueuePath.OfMachine(SystemQueue.DEADXACT).text();
	private static final String GONE = "gone";

	/** Where each message was before, by its id. */
	private final Map<String, String> before;
	private final Map<String, String> found = new TreeMap<>();
	private final Map<String, byte[]> counters = new HashMap<>();
	private final Set<String> started = new HashSet<>();
	private final Set<String> sent = new HashSet<>();
	private final Set<String> receiving = new HashSet<>();
	private final Set<String> taken = new HashSet<>();
	private final Map<String, Set<String>> moves = new HashMap<>();
	private final Map<String, List<String>> works = new LinkedHashMap<>();
	private final Set<String> committed = new HashSet<>();
	private int lines;

	LoadLog(Map<String, String> before) {
		this.before = before;
		before.forEach((id, queue) -> moves.put(id, new HashSet<>(Set.of(queue))));
	}

	/** What a message is called. */
	static String id(long round, int sender, int number) {
		return round + "-" + sender + "-" + number;
	}

	private static int sender(String id) {
		return Integer.parseInt(id.split("-")[1]);
	}

	private static String next(String id) {
		String[] parts = id.split("-");
		return id(Long.parseLong(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]) + 1);
	}

	int lines() {
		return lines;
	}

	int committed() {
		return committed.size();
	}

	void add(String line) {
		lines++;
		String[] words = line.split(" ");
		String id = words[1];
		switch (words[0]) {
			case "S" -> {
				started.add(id);
				moves.put(id,
						new HashSet<>(Set.of(Load.isTransactional(sender(id)) ? Load.TRANSACTIONAL : Load.PLAIN)));
			}
			case "A" -> sent.add(id);
			case "R" -> receiving.add(id);
			case "T" -> check(taken.add(id), id + " was taken twice");
			case "M" -> moves.get(id).add(words[2]);
			case "N" -> moves.put(id, new HashSet<>(Set.of(words[2])));
			case "F" -> moves.get(id).remove(words[2]);
			case "C" -> works.put(id, Arrays.asList(words).subList(2, words.length));
			case "K" -> committed.add(id);
			default -> throw new AssertionError("What is this: " + line);
		}
	}

	/** Reads what there is; a message that is there twice fails. */
	void read(MessageStore store, QueueManager manager) throws StoreException {
		List<Queue> queues = new ArrayList<>();
		for (QueueKind kind : QueueKind.values()) {
			queues.addAll(manager.queues(kind));
		}
		for (Queue queue : queues) {
			StoredQueue stored = store.queue(queue.number());
			for (OptionalLong id = stored.first(); id.isPresent(); id = stored.next(id.getAsLong())) {
				StoredMessage message = stored.read(id.getAsLong(), true);
				check(message != null, "A message of " + queue.name() + " is damaged");
				String name = EngineClient.id(message);
				String other = found.put(name, queue.name());
				check(other == null, name + " is in " + other + " and in " + queue.name());
			}
		}
		counters.putAll(store.table(EngineTarget.COUNTERS));
	}

	/** Where the messages are now. */
	Map<String, String> found() {
		return found;
	}

	private static void check(boolean fine, String what) {
		if (!fine) {
			throw new AssertionError(what);
		}
	}

	private String where(String id) {
		return found.getOrDefault(id, GONE);
	}

	/** The messages that a receiver has had, or that are there now. */
	Set<String> arrived() {
		Set<String> arrived = new HashSet<>(found.keySet());
		arrived.addAll(receiving);
		arrived.addAll(inWorks());
		return arrived;
	}

	private Set<String> inWorks() {
		Set<String> inWorks = new HashSet<>();
		works.values().forEach(operations -> operations.forEach(operation -> inWorks.add(id(operation))));
		return inWorks;
	}

	/** Fails unless what was found fits what was said. */
	void check() {
		Set<String> inWorks = inWorks();
		inWorks.forEach(id -> check(moves.containsKey(id), id + " was never sent, or came again"));
		receiving.forEach(id -> check(moves.containsKey(id), id + " was never sent, or came again"));
		for (String id : moves.keySet()) {
			if (!inWorks.contains(id)) {
				checkPlain(id);
			}
		}
		found.keySet().forEach(id -> check(moves.containsKey(id), id + " was never sent, or came again"));
		checkWorks();
		counters.forEach((sender, value) -> checkCounter(sender, new String(value, StandardCharsets.US_ASCII)));
	}

	private void checkPlain(String id) {
		boolean mustExist = before.containsKey(id) || sent.contains(id);
		if (taken.contains(id)) {
			check(where(id).equals(GONE), id + " was taken and is in " + where(id));
		} else if (!where(id).equals(GONE)) {
			check(moves.get(id).contains(where(id)), id + " is in " + where(id) + ", not in " + moves.get(id));
		} else {
			check(!mustExist || receiving.contains(id), id + " is lost");
		}
	}

	private static String id(String operation) {
		return operation.substring(operation.indexOf(':') + 1);
	}

	/**
	 * The last unit of work that names a message decides where it is, if it counts at all. One that was committed just before
	 * it could say so may be followed by another one that found the message there; which of the two is half done cannot be
	 * told by such a message.
	 */
	private void checkWorks() {
		Map<String, String> places = new HashMap<>();
		Map<String, List<String>> undecided = new HashMap<>();
		works.forEach((work, operations) -> {
			if (committed.contains(work)) {
				operations.forEach(operation -> {
					String old = places.put(id(operation), target(operation));
					check(!GONE.equals(old) && !DEAD.equals(old), id(operation) + " was taken twice: " + work);
					undecided.remove(id(operation));
				});
			} else {
				operations.forEach(
						operation -> undecided.computeIfAbsent(id(operation), key -> new ArrayList<>()).add(work));
			}
		});
		places.forEach((id, place) -> check(undecided.containsKey(id) || where(id).equals(place),
				id + " is in " + where(id) + ", although a committed unit of work has left it in " + place));
		Map<String, Set<Boolean>> outcomes = new HashMap<>();
		undecided.forEach((id, possible) -> {
			String old = places.getOrDefault(id, moves.get(id).iterator().next());
			List<String> targets = possible.stream().map(work -> target(operation(work, id))).toList();
			check(targets.contains(where(id)) || where(id).equals(old),
					id + " is in " + where(id) + ", not in " + old + " and not in " + targets);
			if (possible.size() == 1) {
				outcomes.computeIfAbsent(possible.get(0), key -> new HashSet<>()).add(targets.contains(where(id)));
			}
		});
		outcomes.forEach((work, all) -> check(all.size() == 1,
				"Half done: " + work + works.get(work) + ", found "
						+ works.get(work).stream().map(operation -> where(id(operation))).toList()));
	}

	private String operation(String work, String id) {
		return works.get(work).stream().filter(each -> id(each).equals(id)).findAny().orElseThrow();
	}

	private static String target(String operation) {
		return switch (operation.substring(0, operation.indexOf(':'))) {
			case "take" -> GONE;
			case "reject" -> DEAD;
			case "poison" -> Load.POISON;
			case "back" -> Load.TRANSACTIONAL;
			default -> throw new AssertionError(operation);
		};
	}

	/** The counter of a sender came with the message that it names, and the next one has not come. */
	private void checkCounter(String sender, String last) {
		check(before.containsKey(last) || !started.contains(last) || found.containsKey(last)
				|| works.values().stream().anyMatch(all -> all.stream().anyMatch(each -> id(each).equals(last))),
				"The counter of sender " + sender + " names " + last + ", which is not there");
		check(!found.containsKey(next(last)), "The counter of sender " + sender + " is behind " + next(last));
		check(!sent.contains(next(last)), "The counter of sender " + sender + " has forgotten " + next(last));
	}

	/** Everything in a store, checked; where the messages are. */
	static Map<String, String> settle(LoadLog log, MessageStore store)
			throws StoreException, MqException {
		try (EngineTarget target = new EngineTarget(store)) {
			log.read(store, target.manager());
		}
		log.check();
		return log.found();
	}
}
