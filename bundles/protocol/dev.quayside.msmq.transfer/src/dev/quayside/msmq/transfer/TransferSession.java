package dev.quayside.msmq.transfer;

import dev.quayside.msmq.packet.BaseHeader;
import dev.quayside.msmq.packet.InternalPacket;
import dev.quayside.msmq.packet.InternalPacket.SessionAck;
import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.msmq.packet.PacketException;
import dev.quayside.msmq.packet.SessionHeader;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * An open session between two queue managers ([MS-MQQB] 3.1). Both ends may send. Messages stay unacknowledged until the
 * peer has them, recoverable ones on its disk. Safe for use by several threads.
 */
public final class TransferSession implements AutoCloseable {

	private static final System.Logger LOG = System.getLogger(TransferSession.class.getName());

	private static final int TICK_MILLIS = 1000;

	/** Who is at the other end, and what the two have agreed on. */
	record Peer(UUID id, int window, long recoverableAckTimeout) {}

	private final PacketStream stream;
	private final Socket socket;
	private final Peer peer;
	private final SessionOptions options;
	private final MessageSink sink;
	private final Executor ackSender;
	private final Object writing = new Object();
	private final Outgoing outgoing = new Outgoing();
	private final Incoming incoming = new Incoming();
	private int peerWindow;
	private boolean ackScheduled;
	private volatile long lastPacket = System.nanoTime();
	private volatile long lastUse = System.nanoTime();
	private TransferException ended;

	TransferSession(PacketStream stream, Socket socket, Peer peer, SessionOptions options, MessageSink sink,
			Executor ackSender) {
		this.stream = stream;
		this.socket = socket;
		this.peer = peer;
		this.options = options;
		this.sink = sink;
		this.ackSender = ackSender;
		this.peerWindow = Math.max(1, peer.window());
	}

	/** The queue manager at the other end. */
	public UUID peer() {
		return peer.id();
	}

	/**
	 * Sends a message; waits while the window of the peer is full.
	 *
	 * @return completes when the peer has acknowledged the message, fails when the session ends before
	 * @throws TransferException
	 *             if the session has ended
	 */
	public CompletionStage<Void> send(MessagePacket message) throws TransferException {
		byte[] bytes = message.encode();
		while (true) {
			awaitWindow();
			synchronized (writing) {
				CompletableFuture<Void> done = admit(message.user().isRecoverable());
				if (done != null) {
					write(bytes);
					return done;
				}
			}
		}
	}

	private void write(byte[] bytes) throws TransferException {
		try {
			stream.write(bytes);
		} catch (IOException e) {
			throw end(new TransferException(TransferException.Kind.CLOSED,
					"The connection to " + address() + " broke: " + e.getMessage(), e));
		}
	}

	/** Waits without holding the lock for writing, which acknowledgements need. */
	private synchronized void awaitWindow() throws TransferException {
		while (ended == null && outgoing.inFlight() >= peerWindow) {
			try {
				wait();
			} catch (InterruptedException e) {
				Thread.currentThread().interrupt();
				throw new TransferException(TransferException.Kind.CLOSED, "Interrupted while the window was full", e);
			}
		}
		if (ended != null) {
			throw ended;
		}
	}

	/** Numbers a message in the order of writing; null if the window has filled up meanwhile. */
	private synchronized CompletableFuture<Void> admit(boolean recoverable) {
		if (outgoing.inFlight() >= peerWindow) {
			return null;
		}
		lastUse = System.nanoTime();
		if (outgoing.isEmpty()) {
			lastPacket = lastUse;
		}
		return outgoing.add(recoverable);
	}

	/** How many messages the peer has acknowledged. */
	public synchronized long confirmed() {
		return outgoing.confirmed();
	}

	private InetAddress address() {
		return socket.getInetAddress();
	}

	/** Reads packets until the session ends; one thread does so for each session. */
	void run() {
		try {
			socket.setSoTimeout(TICK_MILLIS);
			boolean open = true;
			while (open) {
				open = step();
			}
			end(new TransferException(TransferException.Kind.CLOSED, "The peer " + address() + " closed the session"));
		} catch (TransferException e) {
			end(e);
		} catch (IOException e) {
			end(new TransferException(TransferException.Kind.CLOSED,
					"The session with " + address() + " broke: " + e.getMessage(), e));
		}
	}

	private boolean step() throws IOException {
		try {
			if (!stream.awaitMore()) {
				return false;
			}
		} catch (SocketTimeoutException e) {
			checkTimers();
			return true;
		}
		byte[] packet = stream.read((int) options.setUpTimeout().toMillis());
		if (packet == null) {
			return false;
		}
		lastPacket = System.nanoTime();
		lastUse = lastPacket;
		try {
			receive(packet);
		} catch (PacketException e) {
			throw new TransferException(TransferException.Kind.PROTOCOL, "The peer " + address() + " sent "
					+ e.getMessage(), e);
		}
		return true;
	}

	private void checkTimers() throws TransferException {
		long now = System.nanoTime();
		synchronized (this) {
			if (!outgoing.isEmpty() && now - lastPacket > options.ackTimeout().toNanos()) {
				throw new TransferException(TransferException.Kind.CLOSED, "The peer " + address() + " left "
						+ outgoing.unconfirmed() + " messages unacknowledged for " + options.ackTimeout().toSeconds()
						+ " s");
			}
			if (outgoing.isEmpty() && incoming.pending() == 0 && now - lastUse > options.idleTimeout().toNanos()) {
				throw new TransferException(TransferException.Kind.CLOSED,
						"The session with " + address() + " was idle");
			}
		}
	}

