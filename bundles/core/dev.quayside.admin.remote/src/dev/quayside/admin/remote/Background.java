package dev.quayside.admin.remote;

import dev.quayside.rpc.RpcCancelledException;
import dev.quayside.rpc.client.Cancellation;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for work that cannot be cancelled, until whoever waits is. */
final class Background {

	private Background() {}

	/**
	 * Waits; the work goes on after a cancellation.
	 *
	 * @throws ExecutionException
	 *             if the work failed
	 */
	static <T> T await(CompletableFuture<T> work, Cancellation cancellation)
			throws ExecutionException, RpcCancelledException {
		CompletableFuture<T> mine = work.copy();
		Runnable forget = cancellation
				.onCancel(() -> mine.completeExceptionally(new RpcCancelledException("Cancelled")));
		try {
			return mine.get();
		} catch (ExecutionException e) {
			if (e.getCause() instanceof RpcCancelledException cancelled) {
				throw cancelled;
			}
			throw e;
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new RpcCancelledException("Interrupted", e);
		} finally {
			forget.run();
		}
	}

	/**
	 * Likewise, but no longer than the limit; the work goes on after it.
	 *
	 * @throws TimeoutException
	 *             at the limit
	 */
	static <T> T await(CompletableFuture<T> work, Duration limit, Cancellation cancellation)
			throws ExecutionException, TimeoutException, RpcCancelledException {
		try {
			return await(work.copy().orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS), cancellation);
		} catch (ExecutionException e) {
			if (e.getCause() instanceof TimeoutException late) {
				throw late;
			}
			throw e;
		}
	}
}
