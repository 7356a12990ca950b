package dev.quayside.admin.directory;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * A public queue or an alias that is to be created, changed or deleted, worked out and not done yet: the preview.
 *
 * @param name
 *            for people: {@code MACHINE\queue}, or the name of the alias
 * @param id
 *            objectGUID of what is there
 * @param before
 *            what is there; empty: nothing is
 * @param after
 *            what is to be there; empty: nothing
 * @param forward
 *            LDIF that does it
 * @param inverse
 *            LDIF that takes it back
 * @param warning
 *            what breaks or what it does not do, in sentences; empty if there is nothing to say
 * @param owner
 *            queue manager that has to know
 */
public record ObjectChange(Kind kind, String name, String dn, Optional<UUID> id, Optional<ObjectAttributes> before,
		Optional<ObjectAttributes> after, String forward, String inverse, String warning, Optional<Owner> owner) {

	/** What is changed. */
	public enum Kind {
		PUBLIC_QUEUE("public queue", "mSMQQueue"),
		ALIAS("queue alias", "msMQ-Custom-Recipient");

		private final String words;
		private final String objectClass;

		Kind(String words, String objectClass) {
			this.words = words;
			this.objectClass = objectClass;
		}

		/** Of the schema. */
		public String objectClass() {
			return objectClass;
		}

		/** In words. */
		@Override
		public String toString() {
			return words;
		}
	}

	/** How it is changed. */
	public enum Action {
		CREATE,
		CHANGE,
		DELETE
	}

	/**
	 * A queue manager with objects in a directory.
	 *
	 * @param host
	 *            for a connection
	 */
	public record Owner(String machine, String host, UUID queueManagerId) {}

	public ObjectChange {
		Objects.requireNonNull(warning);
		if (before.isEmpty() && after.isEmpty()) {
			throw new IllegalArgumentException("Neither before nor after is there anything");
		}
	}

	public Action action() {
		return before.isEmpty() ? Action.CREATE : after.isEmpty() ? Action.DELETE : Action.CHANGE;
	}

	/** Nothing is to be done. */
	public boolean isEmpty() {
		return before.equals(after);
	}

	/** For people: "Create public queue". */
	public String what() {
		return switch (action()) {
			case CREATE -> "Create ";
			case CHANGE -> "Change ";
			case DELETE -> "Delete ";
		} + kind;
	}
}
