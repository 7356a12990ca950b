package dev.quayside.queuemanager.services;

import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.queuemanager.engine.Queue;
import dev.quayside.queuemanager.store.StoreException;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What the binary protocol knows of queues, and does with outgoing ones at the word of an administrator: the elements
 * OutgoingTransferInfo and IncomingTransactionalTransferInfo of [MS-MQDMPR] 3.1.1.4 and 3.1.1.5. Safe for use by several
 * threads, and does not wait.
 */
public interface Transfers {

	/** Nothing is sent to others, and nothing transactional came from them. */
	Transfers NONE = new Transfers() {};

	/** Whether it is connected to the network. */
	default boolean isOnline() {
		return true;
	}

	/**
	 * Bring Online and Take Offline ([MS-MQDMPR] 3.1.4.13, 3.1.4.12); completes when that is on disk.
	 *
	 * @throws MqException
	 *             MQ_ERROR_UNSUPPORTED_OPERATION, where that cannot be
	 */
	default CompletionStage<Void> setOnline(boolean online) throws MqException {
		if (online != isOnline()) {
			throw new MqException(MqStatus.UNSUPPORTED_OPERATION, "Nothing is sent that could be stopped");
		}
		return CompletableFuture.completedFuture(null);
	}

	/** Of an outgoing queue. */
	default Optional<Outgoing> outgoing(Queue queue) throws StoreException {
		return Optional.empty();
	}

	/** The senders of transactional messages to a queue. */
	default List<Incoming> incoming(Queue queue) {
		return List.of();
	}

	/** Pause Queue and Resume Queue of an outgoing queue ([MS-MQDMPR] 3.1.7.2.3, 3.1.7.2.4). */
	default CompletionStage<Void> setPaused(Queue queue, boolean paused) throws MqException, StoreException {
		throw new MqException(MqStatus.INVALID_PARAMETER, queue.name() + " is not an outgoing queue");
	}

	/** Sends the transactional messages of an outgoing queue again that were not acknowledged. */
	default void resend(Queue queue) throws MqException, StoreException {
		throw new MqException(MqStatus.INVALID_PARAMETER, queue.name() + " is not an outgoing queue");
	}

	/** OutgoingQueue.State, with the words of [MS-MQMR] 3.1.4.1. */
	enum State {

		INACTIVE("INACTIVE"),
		WAITING("WAITING"),
		CONNECTED("CONNECTED"),
		NEED_VALIDATION("NEED VALIDATION"),
		LOCKED("LOCKED"),
		ON_HOLD("ONHOLD"),
		DISCONNECTING("DISCONNECTING"),
		DISCONNECTED("DISCONNECTED");

		private final String word;

		State(String word) {
			this.word = word;
		}

		public String word() {
			return word;
		}
	}

	/**
	 * An outgoing queue.
	 *
	 * @param nextHops
	 *            {@code IP=a.b.c.d} and {@code IPv6=…} ([MS-MQMQ] 2.3.12.12)
	 * @param history
	 *            oldest first
	 */
	record Outgoing(State state, List<String> nextHops, Sequences sequences, List<Attempt> history) {

		public Outgoing {
			nextHops = List.copyOf(nextHops);
			history = List.copyOf(history);
		}
	}

	/** SEQUENCE_INFO ([MS-MQMQ] 2.2.5.1): the place of a message in a sequence. */
	record Place(long sequence, long number, long previous) {

		public static final Place NONE = new Place(0, 0, 0);
	}

	/**
	 * The transactional messages of an outgoing queue.
	 *
	 * @param lastAckTime
	 *            seconds since 1970, as the other times; 0: never
	 * @param lastAckCount
	 *            how often the last order acknowledgement came
	 * @param unread
	 *            messages that have arrived, but were not received
	 * @param unacknowledged
	 *            messages that are not known to have arrived
	 * @param resendTime
	 *            of the next resend
	 * @param resendInterval
	 *            seconds
	 * @param resendCount
	 *            how often the last message was sent
	 */
	record Sequences(Place lastAck, long lastAckTime, long lastAckCount, Place firstUnacknowledged,
			Place lastUnacknowledged, Place next, long unread, long unacknowledged, long resendTime,
			long resendInterval, long resendCount) {

		/** Nothing transactional was sent. */
		public static final Sequences NONE = new Sequences(Place.NONE, 0, 0, Place.NONE, Place.NONE, Place.NONE, 0, 0,
				0, 0, 0);
	}

	/**
	 * An attempt to connect.
	 *
	 * @param status
	 *            of [MS-MQMQ] 2.3.12.25; failures are negative
	 * @param time
	 *            seconds since 1970
	 * @param error
	 *            HRESULT or system error, 0 for none
	 */
	record Attempt(int status, long time, int error, String address) {}

	/**
	 * Transactional messages of one sender to a local queue ([MS-MQMQ] 2.3.12.24).
	 *
	 * @param formatName
	 *            by which the sender named the queue
	 * @param number
	 *            of the last message that was accepted
	 * @param lastAccess
	 *            seconds since 1970
	 */
	record Incoming(String formatName, UUID sender, long sequence, long number, long lastAccess, long rejects) {}
}
