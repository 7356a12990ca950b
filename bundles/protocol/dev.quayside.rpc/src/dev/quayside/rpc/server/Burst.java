package dev.quayside.rpc.server;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Calls that were read at once, which the thread that has read them runs one after the other: the quick ones, and at last
 * one that is not quick. Answers are held back while further quick calls follow, so that one write takes them all. Other
 * threads may take over what has not begun, and send what is held. Safe for use by several threads.
 */
final class Burst {

	/** Quick calls at once; others can do more work at the same time. */
	private static final int MOST = 16;

	/** A connection with answers that were not written yet. */
	interface Held {

		void flush();
	}

	private final Deque<Runnable> quick = new ArrayDeque<>();
	private final List<Held> held = new ArrayList<>();
	private Runnable slow;

	/** Takes a call; empty if that makes not too many, else one that is for another thread. */
	synchronized Optional<Runnable> add(Runnable call, boolean isQuick) {
		Runnable surplus = slow;
		slow = isQuick ? null : call;
		if (isQuick) {
			quick.add(call);
			if (surplus == null && quick.size() > MOST) {
				surplus = quick.poll();
			}
		}
		return Optional.ofNullable(surplus);
	}

	synchronized boolean isEmpty() {
		return quick.isEmpty() && slow == null;
	}

	/** Null if there is none. What is held is sent before a call that is not quick. */
	Runnable next() {
		Runnable next;
		synchronized (this) {
			next = quick.poll();
			if (next != null) {
				return next;
			}
			next = slow;
			slow = null;
		}
		flush();
		return next;
	}

	/** Whether the answer to a call that runs may wait for those to the calls that follow. */
	synchronized boolean holds() {
		return !quick.isEmpty();
	}

	synchronized void hold(Held connection) {
		if (held.isEmpty() || held.get(held.size() - 1) != connection) {
			held.add(connection);
		}
	}

	/** Sends what is held. */
	void flush() {
		List<Held> all;
		synchronized (this) {
			if (held.isEmpty()) {
				return;
			}
			all = List.copyOf(held);
			held.clear();
		}
		all.forEach(Held::flush);
	}

	/** What has not begun; another thread is to run it. */
	synchronized List<Runnable> takeOver() {
		List<Runnable> rest = new ArrayList<>(quick);
		quick.clear();
		if (slow != null) {
			rest.add(slow);
			slow = null;
		}
		return rest;
	}
}
