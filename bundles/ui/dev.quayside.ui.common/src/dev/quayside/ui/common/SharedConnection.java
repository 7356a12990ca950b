package dev.quayside.ui.common;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A connection that several jobs need: the first makes it, the others wait for what comes of that, so that a user is not
 * asked for the same password by each of them.
 *
 * @param <C>
 *            the connection
 * @param <X>
 *            why there is none
 */
public final class SharedConnection<C, X extends Exception> {

	private static final long STEP_MILLIS = 50;

	/** Makes a connection; blocks. */
	public interface Maker<C, X extends Exception> {

		C make(IProgressMonitor monitor) throws X;
	}

	private final Maker<C, X> maker;
	private final Class<X> failure;
	private final Consumer<C> closer;
	private CompletableFuture<C> attempt;

	/** @param closer ends a connection; blocks */
	public SharedConnection(Maker<C, X> maker, Class<X> failure, Consumer<C> closer) {
		this.maker = maker;
		this.failure = failure;
		this.closer = closer;
	}

	/** The connection as it stands, else a new one. Blocks. */
	public C get(IProgressMonitor monitor) throws X {
		while (true) {
			CompletableFuture<C> mine = new CompletableFuture<>();
			CompletableFuture<C> wanted;
			synchronized (this) {
				attempt = attempt == null ? mine : attempt;
				wanted = attempt;
			}
			if (wanted == mine) {
				return make(mine, monitor);
			}
			Optional<C> made = await(wanted, monitor);
			if (made.isPresent()) {
				return made.get();
			}
		}
	}

	private C make(CompletableFuture<C> mine, IProgressMonitor monitor) throws X {
		try {
			C made = maker.make(monitor);
			mine.complete(made);
			if (!isCurrent(mine)) {
				closer.accept(made);
				throw new OperationCanceledException();
			}
			return made;
		} catch (Exception e) {
			forget(mine);
			mine.completeExceptionally(e);
			throw e;
		}
	}

	private synchronized boolean isCurrent(CompletableFuture<C> future) {
		return attempt == future;
	}

	private synchronized void forget(CompletableFuture<C> future) {
		if (attempt == future) {
			attempt = null;
		}
	}

	/** @return empty if whoever was making it gave up */
	private Optional<C> await(CompletableFuture<C> wanted,
			IProgressMonitor monitor) throws X {
		while (!monitor.isCanceled()) {
			try {
				return Optional.of(wanted.get(STEP_MILLIS, TimeUnit.MILLISECONDS));
			} catch (TimeoutException e) {
				// is it still wanted?
			} catch (ExecutionException e) {
				if (failure.isInstance(e.getCause())) {
					throw failure.cast(e.getCause());
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
	public synchronized Optional<C> current() {
		return attempt != null && attempt.isDone() && !attempt.isCompletedExceptionally()
				? Optional.of(attempt.join())
				: Optional.empty();
	}

	/** Ends the connection; what is being made is closed as soon as it is there. Blocks. */
	public void close() {
		replace(null);
	}

	/** Uses this connection, or makes a new one when it is needed; the one before is closed. Blocks. */
	public void replace(C connection) {
		CompletableFuture<C> old;
		synchronized (this) {
			old = attempt;
			attempt = connection == null ? null : CompletableFuture.completedFuture(connection);
		}
		if (old != null && old.isDone() && !old.isCompletedExceptionally()) {
			closer.accept(old.join());
		}
	}
}
