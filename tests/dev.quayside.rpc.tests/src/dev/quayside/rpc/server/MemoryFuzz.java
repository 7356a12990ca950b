package dev.quayside.rpc.server;

import dev.quayside.rpc.pdu.PduHeader;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Spoilt conversations with a server, one connection after the other, without sockets. Everything else is what serves real
 * ones: connections, the pair of threads that read, the calls.
 */
final class MemoryFuzz implements Reader.Work, AutoCloseable {

	private static final long PATIENCE_MINUTES = 30;
	private static final int FEW_BYTES = 2000;

	private final RpcServer server;
	private final List<Supplier<Conversation>> kinds;
	private final SplittableRandom random;
	private final Corruption corruption;
	private final long wanted;
	private final Selector selector = Selector.open();
	private final InetAddress client = InetAddress.getByAddress(new byte[]{ 127, 0, 0, 2 });
	private final CompletableFuture<Long> result = new CompletableFuture<>();
	private long done;
	private Conversation conversation;
	private MemoryChannel channel;
	private SelectionKey key;
	private ConnectionChannel connection;
	private boolean first;
	private volatile boolean gone = true;

	/**
	 * @param wanted
	 *            how many PDUs are to be spoilt at least
	 */
	MemoryFuzz(RpcServer server, List<Supplier<Conversation>> kinds, SplittableRandom random, long wanted)
			throws IOException {
		this.server = server;
		this.kinds = kinds;
		this.random = random;
		this.corruption = new Corruption(random.split());
		this.wanted = wanted;
	}

	/** How many PDUs were spoilt; what went wrong in the server is thrown. */
	long run() throws Exception {
		for (Reader reader : Reader.pair("fuzz", this)) {
			reader.start();
		}
		return result.get(PATIENCE_MINUTES, TimeUnit.MINUTES);
	}

	/** One step of a conversation, as if it had just come in. */
	@Override
	public void read() {
		try {
			if (gone) {
				begin();
			}
			step();
			if (gone && done >= wanted) {
				result.complete(done);
			}
		} catch (RuntimeException | Error e) {
			result.completeExceptionally(new AssertionError("After " + done + " PDUs", e));
		}
	}

	private void begin() {
		channel = new MemoryChannel(selector, client);
		key = channel.key(selector);
		gone = false;
		ConnectionChannel[] self = new ConnectionChannel[1];
		self[0] = new ConnectionChannel(server, channel, key, () -> {
			self[0].connection().gone();
			gone = true;
		});
		connection = self[0];
		connection.attach(new ServerConnection(server, connection));
		conversation = kinds.get(random.nextInt(kinds.size())).get();
		first = true;
		if (random.nextInt(10) == 0) {
			channel.window(random.nextInt(FEW_BYTES));
		}
	}

	private void step() {
		List<byte[]> fragments = conversation.next(frames(channel.take()));
		if (fragments.isEmpty()) {
			leave();
			return;
		}
		boolean spoils = random.nextInt(8) < (first ? 2 : 5);
		first = false;
		if (spoils) {
			fragments = corruption.spoil(fragments);
			done++;
		}
		feed(fragments);
		if (spoils && random.nextInt(6) == 0) {
			leave();
		}
	}

	/** In one piece, or cut anywhere. */
	private void feed(List<byte[]> fragments) {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		fragments.forEach(all::writeBytes);
		byte[] bytes = all.toByteArray();
		int pieces = random.nextInt(4) == 0 ? 1 + random.nextInt(4) : 1;
		int from = 0;
		for (int i = 1; i <= pieces; i++) {
			int to = i == pieces ? bytes.length : from + random.nextInt(bytes.length - from + 1);
			channel.feed(bytes, from, to);
			from = to;
			while (channel.hasUnread() && !gone) {
				readOrFlush();
			}
		}
	}

	private void readOrFlush() {
		if ((key.interestOps() & SelectionKey.OP_READ) != 0) {
			connection.read();
		} else {
			channel.window(Integer.MAX_VALUE);
			connection.flush();
		}
	}

	/** Ends sending, or hangs up. */
	private void leave() {
		if (random.nextBoolean()) {
			channel.end();
			connection.read();
		}
		connection.close();
	}

	/** What of the bytes are whole PDUs. */
	static List<byte[]> frames(byte[] bytes) {
		ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
		List<byte[]> frames = new ArrayList<>();
		int at = 0;
		while (bytes.length - at >= PduHeader.SIZE) {
			int end = at + Math.max(PduHeader.SIZE, Short.toUnsignedInt(in.getShort(at + 8)));
			if (end > bytes.length) {
				break;
			}
			frames.add(Arrays.copyOfRange(bytes, at, end));
			at = end;
		}
		return frames;
	}

	@Override
	public void handOver(Runnable call) {
		server.handOver(call);
	}

	@Override
	public boolean isOver() {
		return result.isDone();
	}

	@Override
	public void close() throws IOException {
		result.complete(done);
		selector.close();
	}
}
