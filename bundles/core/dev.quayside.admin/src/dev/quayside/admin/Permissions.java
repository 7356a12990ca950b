package dev.quayside.admin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who may do what ([MS-MQMQ] 2.2.23 and 2.2.24). What is changed is a copy, for
 * {@link QueueManagerConnection#changePermissions}.
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

		private static final Pattern SID = Pattern
				.compile("S-1-(0X[0-9A-F]{1,12}|[0-9]{1,15})(-[0-9]{1,10}){0,15}");

		/** Those that every machine knows by name. */
		public static final List<Trustee> WELL_KNOWN = List.of(known("S-1-1-0", "Everyone"),
				known("S-1-5-7", "Anonymous Logon"), known("S-1-5-11", "Authenticated Users"),
				known("S-1-5-18", "Local System"), known("S-1-5-32-544", "Administrators"));

		private static Trustee known(String sid, String name) {
			return new Trustee(sid, Optional.of(name));
		}

		/** With its name, if it is well-known. */
		public static Trustee ofSid(String sid) {
			return WELL_KNOWN.stream().filter(known -> known.sid.equals(sid)).findFirst()
					.orElseGet(() -> new Trustee(sid, Optional.empty()));
		}

		/** By a SID such as S-1-1-0 or the name of a well-known one; empty: it is neither. */
		public static Optional<Trustee> parse(String text) {
			String trimmed = text.strip();
			Optional<Trustee> named = WELL_KNOWN.stream()
					.filter(known -> known.name.get().equalsIgnoreCase(trimmed)).findFirst();
			String sid = trimmed.toUpperCase(Locale.ROOT);
			return named.isPresent() || !SID.matcher(sid).matches() ? named : Optional.of(ofSid(sid));
		}

		@Override
		public String toString() {
			return name.map(known -> known + " (" + sid + ")").orElse(sid);
		}
	}

	/**
	 * @param rights
	 *            words of {@link QueueRight}; those without a word in hex
	 */
	public record Entry(Trustee trustee, boolean allowed, List<String> rights) {

		public Entry {
			rights = List.copyOf(rights);
		}

		/** "allow Everyone (S-1-1-0): peek, receive". */
		@Override
		public String toString() {
			return (allowed ? "allow " : "deny ") + trustee + ": " + String.join(", ", rights);
		}
	}

	public Permissions {
		entries = List.copyOf(entries);
	}

	/** Those that have an entry, in the order of their first ones. */
	public List<Trustee> trustees() {
		return entries.stream().map(Entry::trustee).distinct().toList();
	}

	/** What entries allow somebody, or deny him; of groups that he is in nothing is known here. */
	public Set<QueueRight> rights(Trustee trustee, boolean allowed) {
		Set<QueueRight> rights = EnumSet.noneOf(QueueRight.class);
		entries.stream().filter(entry -> entry.allowed == allowed && entry.trustee.sid.equals(trustee.sid))
				.flatMap(entry -> entry.rights.stream()).forEach(word -> QueueRight.of(word).ifPresent(rights::add));
		return rights;
	}

	/**
	 * With one entry of each kind for somebody instead of those that he has. Denials come before what is allowed, as
	 * programs of Windows have it.
	 *
	 * @param allowed
	 *            of which to receive brings to peek along; empty: no such entry
	 * @param denied
	 *            empty: no such entry
	 */
	public Permissions with(Trustee trustee, Set<QueueRight> allowed, Set<QueueRight> denied) {
		Set<QueueRight> grants = new LinkedHashSet<>(allowed);
		if (grants.contains(QueueRight.RECEIVE) || grants.contains(QueueRight.RECEIVE_JOURNAL)) {
			grants.add(QueueRight.PEEK);
		}
		Permissions rest = without(trustee);
		List<Entry> all = new ArrayList<>();
		rest.entries.stream().filter(entry -> !entry.allowed).forEach(all::add);
		if (!denied.isEmpty()) {
			all.add(new Entry(trustee, false, words(denied)));
		}
		rest.entries.stream().filter(Entry::allowed).forEach(all::add);
		if (!grants.isEmpty()) {
			all.add(new Entry(trustee, true, words(grants)));
		}
		return new Permissions(owner, all, false);
	}

	/** With further rights for somebody, none of which is denied to him any more. */
	public Permissions allow(Trustee trustee, Set<QueueRight> rights) {
		return with(trustee, union(rights(trustee, true), rights), without(rights(trustee, false), rights));
	}

	/** With further rights that are denied to somebody, none of which is allowed to him any more. */
	public Permissions deny(Trustee trustee, Set<QueueRight> rights) {
		return with(trustee, without(rights(trustee, true), rights), union(rights(trustee, false), rights));
	}

	private static Set<QueueRight> union(Set<QueueRight> some, Set<QueueRight> others) {
		some.addAll(others);
		return some;
	}

	private static Set<QueueRight> without(Set<QueueRight> some, Set<QueueRight> others) {
		some.removeAll(others);
		return some;
	}

	private static List<String> words(Set<QueueRight> rights) {
		return Arrays.stream(QueueRight.values()).filter(rights::contains).map(QueueRight::word).toList();
	}

	/** Without entries of somebody; where there was no list at all, with an empty one, which lets nobody in. */
	public Permissions without(Trustee trustee) {
		return new Permissions(owner,
				entries.stream().filter(entry -> !entry.trustee.sid.equals(trustee.sid)).toList(), false);
	}

	public Permissions withOwner(Trustee trustee) {
		return new Permissions(Optional.of(trustee), entries, everyone);
	}
}
