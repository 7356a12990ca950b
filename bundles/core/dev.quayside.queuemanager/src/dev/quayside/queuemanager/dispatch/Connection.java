package dev.quayside.queuemanager.dispatch;

import dev.quayside.msmq.transfer.MessageSink;
import dev.quayside.msmq.transfer.TransferException;
import dev.quayside.msmq.transfer.TransferSession;
import dev.quayside.queuemanager.services.Transfers.Attempt;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** The session of an outgoing queue, and the attempts to make one, each in a thread of those that connect. */
final class Connection {

	/** Of [MS-MQMQ] 2.3.12.25. */
	private static final int READY = 2;
	private static final int UNKNOWN_FAILURE = 0x80000000;
	private static final int NOT_CONNECTED = 0x80000004;
	private static final int REFUSED = 0x8000000B;
	private static final int MAX_ATTEMPTS = 10;

	/** Opens a session with a host. */
	@FunctionalInterface
	interface Connector {

		TransferSession connect(String host) throws TransferException;
	}

	private final Connector connector;
	private final Connectors threads;
	private final Function<UUID, Optional<TransferSession>> sessions;
	private final DispatchOptions options;
	private final Deque<Attempt> attempts = new ArrayDeque<>();
	private TransferSession sessionOrNull;
	/** Whether the session was made by the other end, so that it is not ours to close. */
	private boolean borrowed;
	/** The queue manager that was at the other end last. */
	private UUID peerOrNull;
	private boolean connecting;
	/** Whether a session that an attempt makes is still of use. */
	private boolean wanted;
	private Duration delay;
	private long retryAt = System.nanoTime();

	/**
	 * @param sessions
	 *            that others have opened with us, by their GUID
	 */
	Connection(Connector connector, Connectors threads, Function<UUID, Optional<TransferSession>> sessions,
			DispatchOptions options) {
		this.connector = connector;
		this.threads = threads;
		this.sessions = sessions;
		this.options = options;
		this.delay = options.firstRetry();
	}

	/** The session, where there is one. */
	synchronized Optional<MessageSink.Origin> session() {
		return isOpen() ? Optional.of(sessionOrNull) : Optional.empty();
	}

	/** The queue manager that was at the other end last; empty before there was any. */
	synchronized Optional<UUID> peer() {
		return Optional.ofNullable(peerOrNull);
	}

	private boolean isOpen() {
		return sessionOrNull != null && sessionOrNull.isOpen();
	}

	/** Whether it is time to connect. */
	synchronized boolean isTime() {
		return System.nanoTime() - retryAt >= 0;
	}

	/** The next attempt may be made at once. */
	synchronized void hurry() {
		retryAt = System.nanoTime();
		delay = options.firstRetry();
	}

	/**
	 * Connects in another thread, unless one does so already, or has just done so: then whoever asks is woken anyway.
	 *
	 * @param done
	 *            runs when that has ended, in one way or the other
	 */
	void start(Route route, long now, Runnable done) {
		boolean again;
		synchronized (this) {
			if (!threads.isOpen()) {
				return;
			}
			wanted = true;
			if (connecting || isOpen()) {
				return;
			}
			connecting = true;
			again = hasFailed();
		}
		boolean started = threads.run(again, () -> {
			try {
				connect(route, now);
			} finally {
				ended();
				done.run();
			}
		});
		if (!started) {
			ended();
		}
	}

	/** A session that is over already is not made again at once. */
	private synchronized void ended() {
		connecting = false;
		if (sessionOrNull != null && !isOpen()) {
			sessionOrNull = null;
			postpone();
		}
	}

	private void connect(Route route, long now) {
		Optional<TransferSession> existing = route.peer().flatMap(sessions);
		if (existing.isPresent()) {
			opened(existing.get(), true, now);
			return;
		}
		String host = route.host().orElse("");
		try {
			if (host.isEmpty()) {
				failed(UNKNOWN_FAILURE, "", now);
				return;
			}
			TransferSession session = connector.connect(host);
			if (route.peer().isPresent() && !route.peer().get().equals(session.peer())) {
				session.close();
				failed(REFUSED, host, now);
				return;
			}
			opened(session, false, now);
		} catch (TransferException e) {
			System.getLogger(Dispatcher.class.getName()).log(System.Logger.Level.DEBUG,
					() -> "No session with " + host + ": " + e.getMessage());
			failed(e.kind() == TransferException.Kind.REFUSED ? REFUSED : NOT_CONNECTED, host, now);
		} catch (RuntimeException e) {
			System.getLogger(Dispatcher.class.getName()).log(System.Logger.Level.ERROR,
					"The attempt to connect to " + host + " had a failure", e);
			failed(UNKNOWN_FAILURE, host, now);
		}
	}

	private synchronized void opened(TransferSession session, boolean isBorrowed, long now) {
		if (!wanted) {
			if (!isBorrowed) {
				session.close();
			}
			return;
		}
		sessionOrNull = session;
		peerOrNull = session.peer();
		borrowed = isBorrowed;
		delay = options.firstRetry();
		note(new Attempt(READY, now, 0, session.remoteAddress().getHostAddress()));
	}

	private synchronized void failed(int status, String host, long now) {
		note(new Attempt(status, now, 0, host));
		postpone();
	}

	private void postpone() {
		retryAt = System.nanoTime() + delay.toNanos();
		Duration doubled = delay.multipliedBy(2);
		delay = doubled.compareTo(options.lastRetry()) > 0 ? options.lastRetry() : doubled;
	}

	private void note(Attempt attempt) {
		attempts.add(attempt);
		if (attempts.size() > MAX_ATTEMPTS) {
			attempts.remove();
		}
	}

	/** The session broke; the next is not made at once, lest both ends spin. */
	synchronized void broke() {
		sessionOrNull = null;
		postpone();
	}

	synchronized void close() {
		wanted = false;
		if (sessionOrNull != null && !borrowed) {
			sessionOrNull.close();
		}
		sessionOrNull = null;
	}

	/** Whether the last attempt has failed. */
	synchronized boolean hasFailed() {
		return !attempts.isEmpty() && attempts.getLast().status() != READY;
	}

	/** Where the session leads to ([MS-MQMQ] 2.3.12.12). */
	synchronized List<String> nextHops() {
		if (!isOpen()) {
			return List.of();
		}
		InetAddress address = sessionOrNull.remoteAddress();
		return List.of((address instanceof Inet6Address ? "IPv6=" : "IP=") + address.getHostAddress());
	}

	synchronized List<Attempt> attempts() {
		return List.copyOf(attempts);
	}
}
