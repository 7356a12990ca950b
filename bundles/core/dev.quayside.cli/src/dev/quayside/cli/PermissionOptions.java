package dev.quayside.cli;

import dev.quayside.admin.Permissions;
import dev.quayside.admin.Permissions.Trustee;
import dev.quayside.admin.QueueRight;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import picocli.CommandLine.Option;

/** Changes to who may do what with a queue: first what is taken, then what is allowed, then what is denied. */
final class PermissionOptions {

	private static final String ALL = "all";

	@Option(names = "--allow", split = ",", paramLabel = "WHO=RIGHT+RIGHT", description = "Allows rights, such as Everyone=peek+send; WHO is a SID or Everyone, Anonymous Logon, Authenticated Users, Local System, Administrators; rights are peek, receive, send, receiveJournal, getProperties, setProperties, delete, getPermissions, changePermissions, takeOwnership, all.")
	private List<String> allowed = List.of();

	@Option(names = "--deny", split = ",", paramLabel = "WHO=RIGHT+RIGHT", description = "Denies rights, which counts more than what is allowed.")
	private List<String> denied = List.of();

	@Option(names = "--revoke", split = ",", paramLabel = "WHO", description = "Takes away all that is allowed and denied to somebody.")
	private List<String> revoked = List.of();

	@Option(names = "--owner", paramLabel = "WHO", description = "Makes somebody the owner.")
	private String owner;

	boolean isEmpty() {
		return allowed.isEmpty() && denied.isEmpty() && revoked.isEmpty() && owner == null;
	}

	/** The permissions with all changes. */
	Permissions change(Permissions before) throws UsageException {
		Permissions after = before;
		for (String who : revoked) {
			after = after.without(trustee("--revoke", who));
		}
		for (String entry : allowed) {
			after = after.allow(trustee("--allow", who("--allow", entry)), rights("--allow", entry));
		}
		for (String entry : denied) {
			after = after.deny(trustee("--deny", who("--deny", entry)), rights("--deny", entry));
		}
		return owner == null ? after : after.withOwner(trustee("--owner", owner));
	}

	private static Trustee trustee(String option, String who) throws UsageException {
		return Trustee.parse(who).orElseThrow(() -> new UsageException(option + " '" + who
				+ "': expected a SID such as S-1-5-32-544, or one of " + Trustee.WELL_KNOWN.stream()
						.map(known -> known.name().orElseThrow()).collect(Collectors.joining(", "))));
	}

	private static String who(String option, String entry) throws UsageException {
		int end = entry.lastIndexOf('=');
		if (end < 0) {
			throw new UsageException(option + " '" + entry + "': expected WHO=RIGHT, such as Everyone=send");
		}
		return entry.substring(0, end);
	}

	private static Set<QueueRight> rights(String option, String entry) throws UsageException {
		Set<QueueRight> rights = EnumSet.noneOf(QueueRight.class);
		for (String word : entry.substring(entry.lastIndexOf('=') + 1).split("\\+", -1)) {
			if (word.equalsIgnoreCase(ALL)) {
				rights.addAll(EnumSet.allOf(QueueRight.class));
			} else {
				rights.add(QueueRight.of(word).orElseThrow(() -> new UsageException(option + ": '" + word
						+ "' is no right; there are " + Arrays.stream(QueueRight.values()).map(QueueRight::word)
								.collect(Collectors.joining(", "))
						+ " and all")));
			}
		}
		return rights;
	}
}
