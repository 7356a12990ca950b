package dev.quayside.rpc.client;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/** Where the calls of one thread go when they have come to their end; any thread may put them there. */
final class Mailbox {

	private final Thread owner = Thread.currentThread();
	private final Queue<PendingCall> ended = new ConcurrentLinkedQueue<>();

	void add(PendingCall call) {
		ended.add(call);
		wake();
	}

	boolean isEmpty() {
		return ended.isEmpty();
	}

	/** The next one in the order of their ends; null if there is none. */
	PendingCall poll() {
		return ended.poll();
	}

	/** Only the owner calls this. */
	void park(long nanos) {
		LockSupport.parkNanos(this, nanos);
	}

	void wake() {
		if (Thread.currentThread() != owner) {
			LockSupport.unpark(owner);
		}
	}
}
