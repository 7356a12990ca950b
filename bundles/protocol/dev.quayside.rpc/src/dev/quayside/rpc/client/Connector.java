package dev.quayside.rpc.client;

import dev.quayside.rpc.RpcCancelledException;
import dev.quayside.rpc.RpcConnectException;
import dev.quayside.rpc.RpcException;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.time.Duration;

/** Opens TCP connections: to each address of a host in turn, until one answers ([MS-RPCE] 2.1.1.1). */
final class Connector {

	private Connector() {}

	/**
	 * @param limit
	 *            for all addresses together
	 * @throws RpcConnectException
	 *             if the host is unknown or no address answers
	 */
	static Socket connect(RpcEndpoint endpoint, Duration limit, Cancellation cancellation) throws RpcException {
		try {
			return connect(endpoint, InetAddress.getAllByName(endpoint.host()), limit, cancellation);
		} catch (UnknownHostException e) {
			throw new RpcConnectException("The host " + endpoint.host() + " is unknown", e);
		}
	}

	static Socket connect(RpcEndpoint endpoint, InetAddress[] addresses, Duration limit, Cancellation cancellation)
			throws RpcException {
		long deadline = System.nanoTime() + limit.toNanos();
		IOException first = null;
		for (int i = 0; i < addresses.length; i++) {
			// a silent address leaves time for those after it
			long left = Math.max(1, (deadline - System.nanoTime()) / 1_000_000);
			try {
				return connect(new InetSocketAddress(addresses[i], endpoint.port()),
						(int) Math.max(1, left / (addresses.length - i)), cancellation);
			} catch (IOException e) {
				if (cancellation.isCancelled()) {
					throw new RpcCancelledException("Connecting to " + endpoint + " was cancelled", e);
				}
				first = first == null ? e : first;
			}
		}
		throw failure(endpoint, limit, first);
	}

	private static Socket connect(InetSocketAddress address, int millis, Cancellation cancellation)
			throws IOException {
		Socket socket = new Socket();
		Runnable forget = cancellation.onCancel(() -> close(socket));
		try {
			socket.setTcpNoDelay(true);
			socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
			socket.connect(address, millis);
			return socket;
		} catch (IOException e) {
			close(socket);
			throw e;
		} finally {
			forget.run();
		}
	}

	private static RpcConnectException failure(RpcEndpoint endpoint, Duration limit, IOException cause) {
		if (cause instanceof ConnectException) {
			return new RpcConnectException("Nobody listens at " + endpoint, cause);
		}
		if (cause instanceof SocketTimeoutException) {
			return new RpcConnectException(endpoint + " did not answer within " + limit.toMillis() + " ms", cause);
		}
		return new RpcConnectException("Cannot connect to " + endpoint + ": " + cause.getMessage(), cause);
	}

	static void close(Socket socket) {
		try {
			socket.close();
		} catch (IOException e) {
			System.getLogger(Connector.class.getName()).log(System.Logger.Level.DEBUG, "Cannot close a socket", e);
		}
	}
}
