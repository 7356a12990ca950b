package dev.quayside.ui.model;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names of queues and their subqueues, {@code private$\orders;poison} ([MS-MQMQ] 2.1). */
public final class Subqueues {

	public static final int MAX_NAME = 32;

	private static final String SYSTEM = "system$";
	private static final String JOURNAL = "journal";

	private static final Pattern NAME = Pattern.compile("[\\x21\\x23-\\x2A\\x2D-\\x3A\\x3C-\\x5B\\x5D-\\x7F]{1,32}");

	private Subqueues() {}

	/** The queue of a subqueue or journal; every other queue is its own. */
	public static String parent(String queue) {
		int at = queue.indexOf(';');
		return at <= 0 || queue.toLowerCase(Locale.ROOT).startsWith(SYSTEM) ? queue : queue.substring(0, at);
	}

	/** What stands behind the semicolon; empty: it is no subqueue. */
	public static Optional<String> name(String queue) {
		String parent = parent(queue);
		return parent.length() == queue.length() ? Optional.empty() : Optional.of(queue.substring(parent.length() + 1));
	}

	public static String path(String parent, String name) {
		return parent + ";" + name;
	}

	public static boolean isJournal(String queue) {
		return name(queue).filter(JOURNAL::equalsIgnoreCase).isPresent();
	}

	/** Whether messages of a queue can be moved at all: its own or those of its subqueues, but not of its journal. */
	public static boolean isMovable(String queue) {
		return !isJournal(queue) && !queue.toLowerCase(Locale.ROOT).startsWith(SYSTEM);
	}

	/** Whether messages can be moved from one to the other: they are different and belong to the same queue. */
	public static boolean canMove(String from, String to) {
		return isMovable(from) && isMovable(to) && !from.equalsIgnoreCase(to)
				&& parent(from).equalsIgnoreCase(parent(to));
	}

	/** Why a subqueue cannot be called so, as a sentence. */
	public static Optional<String> refusal(String name) {
		if (name.isEmpty()) {
			return Optional.of("Name a subqueue");
		}
		if (name.length() > MAX_NAME) {
			return Optional.of("The name of a subqueue has at most " + MAX_NAME + " characters, not " + name.length());
		}
		if (name.equalsIgnoreCase(JOURNAL)) {
			return Optional.of("The journal takes no messages by hand");
		}
		return NAME.matcher(name).matches()
				? Optional.empty()
				: Optional.of(
						"The name of a subqueue has letters, digits and signs of ASCII; no spaces, quotation marks, "
								+ "commas, semicolons, plus signs or backslashes");
	}
}
