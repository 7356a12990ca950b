package dev.quayside.queuemanager.store;

import dev.quayside.queuemanager.store.Tables.QueueMaps;

import org.h2.mvstore.MVMap;

import java.util.Map;

/** Looks at every message of a queue, and at every byte of it. */
final class QueueWalk {

	private final long number;
	private final QueueMaps maps;
	private final long lastSequence;
	private final Damage damage;
	private long messages;
	private long bytes;
	private long bodies;
	private long needingWork;

	/**
	 * @param lastSequence
	 *            no message has this number or a later one
	 */
	QueueWalk(long number, QueueMaps maps, long lastSequence, Damage damage) {
		this.number = number;
		this.maps = maps;
		this.lastSequence = lastSequence;
		this.damage = damage;
	}

	/**
	 * @param total
	 *            bytes that the messages should have
	 */
	void run(long total) {
		String queue = "Queue " + number;
		damage.watch(queue, () -> walk(maps.messages()));
		damage.watch("The bodies of queue " + number, () -> orphans(maps.bodies(), bodies, "bodies"));
		damage.watch("The index of queue " + number,
				() -> orphans(maps.work(), needingWork, "entries in the index of those that need work"));
		if (bytes != total) {
			damage.add(queue + " has messages of " + bytes + " bytes, and its total is " + total);
		}
	}

	private void walk(MVMap<Long, byte[]> map) {
		long before = -1;
		for (Map.Entry<Long, byte[]> entry : map.entrySet()) {
			long lookupId = entry.getKey();
			if (lookupId <= before || lookupId >>> 56 > 7 || (lookupId & 0xFF_FFFF_FFFF_FFFFL) >= lastSequence) {
				say(lookupId, "has a lookup id that was never given, or is in the wrong place");
			}
			before = lookupId;
			messages++;
			message(lookupId, entry.getValue());
		}
		if (messages != map.sizeAsLong()) {
			damage.add("Queue " + number + " has " + messages + " messages, and counts " + map.sizeAsLong());
		}
	}

	private void message(long lookupId, byte[] record) {
		try {
			StoredMessage message = StoredMessage.decode(record);
			bytes += message.size();
			if (message.needsWork()) {
				needingWork++;
				if (!maps.work().containsKey(lookupId)) {
					say(lookupId, "needs work when it is deleted, and is not in the index of such");
				}
			}
			if (!message.hasBody()) {
				byte[] body = maps.bodies().get(lookupId);
				bodies += body == null ? 0 : 1;
				message.withBody(record, body);
			}
		} catch (StoreException e) {
			say(lookupId, "is damaged: " + e.getMessage());
		}
	}

	private void say(long lookupId, String what) {
		damage.add("Message " + lookupId + " of queue " + number + " " + what);
	}

	private void orphans(MVMap<Long, byte[]> map, long expected, String what) {
		long found = 0;
		for (Map.Entry<Long, byte[]> entry : map.entrySet()) {
			found += entry.getValue() == null ? 0 : 1;
		}
		if (found != expected) {
			damage.add("Queue " + number + " has " + found + " " + what + " for " + expected + " messages with such");
		}
	}

	long messages() {
		return messages;
	}

	long bytes() {
		return bytes;
	}

	long bodies() {
		return bodies;
	}
}
