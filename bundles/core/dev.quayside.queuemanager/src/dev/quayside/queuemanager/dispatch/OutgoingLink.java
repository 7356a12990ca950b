package dev.quayside.queuemanager.dispatch;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.msmq.packet.TransactionAck;
import dev.quayside.msmq.packet.TransactionAck.FinalAck;
import dev.quayside.msmq.packet.TransactionAck.OrderAck;
import dev.quayside.msmq.transfer.MessageSink;
import dev.quayside.queuemanager.engine.Queue;
import dev.quayside.queuemanager.services.Transfers.Outgoing;
import dev.quayside.queuemanager.services.Transfers.State;
import dev.quayside.queuemanager.store.StoreException;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * Sends what is in an outgoing queue ([MS-MQQB] 3.1.7.1). One thread at a time {@link #run runs} it; acknowledgements come
 * in others. A message leaves the queue when it is acknowledged, a transactional one with its OrderAck or FinalAck.
 */
final class OutgoingLink {

	private static final System.Logger LOG = System.getLogger(OutgoingLink.class.getName());

	private final Queue queue;
	private final FormatName destination;
	private final Connection connection;
	private final OutgoingMessages messages;
	private final Clock clock;
	private final SendThreads threads;
	private final Runnable wake;
	private MessageSink.Origin sessionOrNull;
	private boolean paused;
	private boolean unroutable;

	/**
	 * @param threads
	 *            in which it runs
	 * @param wake
	 *            lets it run again
	 */
	OutgoingLink(Queue queue, Connection connection, OutgoingMessages messages, Clock clock, SendThreads threads,
			Runnable wake) {
		this.queue = queue;
		this.destination = FormatName.parse(queue.attributes().name());
		this.connection = connection;
		this.messages = messages;
		this.clock = clock;
		this.threads = threads;
		this.wake = wake;
	}

	Queue queue() {
		return queue;
	}

	/** What is in the queue. */
	OutgoingMessages messages() {
		return messages;
	}

	/**
	 * Sends what can be sent now.
	 *
	 * @param online
	 *            false: the queue manager has been taken from the network
	 */
	void run(boolean online) {
		try {
			synchronized (this) {
				if (paused || !online) {
					connection.close();
					sessionOrNull = null;
					messages.restart();
					return;
				}
				checkSession();
			}
			boolean going = true;
			while (going) {
				going = step();
			}
		} catch (StoreException e) {
			LOG.log(System.Logger.Level.WARNING, () -> "Cannot send to " + queue.name() + ": " + e.getMessage());
		}
	}

	/** Notices a session that broke, and takes one that was made. */
	private void checkSession() throws StoreException {
		if (sessionOrNull != null && !sessionOrNull.isOpen()) {
			sessionOrNull = null;
			connection.broke();
			messages.restart();
		}
		if (sessionOrNull == null && connection.session().isPresent()) {
			sessionOrNull = connection.session().get();
			unroutable = false;
			messages.restart();
		}
	}

	private synchronized boolean isPaused() {
		return paused;
	}

	/** Sends the next message, and false if that is not possible now. */
	private boolean step() throws StoreException {
		Optional<Parcel> next = isPaused() ? Optional.empty() : messages.next();
		return next.isPresent() && hasSession(next.get().packet()) && send(next.get());
	}

	/** Whether something can be sent at once; if not, this runs again when it can. */
	private boolean hasSession(MessagePacket first) {
		synchronized (this) {
			if (sessionOrNull != null) {
				return sessionOrNull.isOpen();
			}
		}
		if (connection.isTime()) {
			Route route = Route.to(destination, first);
			setUnroutable(route.host().isEmpty());
			connection.start(route, clock.instant().getEpochSecond(), wake);
		}
		return false;
	}

	private synchronized void setUnroutable(boolean is) {
		unroutable = is;
	}

	private boolean send(Parcel parcel) {
		MessageSink.Origin session;
		MessagePacket outgoing;
		synchronized (this) {
			session = sessionOrNull;
			if (session == null || paused) {
				return false;
			}
			outgoing = messages.transmit(parcel);
		}
		Optional<CompletionStage<Void>> sent = threads.writing(() -> session.offer(outgoing));
		if (sent.isEmpty()) {
			messages.unsent(parcel);
			return false;
		}
		sent.get().whenComplete((nothing, failure) -> {
			if (failure == null) {
				messages.acknowledged(parcel);
			}
			wake.run();
		});
		return true;
	}

	/** Looks for what is late; whether there is something to do. */
	boolean tick(boolean online) throws StoreException {
		messages.sendLateAgain();
		long waiting = queue.count();
		synchronized (this) {
			return waiting > 0 && (online || sessionOrNull != null) || sessionOrNull != null && !sessionOrNull.isOpen();
		}
	}

	/**
	 * Somebody acknowledges a transactional message. An OrderAck counts only from whom the messages were sent to: it names
	 * a sequence and no message. A FinalAck names its message, and after a restart it may be the first that is heard of a
	 * peer.
	 *
	 * @param peer
	 *            who sends it
	 */
	void take(TransactionAck ack, UUID peer) throws StoreException {
		Optional<UUID> expected = connection.peer();
		if (ack instanceof OrderAck order && expected.equals(Optional.of(peer))) {
			messages.take(order);
		} else if (ack instanceof FinalAck last && expected.map(peer::equals).orElse(true)) {
			messages.take(last);
		}
	}

	synchronized void setPaused(boolean isPaused) {
		paused = isPaused;
		if (isPaused) {
			hangUp();
		}
		connection.hurry();
	}

	/** Ends its session at once, also one whose peer does not read; what was not acknowledged stays. */
	synchronized void hangUp() {
		connection.close();
		sessionOrNull = null;
	}

	/** Sends those without OrderAck again, now. */
	synchronized void resend() {
		messages.sendAgain();
		connection.hurry();
	}

	/** Whether nothing comes or goes, and no session stands. */
	synchronized boolean isIdle() {
		return !paused && !messages.isArriving() && sessionOrNull == null && connection.session().isEmpty();
	}

	synchronized Outgoing describe(boolean online) {
		return new Outgoing(state(online), connection.nextHops(), messages.describe(), connection.attempts());
	}

	private State state(boolean online) {
		if (paused) {
			return State.ON_HOLD;
		} else if (!online) {
			return State.DISCONNECTED;
		} else if (sessionOrNull != null && sessionOrNull.isOpen()) {
			return State.CONNECTED;
		} else if (unroutable) {
			return State.NEED_VALIDATION;
		}
		return connection.hasFailed() ? State.WAITING : State.INACTIVE;
	}
}
