package dev.quayside.admin.remote;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Messages that were sent, and which of them the peer has accepted; those are reported in order. */
final class Sent {

	/** So long the outcome of a message may take when its session has ended. */
	private static final long SETTLE_MILLIS = 1000;

	private record Message(String id, CompletableFuture<Void> done) {}

	private final Consumer<String> accepted;
	private final Deque<Message> open = new ArrayDeque<>();
	private int reported;
	private int uncertain;

	Sent(Consumer<String> accepted) {
		this.accepted = accepted;
	}

	void add(String id, CompletableFuture<Void> done) {
		open.add(new Message(id, done));
	}

	/** Messages that were not reported. */
	int open() {
		return open.size();
	}

	CompletableFuture<Void> oldest() {
		return open.element().done();
	}

	/** Reports what was accepted up to the first message that was not. */
	void report() {
		while (!open.isEmpty() && oldest().isDone() && !oldest().isCompletedExceptionally()) {
			report(open.remove());
		}
	}

	/** After the end of the session: reports every message that was accepted, also behind one that was not. */
	void reportRest() {
		while (!open.isEmpty()) {
			Message message = open.remove();
			if (isAccepted(message)) {
				report(message);
			} else {
				uncertain++;
			}
		}
	}

	private static boolean isAccepted(Message message) {
		try {
			message.done().get(SETTLE_MILLIS, TimeUnit.MILLISECONDS);
			return true;
		} catch (ExecutionException | TimeoutException e) {
			return false;
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	private void report(Message message) {
		reported++;
		accepted.accept(message.id());
	}

	/** How far it came, in words. */
	String progress(int wanted) {
		String rest = uncertain == 0 ? "" : " (" + uncertain + " more were sent and may have arrived)";
		if (reported > 0) {
			return "Only " + reported + " of " + wanted + " messages were accepted" + rest;
		}
		return uncertain == 0 ? "Nothing was sent" : "Nothing was accepted" + rest;
	}
}
