package dev.quayside.msmq.transfer;

import dev.quayside.msmq.Guids;
import dev.quayside.msmq.packet.InternalPacket.ConnectionParameters;
import dev.quayside.msmq.packet.InternalPacket.EstablishConnection;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Opens sessions ([MS-MQQB] 3.1.5.2 to 3.1.5.4, the side of the initiator). */
final class Initiator {

	private static final System.Logger LOG = System.getLogger(Initiator.class.getName());
	private static final RareWarnings WARNINGS = new RareWarnings(LOG);

	private static final int ROUND_TRIPS = 8;
	/** [MS-MQQB] 3.1.2.4: a session for direct names waits a multiple of what it tells the peer. */
	private static final int DIRECT_MULTIPLE = 2;
	private static final int MEMORY = 16 * 1024 * 1024;

	/** What is done with a connection. */
	@FunctionalInterface
	private interface Step<T> {

		/**
		 * @param deadline
		 *            of {@link System#nanoTime}
		 */
		T run(PacketStream stream, long deadline) throws IOException;
	}

	private Initiator() {}

	static TransferSession connect(String host, int port, UUID self, SessionOptions options, MessageSink sink)
			throws TransferException {
		return open(host, port, options, (stream, deadline) -> {
			long started = System.nanoTime();
			EstablishConnection answer = establish(stream, self, deadline);
			if (answer.refused()) {
				throw new TransferException(TransferException.Kind.REFUSED,
						"The queue manager at " + host + ":" + port + " refuses the session");
			}
			if (!answer.client().equals(self)) {
				throw new TransferException(TransferException.Kind.PROTOCOL,
						host + ":" + port + " answered somebody else");
			}
			long roundTrip = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
			ConnectionParameters proposed = parameters(roundTrip, options);
			stream.write(proposed.encode());
			ConnectionParameters agreed = stream.expect(ConnectionParameters.class, deadline);
			if (agreed.refused()) {
				throw new TransferException(TransferException.Kind.REFUSED,
						"The queue manager at " + host + ":" + port + " refuses the parameters of the session");
			}
			return start(stream, new TransferSession.Peer(answer.server(), agreed.window(),
					Duration.ofMillis(proposed.recoverableAckTimeout()), Duration.ofMillis(proposed.ackTimeout()),
					options.ackTimeout()), options, sink);
		});
	}

	static UUID probe(String host, int port, Duration timeout) throws TransferException {
		return open(host, port, SessionOptions.DEFAULT.withSetUpTimeout(timeout), (stream, deadline) -> {
			EstablishConnection answer = establish(stream, UUID.randomUUID(), deadline);
			stream.close();
			return answer.server();
		});
	}

	/** [MS-MQQB] 3.1.5.3.2. */
	private static ConnectionParameters parameters(long roundTripMillis, SessionOptions options) {
		long recoverable = Math.min(ConnectionParameters.MAX_ACK,
				Math.max(ConnectionParameters.MIN_RECOVERABLE_ACK, ROUND_TRIPS * roundTripMillis));
		long ack = Math.min(ConnectionParameters.MAX_ACK,
				Math.max(ConnectionParameters.MIN_ACK, options.ackTimeout().toMillis() / DIRECT_MULTIPLE));
		return new ConnectionParameters(false, recoverable, ack, options.window());
	}

	private static TransferSession start(PacketStream stream, TransferSession.Peer peer, SessionOptions options,
			MessageSink sink) {
		SessionThreads threads = new SessionThreads("transfer-out");
		TransferSession session = new TransferSession(stream, peer, options, threads, threads::close);
		threads.execute(() -> session.run(sink));
		return session;
	}

	/** There is no queue here; the message is counted, so that the session goes on. */
	static CompletableFuture<Void> drop(MessageSink.Incoming message) {
		WARNINGS.say(() -> "Dropped " + message.packet().id() + " of " + message.address()
				+ ": it came to a sender, which has no queues");
		return CompletableFuture.completedFuture(null);
	}

