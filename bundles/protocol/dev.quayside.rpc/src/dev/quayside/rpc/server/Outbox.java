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
	private static final int GATHERED = 16;

	private final GatheringByteChannel channel;
	private final Budget budget;
	private final Executor executor;
	private final Deque<ByteBuffer> unsent = new ArrayDeque<>();
	private final Deque<Runnable> waiting = new ArrayDeque<>();
	private volatile long bytes;
	private volatile long blockedSince;
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
	 * Sends frames, now or as soon as the peer reads.
	 *
	 * @return false if the peer is behind and too much is unsent on all connections: it must go
	 */
	synchronized boolean send(List<byte[]> frames) throws IOException {
		if (closed) {
			return true;
		}
		long size = 0;
		for (byte[] frame : frames) {
			size += frame.length;
			unsent.add(ByteBuffer.wrap(frame));
		}
		if (bytes == 0) {
			budget.force(size);
		} else if (!budget.take(size)) {
			return false;
		}
		bytes += size;
		write();
		return true;
	}

	/** Writes as much as the socket takes. */
	synchronized void write() throws IOException {
		while (!closed && !unsent.isEmpty()) {
			long written = unsent.size() == 1 ? channel.write(unsent.peek()) : channel.write(head());
			bytes -= written;
			budget.free(written);
			while (!unsent.isEmpty() && !unsent.peek().hasRemaining()) {
				unsent.poll();
			}
			if (!unsent.isEmpty() && (written == 0 || unsent.peek().position() > 0)) {
				blockedSince = written > 0 || blockedSince == 0 ? System.nanoTime() : blockedSince;
				return;
			}
		}
		blockedSince = 0;
		while (!waiting.isEmpty()) {
			Runnable task = waiting.poll();
			executor.execute(() -> whenRead(task));
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

	/** Since when the peer has read nothing although there is something for it, by {@link System#nanoTime}; else 0. */
	long blockedSince() {
		return blockedSince;
	}

	/** Drops what is unsent and what waits. */
	synchronized void close() {
		closed = true;
		budget.free(bytes);
		bytes = 0;
		blockedSince = 0;
		unsent.clear();
		waiting.clear();
	}
}
