package dev.quayside.admin;

import java.util.List;
import java.util.Optional;

/**
 * Who may do what ([MS-MQMQ] 2.2.23 and 2.2.24).
 *
 * @param owner
 *            SID, or its name where it is a well-known one; empty: none
 * @param entries
 *            in their order, which matters
 * @param everyone
 *            there is no list at all: everyone may do everything
 */
public record Permissions(Optional<String> owner, List<Entry> entries, boolean everyone) {

	/**
	 * @param trustee
	 *            SID, or its name where it is a well-known one
	 * @param rights
	 *            in words: "receive message", or {@code full control}
	 */
	public record Entry(String trustee, boolean allowed, List<String> rights) {

		public Entry {
			rights = List.copyOf(rights);
		}
	}

	public Permissions {
		entries = List.copyOf(entries);
	}
}
