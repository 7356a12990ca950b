package dev.quayside.rpc.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Spoilt conversations over TCP, one connection after the other. */
final class SocketFuzz {

	private static final int ANSWER_MILLIS = 2;
	private static final int END_MILLIS = 20_000;
	private static final int MOST = 64 * 1024;

	private final int port;
	private final List<Supplier<Conversation>> kinds;
	private final SplittableRandom random;
	private final Corruption corruption;
	private final byte[] buffer = new byte[MOST];

	SocketFuzz(int port, List<Supplier<Conversation>> kinds, SplittableRandom random) {
		this.port = port;
		this.kinds = kinds;
		this.random = random;
		this.corruption = new Corruption(random.split());
	}

	/** Spoils so many PDUs at least; how many it were. */
	long run(long wanted) throws IOException {
		long done = 0;
		while (done < wanted) {
			try (Socket socket = new Socket("127.0.0.1", port)) {
				socket.setTcpNoDelay(true);
				done += talk(socket, kinds.get(random.nextInt(kinds.size())).get());
			}
		}
		return done;
	}

	/** The server may hang up on what is spoilt at any time. */
	private int talk(Socket socket, Conversation conversation) throws IOException {
		int spoilt = 0;
		try {
			List<byte[]> fragments = conversation.next(List.of());
			for (int step = 0; !fragments.isEmpty(); step++) {
				boolean spoils = random.nextInt(8) < (step == 0 ? 2 : 5);
				if (spoils) {
					fragments = corruption.spoil(fragments);
					spoilt++;
				}
				for (byte[] fragment : fragments) {
					socket.getOutputStream().write(fragment);
				}
				if (spoils && random.nextInt(6) == 0) {
					return spoilt;
				}
				fragments = conversation.next(answers(socket));
			}
			socket.shutdownOutput();
			socket.setSoTimeout(END_MILLIS);
			if (random.nextBoolean()) {
				socket.getInputStream().readAllBytes();
			}
		} catch (SocketTimeoutException e) {
			throw new AssertionError("The server neither answers nor closes", e);
		} catch (SocketException e) {
			// it has hung up
		}
		return spoilt;
	}

	private List<byte[]> answers(Socket socket) throws IOException {
		socket.setSoTimeout(ANSWER_MILLIS);
		InputStream in = socket.getInputStream();
		try {
			int length = in.read(buffer);
			return length < 0 ? new ArrayList<>() : MemoryFuzz.frames(Arrays.copyOf(buffer, length));
		} catch (SocketTimeoutException e) {
			return List.of();
		}
	}
}
