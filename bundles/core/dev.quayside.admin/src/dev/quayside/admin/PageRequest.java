package dev.quayside.admin;

import java.util.Optional;

/**
 * Which messages of a queue to read.
 *
 * @param start
 *            where to begin; empty: at the first message, or with {@link Direction#BACKWARD} at the last
 * @param inclusive
 *            whether the message at {@code start} itself is wanted
 * @param limit
 *            at most so many, 1 or more
 */
public record PageRequest(Optional<LookupId> start, boolean inclusive, Direction direction, int limit) {

	/** Along the queue order or against it. */
	public enum Direction {
		FORWARD,
		BACKWARD
	}

	public PageRequest {
		if (limit < 1) {
			throw new IllegalArgumentException("A page holds at least one message");
		}
	}

	public static PageRequest first(int limit) {
		return new PageRequest(Optional.empty(), true, Direction.FORWARD, limit);
	}

	public static PageRequest last(int limit) {
		return new PageRequest(Optional.empty(), true, Direction.BACKWARD, limit);
	}

	public static PageRequest from(LookupId start, int limit) {
		return new PageRequest(Optional.of(start), true, Direction.FORWARD, limit);
	}

	public static PageRequest after(LookupId start, int limit) {
		return new PageRequest(Optional.of(start), false, Direction.FORWARD, limit);
	}

	public static PageRequest before(LookupId start, int limit) {
		return new PageRequest(Optional.of(start), false, Direction.BACKWARD, limit);
	}
}
