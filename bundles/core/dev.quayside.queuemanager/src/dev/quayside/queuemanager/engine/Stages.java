package dev.quayside.queuemanager.engine;

import dev.quayside.queuemanager.store.StoreException;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Results that come later. */
final class Stages {

	private Stages() {}

	static CompletionStage<Void> done() {
		return CompletableFuture.completedFuture(null);
	}

	static <T> CompletionStage<T> failed(Throwable failure) {
		return CompletableFuture.failedFuture(failure);
	}

	/** What a stage has really failed with; null for null. */
	static Throwable cause(Throwable failure) {
		return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
	}

	/** Ends an outcome as something else has ended. */
	static void settle(CompletableFuture<Void> outcome, Throwable failure) {
		if (failure == null) {
			outcome.complete(null);
		} else {
			outcome.completeExceptionally(cause(failure));
		}
	}

	/** Waits; not for who has a monitor of a queue, nor in the thread of the store. */
	static void await(CompletionStage<Void> stage) throws StoreException {
		try {
			stage.toCompletableFuture().join();
		} catch (CompletionException e) {
			if (e.getCause() instanceof StoreException cause) {
				throw new StoreException(cause.kind(), cause.getMessage(), e);
			}
			throw e;
		}
	}
}
