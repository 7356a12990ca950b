package dev.quayside.admin.remote;

import dev.quayside.testkit.Relay;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands between client and server, and does with requests what it was told. */
final class UnreliableWire implements AutoCloseable {

	/** What happens to a request. */
	enum Fate {
		/** The connection is cut before the server has it. */
		CUT,
		/** The server gets it, and the connection is cut instead of its answer. */
		LOSE_ANSWER,
		/** Nothing ever comes back. */
		SWALLOW
	}

	private final ServerSocket listener;
	private final int target;
	private final List<Closeable> sockets = new CopyOnWriteArrayList<>();
	private final List<Integer> opnums = new CopyOnWriteArrayList<>();
	private final Map<Integer, Fate> fates = new ConcurrentHashMap<>();
	private volatile int connections;

	UnreliableWire(int target) throws IOException {
		this.target = target;
		listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		start(this::accept);
	}

	int port() {
		return listener.getLocalPort();
	}

	/** Connections so far. */
	int connections() {
		return connections;
	}

	/** Requests so far, by operation. */
	List<Integer> opnums() {
		return List.copyOf(opnums);
	}

	void on(int opnum, Fate fate) {
		fates.put(opnum, fate);
	}

	void onNothing() {
		fates.clear();
	}

	/** Ends all connections of this moment. */
	void cut() {
		sockets.forEach(UnreliableWire::close);
		sockets.clear();
	}

	@Override
	public void close() {
		close(listener);
		cut();
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
		}, "unreliable-wire");
		thread.setDaemon(true);
		thread.start();
	}

	private static void close(Closeable closeable) {
		try {
			closeable.close();
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	private void accept() throws IOException {
		while (true) {
			Socket client = listener.accept();
			Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
			sockets.addAll(List.of(client, server));
			connections++;
			boolean[] losing = new boolean[1];
			start(() -> requests(client, server, losing));
			start(() -> answers(client, server, losing));
		}
	}

	private void requests(Socket client, Socket server, boolean[] losing) throws IOException {
		try (client; server) {
			OutputStream out = server.getOutputStream();
			byte[] frame = Relay.read(client.getInputStream());
			while (frame.length > 0) {
				int opnum = opnum(frame);
				Fate fate = opnum < 0 ? null : fates.get(opnum);
				if (opnum >= 0) {
					opnums.add(opnum);
				}
				if (fate == Fate.CUT) {
					return;
				}
				synchronized (losing) {
					losing[0] |= fate == Fate.LOSE_ANSWER;
				}
				if (fate != Fate.SWALLOW) {
					out.write(frame);
				}
				frame = Relay.read(client.getInputStream());
			}
		}
	}

	private static void answers(Socket client, Socket server, boolean[] losing) throws IOException {
		try (client; server) {
			byte[] frame = Relay.read(server.getInputStream());
			while (frame.length > 0) {
				synchronized (losing) {
					if (losing[0]) {
						return;
					}
				}
				client.getOutputStream().write(frame);
				frame = Relay.read(server.getInputStream());
			}
		}
	}

	private static int opnum(byte[] frame) {
		boolean isRequest = frame[2] == 0;
		return isRequest ? ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN).getShort(22) : -1;
	}
}