	/** Tries the addresses of the host in turn. */
	private static <T> T open(String host, int port, SessionOptions options, Step<T> step) throws TransferException {
		long deadline = System.nanoTime() + options.setUpTimeout().toNanos();
		InetAddress[] addresses = resolve(host);
		TransferException failure = new TransferException(TransferException.Kind.UNREACHABLE,
				"The host " + host + " has no address");
		for (int i = 0; i < addresses.length; i++) {
			try (Attempt attempt = new Attempt(new InetSocketAddress(addresses[i], port), host)) {
				attempt.connect(deadline, addresses.length - i);
				return attempt.run(step, options, deadline);
			} catch (TransferException e) {
				if (e.kind() != TransferException.Kind.UNREACHABLE) {
					throw e;
				}
				failure = e;
			}
		}
		throw failure;
	}

	private static InetAddress[] resolve(String host) throws TransferException {
		try {
			return InetAddress.getAllByName(host);
		} catch (UnknownHostException e) {
			throw new TransferException(TransferException.Kind.UNREACHABLE, "The host " + host + " is unknown", e);
		}
	}

	/** A connection that is closed again unless its step succeeds. */
	private static final class Attempt implements AutoCloseable {

		private final Socket socket = new Socket();
		private final InetSocketAddress address;
		private final String name;
		private boolean done;

		Attempt(InetSocketAddress address, String host) {
			this.address = address;
			this.name = host + ":" + address.getPort();
		}

		/** Leaves time for the other addresses. */
		void connect(long deadline, int addresses) throws TransferException {
			long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()) / addresses;
			try {
				socket.setTcpNoDelay(true);
				socket.setKeepAlive(true);
				socket.connect(address, (int) Math.max(1, Math.min(millis, Integer.MAX_VALUE)));
			} catch (ConnectException e) {
				throw unreachable("Nobody listens at " + name, e);
			} catch (SocketTimeoutException e) {
				throw unreachable(name + " did not answer within " + millis + " ms", e);
			} catch (IOException e) {
				throw unreachable("Cannot connect to " + name + ": " + e.getMessage(), e);
			}
		}

		<T> T run(Step<T> step, SessionOptions options, long deadline) throws TransferException {
			try {
				T result = step.run(
						new PacketStream(socket, new PacketBudget(MEMORY), options.packetTimeout()), deadline);
				done = true;
				return result;
			} catch (TransferException e) {
				throw e;
			} catch (SocketTimeoutException e) {
				throw unreachable(name + " did not answer within " + options.setUpTimeout().toMillis() + " ms", e);
			} catch (IOException e) {
				throw unreachable("The connection to " + name + " broke: " + e.getMessage(), e);
			}
		}

		private static TransferException unreachable(String message, Exception cause) {
			return new TransferException(TransferException.Kind.UNREACHABLE, message, cause);
		}

		@Override
		public void close() {
			try {
				if (!done) {
					socket.close();
				}
			} catch (IOException e) {
				LOG.log(System.Logger.Level.DEBUG, "Cannot close a socket", e);
			}
		}
	}

	/** A peer that closes without an answer is none of ours. */
	private static EstablishConnection establish(PacketStream stream, UUID self, long deadline) throws IOException {
		int flags = EstablishConnection.REVISION | EstablishConnection.NO_PING | EstablishConnection.SERVER;
		int sinceBoot = (int) TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
		stream.write(new EstablishConnection(false, self, Guids.NIL, sinceBoot, flags).encode());
		try {
			return stream.expect(EstablishConnection.class, deadline);
		} catch (TransferException e) {
			throw e.kind() == TransferException.Kind.CLOSED
					? new TransferException(TransferException.Kind.PROTOCOL,
							"The peer closed the connection instead of opening a session", e)
					: e;
		}
	}
}
