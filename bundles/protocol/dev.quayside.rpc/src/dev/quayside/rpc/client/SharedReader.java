package dev.quayside.rpc.client;

import dev.quayside.rpc.RpcException;

import java.io.IOException;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Reads one connection. There is no reader thread: of the callers that wait, one reads for all, which saves a hand-over
 * for each call. Safe for use by several threads.
 */
final class SharedReader {

	/** Gives a fragment to whoever it is for. */
	interface Taker {

		void take(Frame frame) throws RpcException;
	}

	private final FrameReader frames;
	private final Taker taker;
	private final ReentrantLock reading = new ReentrantLock();
	private final Queue<Mailbox> parked = new ConcurrentLinkedQueue<>();

	SharedReader(Socket socket, int maxFragment, Taker taker) {
		this.frames = new FrameReader(socket, maxFragment);
		this.taker = taker;
	}

	/** Takes in what came while nobody waited. */
	void catchUp() throws IOException {
		if (!reading.tryLock()) {
			return;
		}
		try {
			takeAll(1);
		} finally {
			reading.unlock();
		}
	}

	private void takeAll(int millis) throws IOException {
		Frame frame = frames.poll(millis);
		while (frame != null) {
			taker.take(frame);
			frame = frames.poll(millis);
		}
	}

	/** Reads what comes, or waits until somebody else has read something for this mailbox. */
	void step(Mailbox mailbox, int millis) throws IOException {
		if (!reading.tryLock() && !lockOrPark(mailbox, millis)) {
			return;
		}
		try {
			if (mailbox.isEmpty()) {
				read(millis);
			}
		} finally {
			reading.unlock();
			wakeAnother();
		}
	}

	/** All fragments that one read brings: a read for each would cost more than the fragment. */
	private void read(int millis) throws IOException {
		Frame frame = frames.poll(millis);
		while (frame != null) {
			taker.take(frame);
			frame = frames.buffered();
		}
	}

	/** Whoever reads looks for those who are parked after it has let go, so it is tried again when that can be seen. */
	private boolean lockOrPark(Mailbox mailbox, int millis) {
		parked.add(mailbox);
		try {
			if (reading.tryLock()) {
				return true;
			}
			mailbox.park(millis * 1_000_000L);
			return false;
		} finally {
			parked.remove(mailbox);
		}
	}

	/** One of those who still wait, so that it reads. */
	private void wakeAnother() {
		for (Mailbox mailbox : parked) {
			if (mailbox.isEmpty()) {
				mailbox.wake();
				return;
			}
		}
	}
}
