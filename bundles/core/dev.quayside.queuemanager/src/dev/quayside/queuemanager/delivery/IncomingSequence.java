package dev.quayside.queuemanager.delivery;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.Guids;
import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.msmq.packet.PacketQueue;
import dev.quayside.msmq.packet.TransactionHeader;
import dev.quayside.queuemanager.services.Transfers.Incoming;
import dev.quayside.queuemanager.store.StoreChange;
import dev.quayside.queuemanager.store.StoreException;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The transactional messages of one sender for one queue ([MS-MQQB] 3.1.1.3.1, 3.1.5.8.6): what is on disk, and what was
 * accepted and is on its way there. One batch is written at a time, so that none is ever behind one that failed. Safe for
 * use by several threads.
 */
final class IncomingSequence {

	/** Name of the table of the store. */
	static final String TABLE = "incoming-sequences";

	private static final byte VERSION = 1;
	private static final int RECORD_SIZE = 1 + 8 + 4 + 4;
	private static final int MAX_BATCH = 256;

	/** Who sends, and to which queue. */
	record Key(UUID sender, int queue) {

		String text() {
			return sender + "/" + queue;
		}

		static Key of(String text) {
			int slash = text.indexOf('/');
			return new Key(UUID.fromString(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
		}
	}

	/**
	 * The last message that was accepted; number 0: none.
	 *
	 * @param accessed
	 *            seconds since 1970
	 */
	record State(long id, long number, long accessed) {

		static final State NONE = new State(0, 0, 0);

		byte[] encode() {
			return ByteBuffer.allocate(RECORD_SIZE).put(VERSION).putLong(id).putInt((int) number)
					.putInt((int) accessed).array();
		}

		/**
		 * @throws StoreException
		 *             of kind NEWER or DAMAGED
		 */
		static State decode(String key, byte[] bytes) throws StoreException {
			if (bytes.length != RECORD_SIZE || bytes[0] != VERSION) {
				boolean newer = bytes.length > 0 && bytes[0] > VERSION;
				throw new StoreException(newer ? StoreException.Kind.NEWER : StoreException.Kind.DAMAGED,
						"The sequence " + key + " of transactional messages has " + bytes.length + " bytes", null);
			}
			ByteBuffer in = ByteBuffer.wrap(bytes, 1, RECORD_SIZE - 1);
			return new State(in.getLong(), Integer.toUnsignedLong(in.getInt()), Integer.toUnsignedLong(in.getInt()));
		}

		/** Whether a message follows this one ([MS-MQQB] 3.1.5.8.6). */
		boolean accepts(TransactionHeader header) {
			int order = Long.compareUnsigned(header.sequenceId(), id);
			return order == 0
					? header.sequenceNumber() > number && header.previousNumber() <= number
					: order > 0 && header.previousNumber() == 0;
		}
	}

	private final Key key;
	/** Accepted and not being written. */
	private final Deque<Waiting> waiting = new ArrayDeque<>();
	private State durable;
	private State accepted;
	private long rejected;
	/** How the sender named the queue last; null where it has not since the start. */
	private PacketQueue destination;
	private boolean scheduled;
	private boolean writing;
	private boolean oneByOne;

	IncomingSequence(Key key, State durable) {
		this.key = key;
		this.durable = durable;
		this.accepted = durable;
	}

	Key key() {
		return key;
	}

	/** What is on disk. */
	synchronized State durable() {
		return durable;
	}

	/** Whether no message was accepted yet. */
	synchronized boolean isUnused() {
		return accepted.number() == 0;
	}

	/**
	 * @param usualName
	 *            of the queue, where its sender has not named it since the start
	 */
	synchronized Incoming describe(String usualName) {
		String formatName = Optional.ofNullable(destination)
				.flatMap(named -> FormatNames.of(named, key.sender(), Guids.NIL)).map(FormatName::text)
				.orElse(usualName);
		return new Incoming(formatName, key.sender(), durable.id(), durable.number(),
				durable.accessed(), rejected);
	}

	/** Whether the message follows; then it waits to be written. */
	synchronized boolean accept(Waiting message, long now) {
		MessagePacket packet = message.message().packet();
		TransactionHeader header = packet.transaction().orElseThrow();
		destination = packet.user().destination();
		if (!accepted.accepts(header)) {
			rejected++;
			durable = new State(durable.id(), durable.number(), now);
			return false;
		}
		rejected = 0;
		accepted = new State(header.sequenceId(), header.sequenceNumber(), now);
		waiting.add(message);
		return true;
	}

	/** Whether somebody has to {@link #begin} to write; asked once, it is false until that has happened. */
	synchronized boolean schedule() {
		boolean needed = !scheduled && !writing && !waiting.isEmpty();
		scheduled |= needed;
		return needed;
	}

	/** Takes messages to be written; none if there are none or others are being written. */
	synchronized List<Waiting> begin() {
		List<Waiting> batch = new ArrayList<>();
		scheduled = false;
		if (!writing) {
			int size = oneByOne ? 1 : MAX_BATCH;
			while (batch.size() < size && !waiting.isEmpty()) {
				batch.add(waiting.remove());
			}
		}
		oneByOne &= !waiting.isEmpty();
		writing |= !batch.isEmpty();
		return batch;
	}

	/** The change that has to be made with a batch. */
	synchronized StoreChange change(List<Waiting> batch) {
		return new StoreChange.Put(TABLE, key.text(), state(batch).encode());
	}

	private State state(List<Waiting> batch) {
		TransactionHeader header = batch.get(batch.size() - 1).message().packet().transaction().orElseThrow();
		return new State(header.sequenceId(), header.sequenceNumber(), accepted.accessed());
	}

	/** The batch is on disk. */
	synchronized void written(List<Waiting> batch) {
		durable = state(batch);
		writing = false;
	}

	/** The messages of the batch have to be written one by one, because one of them may be too much. */
	synchronized void split(List<Waiting> batch) {
		for (int i = batch.size() - 1; i >= 0; i--) {
			waiting.addFirst(batch.get(i));
		}
		oneByOne = true;
		writing = false;
	}

	/** The batch is not on disk, so nothing behind it may come there before it was sent again; what is given up. */
	synchronized List<Waiting> failed(List<Waiting> batch) {
		List<Waiting> all = new ArrayList<>(batch);
		all.addAll(waiting);
		waiting.clear();
		accepted = durable;
		scheduled = false;
		writing = false;
		return all;
	}
}
