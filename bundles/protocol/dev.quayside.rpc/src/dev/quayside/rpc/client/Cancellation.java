package dev.quayside.rpc.client;

import java.util.ArrayList;
import java.util.List;

/** Lets one thread end the waiting of another. Safe for use by several threads. */
public final class Cancellation {

	private final List<Runnable> actions = new ArrayList<>();
	private boolean cancelled;

	/** Ends what waits now or later; further calls do nothing. */
	public void cancel() {
		List<Runnable> toRun;
		synchronized (this) {
			if (cancelled) {
				return;
			}
			cancelled = true;
			toRun = List.copyOf(actions);
			actions.clear();
		}
		toRun.forEach(Runnable::run);
	}

	public synchronized boolean isCancelled() {
		return cancelled;
	}

	/** Runs the action when it is cancelled, at once if it was; run the result to forget the action. */
	public Runnable onCancel(Runnable action) {
		synchronized (this) {
			if (!cancelled) {
				actions.add(action);
				return () -> forget(action);
			}
		}
		action.run();
		return () -> {};
	}

	private synchronized void forget(Runnable action) {
		actions.remove(action);
	}
}
