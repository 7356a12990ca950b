package dev.quayside.ui.model;

import dev.quayside.admin.Permissions;
import dev.quayside.admin.Permissions.Trustee;
import dev.quayside.admin.QueueRight;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the dialog of permissions holds; every change is a new one.
 *
 * @param before
 *            as they were read
 * @param added
 *            who was added and may have no right yet
 */
public record PermissionForm(Permissions before, Permissions now, List<Trustee> added) {

	/** What an entry says of a right. */
	public enum Answer {
		NONE,
		ALLOWED,
		DENIED
	}

	private static final Set<QueueRight> USELESS_WITHOUT_PEEK = EnumSet.of(QueueRight.RECEIVE,
			QueueRight.RECEIVE_JOURNAL);

	public PermissionForm {
		added = List.copyOf(added);
	}

	public static PermissionForm of(Permissions permissions) {
		return new PermissionForm(permissions, permissions, List.of());
	}

	/** With names that have become known meanwhile. */
	public PermissionForm named(SidNames names) {
		return new PermissionForm(names.named(before), names.named(now), added.stream()
				.map(trustee -> names.named(new Permissions(Optional.of(trustee), List.of(), false)).owner().get())
				.toList());
	}

	/** What entries say of rights that have no word, as a sentence; empty: nothing. It stays as it is. */
	public Optional<String> unnamed(Trustee trustee) {
		String words = Stream.of(unnamed(trustee, true, "allowed "), unnamed(trustee, false, "denied "))
				.filter(text -> !text.isEmpty()).collect(Collectors.joining("; "));
		return words.isEmpty() ? Optional.empty() : Optional.of("Other rights, which stay: " + words);
	}

	private String unnamed(Trustee trustee, boolean allowed, String words) {
		List<String> rights = now.unnamed(trustee, allowed);
		return rights.isEmpty() ? "" : words + String.join(", ", rights);
	}

	/** Accounts and groups, those that were added last. */
	public List<Trustee> trustees() {
		List<Trustee> all = new ArrayList<>(now.trustees());
		added.stream().filter(trustee -> !all.contains(trustee)).forEach(all::add);
		return all;
	}

	/** Denied counts, where both is said. */
	public Answer answer(Trustee trustee, QueueRight right) {
		return now.rights(trustee, false).contains(right)
				? Answer.DENIED
				: now.rights(trustee, true).contains(right) ? Answer.ALLOWED : Answer.NONE;
	}

	public PermissionForm with(Trustee trustee, QueueRight right, Answer answer) {
		Set<QueueRight> allowed = now.rights(trustee, true);
		Set<QueueRight> denied = now.rights(trustee, false);
		set(allowed, right, answer == Answer.ALLOWED);
		set(denied, right, answer == Answer.DENIED);
		if (right == QueueRight.PEEK && answer != Answer.ALLOWED) {
			allowed.removeAll(USELESS_WITHOUT_PEEK);
		}
		return changed(now.with(trustee, allowed, denied), trustee);
	}

	private static void set(Set<QueueRight> rights, QueueRight right, boolean isIn) {
		if (isIn) {
			rights.add(right);
		} else {
			rights.remove(right);
		}
	}

	/** All rights at once. */
	public PermissionForm with(Trustee trustee, Answer answer) {
		return changed(now.with(trustee, all(answer == Answer.ALLOWED), all(answer == Answer.DENIED)), trustee);
	}

	private static Set<QueueRight> all(boolean isIn) {
		return isIn ? EnumSet.allOf(QueueRight.class) : EnumSet.noneOf(QueueRight.class);
	}

	/** He stays in the list although he may have lost his last right. */
	private PermissionForm changed(Permissions permissions, Trustee trustee) {
		return new PermissionForm(before, permissions, plus(trustee));
	}

	private List<Trustee> plus(Trustee trustee) {
		List<Trustee> all = new ArrayList<>(added);
		if (!all.contains(trustee)) {
			all.add(trustee);
		}
		return all;
	}

