package dev.quayside.admin;

import java.util.List;
import java.util.Optional;

/**
 * Who may do what ([MS-MQMQ] 2.2.23 and 2.2.24).
 *
 * @param owner
 *            empty: none
 * @param entries
 *            in their order, which matters
 * @param everyone
 *            there is no list at all: everyone may do everything
 */
public record Permissions(Optional<Trustee> owner, List<Entry> entries, boolean everyone) {

	/**
	 * An account or a group.
	 *
	 * @param name
	 *            of a well-known one
	 */
	public record Trustee(String sid, Optional<String> name) {

		@Override
		public String toString() {
			return name.map(known -> known + " (" + sid + ")").orElse(sid);
		}
	}

	/**
	 * @param rights
	 *            "receive", "send"; those without a word in hex
	 */
	public record Entry(Trustee trustee, boolean allowed, List<String> rights) {

		public Entry {
			rights = List.copyOf(rights);
		}
	}

	public Permissions {
		entries = List.copyOf(entries);
	}
}
