package dev.quayside.admin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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
	 * An account or a group: who has the same SID is the same.
	 *
	 * @param name
	 *            of a well-known one, or one that a directory knows
	 */
	public record Trustee(String sid, Optional<String> name) {

		private static final Pattern SID = Pattern
				.compile("S-1-(0X[0-9A-F]{1,12}|[0-9]{1,15})(-[0-9]{1,10}){0,15}");

		/** Those that are offered first where somebody is to be chosen. */
		public static final List<Trustee> WELL_KNOWN = Stream
				.of("S-1-1-0", "S-1-5-7", "S-1-5-11", "S-1-5-18", "S-1-5-32-544").map(Trustee::ofSid).toList();

		/** With its name, if it is well-known. */
		public static Trustee ofSid(String sid) {
			return new Trustee(sid, WellKnownSids.name(sid));
		}

		/** By a SID such as S-1-1-0 or the name of a well-known one; empty: it is neither. */
		public static Optional<Trustee> parse(String text) {
			String trimmed = text.strip();
			String sid = trimmed.toUpperCase(Locale.ROOT);
			return WellKnownSids.sid(trimmed).or(() -> SID.matcher(sid).matches() ? Optional.of(sid) : Optional.empty())
					.map(Trustee::ofSid);
		}

		@Override
		public boolean equals(Object other) {
			return other instanceof Trustee trustee && sid.equals(trustee.sid);
		}

		@Override
		public int hashCode() {
			return sid.hashCode();
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
		entries.stream().filter(entry -> entry.allowed == allowed && entry.trustee.equals(trustee))
				.flatMap(entry -> entry.rights.stream()).forEach(word -> QueueRight.of(word).ifPresent(rights::add));
		return rights;
	}

	/**
	 * With one entry of each kind for somebody instead of those that he has; rights without a word stay in it. Denials come
	 * before what is allowed, as programs of Windows have it.
	 *
	 * @param allowed
	 *            of which to receive brings to peek along
	 */
	public Permissions with(Trustee trustee, Set<QueueRight> allowed, Set<QueueRight> denied) {
		Set<QueueRight> grants = new LinkedHashSet<>(allowed);
		if (grants.contains(QueueRight.RECEIVE) || grants.contains(QueueRight.RECEIVE_JOURNAL)) {
			grants.add(QueueRight.PEEK);
		}
		Permissions rest = without(trustee);
		List<Entry> all = new ArrayList<>();
		rest.entries.stream().filter(entry -> !entry.allowed).forEach(all::add);
		entry(trustee, false, denied).ifPresent(all::add);
		rest.entries.stream().filter(Entry::allowed).forEach(all::add);
		entry(trustee, true, grants).ifPresent(all::add);
		return new Permissions(owner, all, false);
	}

	private Optional<Entry> entry(Trustee trustee, boolean allowed, Set<QueueRight> rights) {
		List<String> words = new ArrayList<>(words(rights));
		words.addAll(unnamed(trustee, allowed));
		return words.isEmpty() ? Optional.empty() : Optional.of(new Entry(trustee, allowed, words));
	}

	/** Rights that entries allow somebody, or deny him, and that have no word: in hex. */
	public List<String> unnamed(Trustee trustee, boolean allowed) {
		return entries.stream().filter(entry -> entry.allowed == allowed && entry.trustee.equals(trustee))
				.flatMap(entry -> entry.rights.stream()).filter(word -> QueueRight.of(word).isEmpty()).distinct()
				.toList();
	}

	/** With names for those that have none so far. */
	public Permissions named(Function<Trustee, Optional<String>> names) {
		UnaryOperator<Trustee> named = trustee -> trustee.name.isPresent()
				? trustee
				: new Trustee(trustee.sid, names.apply(trustee));
		return new Permissions(owner.map(named), entries.stream()
				.map(entry -> new Entry(named.apply(entry.trustee), entry.allowed, entry.rights)).toList(), everyone);
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
				entries.stream().filter(entry -> !entry.trustee.equals(trustee)).toList(), false);
	}

	public Permissions withOwner(Trustee trustee) {
		return new Permissions(Optional.of(trustee), entries, everyone);
	}
}
