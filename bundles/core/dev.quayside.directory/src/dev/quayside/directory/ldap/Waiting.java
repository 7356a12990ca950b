package dev.quayside.directory.ldap;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Waits for what takes time, and looks at a progress monitor meanwhile. */
final class Waiting {

	private static final long STEP_MILLIS = 100;

	private Waiting() {}

	/**
	 * The result; null if the future has none.
	 *
	 * @throws OperationCanceledException
	 *             if the monitor is cancelled; the work goes on
	 * @throws TimeoutException
	 *             at the limit
	 */
	static <T> T await(Future<T> future, Duration limit, IProgressMonitor monitor)
			throws ExecutionException, TimeoutException {
		return await(future, limit, monitor, () -> false);
	}

	/**
	 * Likewise, but as at the limit as soon as it is of no use to wait longer.
	 */
	static <T> T await(Future<T> future, Duration limit, IProgressMonitor monitor, BooleanSupplier isHopeless)
			throws ExecutionException, TimeoutException {
		long end = System.nanoTime() + limit.toNanos();
		while (true) {
			if (monitor.isCanceled()) {
				throw new OperationCanceledException();
			}
			try {
				return future.get(STEP_MILLIS, TimeUnit.MILLISECONDS);
			} catch (TimeoutException e) {
				if (System.nanoTime() - end > 0 || isHopeless.getAsBoolean()) {
					throw e;
				}
			} catch (InterruptedException e) {
				Thread.currentThread().interrupt();
				throw new OperationCanceledException("Interrupted");
			}
		}
	}
}
