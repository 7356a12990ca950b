package dev.quayside.admin;

import java.time.Duration;
import java.util.Optional;

/**
 * Which message to take.
 *
 * @param lookupId
 *            empty: the first
 * @param timeout
 *            how long to wait for one to arrive; with a lookup id it is zero
 * @param giveBack
 *            read it as a receive does and return it to the queue
 */
public record ReceiveRequest(Optional<LookupId> lookupId, Duration timeout, boolean giveBack) {}
