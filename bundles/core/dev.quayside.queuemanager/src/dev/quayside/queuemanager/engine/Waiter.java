package dev.quayside.queuemanager.engine;

import java.util.concurrent.CompletableFuture;

/**
 * A read that waits for a message to arrive ([MS-MQDMPR] 3.1.1.10); it holds no thread.
 *
 * @param deadline
 *            milliseconds since 1970
 */
record Waiter(OpenQueue open, ReadRequest request, CompletableFuture<QueueMessage> result, long deadline) {

	/** How a client names it. */
	record Key(OpenQueue open, long requestId) {}

	Key key() {
		return new Key(open, request.requestId());
	}
}
