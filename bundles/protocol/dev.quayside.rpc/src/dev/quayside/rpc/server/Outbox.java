package dev.quayside.rpc.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * What is still to be written to one connection: any thread adds, and writes as much as the socket takes. While the peer
 * is behind with reading, no further call is executed for it. Safe for use by several threads.
 */
final class Outbox {

	private static final int BEHIND = 1024 * 1024;
	/** Beyond that the peer is busy enough. */
	private static final int HELD = 64 * 1024;
	private static final int GATHERED = 16;
	/** Who reads less than this within a deadline does not read. */
	private static final int PROGRESS = 64 * 1024;

	private final GatheringByteChannel channel;
	private final Budget budget;
	private final Executor executor;
	private final Deque<ByteBuffer> unsent = new ArrayDeque<>();
	private final Deque<Runnable> waiting = new ArrayDeque<>();
	private volatile long bytes;
	private volatile long blockedSince;
	private long progress;
	private volatile boolean several;
	private boolean closed;

	/**
	 * @param budget
	 *            of unsent bytes, shared with other connections
	 * @param executor
	 *            runs what waited until the peer had read
	 */
	Outbox(GatheringByteChannel channel, Budget budget, Executor executor) {
		this.channel = channel;
		this.budget = budget;
		this.executor = executor;
	}

	/**
	 * Sends frames, now or as soon as the peer reads. That may be more than the budget has; who answers for it must then
	 * see that somebody goes.
	 */
	synchronized void send(List<byte[]> frames) throws IOException {
		if (!closed) {
			add(frames);
			write();
		}
	}

	/**
	 * Keeps frames until the next {@link #write}, which must come soon.
	 *
	 * @return false if they are better sent now
	 */
	synchronized boolean hold(List<byte[]> frames) {
		if (closed || bytes + size(frames) > HELD) {
			return false;
		}
		add(frames);
		return true;
	}

	private static long size(List<byte[]> frames) {
		return frames.stream().mapToLong(frame -> frame.length).sum();
	}

	private void add(List<byte[]> frames) {
		several = bytes > 0;
		frames.forEach(frame -> unsent.add(ByteBuffer.wrap(frame)));
		long size = size(frames);
		budget.force(size);
		bytes += size;
	}

	/** Writes as much as the socket takes. */
	synchronized void write() throws IOException {
		while (!closed && !unsent.isEmpty()) {
			long written = unsent.size() == 1 ? channel.write(unsent.peek()) : channel.write(head());
			bytes -= written;
			budget.free(written);
			progress += written;
			while (!unsent.isEmpty() && !unsent.peek().hasRemaining()) {
				unsent.poll();
			}
			if (!unsent.isEmpty() && (written == 0 || unsent.peek().position() > 0)) {
				block();
				return;
			}
		}
		blockedSince = 0;
		while (!waiting.isEmpty()) {
			Runnable task = waiting.poll();
			executor.execute(() -> whenRead(task));
		}
	}

	/** A peer that takes byte by byte counts as one that takes nothing. */
	private void block() {
		if (blockedSince == 0 || progress >= PROGRESS) {
			blockedSince = System.nanoTime();
			progress = 0;
		}
	}

	private ByteBuffer[] head() {
		ByteBuffer[] buffers = new ByteBuffer[Math.min(GATHERED, unsent.size())];
		Iterator<ByteBuffer> all = unsent.iterator();
		for (int i = 0; i < buffers.length; i++) {
			buffers[i] = all.next();
		}
		return buffers;
	}

	/** Runs the task at once, or, if the peer is behind, when it has read everything. */
	void whenRead(Runnable task) {
		if (isBehind()) {
			synchronized (this) {
				if (isBehind() && !closed) {
					waiting.add(task);
					return;
				}
			}
		}
		task.run();
	}

	boolean isBehind() {
		return bytes > BEHIND;
	}

	boolean isEmpty() {
		return bytes == 0;
	}

	/** Since when the peer has hardly read although there is something for it, by {@link System#nanoTime}; else 0. */
	long blockedSince() {
		return blockedSince;
	}

	/** Whether more than one answer is unsent. */
	boolean hasSeveral() {
		return several && bytes > 0;
	}

	/** Drops what is unsent; what waits is given back. */
	synchronized List<Runnable> close() {
		closed = true;
		budget.free(bytes);
		bytes = 0;
		blockedSince = 0;
		unsent.clear();
		List<Runnable> dropped = List.copyOf(waiting);
		waiting.clear();
		return dropped;
	}
}
