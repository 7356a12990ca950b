package dev.quayside.msmq.transfer;

import dev.quayside.msmq.packet.InternalPacket.SessionAck;
import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.msmq.packet.SessionHeader;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An open session between two queue managers ([MS-MQQB] 3.1). Both ends may send. Messages stay unacknowledged until the
 * peer has them, recoverable ones on its disk. Safe for use by several threads.
 */
public final class TransferSession implements MessageSink.Origin, AutoCloseable {

	private static final System.Logger LOG = System.getLogger(TransferSession.class.getName());
	/** Of all sessions: whoever breaks one can begin another. */
	private static final RareWarnings WARNINGS = new RareWarnings(LOG);

	private static final Duration LONG = Duration.ofHours(1);
	/** So long acknowledgements are awaited that are on their way when one end stops to send. */
	private static final Duration GRACE = Duration.ofSeconds(2);
	/** So many bytes go out in one go, and what has begun before. */
	private static final int TOGETHER = 64 * 1024;
	private static final long MIN_TICK_MILLIS = 20;
	private static final long MAX_TICK_MILLIS = 1000;

	/**
	 * Who is at the other end, and what the two have agreed on.
	 *
	 * @param window
	 *            of the peer
	 * @param recoverableAck
	 *            after which recoverable messages are acknowledged
	 * @param ack
	 *            after which the peer gives up
	 * @param ackWait
	 *            after which this side gives up
	 */
	record Peer(UUID id, int window, Duration recoverableAck, Duration ack, Duration ackWait) {}

	private final PacketStream stream;
	private final Peer peer;
	private final SessionOptions options;
	private final SessionThreads threads;
	private final Runnable onEnd;
	private final Ledger ledger;
	/** Held while a packet is counted in the ledger and written. */
	private final Object writing = new Object();
	private final AtomicBoolean closed = new AtomicBoolean();
	private volatile ScheduledFuture<?> ticker;

	/**
	 * @param onEnd
	 *            runs once, when the session has ended
	 */
	TransferSession(PacketStream stream, Peer peer, SessionOptions options, SessionThreads threads, Runnable onEnd) {
		this.stream = stream;
		this.peer = peer;
		this.options = options;
		this.threads = threads;
		this.onEnd = onEnd;
		this.ledger = new Ledger(peer, options, threads, this::ackTime);
	}

	/** Reads packets until the session ends; one thread does so for each session. */
	void run(MessageSink sink) {
		long shortest = Math.min(peer.ackWait().toMillis(), options.idleTimeout().toMillis());
		Duration tick = Duration.ofMillis(Math.max(MIN_TICK_MILLIS, Math.min(MAX_TICK_MILLIS, shortest / 4)));
		try {
			ticker = threads.every(tick, this::checkTimers);
			new Receiver(this, ledger, stream, sink).run();
			if (ledger.lastAcks(GRACE)) {
				sendAcks();
			}
			end(TransferException.Kind.CLOSED, "The peer " + address() + " closed the session", null);
		} catch (TransferException e) {
			end(e);
		} catch (IOException | RejectedExecutionException e) {
			end(TransferException.Kind.CLOSED, "The session with " + address() + " broke: " + e.getMessage(), e);
		} catch (RuntimeException e) {
			LOG.log(System.Logger.Level.ERROR, "A packet of " + address() + " could not be taken", e);
			end(TransferException.Kind.PROTOCOL, "A packet of " + address() + " could not be taken", e);
		} finally {
			stopTicker();
		}
	}

	/** The queue manager at the other end. */
	public UUID peer() {
		return peer.id();
	}

	/** Where the other end is. */
	public InetAddress remoteAddress() {
		return stream.address();
	}

	String address() {
		return stream.address().getHostAddress();
	}

	/** How many messages the peer has acknowledged. */
	public long confirmed() {
		return ledger.confirmed();
	}

	/**
	 * Waits until one more message may be sent; the smaller one of the two windows counts.
	 *
	 * @return false if it may not, after that time
	 * @throws TransferException
	 *             if the session has ended
	 */
	public boolean awaitWindow(Duration patience) throws TransferException {
		return ledger.awaitRoom(patience);
	}

	/**
	 * Sends a message; waits while the window is full.
	 *
	 * @return completes when the peer has acknowledged the message, fails when the session ends before
	 * @throws TransferException
	 *             if the session has ended
	 */
	public CompletionStage<Void> send(MessagePacket message) throws TransferException {
		List<CompletionStage<Void>> sent = List.of();
		while (sent.isEmpty()) {
			ledger.awaitRoom(LONG);
			sent = sendSome(List.of(message));
		}
		return sent.get(0);
	}

