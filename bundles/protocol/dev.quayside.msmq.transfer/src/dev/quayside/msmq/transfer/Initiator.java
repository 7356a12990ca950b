package dev.quayside.msmq.transfer;

import dev.quayside.msmq.Guids;
import dev.quayside.msmq.packet.InternalPacket.ConnectionParameters;
import dev.quayside.msmq.packet.InternalPacket.EstablishConnection;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Opens sessions ([MS-MQQB] 3.1.5.2 to 3.1.5.4, the side of the initiator). */
final class Initiator {

	private static final int MIN_RECOVERABLE_ACK = 500;
	private static final int MAX_ACK = 120_000;
	private static final int ACK_TIMEOUT = 20_000;

	private Initiator() {}

	static TransferSession connect(String host, int port, UUID self, SessionOptions options) throws TransferException {
		return open(host, port, options.setUpTimeout(), (socket, stream) -> {
			int started = millis();
			UUID peer = establish(stream, host, self);
			long roundTrip = Math.max(0, millis() - started);
			long recoverable = Math.min(MAX_ACK, Math.max(MIN_RECOVERABLE_ACK, 8 * roundTrip));
			stream.write(new ConnectionParameters(false, recoverable, ACK_TIMEOUT, options.window()).encode());
			ConnectionParameters answer = stream.expect(ConnectionParameters.class);
			TransferSession session = new TransferSession(stream, socket,
					new TransferSession.Peer(peer, answer.window(), recoverable), options,
					message -> CompletableFuture.completedFuture(null), Runnable::run);
			Thread reader = new Thread(session::run, "transfer-" + host + ":" + port);
			reader.setDaemon(true);
			reader.start();
			return session;
		});
	}

	static UUID probe(String host, int port, Duration timeout) throws TransferException {
		return open(host, port, timeout, (socket, stream) -> {
			UUID peer = establish(stream, host, UUID.randomUUID());
			stream.close();
			return peer;
		});
	}

	private interface Step<T> {

		T run(Socket socket, PacketStream stream) throws IOException;
	}

	private static <T> T open(String host, int port, Duration timeout, Step<T> step) throws TransferException {
		InetSocketAddress address = new InetSocketAddress(host, port);
		if (address.isUnresolved()) {
			throw new TransferException(TransferException.Kind.UNREACHABLE, "The host " + host + " is unknown");
		}
		Socket socket = new Socket();
		boolean done = false;
		try {
			socket.setTcpNoDelay(true);
			socket.connect(address, (int) timeout.toMillis());
			socket.setSoTimeout((int) timeout.toMillis());
			T result = step.run(socket, new PacketStream(socket));
			done = true;
			return result;
		} catch (TransferException e) {
			throw e;
		} catch (ConnectException e) {
			throw new TransferException(TransferException.Kind.UNREACHABLE, "Nobody listens at " + host + ":" + port,
					e);
		} catch (SocketTimeoutException e) {
			throw new TransferException(TransferException.Kind.UNREACHABLE,
					host + ":" + port + " did not answer within "
							+ timeout.toMillis() + " ms",
					e);
		} catch (IOException e) {
			throw new TransferException(TransferException.Kind.UNREACHABLE,
					"The connection to " + host + ":" + port + " broke: " + e.getMessage(), e);
		} finally {
			if (!done) {
				close(socket);
			}
		}
	}

	private static void close(Socket socket) {
		try {
			socket.close();
		} catch (IOException e) {
			System.getLogger(Initiator.class.getName()).log(System.Logger.Level.DEBUG, "Cannot close a socket", e);
		}
	}

	private static UUID establish(PacketStream stream, String host, UUID self) throws IOException {
		int flags = EstablishConnection.REVISION | EstablishConnection.NO_PING | EstablishConnection.SERVER;
		stream.write(new EstablishConnection(false, self, Guids.NIL, millis(), flags).encode());
		EstablishConnection answer = stream.expect(EstablishConnection.class);
		if (answer.refused()) {
			throw new TransferException(TransferException.Kind.REFUSED, "The queue manager at " + host
					+ " refuses the session");
		}
		if (!answer.client().equals(self)) {
			throw new TransferException(TransferException.Kind.PROTOCOL, host + " answered somebody else");
		}
		return answer.server();
	}

	private static int millis() {
		return (int) (System.nanoTime() / 1_000_000);
	}
}
