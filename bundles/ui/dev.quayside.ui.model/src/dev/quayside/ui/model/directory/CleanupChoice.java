package dev.quayside.ui.model.directory;

import dev.quayside.admin.directory.AccountCertificate;
import dev.quayside.admin.directory.CleanupRule;
import dev.quayside.admin.directory.CleanupSelection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the user has chosen to go.
 *
 * @param days
 *            of {@link Kind#OLDER}, as typed
 */
public record CleanupChoice(Set<Kind> kinds, String days) {

	/** Rules, several of which add up. */
	public enum Kind {
		PICKED("By hand", "what is selected in the table"),
		STALE("Stale", "machine gone, disabled or silent, or expired while the machine is known"),
		GONE("Machine gone", "a complete search of the forest found no computer object"),
		EXPIRED("Expired", "also where the machine is unknown"),
		OLDER("Old", "of a known machine, and valid from a day that is longer ago than so many days"),
		NEWEST("All but the newest", "of each known machine"),
		ORPHANS("Orphan digests", "digests that no certificate has"),
		EVERYTHING("Everything", "both attributes are cleared, as the article on 0x80072024 does it");

		private final String words;
		private final String explanation;

		Kind(String words, String explanation) {
			this.words = words;
			this.explanation = explanation;
		}

		public String words() {
			return words;
		}

		public String explanation() {
			return explanation;
		}
	}

	public CleanupChoice {
		kinds = kinds.isEmpty() ? Set.of() : Set.copyOf(kinds);
	}

	/** What is offered at first: the lines that were picked, else what is stale. */
	public static CleanupChoice initial(boolean isPicked) {
		return new CleanupChoice(Set.of(isPicked ? Kind.PICKED : Kind.STALE), "365");
	}

	/** What lines of the table stand for. */
	public static CleanupSelection picked(List<CertificateRow> rows) {
		return new CleanupSelection(
				rows.stream().flatMap(row -> row.certificate().stream()).map(AccountCertificate::index)
						.collect(Collectors.toSet()),
				rows.stream().filter(row -> row.certificate().isEmpty()).map(CertificateRow::digest)
						.collect(Collectors.toSet()),
				false);
	}

	/** Why it is no rule yet, as a sentence. */
	public Optional<String> problem() {
		if (kinds.isEmpty()) {
			return Optional.of("Choose what is to go");
		}
		return kinds.contains(Kind.OLDER) && !days.strip().matches("[0-9]{1,6}")
				? Optional.of("'" + days.strip() + "' is no number of days")
				: Optional.empty();
	}

	/** Whether lines that were selected are meant. */
	public boolean isPicked() {
		return kinds.contains(Kind.PICKED);
	}

	/**
	 * The rule, without what was selected.
	 *
	 * @throws IllegalArgumentException
	 *             if it is none yet
	 */
	public CleanupRule rule() {
		problem().ifPresent(text -> {
			throw new IllegalArgumentException(text);
		});
		List<CleanupRule> rules = new ArrayList<>();
		EnumSet.copyOf(kinds).stream().filter(kind -> kind != Kind.PICKED).forEach(kind -> rules.add(rule(kind)));
		return rules.size() == 1 ? rules.get(0) : new CleanupRule.AnyOf(rules);
	}

	private CleanupRule rule(Kind kind) {
		return switch (kind) {
			case PICKED -> throw new IllegalArgumentException("What was selected is no rule");
			case STALE -> new CleanupRule.Stale();
			case GONE -> new CleanupRule.MachineGone();
			case EXPIRED -> new CleanupRule.Expired();
			case OLDER -> new CleanupRule.OlderThan(Duration.ofDays(Integer.parseInt(days.strip())));
			case NEWEST -> new CleanupRule.KeepNewest();
			case ORPHANS -> new CleanupRule.OrphanDigests();
			case EVERYTHING -> new CleanupRule.Everything();
		};
	}
}
