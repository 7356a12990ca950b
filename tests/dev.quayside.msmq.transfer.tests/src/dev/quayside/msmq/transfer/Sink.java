package dev.quayside.msmq.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Keeps what comes; completes it at once, or when told. */
final class Sink implements MessageSink {

	private final List<Incoming> messages = new ArrayList<>();
	private final List<CompletableFuture<Void>> held = new ArrayList<>();
	private boolean holding;

	/** From now on messages stay pending. */
	synchronized void hold() {
		holding = true;
	}

	@Override
	public synchronized CompletionStage<Void> accept(Incoming message) {
		messages.add(message);
		notifyAll();
		if (!holding) {
			return CompletableFuture.completedFuture(null);
		}
		CompletableFuture<Void> outcome = new CompletableFuture<>();
		held.add(outcome);
		return outcome;
	}

	/** Waits for so many messages in all. */
	synchronized List<Incoming> await(int count) throws InterruptedException {
		long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
		while (messages.size() < count) {
			long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
			if (millis <= 0) {
				throw new AssertionError("Only " + messages.size() + " of " + count + " messages came");
			}
			wait(millis);
		}
		return List.copyOf(messages);
	}

	synchronized int count() {
		return messages.size();
	}

	/** Completes a pending message, the first being 0. */
	void complete(int index) {
		outcome(index).complete(null);
	}

	void fail(int index) {
		outcome(index).completeExceptionally(new IllegalStateException("The disk is full"));
	}

	private synchronized CompletableFuture<Void> outcome(int index) {
		return held.get(index);
	}
}
