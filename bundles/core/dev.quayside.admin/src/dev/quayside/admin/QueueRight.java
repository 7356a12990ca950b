package dev.quayside.admin;

import java.util.Arrays;
import java.util.Optional;

/** A right in a queue ([MS-MQMQ] 2.2.24, MQQUEUEACCESSMASK). */
public enum QueueRight {

	/** Look at messages. */
	PEEK("peek", "Peek messages"),
	/** Take messages; of use only together with {@link #PEEK}. */
	RECEIVE("receive", "Receive messages"),
	/** Put messages in. */
	SEND("send", "Send messages"),
	/** Take messages out of the journal; of use only together with {@link #PEEK}. */
	RECEIVE_JOURNAL("receiveJournal", "Receive messages of the journal"),
	GET_PROPERTIES("getProperties", "Read properties"),
	SET_PROPERTIES("setProperties", "Change properties"),
	DELETE("delete", "Delete the queue"),
	GET_PERMISSIONS("getPermissions", "Read permissions"),
	CHANGE_PERMISSIONS("changePermissions", "Change permissions"),
	TAKE_OWNERSHIP("takeOwnership", "Take ownership");

	private final String word;
	private final String title;

	QueueRight(String word, String title) {
		this.word = word;
		this.title = title;
	}

	/** "receiveJournal": in {@link Permissions.Entry#rights}, in JSON and on the command line. */
	public String word() {
		return word;
	}

	/** "Receive messages of the journal". */
	public String title() {
		return title;
	}

	/** By its word, upper or lower case; empty: there is none. */
	public static Optional<QueueRight> of(String word) {
		return Arrays.stream(values()).filter(right -> right.word.equalsIgnoreCase(word)).findFirst();
	}
}
