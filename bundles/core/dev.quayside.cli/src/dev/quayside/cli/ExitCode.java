package dev.quayside.cli;

import dev.quayside.admin.QueueManagerException;

/** What a verb ends with; a contract with scripts. */
final class ExitCode {

	static final int DONE = 0;
	static final int FAILED = 1;
	static final int USAGE = 2;
	static final int UNREACHABLE = 3;
	static final int DENIED = 4;

	private ExitCode() {}

	static int of(QueueManagerException.Kind kind) {
		return switch (kind) {
			case UNREACHABLE, PROTOCOL -> UNREACHABLE;
			case DENIED -> DENIED;
			case INVALID -> USAGE;
			case NOT_FOUND, BUSY, TIMEOUT, FAILED -> FAILED;
		};
	}
}
