package dev.quayside.cli;

import dev.quayside.admin.AdminException;

import org.eclipse.core.runtime.IStatus;

/** How operations end on the command line. */
final class Statuses {

	private Statuses() {}

	/** Says what failed, one line per cause. */
	static int exitCode(Console console, IStatus status) {
		if (status.isOK()) {
			return ExitCode.DONE;
		}
		console.say("quayside: " + status.getMessage());
		for (IStatus child : status.getChildren()) {
			console.say("quayside: " + child.getMessage());
		}
		return !status.isMultiStatus() && status.getException() instanceof AdminException e
				? ExitCode.of(e.kind())
				: ExitCode.FAILED;
	}
}
