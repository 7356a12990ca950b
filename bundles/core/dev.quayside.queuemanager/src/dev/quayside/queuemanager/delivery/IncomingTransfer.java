package dev.quayside.queuemanager.delivery;

import java.time.Instant;
import java.util.UUID;

/**
 * What is known of a sender of transactional messages to a queue ([MS-MQDMPR] 3.1.1.5).
 *
 * @param sequenceNumber
 *            of the last message that was accepted
 * @param rejected
 *            messages that were not, since then
 */
public record IncomingTransfer(UUID sender, long sequenceId, long sequenceNumber, Instant lastAccess, long rejected) {}
