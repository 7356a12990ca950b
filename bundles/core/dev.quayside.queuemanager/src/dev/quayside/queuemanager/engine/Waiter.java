package dev.quayside.queuemanager.engine;

import java.util.concurrent.CompletableFuture;

/** A read that waits for a message to arrive ([MS-MQDMPR] 3.1.1.10); it holds no thread. */
record Waiter(OpenQueue open, ReadRequest request, CompletableFuture<QueueMessage> result) {

	/** How a client names it. */
	record Key(OpenQueue open, long requestId) {}

	Key key() {
		return new Key(open, request.requestId());
	}
}
