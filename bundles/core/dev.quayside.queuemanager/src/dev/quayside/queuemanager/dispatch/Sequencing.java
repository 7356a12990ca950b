package dev.quayside.queuemanager.dispatch;

import dev.quayside.msmq.packet.MessageId;
import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.msmq.packet.TransactionAck.FinalAck;
import dev.quayside.msmq.packet.TransactionAck.OrderAck;
import dev.quayside.msmq.packet.TransactionHeader;
import dev.quayside.msmq.packet.UserHeader;
import dev.quayside.msmq.transfer.OutgoingSequence;
import dev.quayside.msmq.transfer.OutgoingSequence.Entry;
import dev.quayside.msmq.transfer.ResendSchedule;
import dev.quayside.queuemanager.services.Transfers.Place;
import dev.quayside.queuemanager.services.Transfers.Sequences;
import dev.quayside.queuemanager.store.StoreChange;
import dev.quayside.queuemanager.store.StoreException;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;

/**
 * The transactional messages of an outgoing queue ([MS-MQQB] 3.1.1.5, 3.1.5.6, 3.1.5.7, 3.1.6.5): those without OrderAck,
 * and those without the FinalAck that they ask for. Their numbers are in their packets. Guarded by its owner.
 */
final class Sequencing {

	/** Name of the table of the store: the current sequence of each outgoing queue, by its number. */
	static final String TABLE = "outgoing-sequences";

	private static final byte VERSION = 1;
	private static final int RECORD_SIZE = 1 + 8 + 4;

	private final String key;
	private final ResendSchedule schedule;
	private final OutgoingSequence<Long> sequence;
	/** With their OrderAck, by identifier: the lookup ids. */
	private final Map<MessageId, Long> unread = new HashMap<>();
	private Place lastAck = Place.NONE;
	private long lastAckTime;
	private long lastAckCount;
	private int resends;
	private long resendAt;

	private Sequencing(int queue, OutgoingSequence<Long> sequence, ResendSchedule schedule) {
		this.key = Integer.toString(queue);
		this.sequence = sequence;
		this.schedule = schedule;
	}

	/**
	 * @param kept
	 *            what the table has of this queue, or null
	 * @param firstId
	 *            for a first sequence
	 */
	static Sequencing of(int queue, byte[] kept, LongSupplier firstId, ResendSchedule schedule) throws StoreException {
		if (kept == null) {
			return new Sequencing(queue, new OutgoingSequence<>(firstId.getAsLong(), 1), schedule);
		}
		long id = id(Integer.toString(queue), kept);
		long next = Integer.toUnsignedLong(ByteBuffer.wrap(kept).getInt(1 + Long.BYTES));
		return new Sequencing(queue, new OutgoingSequence<>(id, next), schedule);
	}

	/** The id of the sequence of which the table has this. */
	static long id(String queue, byte[] kept) throws StoreException {
		if (kept.length != RECORD_SIZE || kept[0] != VERSION) {
			throw new StoreException(StoreException.Kind.DAMAGED,
					"The sequence of the outgoing queue " + queue + " has " + kept.length + " bytes", null);
		}
		return ByteBuffer.wrap(kept).getLong(1);
	}

	/** Forgets those that somebody else has taken out of the queue, by their lookup ids. */
	void keep(LongPredicate isThere) {
		sequence.open().stream().filter(entry -> !isThere.test(entry.message())).forEach(sequence::remove);
		unread.values().removeIf(id -> !isThere.test(id));
	}

	/** A message of an earlier run. */
	void restore(long lookupId, MessagePacket packet, boolean ordered) {
		if (ordered) {
			unread.put(packet.id(), lookupId);
		} else {
			packet.transaction().filter(header -> header.sequenceId() == sequence.id())
					.ifPresent(header -> sequence.restore(header.sequenceNumber(), lookupId));
		}
	}

	/** A message of an earlier run cannot be read, so its number is not known. */
	void restoreGap() {
		sequence.leaveGap();
	}

