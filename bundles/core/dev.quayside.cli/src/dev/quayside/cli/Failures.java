package dev.quayside.cli;

import dev.quayside.admin.AdminException;
import dev.quayside.admin.QueueManagerException.Kind;

import java.util.EnumSet;
import java.util.Set;

/** What fails while the rest goes on: said at once, and counted for the exit code. */
final class Failures {

	private final Console console;
	private final Set<Kind> kinds = EnumSet.noneOf(Kind.class);
	private int count;

	Failures(Console console) {
		this.console = console;
	}

	void add(AdminException e) {
		add(e.getMessage(), e);
	}

	/** With another sentence than its own, without full stop. */
	void add(String sentence, AdminException e) {
		console.say("quayside: " + sentence + (e.advice().isEmpty() ? "" : ". " + e.advice() + "."));
		kinds.add(e.kind());
		count++;
	}

	int count() {
		return count;
	}

	/**
	 * @param all
	 *            how many were tried; if all failed for the same reason the code says it
	 */
	int exitCode(int all) {
		if (count == 0) {
			return ExitCode.DONE;
		}
		return count == all && kinds.size() == 1 ? ExitCode.of(kinds.iterator().next()) : ExitCode.FAILED;
	}
}
