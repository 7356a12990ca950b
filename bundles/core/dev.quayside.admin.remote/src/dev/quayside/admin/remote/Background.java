package dev.quayside.admin.remote;

import dev.quayside.rpc.RpcCancelledException;
import dev.quayside.rpc.client.Cancellation;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Work that cannot be cancelled, on a thread of its own, so that whoever waits for it can be. */
final class Background {

	private Background() {}

	static <T> CompletableFuture<T> run(String name, Callable<T> work) {
		CompletableFuture<T> result = new CompletableFuture<>();
		Thread thread = new Thread(() -> {
			try {
				result.complete(work.call());
			} catch (Exception e) {
				result.completeExceptionally(e);
			}
		}, name);
		thread.setDaemon(true);
		thread.start();
		return result;
	}

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
}
