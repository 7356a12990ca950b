package dev.quayside.app;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Passes everything on to a server at another port of its address, until it is cut. */
final class CutWire implements AutoCloseable {

	private final ServerSocket listener;
	private final InetSocketAddress server;
	private final List<Closeable> sockets = new CopyOnWriteArrayList<>();

	CutWire(InetAddress address, int port) throws IOException {
		server = new InetSocketAddress(address, port);
		listener = new ServerSocket(0, 50, address);
		start(() -> {
			while (true) {
				Socket near = listener.accept();
				Socket far = new Socket(server.getAddress(), server.getPort());
				sockets.addAll(List.of(near, far));
				start(() -> pass(near, far));
				start(() -> pass(far, near));
			}
		});
	}

	int port() {
		return listener.getLocalPort();
	}

	private static void pass(Socket from, Socket to) throws IOException {
		try (from; to) {
			from.getInputStream().transferTo(to.getOutputStream());
		}
	}

	private interface Step {

		void run() throws IOException;
	}

	private static void start(Step step) {
		Thread thread = new Thread(() -> {
			try {
				step.run();
			} catch (IOException e) {
				// one end has gone
			}
		}, "cut-wire");
		thread.setDaemon(true);
		thread.start();
	}

	/** Nobody gets through any more. */
	@Override
	public void close() throws IOException {
		listener.close();
		for (Closeable socket : sockets) {
			socket.close();
		}
	}
}
