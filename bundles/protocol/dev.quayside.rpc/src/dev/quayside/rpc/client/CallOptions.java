package dev.quayside.rpc.client;

import java.time.Duration;
import java.util.Objects;

/**
 * How long a call may take, and who may end it.
 *
 * @param timeout
 *            zero: the limit of the association
 */
public record CallOptions(Duration timeout, Cancellation cancellation) {

	public CallOptions {
		Objects.requireNonNull(timeout);
		Objects.requireNonNull(cancellation);
	}

	/** The limit of the association, and nobody cancels. */
	public static CallOptions defaults() {
		return new CallOptions(Duration.ZERO, new Cancellation());
	}
}
