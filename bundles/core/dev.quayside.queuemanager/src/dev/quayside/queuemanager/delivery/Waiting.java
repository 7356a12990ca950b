package dev.quayside.queuemanager.delivery;

import dev.quayside.msmq.transfer.MessageSink;
import dev.quayside.queuemanager.engine.Queue;
import dev.quayside.queuemanager.store.StoredMessage;

import java.util.concurrent.CompletableFuture;

/**
 * A message that may go into its queue.
 *
 * @param outcome
 *            completes when the sender need not send it again
 */
record Waiting(MessageSink.Incoming message, StoredMessage stored, Queue queue, CompletableFuture<Void> outcome) {}
