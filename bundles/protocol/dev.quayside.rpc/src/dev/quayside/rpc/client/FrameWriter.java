package dev.quayside.rpc.client;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes the fragments of requests one after the other. Writing to a socket knows no time limit, so a watch looks after it:
 * {@link #isStuck} tells it when to close the socket.
 */
final class FrameWriter {

	/** Makes the fragments of a call and remembers it, in the order of the wire. */
	@FunctionalInterface
	interface Source {

		List<byte[]> frames() throws IOException;
	}

	private static final int GATHERED = 16 * 1024;

	private final OutputStream out;
	private final ReentrantLock lock = new ReentrantLock();
	private volatile Wait writing;

	FrameWriter(Socket socket) throws IOException {
		this.out = socket.getOutputStream();
	}

	/**
	 * Writes what the source makes once it is its turn.
	 *
	 * @return false if its turn did not come in time, or the caller cancelled before
	 */
	boolean write(Source source, Wait wait) throws IOException {
		if (!lock.tryLock() && !await(wait)) {
			return false;
		}
		try {
			writing = wait;
			write(source.frames());
			return true;
		} finally {
			writing = null;
			lock.unlock();
		}
	}

	/** Small frames go together: each write costs more than a small frame. */
	private void write(List<byte[]> frames) throws IOException {
		int size = frames.stream().mapToInt(frame -> frame.length).sum();
		if (frames.size() == 1 || size > GATHERED) {
			for (byte[] frame : frames) {
				out.write(frame);
			}
			return;
		}
		ByteBuffer gathered = ByteBuffer.allocate(size);
		frames.forEach(gathered::put);
		out.write(gathered.array());
	}

	private boolean await(Wait wait) {
		try {
			while (!wait.isOver()) {
				if (lock.tryLock(wait.slice(), TimeUnit.MILLISECONDS)) {
					return true;
				}
			}
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
		return false;
	}

	/** Whether somebody still writes although his time is over or he cancelled. */
	boolean isStuck() {
		Wait wait = writing;
		return wait != null && wait.isOver();
	}
}
