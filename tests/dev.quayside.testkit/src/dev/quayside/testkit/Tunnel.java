package dev.quayside.testkit;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Stands between clients and a server, at another port of its address. */
public final class Tunnel implements AutoCloseable {

	/** What becomes of the bytes in one direction. */
	public interface Passage {

		/** Passes on, until one end has gone. */
		void pass(Socket from, Socket to) throws IOException;
	}

	/** Both directions of one connection: from the client, and to it. */
	public record Passages(Passage requests, Passage answers) {}

	private final ServerSocket listener;
	private final InetSocketAddress server;
	private final Supplier<Passages> each;
	private final List<Closeable> sockets = new CopyOnWriteArrayList<>();

	/** Passes everything on as it is. */
	public Tunnel(InetSocketAddress server) throws IOException {
		this(server, () -> new Passages(Tunnel::copy, Tunnel::copy));
	}

	/** @param each for each connection */
	public Tunnel(InetSocketAddress server, Supplier<Passages> each) throws IOException {
		this.server = server;
		this.each = each;
		this.listener = new ServerSocket(0, 50, server.getAddress());
		start(this::accept);
	}

	private static void copy(Socket from, Socket to) throws IOException {
		from.getInputStream().transferTo(to.getOutputStream());
	}

	public int port() {
		return listener.getLocalPort();
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
		}, "tunnel");
		thread.setDaemon(true);
		thread.start();
	}

	private void accept() throws IOException {
		while (true) {
			Socket near = listener.accept();
			sockets.add(near);
			Socket far = new Socket(server.getAddress(), server.getPort());
			sockets.add(far);
			Passages passages = each.get();
			start(() -> pass(passages.requests(), near, far));
			start(() -> pass(passages.answers(), far, near));
			if (listener.isClosed()) {
				cut();
			}
		}
	}

	private static void pass(Passage passage, Socket from, Socket to) throws IOException {
		try (from; to) {
			passage.pass(from, to);
		}
	}

	/** Ends all connections of this moment. */
	public void cut() throws IOException {
		for (Closeable socket : sockets) {
			socket.close();
		}
		sockets.clear();
	}

	/** Nobody gets through any more. */
	@Override
	public void close() throws IOException {
		listener.close();
		cut();
	}
}
