package dev.quayside.rpc.client;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Looks after the connections of all clients, on one thread that is there while there are connections. */
final class Watch {

	private static final int PERIOD_MILLIS = 500;
	private static final ScheduledThreadPoolExecutor EXECUTOR = executor();

	private Watch() {}

	private static ScheduledThreadPoolExecutor executor() {
		ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> {
			Thread thread = new Thread(task, "rpc-client-watch");
			thread.setDaemon(true);
			return thread;
		});
		executor.setRemoveOnCancelPolicy(true);
		executor.setKeepAliveTime(5, TimeUnit.SECONDS);
		executor.allowCoreThreadTimeOut(true);
		return executor;
	}

	/** Runs the task from now on, until the result is cancelled. It must not wait. */
	static Future<?> every(Runnable task) {
		return EXECUTOR.scheduleWithFixedDelay(task, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
	}
}