	/**
	 * Sends the first of these messages, as many as the window takes now, in one go.
	 *
	 * @return of each that was sent what {@link #send} returns; none while the window is full
	 * @throws TransferException
	 *             if the session has ended
	 */
	public List<CompletionStage<Void>> sendSome(List<MessagePacket> messages) throws TransferException {
		synchronized (writing) {
			List<CompletionStage<Void>> sent = new ArrayList<>();
			ByteArrayOutputStream together = new ByteArrayOutputStream();
			for (MessagePacket message : messages) {
				byte[] bytes = message.encode();
				Ledger.Admitted admitted = together.size() < TOGETHER
						? ledger.admit(message.user().isRecoverable())
						: null;
				if (admitted == null) {
					break;
				}
				together.writeBytes(UserMessage.write(bytes, admitted.ride()));
				sent.add(admitted.done());
			}
			if (!sent.isEmpty()) {
				write(together.toByteArray());
			}
			return sent;
		}
	}

	@Override
	public Optional<CompletionStage<Void>> offer(MessagePacket message) {
		try {
			return sendSome(List.of(message)).stream().findFirst();
		} catch (TransferException e) {
			return Optional.empty();
		}
	}

	@Override
	public boolean isOpen() {
		return !closed.get();
	}

	/** A peer that goes may have acknowledged before: what it sent is read to the end first. */
	private void write(byte[] bytes) throws TransferException {
		try {
			stream.write(bytes);
		} catch (IOException e) {
			ledger.awaitEnd(GRACE);
			throw end(TransferException.Kind.CLOSED, "The connection to " + address() + " broke: " + e.getMessage(), e);
		}
	}

	/** The sink has completed a message. */
	void messageDone(Incoming.Arrival arrival) {
		if (ledger.messageDone(arrival)) {
			startAcks();
		}
	}

	private void ackTime() {
		if (ledger.ackTime()) {
			startAcks();
		}
	}

	private void startAcks() {
		try {
			threads.execute(this::sendAcks);
		} catch (RejectedExecutionException e) {
			LOG.log(System.Logger.Level.DEBUG, () -> "No acknowledgement for " + address() + ": everything stops");
		}
	}

	/** Acknowledges all that may be, in as few packets as hold it. */
	private void sendAcks() {
		boolean more = true;
		while (more) {
			synchronized (writing) {
				Optional<SessionHeader> header = ledger.nextAck();
				more = header.isPresent() && writeAck(header.get());
			}
		}
	}

	private boolean writeAck(SessionHeader header) {
		try {
			stream.write(new SessionAck(header).encode());
			return true;
		} catch (IOException e) {
			end(TransferException.Kind.CLOSED, "Cannot acknowledge to " + address() + ": " + e.getMessage(), e);
			return false;
		}
	}

	/** The peer has acknowledged. */
	void acknowledged(SessionHeader header) throws TransferException {
		Deque<CompletableFuture<Void>> done = new ArrayDeque<>();
		boolean valid = ledger.acknowledged(header, done);
		done.forEach(future -> future.complete(null));
		if (!valid) {
			throw new TransferException(TransferException.Kind.PROTOCOL,
					"The peer " + address() + " counts otherwise: " + header);
		}
	}

	private void checkTimers() {
		Optional<String> why = ledger.timeOut();
		if (why.isPresent()) {
			end(TransferException.Kind.CLOSED, "The peer " + address() + " " + why.get(), null);
		} else if (stream.isStuck()) {
			end(TransferException.Kind.CLOSED, "The peer " + address() + " does not take what it is sent", null);
		}
	}

	private void stopTicker() {
		if (ticker != null) {
			ticker.cancel(false);
		}
	}

	private TransferException end(TransferException.Kind kind, String message, Throwable cause) {
		return end(new TransferException(kind, message, cause));
	}

	/** Ends the session, once; the result is why it ended first. */
	TransferException end(TransferException why) {
		Deque<CompletableFuture<Void>> failed = new ArrayDeque<>();
		TransferException cause = ledger.end(why, failed);
		try {
			stream.close();
		} catch (IOException e) {
			LOG.log(System.Logger.Level.DEBUG, "Cannot close a session", e);
		}
		failed.forEach(future -> future.completeExceptionally(cause));
		if (closed.compareAndSet(false, true)) {
			if (cause.kind() == TransferException.Kind.PROTOCOL) {
				WARNINGS.say(cause::getMessage);
			} else {
				LOG.log(System.Logger.Level.DEBUG, cause::getMessage);
			}
			stopTicker();
			onEnd.run();
		}
		return cause;
	}

	/** Ends the session; messages without acknowledgement fail. */
	@Override
	public void close() {
		end(TransferException.Kind.CLOSED, "The session with " + address() + " was closed", null);
	}

	/** Opens a session as initiator. Messages that the peer sends are counted, said in the log and not kept. */
	public static TransferSession connect(String host, int port, UUID self, SessionOptions options)
			throws TransferException {
		return connect(host, port, self, options, Initiator::drop);
	}

	/**
	 * Opens a session as initiator.
	 *
	 * @param sink
	 *            takes what the peer sends
	 */
	public static TransferSession connect(String host, int port, UUID self, SessionOptions options, MessageSink sink)
			throws TransferException {
		return Initiator.connect(host, port, self, options, sink);
	}

	/** Asks who listens there: the first half of a set-up, without any authentication ([MS-MQQB] 3.1.5.3). */
	public static UUID probe(String host, int port, Duration timeout) throws TransferException {
		return Initiator.probe(host, port, timeout);
	}
}
