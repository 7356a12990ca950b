package dev.quayside.ui.model.directory;

import dev.quayside.admin.directory.DirectoryMachine;
import dev.quayside.admin.directory.QueueManagerIdFinding;

import java.util.Objects;
import java.util.Optional;

/**
 * A machine of a directory, as a table shows it.
 *
 * @param finding
 *            what the search for duplicate ids has found; empty: nobody has looked
 */
public record MachineRow(DirectoryMachine machine, Optional<QueueManagerIdFinding> finding) {

	public MachineRow {
		Objects.requireNonNull(machine);
		Objects.requireNonNull(finding);
	}

	/** Whether its id is another machine's, or not what the directory takes it for. */
	public boolean hasProblem() {
		return finding.filter(found -> found.state().isProblem()).isPresent();
	}

	public boolean isDisabled() {
		return machine.disabled().optional().orElse(false);
	}
}
