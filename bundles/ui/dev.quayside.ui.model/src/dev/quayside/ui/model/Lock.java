package dev.quayside.ui.model;

import dev.quayside.admin.ConnectionSecurity;
import dev.quayside.admin.Protection;

/** How a connection is protected, as the window says and draws it. */
public enum Lock {
	CLOSED("lock-closed"),
	/** Signed, or just authenticated: others can read it. */
	HALF("lock-half"),
	OPEN("lock-open");

	private final String icon;

	Lock(String icon) {
		this.icon = icon;
	}

	public static Lock of(ConnectionSecurity security) {
		return switch (security.protection()) {
			case PRIVACY -> CLOSED;
			case INTEGRITY, CONNECT -> HALF;
			case NONE -> OPEN;
		};
	}

	/** Its name without ending. */
	public String icon() {
		return icon;
	}

	/** For a column: "privacy". */
	public static String brief(ConnectionSecurity security) {
		return switch (security.protection()) {
			case PRIVACY -> "privacy";
			case INTEGRITY -> "integrity";
			case CONNECT -> "connect";
			case NONE -> "unprotected";
		};
	}

	/** "Privacy (signed and encrypted)". */
	public static String words(Protection protection) {
		return switch (protection) {
			case PRIVACY -> "Privacy (signed and encrypted)";
			case INTEGRITY -> "Integrity (signed, not encrypted)";
			case CONNECT -> "Connect (authenticated, neither signed nor encrypted)";
			case NONE -> "None (unprotected)";
		};
	}

	/** On one line: protection, mechanism, identity. */
	public static String line(ConnectionSecurity security) {
		if (security.protection() == Protection.NONE) {
			return "Unprotected, " + Words.oneLine(security.identity());
		}
		String mechanism = security.mechanism().isEmpty() ? "" : ", " + security.mechanism();
		return words(security.protection()) + mechanism + ", as " + Words.oneLine(security.identity());
	}

	/** The line, and why it is no better. */
	public static String details(ConnectionSecurity security) {
		return security.remark().map(remark -> line(security) + "\n" + Words.oneLine(remark)).orElse(line(security));
	}
}
