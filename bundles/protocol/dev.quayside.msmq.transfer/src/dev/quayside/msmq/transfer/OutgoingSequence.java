package dev.quayside.msmq.transfer;

import dev.quayside.msmq.packet.TransactionAck.OrderAck;
import dev.quayside.msmq.packet.TransactionHeader;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The transactional messages of a sequence that have no OrderAck yet ([MS-MQQB] 3.1.1.5, 3.1.5.6, 3.1.7.1.3). Guarded by
 * its owner.
 *
 * @param <T>
 *            what stands for a message
 */
public final class OutgoingSequence<T> {

	/** A message with its number. */
	public static final class Entry<T> {

		private final long number;
		private final T message;
		private boolean transmitted;
		/** Whether the one in front of it has gone without having been sent. */
		private boolean gap;

		private Entry(long number, T message) {
			this.number = number;
			this.message = message;
		}

		public long number() {
			return number;
		}

		public T message() {
			return message;
		}
	}

	private final TreeMap<Long, Entry<T>> open = new TreeMap<>();
	private long id;
	private long next;
	/** Whether the last one has gone without having been sent. */
	private boolean gapAtEnd;

	/**
	 * @param next
	 *            the number of the next message, from 1 on
	 */
	public OutgoingSequence(long id, long next) {
		this.id = id;
		this.next = next;
	}

	/** The id of a first sequence; greater than those of senders that began earlier. */
	public static long firstId(long seconds) {
		return seconds << 32 | 1;
	}

	public long id() {
		return id;
	}

	public long next() {
		return next;
	}

	public boolean isEmpty() {
		return open.isEmpty();
	}

	/** Numbers a message. */
	public Entry<T> add(T message) {
		Entry<T> entry = new Entry<>(next, message);
		entry.gap = gapAtEnd;
		gapAtEnd = false;
		open.put(next, entry);
		next++;
		return entry;
	}

	/** Takes up a message of an earlier run, which may have been sent. */
	public Entry<T> restore(long number, T message) {
		Entry<T> entry = new Entry<>(number, message);
		entry.transmitted = true;
		open.put(number, entry);
		next = Math.max(next, number + 1);
		return entry;
	}

	/** Those without OrderAck, in order. */
	public List<Entry<T>> open() {
		return new ArrayList<>(open.values());
	}

	/**
	 * The header with which a message goes now. When it goes again, the previous number is that of the message in front of
	 * it that is still there, so that those that have expired leave no gap. Those in front that did not go before are not
	 * there any more, for messages go in order.
	 */
	public TransactionHeader transmit(Entry<T> entry, TransactionHeader header) {
		Map.Entry<Long, Entry<T>> skipped = open.lowerEntry(entry.number);
		while (skipped != null && !skipped.getValue().transmitted) {
			remove(skipped.getValue());
			skipped = open.lowerEntry(entry.number);
		}
		Map.Entry<Long, Entry<T>> lower = open.lowerEntry(entry.number);
		long bridged = lower == null ? 0 : lower.getKey();
		long previous = entry.transmitted || entry.gap ? bridged : entry.number - 1;
		entry.transmitted = true;
		return header.at(id, entry.number, previous);
	}

	/** What the OrderAck takes off; nothing if it is for another sequence. */
	public List<Entry<T>> acknowledge(OrderAck ack) {
		if (ack.sequenceId() != id) {
			return List.of();
		}
		Map<Long, Entry<T>> covered = open.headMap(ack.number(), true);
		List<Entry<T>> result = new ArrayList<>(covered.values());
		covered.clear();
		return result;
	}

	/** The message of this number in this sequence. */
	public Optional<Entry<T>> find(long sequenceId, long number) {
		return sequenceId == id ? Optional.ofNullable(open.get(number)) : Optional.empty();
	}

	/** It has expired, was refused, or somebody has taken it away. */
	public void remove(Entry<T> entry) {
		if (open.remove(entry.number) == null || entry.transmitted) {
			return;
		}
		Map.Entry<Long, Entry<T>> behind = open.higherEntry(entry.number);
		if (behind == null) {
			gapAtEnd = true;
		} else {
			behind.getValue().gap = true;
		}
	}

	/** It cannot be sent again, and whether it has arrived is not known: those behind must not rely on it. */
	public void lose(Entry<T> entry) {
		entry.transmitted = false;
		remove(entry);
	}

	/** Messages of an earlier run were lost: the next one must not rely on the number in front of it. */
	public void leaveGap() {
		gapAtEnd = true;
	}

	/** Begins a new sequence when nothing of this one is left. */
	public boolean renew() {
		if (!open.isEmpty() || next == 1) {
			return false;
		}
		id++;
		next = 1;
		gapAtEnd = false;
		return true;
	}
}
