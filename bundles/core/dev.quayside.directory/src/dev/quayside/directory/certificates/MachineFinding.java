package dev.quayside.directory.certificates;

import dev.quayside.admin.directory.MachineState;

/**
 * What is known of a machine.
 *
 * @param evidence
 *            a sentence without full stop
 * @param isIncomplete
 *            whether it is unknown because the forest could not be searched as a whole
 */
public record MachineFinding(MachineState state, String evidence, boolean isIncomplete) {

	public MachineFinding(MachineState state, String evidence) {
		this(state, evidence, false);
	}

	public static MachineFinding unknown(String why) {
		return new MachineFinding(MachineState.UNKNOWN, why);
	}
}
