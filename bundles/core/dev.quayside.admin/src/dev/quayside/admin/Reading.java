package dev.quayside.admin;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * A value that was asked of a queue manager: known, known to be absent, or unknown with the reason. Unknown is never
 * zero: it is {@code null} in JSON and {@code ?} in the window.
 */
public sealed interface Reading<T> {

	/** The queue manager answered with this value. */
	record Known<T>(T value) implements Reading<T> {

		public Known {
			Objects.requireNonNull(value);
		}
	}

	/** The queue manager answered that there is no such value, for instance no directory server. */
	record Absent<T>() implements Reading<T> {}

	/**
	 * The value could not be read.
	 *
	 * @param reason
	 *            one sentence for the user, with the status by name
	 */
	record Unknown<T>(String reason) implements Reading<T> {

		public Unknown {
			Objects.requireNonNull(reason);
		}
	}

	static <T> Reading<T> known(T value) {
		return new Known<>(value);
	}

	static <T> Reading<T> absent() {
		return new Absent<>();
	}

	static <T> Reading<T> unknown(String reason) {
		return new Unknown<>(reason);
	}

	default Optional<T> optional() {
		return this instanceof Known<T> known ? Optional.of(known.value()) : Optional.empty();
	}

	default boolean isUnknown() {
		return this instanceof Unknown;
	}

	/** Why the value is unknown. */
	default Optional<String> unknownReason() {
		return this instanceof Unknown<T> unknown ? Optional.of(unknown.reason()) : Optional.empty();
	}

	default <R> Reading<R> map(Function<? super T, ? extends R> function) {
		if (this instanceof Known<T> known) {
			return known(function.apply(known.value()));
		}
		return unknownReason().<Reading<R>>map(Reading::unknown).orElseGet(Reading::absent);
	}
}
