package dev.quayside.msmq;

import java.util.Locale;
import java.util.Optional;

/**
 * The part of a path name or direct name that follows the computer ([MS-MQMQ] 2.1.1, 2.1.2). Comparing is for
 * {@link #key}: queue names are case-insensitive.
 */
public sealed interface QueuePath {

	/** The text after the computer and its backslash. */
	String text();

	/** The same for all spellings of a path. */
	default String key() {
		return text().toLowerCase(Locale.ROOT);
	}

	/** A public or private queue, its journal or one of its subqueues. */
	record Application(boolean isPrivate, String name, boolean journal,
			Optional<String> subqueue) implements QueuePath {

		public Application {
			String whole = (isPrivate ? "private$\\" : "") + name;
			QueueNames.queue(whole, name);
			subqueue.ifPresent(sub -> QueueNames.subqueue(whole, sub));
			if (journal && subqueue.isPresent()) {
				throw new NameException(whole, "a subqueue has no journal");
			}
		}

		@Override
		public String text() {
			return (isPrivate ? "private$\\" : "") + name + (journal ? ";journal" : "")
					+ subqueue.map(sub -> ";" + sub).orElse("");
		}

		/** The queue that the journal or subqueue belongs to. */
		public Application parent() {
			return new Application(isPrivate, name, false, Optional.empty());
		}
	}

	/** A queue of the queue manager itself. */
	record OfMachine(SystemQueue queue) implements QueuePath {

		@Override
		public String text() {
			return "system$;" + queue.path();
		}
	}

	static QueuePath privateQueue(String name) {
		return new Application(true, name, false, Optional.empty());
	}

	/**
	 * Reads {@code private$\name}, {@code name}, either with {@code ;journal} or {@code ;subqueue}, or
	 * {@code system$;deadletter|deadxact|journal}.
	 *
	 * @throws NameException
	 *             if it is none of these
	 */
	static QueuePath parse(String text) {
		if (QueueNames.startsWith(text, "system$;")) {
			return new OfMachine(SystemQueue.parse(text.substring(8)).orElseThrow(
					() -> new NameException(text, "expected system$;journal, system$;deadletter or system$;deadxact")));
		}
		boolean isPrivate = QueueNames.startsWith(text, "private$\\");
		String rest = isPrivate ? text.substring(9) : text;
		int semicolon = rest.indexOf(';');
		if (semicolon < 0) {
			return new Application(isPrivate, rest, false, Optional.empty());
		}
		String suffix = rest.substring(semicolon + 1);
		boolean journal = suffix.equalsIgnoreCase("journal");
		return new Application(isPrivate, rest.substring(0, semicolon), journal,
				journal ? Optional.empty() : Optional.of(suffix));
	}
}
