package dev.quayside.admin.directory;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Chooses certificates of an account for removal. Only {@link Everything}, {@link Expired} and {@link ByHand} can choose one
 * whose machine is unknown.
 */
public sealed interface CleanupRule {

	CleanupSelection select(AccountCertificates account, Instant now);

	/** Whether it chooses less where machines could not be looked for. */
	default boolean asksForMachines() {
		return true;
	}

	/** For people and for receipts: "stale", "older than 400 days". */
	@Override
	String toString();

	/** Machine gone, disabled or silent, or expired while the machine is known. */
	record Stale() implements CleanupRule {

		@Override
		public CleanupSelection select(AccountCertificates account, Instant now) {
			return choose(account, certificate -> switch (certificate.machineState()) {
				case GONE, DISABLED, SILENT -> true;
				case PRESENT -> isExpired(certificate, now);
				case UNKNOWN -> false;
			});
		}

		@Override
		public String toString() {
			return "stale";
		}
	}

	/** Its validity has ended, whatever its machine. */
	record Expired() implements CleanupRule {

		@Override
		public boolean asksForMachines() {
			return false;
		}

		@Override
		public CleanupSelection select(AccountCertificates account, Instant now) {
			return choose(account, certificate -> isExpired(certificate, now));
		}

		@Override
		public String toString() {
			return "expired";
		}
	}

	/** No computer object of its machine in the forest. */
	record MachineGone() implements CleanupRule {

		@Override
		public CleanupSelection select(AccountCertificates account, Instant now) {
			return choose(account, certificate -> certificate.machineState() == MachineState.GONE);
		}

		@Override
		public String toString() {
			return "machine gone";
		}
	}

	/** Digests that no certificate has; certificates stay. */
	record OrphanDigests() implements CleanupRule {

		@Override
		public boolean asksForMachines() {
			return false;
		}

		@Override
		public CleanupSelection select(AccountCertificates account, Instant now) {
			// what cannot be read of a damaged value may have them
			return account.damage().isPresent()
					? CleanupSelection.NOTHING
					: new CleanupSelection(Set.of(), account.orphanDigests(), false);
		}

		@Override
		public String toString() {
			return "orphan digests";
		}
	}

	/** Valid from a day that is longer ago. */
	record OlderThan(Duration age) implements CleanupRule {

		public OlderThan {
			if (age.isNegative()) {
				throw new IllegalArgumentException("An age of " + age.toDays() + " days makes no sense");
			}
		}

		@Override
		public CleanupSelection select(AccountCertificates account, Instant now) {
			return choose(account, certificate -> certificate.machineState() != MachineState.UNKNOWN && certificate
					.details().filter(details -> details.notBefore().isBefore(now.minus(age))).isPresent());
		}

		@Override
		public String toString() {
			return "older than " + age.toDays() + " days";
		}
	}

	/** Of each machine all but the one that was made last. */
	record KeepNewest() implements CleanupRule {

		@Override
		public CleanupSelection select(AccountCertificates account, Instant now) {
			Map<String, AccountCertificate> newest = new HashMap<>();
			account.certificates().stream().filter(KeepNewest::isKnown)
					.forEach(certificate -> newest.merge(machine(certificate), certificate,
							(a, b) -> start(b).isBefore(start(a)) ? a : b));
			return choose(account,
					certificate -> isKnown(certificate) && newest.get(machine(certificate)) != certificate);
		}

		private static boolean isKnown(AccountCertificate certificate) {
			return certificate.machineState() != MachineState.UNKNOWN && certificate.machine().isPresent();
		}

		private static String machine(AccountCertificate certificate) {
			return certificate.machine().orElseThrow().toUpperCase(Locale.ROOT);
		}

		private static Instant start(AccountCertificate certificate) {
			return certificate.details().orElseThrow().notBefore();
		}

		@Override
		public String toString() {
			return "all but the newest of each machine";
		}
	}

	/** Both attributes are cleared, also of what cannot be read. */
	record Everything() implements CleanupRule {

		@Override
		public boolean asksForMachines() {
			return false;
		}

		@Override
		public CleanupSelection select(AccountCertificates account, Instant now) {
			boolean isThere = !account.attributes().equals(CertificateAttributes.NONE);
			return new CleanupSelection(
					account.certificates().stream().map(AccountCertificate::index).collect(Collectors.toSet()),
					account.orphanDigests(), isThere);
		}

		@Override
		public String toString() {
			return "everything";
		}
	}

	/**
	 * What somebody has picked.
	 *
	 * @param digests
	 *            of certificates or of orphans, in lower-case hex; those that the account does not have choose nothing
	 */
	record ByHand(Set<String> digests) implements CleanupRule {

		public ByHand {
			digests = Set.copyOf(digests);
		}

		@Override
		public boolean asksForMachines() {
			return false;
		}

		@Override
		public CleanupSelection select(AccountCertificates account, Instant now) {
			Set<String> orphans = account.orphanDigests();
			orphans.retainAll(digests);
			Set<String> exact = account.certificates().stream().map(AccountCertificate::digest)
					.collect(Collectors.toSet());
			CleanupSelection certificates = choose(account, certificate -> digests.contains(certificate.digest())
					|| digests.contains(certificate.statedDigest()) && !exact.contains(certificate.statedDigest()));
			return certificates.and(new CleanupSelection(Set.of(), orphans, false));
		}

		@Override
		public String toString() {
			return "by hand";
		}
	}

	/** What any of several rules chooses. */
	record AnyOf(List<CleanupRule> rules) implements CleanupRule {

		public AnyOf {
			rules = List.copyOf(rules);
		}

		@Override
		public boolean asksForMachines() {
			return rules.stream().anyMatch(CleanupRule::asksForMachines);
		}

		@Override
		public CleanupSelection select(AccountCertificates account, Instant now) {
			return rules.stream().map(rule -> rule.select(account, now)).reduce(CleanupSelection.NOTHING,
					CleanupSelection::and);
		}

		@Override
		public String toString() {
			return rules.stream().map(CleanupRule::toString).collect(Collectors.joining(", "));
		}
	}

	private static boolean isExpired(AccountCertificate certificate, Instant now) {
		return certificate.details().filter(details -> details.isExpiredAt(now)).isPresent();
	}

	private static CleanupSelection choose(AccountCertificates account, Predicate<AccountCertificate> condition) {
		return new CleanupSelection(account.certificates().stream().filter(condition).map(AccountCertificate::index)
				.collect(Collectors.toSet()), Set.of(), false);
	}
}