	private void receive(byte[] bytes) throws PacketException, TransferException {
		BaseHeader base = BaseHeader.read(bytes, 0);
		if (!base.has(BaseHeader.INTERNAL)) {
			message(base, bytes);
		} else if (InternalPacket.parse(bytes) instanceof SessionAck ack) {
			acknowledged(ack.session());
		} else {
			throw new PacketException("a set-up packet in an open session");
		}
	}

	private void message(BaseHeader base, byte[] bytes) throws PacketException, TransferException {
		MessagePacket packet = MessagePacket.parse(bytes);
		byte[] plain = base.has(BaseHeader.SESSION) ? withoutSession(base, bytes) : bytes;
		int number;
		synchronized (this) {
			awaitRoom();
			number = incoming.add(packet.user().isRecoverable());
		}
		sink.accept(new MessageSink.Incoming(packet, plain, peer.id(), address()))
				.whenComplete((nothing, failure) -> done(number, failure));
		if (packet.optional().session().isPresent()) {
			acknowledged(packet.optional().session().get());
		}
	}

	/** The packet as it is kept: the session header goes, and with it the flag that promises one. */
	private static byte[] withoutSession(BaseHeader base, byte[] bytes) {
		byte[] plain = Arrays.copyOf(bytes, (int) base.packetSize());
		plain[2] &= ~BaseHeader.SESSION;
		return plain;
	}

	/** Does not take more than twice the window ahead of the sink. */
	private void awaitRoom() throws TransferException {
		while (ended == null && incoming.pending() >= 2 * options.window()) {
			try {
				wait();
			} catch (InterruptedException e) {
				Thread.currentThread().interrupt();
				throw new TransferException(TransferException.Kind.CLOSED, "Interrupted", e);
			}
		}
	}

	private void done(int number, Throwable failure) {
		if (failure != null) {
			LOG.log(System.Logger.Level.WARNING, () -> "A message of " + address() + " could not be kept: " + failure);
			end(new TransferException(TransferException.Kind.CLOSED, "A message could not be kept", failure));
			return;
		}
		synchronized (this) {
			incoming.done(number);
			notifyAll();
			if (ackScheduled || ended != null) {
				return;
			}
			ackScheduled = true;
		}
		ackSender.execute(this::sendAcks);
	}

	/** Acknowledges all that may be, in as few packets as hold it. */
	private void sendAcks() {
		try {
			boolean more = true;
			while (more) {
				synchronized (writing) {
					SessionAck ack;
					synchronized (this) {
						if (incoming.unacknowledged() == 0 || ended != null) {
							ackScheduled = false;
							return;
						}
						ack = new SessionAck(header());
						more = incoming.unacknowledged() > 0 || incoming.hasMore();
						ackScheduled = more;
					}
					stream.write(ack.encode());
				}
			}
		} catch (IOException e) {
			end(new TransferException(TransferException.Kind.CLOSED, "Cannot acknowledge to " + address(), e));
		}
	}

	private SessionHeader header() {
		int base = incoming.base();
		int bits = incoming.takeBits();
		return new SessionHeader(incoming.received(), base, bits, outgoing.sent(), outgoing.recoverableSent(),
				options.window());
	}

	private void acknowledged(SessionHeader header) throws TransferException {
		Deque<CompletableFuture<Void>> done = new ArrayDeque<>();
		synchronized (this) {
			boolean counted = header.sent() == incoming.received()
					&& header.recoverableSent() == incoming.recoverableReceived();
			if (!counted || !outgoing.acknowledge(header, done)) {
				throw new TransferException(TransferException.Kind.PROTOCOL,
						"The peer " + address() + " counts otherwise: " + header);
			}
			peerWindow = Math.max(1, header.window());
			notifyAll();
		}
		done.forEach(future -> future.complete(null));
	}

	private TransferException end(TransferException why) {
		Deque<CompletableFuture<Void>> failed;
		TransferException cause;
		synchronized (this) {
			if (ended == null) {
				ended = why;
			}
			cause = ended;
			failed = outgoing.drain();
			notifyAll();
		}
		try {
			stream.close();
		} catch (IOException e) {
			LOG.log(System.Logger.Level.DEBUG, "Cannot close a session", e);
		}
		failed.forEach(future -> future.completeExceptionally(cause));
		return cause;
	}

	/** Ends the session; messages without acknowledgement fail. */
	@Override
	public void close() {
		end(new TransferException(TransferException.Kind.CLOSED, "The session with " + address() + " was closed"));
	}

	/** Opens a session as initiator, without taking messages. */
	public static TransferSession connect(String host, int port, UUID self, SessionOptions options)
			throws TransferException {
		return Initiator.connect(host, port, self, options);
	}

	/** Asks who listens there: the first half of a set-up, without any authentication ([MS-MQQB] 3.1.5.3). */
	public static UUID probe(String host, int port, Duration timeout) throws TransferException {
		return Initiator.probe(host, port, timeout);
	}
}
