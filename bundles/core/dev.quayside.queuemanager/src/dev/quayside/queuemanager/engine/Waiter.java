package dev.quayside.queuemanager.engine;

import java.util.concurrent.CompletableFuture;

/** A read that waits for a message to arrive; it holds no thread. */
record Waiter(OpenQueue open, ReadRequest request, CompletableFuture<QueueMessage> result) {}
