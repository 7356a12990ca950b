package dev.quayside.directory.certificates;

import dev.quayside.admin.directory.MachineState;

/**
 * What is known of a machine.
 *
 * @param evidence
 *            a sentence without full stop
 */
public record MachineFinding(MachineState state, String evidence) {

	public static MachineFinding unknown(String why) {
		return new MachineFinding(MachineState.UNKNOWN, why);
	}
}
