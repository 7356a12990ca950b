package dev.quayside.admin;

/** What a queue manager can be told to do with a queue, or itself ([MS-MQMR] 3.1.4.2). */
public enum QueueAction {

	/** Send no more from an outgoing queue. */
	PAUSE("Pause", false),
	/** Send again from an outgoing queue. */
	RESUME("Resume", false),
	/** Send once more what was not acknowledged of an outgoing transactional queue. */
	RESEND("Resend", false),
	/** Take part in the network. */
	CONNECT("Connect", true),
	/** Keep from the network. */
	DISCONNECT("Disconnect", true),
	/** Give back storage that is not needed; no message is lost. */
	TIDY("Tidy", true);

	private final String words;
	private final boolean ofMachine;

	QueueAction(String words, boolean ofMachine) {
		this.words = words;
		this.ofMachine = ofMachine;
	}

	/** Whether it is for the queue manager as a whole. */
	public boolean isOfMachine() {
		return ofMachine;
	}

	/** The word in menus. */
	@Override
	public String toString() {
		return words;
	}
}
