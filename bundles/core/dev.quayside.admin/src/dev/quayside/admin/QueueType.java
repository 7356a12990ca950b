package dev.quayside.admin;

import java.util.Locale;

/** Kind of a queue ([MS-MQMQ] 2.3.12.3). */
public enum QueueType {
	PUBLIC,
	PRIVATE,
	MACHINE,
	CONNECTOR,
	MULTICAST;

	/** The word in output. */
	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}
}
