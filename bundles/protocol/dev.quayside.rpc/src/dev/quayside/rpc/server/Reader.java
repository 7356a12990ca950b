package dev.quayside.rpc.server;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * One of two threads that take turns at reading. The one that leads reads, and runs quick calls and the last call that it
 * has read itself, which saves handing them over to another thread. Where that takes long, the other thread leads on and
 * takes over what has not begun, so that no call holds up the others.
 */
final class Reader extends Thread {

	private static final System.Logger LOG = System.getLogger(Reader.class.getName());
	private static final long LONG_CALL_NANOS = 5_000_000;
	private static final long IDLE_NANOS = 500_000_000;

	private enum State {
		/** Reads. */
		LEADING,
		/** Runs a call, and nobody reads. */
		CALLING,
		/** Runs a call that took long; the other one reads. */
		DEPOSED,
		/** Has nothing to do. */
		FOLLOWING
	}

	/** What the two do in turns. */
	interface Work {

		/** Waits for bytes and handles them. */
		void read();

		/** Has another thread run a call. */
		void handOver(Runnable call);

		boolean isOver();
	}

	private final Work work;
	private final AtomicReference<State> state;
	private final Burst burst = new Burst();
	private Reader other;
	private volatile long lastCall = System.nanoTime();

	private Reader(String name, Work work, State first) {
		super(name);
		this.work = work;
		this.state = new AtomicReference<>(first);
		setDaemon(true);
	}

	/** Two threads, of which the first leads; they are still to be started. */
	static Reader[] pair(String name, Work work) {
		Reader[] pair = { new Reader(name, work, State.LEADING), new Reader(name, work, State.FOLLOWING) };
		pair[0].other = pair[1];
		pair[1].other = pair[0];
		return pair;
	}

	/**
	 * Takes a call. Of several that this thread has read it keeps those that are quick, and the last; but not what a call
	 * wants to have done.
	 */
	void take(Runnable next, boolean isQuick) {
		if (state.get() == State.LEADING) {
			burst.add(next, isQuick).ifPresent(work::handOver);
		} else {
			work.handOver(next);
		}
	}

	/** What this thread runs. */
	Burst burst() {
		return burst;
	}

	@Override
	public void run() {
		while (!work.isOver()) {
			if (state.get() == State.LEADING) {
				work.read();
				call();
			} else {
				follow();
			}
		}
	}

	private void call() {
		if (other.state.get() == State.DEPOSED) {
			burst.takeOver().forEach(work::handOver);
		}
		if (burst.isEmpty()) {
			burst.flush();
			return;
		}
		long now = System.nanoTime();
		boolean wasIdle = now - lastCall > IDLE_NANOS / 2;
		lastCall = now;
		state.set(State.CALLING);
		if (wasIdle) {
			LockSupport.unpark(other);
		}
		for (Runnable next = burst.next(); next != null; next = burst.next()) {
			run(next);
		}
		if (!state.compareAndSet(State.CALLING, State.LEADING)) {
			state.set(State.FOLLOWING);
		}
	}

	private static void run(Runnable call) {
		try {
			call.run();
		} catch (RuntimeException | Error e) {
			LOG.log(System.Logger.Level.ERROR, "A call failed unexpectedly", e);
		}
	}

	/** Looks after the one that leads, as long as it has calls. */
	private void follow() {
		long age = System.nanoTime() - other.lastCall;
		boolean isCalling = other.state.get() == State.CALLING;
		if (isCalling && age > LONG_CALL_NANOS) {
			if (other.state.compareAndSet(State.CALLING, State.DEPOSED)) {
				state.set(State.LEADING);
				other.burst.takeOver().forEach(work::handOver);
				other.burst.flush();
			}
		} else if (isCalling || age < IDLE_NANOS) {
			LockSupport.parkNanos(this, LONG_CALL_NANOS);
		} else {
			LockSupport.park(this);
		}
	}
}
