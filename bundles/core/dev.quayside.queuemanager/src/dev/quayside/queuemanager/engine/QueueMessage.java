package dev.quayside.queuemanager.engine;

import dev.quayside.queuemanager.store.StoredMessage;

/**
 * A message in a queue.
 *
 * @param lookupId
 *            7 − priority in the high byte, then 56 bits that rise with each message
 */
public record QueueMessage(long lookupId, StoredMessage stored) {}
