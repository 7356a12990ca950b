package dev.quayside.rpc.security.kerberos.message.internal;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times of Kerberos, which are split into seconds and microseconds ([RFC 4120] 5.2.3, 5.2.4). */
final class Timestamp {

	private Timestamp() {}

	/** What is left of a time on the wire. */
	static Instant of(Instant time) {
		return time.truncatedTo(ChronoUnit.MICROS);
	}

	static int microseconds(Instant time) {
		return time.getNano() / 1_000;
	}

	static Instant join(Instant seconds, int microseconds) {
		return seconds.plus(microseconds, ChronoUnit.MICROS);
	}
}
