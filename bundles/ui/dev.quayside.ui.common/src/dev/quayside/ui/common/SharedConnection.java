package dev.quayside.ui.common;

import dev.quayside.admin.QueueManagerConnection;
import dev.quayside.admin.QueueManagerException;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A connection that several jobs need: the first makes it, the others wait for what comes of that, so that a user is not
 * asked for the same password by each of them.
 */
final class SharedConnection {

	private static final long STEP_MILLIS = 50;

	/** Makes a connection; blocks. */
	interface Maker {

		QueueManagerConnection make(IProgressMonitor monitor) throws QueueManagerException;
	}

	private final Maker maker;
	private CompletableFuture<QueueManagerConnection> attempt;

	SharedConnection(Maker maker) {
		this.maker = maker;
	}

	/** The connection as it stands, else a new one. Blocks. */
	QueueManagerConnection get(IProgressMonitor monitor) throws QueueManagerException {
		while (true) {
			CompletableFuture<QueueManagerConnection> mine = new CompletableFuture<>();
			CompletableFuture<QueueManagerConnection> wanted;
			synchronized (this) {
				attempt = attempt == null ? mine : attempt;
				wanted = attempt;
			}
			if (wanted == mine) {
				return make(mine, monitor);
			}
			Optional<QueueManagerConnection> made = await(wanted, monitor);
			if (made.isPresent()) {
				return made.get();
			}
		}
	}

	private QueueManagerConnection make(CompletableFuture<QueueManagerConnection> mine, IProgressMonitor monitor)
			throws QueueManagerException {
		try {
			QueueManagerConnection made = maker.make(monitor);
			mine.complete(made);
			if (!isCurrent(mine)) {
				made.close();
				throw new OperationCanceledException();
			}
			return made;
		} catch (QueueManagerException | RuntimeException e) {
			forget(mine);
			mine.completeExceptionally(e);
			throw e;
		}
	}

	private synchronized boolean isCurrent(CompletableFuture<QueueManagerConnection> future) {
		return attempt == future;
	}

	private synchronized void forget(CompletableFuture<QueueManagerConnection> future) {
		if (attempt == future) {
			attempt = null;
		}
	}

	/** @return empty if whoever was making it gave up */
	private static Optional<QueueManagerConnection> await(CompletableFuture<QueueManagerConnection> wanted,
			IProgressMonitor monitor) throws QueueManagerException {
		while (!monitor.isCanceled()) {
			try {
				return Optional.of(wanted.get(STEP_MILLIS, TimeUnit.MILLISECONDS));
			} catch (TimeoutException e) {
				// is it still wanted?
			} catch (ExecutionException e) {
				if (e.getCause() instanceof QueueManagerException failure) {
					throw failure;
				} else if (e.getCause() instanceof OperationCanceledException) {
					return Optional.empty();
				}
				throw new IllegalStateException(e.getCause());
			} catch (InterruptedException e) {
				Thread.currentThread().interrupt();
				break;
			}
		}
		throw new OperationCanceledException();
	}

	/** The connection that stands; none is made. */
	synchronized Optional<QueueManagerConnection> current() {
		return attempt != null && attempt.isDone() && !attempt.isCompletedExceptionally()
				? Optional.of(attempt.join())
				: Optional.empty();
	}

	/** Ends the connection; what is being made is closed as soon as it is there. Blocks. */
	void close() {
		replace(null);
	}

	/** Uses this connection, or makes a new one when it is needed; the one before is closed. Blocks. */
	void replace(QueueManagerConnection connection) {
		CompletableFuture<QueueManagerConnection> old;
		synchronized (this) {
			old = attempt;
			attempt = connection == null ? null : CompletableFuture.completedFuture(connection);
		}
		if (old != null && old.isDone() && !old.isCompletedExceptionally()) {
			old.join().close();
		}
	}
}
