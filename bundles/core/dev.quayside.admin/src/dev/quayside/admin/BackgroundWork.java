package dev.quayside.admin;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** Work that cannot be cancelled, on a thread of its own, so that whoever waits for it can be. */
public final class BackgroundWork {

	private BackgroundWork() {}

	public static <T> CompletableFuture<T> start(String name, Callable<T> work) {
		CompletableFuture<T> result = new CompletableFuture<>();
		Thread thread = new Thread(() -> {
			try {
				result.complete(work.call());
			} catch (Exception | LinkageError e) {
				result.completeExceptionally(e);
			}
		}, name);
		thread.setDaemon(true);
		thread.start();
		return result;
	}
}
