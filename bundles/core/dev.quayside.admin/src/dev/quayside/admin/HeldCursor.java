package dev.quayside.admin;

import java.util.Optional;

/**
 * A cursor at an open queue.
 *
 * @param cursor
 *            names it at its queue
 * @param state
 *            where it stands, in words: "before the first", "at the message", "message has gone"
 * @param position
 *            the message at which it stands or stood; empty: none yet
 */
public record HeldCursor(long cursor, String state, Optional<LookupId> position) {}
