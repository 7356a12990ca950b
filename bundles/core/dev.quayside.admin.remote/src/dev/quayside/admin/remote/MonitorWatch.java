package dev.quayside.admin.remote;

import dev.quayside.rpc.client.CallOptions;
import dev.quayside.rpc.client.Cancellation;

import org.eclipse.core.runtime.IProgressMonitor;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Cancels the calls of an operation when its progress monitor is cancelled. */
final class MonitorWatch implements AutoCloseable {

	private static final long INTERVAL_MILLIS = 100;
	/** After which also what would be better finished is cancelled. */
	private static final int PATIENCE = 8;
	private static final ScheduledExecutorService WATCH = Executors.newSingleThreadScheduledExecutor(task -> {
		Thread thread = new Thread(task, "cancel-watch");
		thread.setDaemon(true);
		return thread;
	});

	private final Cancellation cancellation = new Cancellation();
	private final Cancellation late = new Cancellation();
	private final ScheduledFuture<?> watching;
	private int ticks;

	MonitorWatch(IProgressMonitor monitor) {
		watching = WATCH.scheduleWithFixedDelay(() -> {
			if (monitor.isCanceled()) {
				cancellation.cancel();
				ticks++;
				if (ticks > PATIENCE) {
					late.cancel();
				}
			}
		}, INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
	}

	/** Calls within the limit of the association. */
	CallOptions options() {
		return within(Duration.ZERO);
	}

	CallOptions within(Duration timeout) {
		return new CallOptions(timeout, cancellation);
	}

	/** A call after which it is clear what was done: it may still come to its end after a cancel, for almost a second. */
	CallOptions finishing() {
		return new CallOptions(Duration.ZERO, late);
	}

	@Override
	public void close() {
		watching.cancel(false);
	}
}