	/** It cannot be read any more, and will not be sent again. */
	void lose(long lookupId) {
		sequence.open().stream().filter(entry -> entry.message() == lookupId).forEach(sequence::lose);
		unread.values().removeIf(id -> id == lookupId);
	}

	/** The header of a new message; {@link #added} has to follow. */
	TransactionHeader number(TransactionHeader header) {
		sequence.renew();
		return header.at(sequence.id(), sequence.next(), sequence.next() - 1);
	}

	/** The change that has to be made with a message that got {@link #number the next number}. */
	StoreChange change() {
		return new StoreChange.Put(TABLE, key, ByteBuffer.allocate(RECORD_SIZE).put(VERSION).putLong(sequence.id())
				.putInt((int) sequence.next() + 1).array());
	}

	void added(long lookupId) {
		sequence.add(lookupId);
	}

	/** The header with which a message goes now. */
	TransactionHeader transmit(TransactionHeader header, long now) {
		resendAt = now + schedule.interval(resends).toSeconds();
		return sequence.find(header.sequenceId(), header.sequenceNumber())
				.map(entry -> sequence.transmit(entry, header)).orElse(header);
	}

	/** Whether those without OrderAck have to go again by now; then they count as being sent again. */
	boolean isLate(long now) {
		boolean late = !sequence.isEmpty() && resendAt != 0 && now >= resendAt;
		if (late) {
			again(now);
		}
		return late;
	}

	void again(long now) {
		resends++;
		resendAt = now + schedule.interval(resends).toSeconds();
	}

	/** Lookup ids of those without OrderAck. */
	List<Long> open() {
		return sequence.open().stream().map(Entry::message).toList();
	}

	/** Lookup ids of those that wait for a FinalAck only. */
	Set<Long> settled() {
		return new HashSet<>(unread.values());
	}

	/** Lookup ids of those that the OrderAck takes off. */
	List<Long> acknowledge(OrderAck ack, long now) {
		List<Long> done = new ArrayList<>();
		sequence.acknowledge(ack).forEach(entry -> done.add(entry.message()));
		if (ack.sequenceId() == sequence.id() || !done.isEmpty()) {
			boolean further = ack.number() > lastAck.number() || ack.sequenceId() != lastAck.sequence();
			lastAck = further ? new Place(ack.sequenceId(), ack.number(), ack.number() - 1) : lastAck;
			lastAckTime = now;
			lastAckCount++;
			resends = 0;
			resendAt = sequence.isEmpty() ? 0 : now + schedule.interval(0).toSeconds();
		}
		return done;
	}

	/** A message with its OrderAck that waits for its FinalAck. */
	void ordered(MessageId id, long lookupId) {
		unread.put(id, lookupId);
	}

	/** The message that a FinalAck is about. */
	Optional<Long> find(FinalAck ack) {
		Long ordered = unread.get(ack.message());
		return ordered != null
				? Optional.of(ordered)
				: sequence.find(ack.sequenceId(), ack.number()).map(Entry::message);
	}

	void gone(MessagePacket packet) {
		unread.remove(packet.id());
		packet.transaction().flatMap(header -> sequence.find(header.sequenceId(), header.sequenceNumber()))
				.ifPresent(sequence::remove);
	}

	static boolean asksFinalAck(MessagePacket packet) {
		return packet.user().has(UserHeader.POSITIVE_JOURNAL) || packet.user().has(UserHeader.NEGATIVE_JOURNAL)
				|| packet.transaction().filter(header -> header.has(TransactionHeader.FINAL_ACK)).isPresent();
	}

	Sequences describe() {
		List<Entry<Long>> open = sequence.open();
		return new Sequences(lastAck, lastAckTime, lastAckCount, open.isEmpty() ? Place.NONE : place(open.get(0)),
				open.isEmpty() ? Place.NONE : place(open.get(open.size() - 1)),
				new Place(sequence.id(), sequence.next(), sequence.next() - 1), unread.size(), open.size(), resendAt,
				schedule.interval(resends).toSeconds(), resends);
	}

	private Place place(Entry<Long> entry) {
		return new Place(sequence.id(), entry.number(), entry.number() - 1);
	}
}
