package dev.quayside.admin.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.Reading;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

class CleanupRuleTest {

	private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
	private static final Instant OLD = NOW.minus(Duration.ofDays(500));
	private static final Instant YOUNG = NOW.minus(Duration.ofDays(5));

	private final List<AccountCertificate> certificates = new ArrayList<>();
	private final Set<String> digests = new TreeSet<>();

	private int add(String machine, MachineState state, Instant from, Instant to) {
		int index = certificates.size();
		String digest = String.format("%032x", index + 1);
		digests.add(digest);
		certificates.add(new AccountCertificate(index, new UUID(0, index), digest, digest, "", 100,
				Optional.of(new CertificateDetails("", "", from, to, "RSA 1024", Optional.ofNullable(machine),
						Optional.empty())),
				DigestState.PRESENT, state, Verdict.CURRENT, ""));
		return index;
	}

	private CleanupSelection select(CleanupRule rule) {
		CertificateAccount account = new CertificateAccount("D\\a", "CN=a", new UUID(0, 0), AccountKind.USER,
				new CertificateCounts(certificates.size(), Reading.known(1L), digests.size(), 0, 0, 1),
				AccountState.OK);
		return rule.select(new AccountCertificates(account,
				new CertificateAttributes(Optional.of(new byte[0]), digests), certificates, Optional.empty()), NOW);
	}

	@Test
	void staleIsWhatHasNoMachineThatIsUsed() {
		int gone = add("A", MachineState.GONE, OLD, NOW.plusSeconds(1));
		int disabled = add("B", MachineState.DISABLED, OLD, NOW.plusSeconds(1));
		int silent = add("C", MachineState.SILENT, OLD, NOW.plusSeconds(1));
		int expired = add("D", MachineState.PRESENT, OLD, NOW.minusSeconds(1));
		add("E", MachineState.PRESENT, OLD, NOW.plusSeconds(1));
		assertThat(select(new CleanupRule.Stale()).certificates()).containsExactlyInAnyOrder(gone, disabled, silent,
				expired);
		assertThat(select(new CleanupRule.MachineGone()).certificates()).containsExactly(gone);
	}

	@Test
	void noRuleAboutMachinesOrAgesChoosesOneWhoseMachineIsUnknown() {
		add(null, MachineState.UNKNOWN, OLD, NOW.minusSeconds(1));
		add("X", MachineState.UNKNOWN, OLD, NOW.plusSeconds(1));
		add("X", MachineState.UNKNOWN, YOUNG, NOW.plusSeconds(1));
		for (CleanupRule rule : List.of(new CleanupRule.Stale(), new CleanupRule.MachineGone(),
				new CleanupRule.OlderThan(Duration.ofDays(1)), new CleanupRule.KeepNewest(),
				new CleanupRule.OrphanDigests())) {
			assertThat(select(rule)).as(rule.toString()).isEqualTo(CleanupSelection.NOTHING);
		}
	}

	@Test
	void expiredIsExpiredWhateverTheMachine() {
		int expired = add(null, MachineState.UNKNOWN, OLD, NOW.minusSeconds(1));
		add("X", MachineState.GONE, OLD, NOW.plusSeconds(1));
		assertThat(select(new CleanupRule.Expired()).certificates()).containsExactly(expired);
	}

	@Test
	void theAgeCountsFromTheFirstDayOfValidity() {
		int old = add("A", MachineState.PRESENT, OLD, NOW.plusSeconds(1));
		add("A", MachineState.PRESENT, YOUNG, NOW.plusSeconds(1));
		assertThat(select(new CleanupRule.OlderThan(Duration.ofDays(400))).certificates()).containsExactly(old);
		assertThat(select(new CleanupRule.OlderThan(Duration.ofDays(500)))).isEqualTo(CleanupSelection.NOTHING);
	}

	@Test
	void theNewestOfEachMachineStays() {
		int a = add("A", MachineState.PRESENT, OLD, NOW.plusSeconds(1));
		add("a", MachineState.PRESENT, YOUNG, NOW.plusSeconds(1));
		add("B", MachineState.GONE, OLD, NOW.plusSeconds(1));
		assertThat(select(new CleanupRule.KeepNewest()).certificates()).containsExactly(a);
	}

	@Test
	void orphansAreDigestsThatNoCertificateHas() {
		add("A", MachineState.PRESENT, OLD, NOW.plusSeconds(1));
		digests.add("ff".repeat(16));
		CleanupSelection selection = select(new CleanupRule.OrphanDigests());
		assertThat(selection.orphanDigests()).containsExactly("ff".repeat(16));
		assertThat(selection.certificates()).isEmpty();
	}

	@Test
	void everythingIsTheWhole() {
		add(null, MachineState.UNKNOWN, OLD, NOW.plusSeconds(1));
		assertThat(select(new CleanupRule.Everything()).whole()).isTrue();
	}

	@Test
	void aHandPicksCertificatesAndOrphansByDigest() {
		int picked = add("A", MachineState.PRESENT, OLD, NOW.plusSeconds(1));
		add("B", MachineState.PRESENT, OLD, NOW.plusSeconds(1));
		digests.add("ff".repeat(16));
		CleanupSelection selection = select(
				new CleanupRule.ByHand(Set.of(String.format("%032x", 1), "ff".repeat(16), "ee".repeat(16))));
		assertThat(selection.certificates()).containsExactly(picked);
		assertThat(selection.orphanDigests()).containsExactly("ff".repeat(16));
	}

	@Test
	void severalRulesAddUp() {
		int gone = add("A", MachineState.GONE, OLD, NOW.plusSeconds(1));
		int expired = add("B", MachineState.PRESENT, OLD, NOW.minusSeconds(1));
		CleanupRule both = new CleanupRule.AnyOf(List.of(new CleanupRule.MachineGone(), new CleanupRule.Expired()));
		assertThat(select(both).certificates()).containsExactlyInAnyOrder(gone, expired);
		assertThat(both).hasToString("machine gone, expired");
	}
}
