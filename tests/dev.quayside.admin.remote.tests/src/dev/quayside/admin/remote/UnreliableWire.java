package dev.quayside.admin.remote;

import dev.quayside.testkit.Relay;
import dev.quayside.testkit.Tunnel;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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

	private final Tunnel tunnel;
	private final List<Integer> opnums = new CopyOnWriteArrayList<>();
	private final Map<Integer, Fate> fates = new ConcurrentHashMap<>();
	private volatile int connections;

	UnreliableWire(int target) throws IOException {
		tunnel = new Tunnel(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), this::connection);
	}

	private Tunnel.Passages connection() {
		connections++;
		boolean[] losing = new boolean[1];
		return new Tunnel.Passages((client, server) -> requests(client, server, losing),
				(server, client) -> answers(client, server, losing));
	}

	int port() {
		return tunnel.port();
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
		try {
			tunnel.cut();
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	@Override
	public void close() {
		try {
			tunnel.close();
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	private void requests(Socket client, Socket server, boolean[] losing) throws IOException {
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

	private static void answers(Socket client, Socket server, boolean[] losing) throws IOException {
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

	private static int opnum(byte[] frame) {
		boolean isRequest = frame[2] == 0;
		return isRequest ? ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN).getShort(22) : -1;
	}
}
