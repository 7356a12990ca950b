package dev.quayside.queuemanager.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands between a client and a server of this machine, and may change what goes by. */
final class WireProxy implements AutoCloseable {

	/** Sees the bytes of all connections, one direction at a time. */
	interface Tap {

		/**
		 * @param fromClient
		 *            which direction
		 * @param bytes
		 *            may be changed
		 * @return how many of them go on; fewer end the connection
		 */
		int pass(boolean fromClient, byte[] bytes, int length);
	}

	private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
	private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
	private final int target;
	private final Tap tap;

	WireProxy(int target, Tap tap) throws IOException {
		this.target = target;
		this.tap = tap;
		start(this::accept);
	}

	int port() {
		return listener.getLocalPort();
	}

	private static void start(Runnable work) {
		Thread thread = new Thread(work, "proxy");
		thread.setDaemon(true);
		thread.start();
	}

	private void accept() {
		try {
			while (!listener.isClosed()) {
				Socket client = listener.accept();
				Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
				sockets.add(client);
				sockets.add(server);
				start(() -> copy(client, server, true));
				start(() -> copy(server, client, false));
			}
		} catch (IOException e) {
			close();
		}
	}

	private void copy(Socket from, Socket to, boolean fromClient) {
		byte[] buffer = new byte[64 * 1024];
		try (from; to) {
			InputStream in = from.getInputStream();
			OutputStream out = to.getOutputStream();
			int length;
			int passed;
			do {
				length = in.read(buffer);
				passed = length < 0 ? length : tap.pass(fromClient, buffer, length);
				if (passed > 0) {
					out.write(buffer, 0, passed);
				}
			} while (length >= 0 && passed == length);
		} catch (IOException e) {
			// one of the two has gone
		}
	}

	@Override
	public void close() {
		try {
			listener.close();
			for (Socket socket : sockets) {
				socket.close();
			}
		} catch (IOException e) {
			throw new IllegalStateException(e);
		}
	}
}
