package dev.quayside.admin;

import java.util.List;

/** All that a queue manager tells about itself. */
public record MachineDetails(MachineSummary summary, List<NamedValue> properties) {

	public MachineDetails {
		properties = List.copyOf(properties);
	}
}
