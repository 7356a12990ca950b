package dev.quayside.admin.directory;

import dev.quayside.admin.Reading;

import java.util.List;
import java.util.UUID;

/**
 * A distribution list: a group, or an {@code msMQ-Group}, with queues, aliases and other lists as its members.
 *
 * @param objectClass
 *            of the schema
 * @param queues
 *            format names that it stands for, with those of lists within it; unknown, with the reason, where queue managers
 *            could not resolve it either ([MS-MQDSSM] 3.1.6.9)
 */
public record DistributionList(String name, String dn, UUID id, String objectClass, List<Member> members,
		Reading<List<String>> queues) {

	/**
	 * @param kind
	 *            class of the schema; {@code unknown} if it may not be seen
	 */
	public record Member(String dn, String kind, Reading<String> formatName) {}

	public DistributionList {
		members = List.copyOf(members);
	}

	/** {@code DL=guid}. */
	public String formatName() {
		return "DL=" + id;
	}
}