	public PermissionForm plusTrustee(Trustee trustee) {
		return new PermissionForm(before, now, plus(trustee));
	}

	public PermissionForm without(Trustee trustee) {
		return new PermissionForm(before, now.without(trustee),
				added.stream().filter(other -> !other.equals(trustee)).toList());
	}

	public PermissionForm withOwner(Trustee trustee) {
		return new PermissionForm(before, now.withOwner(trustee), added);
	}

	/** Whether there is something to do. */
	public boolean isChanged() {
		return !changes().isEmpty();
	}

	/** What would change, a line for each account or group. */
	public List<String> changes() {
		List<String> lines = new ArrayList<>();
		if (before.everyone() && !now.everyone()) {
			lines.add("Everybody may do everything so far; then only what is allowed here");
		}
		List<Trustee> all = new ArrayList<>(before.trustees());
		now.trustees().stream().filter(trustee -> !all.contains(trustee)).forEach(all::add);
		for (Trustee trustee : all) {
			String words = Stream.of(gone(trustee, false, "no longer denied: "), come(trustee, true, "allowed now: "),
					gone(trustee, true, "no longer allowed: "), come(trustee, false, "denied now: "))
					.filter(text -> !text.isEmpty()).collect(Collectors.joining("; "));
			if (!words.isEmpty()) {
				lines.add(name(trustee) + ": " + words);
			}
		}
		if (!before.owner().equals(now.owner())) {
			lines.add("Owner: " + now.owner().map(PermissionForm::name).orElse("nobody") + " (so far "
					+ before.owner().map(PermissionForm::name).orElse("nobody") + ")");
		}
		return lines;
	}

	private String come(Trustee trustee, boolean allowed, String words) {
		return difference(before, now, trustee, allowed, words);
	}

	private String gone(Trustee trustee, boolean allowed, String words) {
		return difference(now, before, trustee, allowed, words);
	}

	/** What the second has and the first has not. */
	private static String difference(Permissions first, Permissions second, Trustee trustee, boolean allowed,
			String words) {
		Set<String> rights = words(second, trustee, allowed);
		rights.removeAll(words(first, trustee, allowed));
		return rights.isEmpty() ? "" : words + rights(List.copyOf(rights));
	}

	private static Set<String> words(Permissions permissions, Trustee trustee, boolean allowed) {
		return permissions.entries().stream()
				.filter(entry -> entry.allowed() == allowed && entry.trustee().equals(trustee))
				.flatMap(entry -> entry.rights().stream()).collect(Collectors.toCollection(LinkedHashSet::new));
	}

	/** "peek, read properties", or "everything". */
	static String rights(List<String> words) {
		List<Optional<QueueRight>> rights = words.stream().map(QueueRight::of).toList();
		if (rights.stream().flatMap(Optional::stream).distinct().count() == QueueRight.values().length) {
			return Stream.concat(Stream.of("everything"),
					words.stream().filter(word -> QueueRight.of(word).isEmpty())).collect(Collectors.joining(", "));
		}
		return words.stream().map(word -> QueueRight.of(word).map(PermissionForm::lower).orElse(word))
				.collect(Collectors.joining(", "));
	}

	private static String lower(QueueRight right) {
		String title = right.title().replace(" messages", "");
		return title.substring(0, 1).toLowerCase(Locale.ROOT) + title.substring(1);
	}

	/** "Everyone", or the SID where there is no name. */
	public static String name(Trustee trustee) {
		return trustee.name().orElse(trustee.sid());
	}

	/** What should be thought of before it is done, as a sentence. */
	public Optional<String> warning() {
		boolean isLocked = !now.everyone() && now.entries().stream().noneMatch(
				entry -> entry.allowed() && entry.rights().contains(QueueRight.CHANGE_PERMISSIONS.word()));
		return isLocked
				? Optional.of("Then nobody may change permissions any more: the owner, or an administrator who takes "
						+ "ownership first, has to repair that.")
				: Optional.empty();
	}
}
