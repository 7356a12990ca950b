package dev.quayside.rpc.auth;

import java.util.Arrays;
import java.util.Optional;

/** How calls are protected, from nothing upwards ([MS-RPCE] 2.2.1.1.8). */
public enum AuthenticationLevel {

	NONE(1),
	CONNECT(2),
	/** Over TCP the same as {@link #PACKET}. */
	CALL(3),
	PACKET(4),
	INTEGRITY(5),
	PRIVACY(6);

	private final int value;

	AuthenticationLevel(int value) {
		this.value = value;
	}

	/** {@code auth_level} of the sec_trailer. */
	public int value() {
		return value;
	}

	public boolean isAtLeast(AuthenticationLevel other) {
		return value >= other.value;
	}

	/** Empty for a level that there is not; 0 is the default level, which is {@link #CONNECT}. */
	public static Optional<AuthenticationLevel> ofWire(int value) {
		return value == 0
				? Optional.of(CONNECT)
				: Arrays.stream(values()).filter(level -> level.value == value).findFirst();
	}
}
