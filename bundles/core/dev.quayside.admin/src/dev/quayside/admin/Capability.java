package dev.quayside.admin;

/** Something that not every queue manager offers. */
public enum Capability {

	/** Make, change and delete queues ([MS-MQMP] 3.1.4.6 and on). */
	MANAGE_QUEUES("making, changing and deleting queues"),
	/** Read who may do what with a queue ([MS-MQMP] 3.1.4.8). */
	READ_PERMISSIONS("reading permissions"),
	/** Several changes as one, and rejecting ([MS-MQMP] 3.1.4.16 and on). */
	TRANSACTIONS("units of work"),
	/** Moving messages to and from subqueues ([MS-MQRR] 3.1.4.11). */
	MOVE("moving messages to subqueues");

	private final String words;

	Capability(String words) {
		this.words = words;
	}

	/** "making, changing and deleting queues". */
	@Override
	public String toString() {
		return words;
	}
}
