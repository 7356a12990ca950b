package dev.quayside.directory.certificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.admin.directory.AccountCertificate;
import dev.quayside.admin.directory.AccountCertificates;
import dev.quayside.admin.directory.AccountState;
import dev.quayside.admin.directory.CertificateAttributes;
import dev.quayside.admin.directory.CertificateCounts;
import dev.quayside.admin.directory.DigestState;
import dev.quayside.admin.directory.Verdict;
import dev.quayside.testkit.DirectorySeed;
import dev.quayside.testkit.Hostile;
import dev.quayside.testkit.TestCertificates;

import org.bouncycastle.asn1.x500.X500Name;
import org.junit.jupiter.api.Test;

import java.security.cert.CertificateException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

class InventoryTest {

	private static final List<byte[]> THREE = DirectorySeed.certificates("alice", "WS01", "OLD01", "ODD01");

	private static List<DigestState> digestStates(AccountCertificates account) {
		return account.certificates().stream().map(AccountCertificate::digestState).toList();
	}

	private static List<Verdict> verdicts(AccountCertificates account) {
		return account.certificates().stream().map(AccountCertificate::verdict).toList();
	}

	@Test
	void whatAgreesIsCountedAndOk() {
		AccountCertificates account = Accounts.account(Accounts.agreeing(THREE));
		CertificateCounts counts = account.account().counts();
		assertThat(counts.certificates()).isEqualTo(3);
		assertThat(counts.declared().optional()).contains(3L);
		assertThat(counts.digests()).isEqualTo(3);
		assertThat(counts.orphanDigests()).isZero();
		assertThat(counts.missingDigests()).isZero();
		assertThat(counts.bytes()).isEqualTo(DirectorySeed.blob(THREE).length);
		assertThat(account.account().state()).isEqualTo(AccountState.OK);
		assertThat(digestStates(account)).containsOnly(DigestState.PRESENT);
		assertThat(verdicts(account)).containsExactly(Verdict.CURRENT, Verdict.MACHINE_GONE, Verdict.MACHINE_UNKNOWN);
	}

	@Test
	void aCertificateSaysWhatItIs() {
		AccountCertificate certificate = Accounts.account(Accounts.agreeing(THREE)).certificates().get(0);
		assertThat(certificate.machine()).contains("WS01");
		assertThat(certificate.details()).hasValueSatisfying(details -> {
			assertThat(details.subject()).isEqualTo("CN=QUAYSIDE\\\\alice,OU=WS01");
			assertThat(details.key()).isEqualTo("RSA 1024");
			assertThat(details.user()).contains("QUAYSIDE\\alice");
			assertThat(details.notBefore()).isEqualTo(DirectorySeed.START);
		});
	}

	@Test
	void digestsThatAreMissingTooManyOrTwiceAreTold() {
		List<byte[]> entries = new ArrayList<>(THREE);
		entries.add(THREE.get(0));
		List<byte[]> digests = new ArrayList<>(DirectorySeed.digests(THREE));
		digests.remove(1);
		digests.add(new byte[16]);
		AccountCertificates account = Accounts
				.account(Accounts.attributes(DirectorySeed.blob(entries), digests));
		assertThat(digestStates(account)).containsExactly(DigestState.PRESENT, DigestState.MISSING,
				DigestState.PRESENT, DigestState.DUPLICATE);
		assertThat(account.orphanDigests()).containsExactly("00".repeat(16));
		assertThat(account.account().counts().missingDigests()).isEqualTo(1);
		assertThat(account.account().state()).isEqualTo(AccountState.INCONSISTENT);
	}

	@Test
	void anEntryThatStatesAnotherDigestIsAMismatch() {
		byte[] blob = DirectorySeed.blob(THREE);
		blob[4] ^= 1;
		AccountCertificates account = Accounts.account(Accounts.attributes(blob, DirectorySeed.digests(THREE)));
		assertThat(digestStates(account)).first().isEqualTo(DigestState.MISMATCH);
		assertThat(account.account().counts().missingDigests()).isZero();
		assertThat(account.account().state()).isEqualTo(AccountState.INCONSISTENT);
	}

	@Test
	void aCutValueIsDamagedAndItsLastDigestAnOrphan() {
		byte[] blob = DirectorySeed.blob(THREE);
		AccountCertificates account = Accounts
				.account(Accounts.attributes(Arrays.copyOf(blob, blob.length - 200), DirectorySeed.digests(THREE)));
		assertThat(account.account().state()).isEqualTo(AccountState.DAMAGED);
		assertThat(account.damage()).isPresent();
		assertThat(account.account().counts().certificates()).isEqualTo(2);
		assertThat(account.account().counts().declared().optional()).contains(3L);
		assertThat(account.orphanDigests()).hasSize(1);
	}

	@Test
	void aValueThatIsTooShortForACountLeavesItUnknown() {
		AccountCertificates account = Accounts.account(new CertificateAttributes(Optional.of(new byte[3]), Set.of()));
		assertThat(account.account().counts().declared().isUnknown()).isTrue();
		assertThat(account.account().state()).isEqualTo(AccountState.DAMAGED);
	}

	@Test
	void bytesThatAreNoCertificateAreUnparsableAndCounted() {
		List<byte[]> entries = List.of(THREE.get(0), new byte[]{ 1, 2, 3 }, new byte[0]);
		AccountCertificates account = Accounts.account(Accounts.agreeing(entries));
		assertThat(verdicts(account)).containsExactly(Verdict.CURRENT, Verdict.UNPARSABLE, Verdict.UNPARSABLE);
		assertThat(account.account().counts().certificates()).isEqualTo(1);
		assertThat(account.account().state()).isEqualTo(AccountState.DAMAGED);
		assertThat(account.certificates().get(1).evidence()).contains("no X.509 certificate");
	}

	@Test
	void anExpiredCertificateSaysSinceWhen() {
		byte[] expired = TestCertificates.of(TestCertificates.machineName("QUAYSIDE\\alice", "WS01"),
				Instant.parse("2020-01-01T00:00:00Z"), Instant.parse("2024-02-03T00:00:00Z"));
		AccountCertificate certificate = Accounts.account(Accounts.agreeing(List.of(expired))).certificates().get(0);
		assertThat(certificate.verdict()).isEqualTo(Verdict.EXPIRED);
		assertThat(certificate.evidence()).startsWith("Expired 2024-02-03");
	}

	@Test
	void aSubjectThatNamesNoMachineIsUnknown() {
		byte[] other = TestCertificates.of(new X500Name("CN=alice"), DirectorySeed.START,
				Instant.parse("2030-01-01T00:00:00Z"));
		AccountCertificate certificate = Accounts.account(Accounts.agreeing(List.of(other))).certificates().get(0);
		assertThat(certificate.verdict()).isEqualTo(Verdict.MACHINE_UNKNOWN);
		assertThat(certificate.machine()).isEmpty();
	}

	@Test
	void manyDigestsAreNearTheLimit() {
		List<byte[]> digests = new ArrayList<>();
		for (int i = 0; i < 800; i++) {
			byte[] digest = new byte[16];
			digest[0] = (byte) i;
			digest[1] = (byte) (i >> 8);
			digests.add(digest);
		}
		assertThat(Accounts.account(Accounts.attributes(new byte[0], digests)).account().state())
				.isEqualTo(AccountState.NEAR_LIMIT);
		assertThat(Accounts.account(Accounts.attributes(new byte[0], digests.subList(1, 800))).account().state())
				.isEqualTo(AccountState.INCONSISTENT);
	}

	@Test
	void whateverBytesAreThereAreJudged() {
		byte[] blob = DirectorySeed.blob(THREE);
		Hostile.survivesCorruption(blob, 3, 2000,
				bytes -> Accounts.account(Accounts.attributes(bytes, DirectorySeed.digests(THREE))));
		for (int length = 0; length < blob.length; length += 7) {
			Accounts.account(Accounts.attributes(Arrays.copyOf(blob, length), List.of()));
		}
	}

	@Test
	void aCertificateThatIsNestedWithoutEndIsUnreadableAndNoMore() {
		byte[] nested = new byte[400_000];
		for (int i = 0; i < nested.length; i += 2) {
			nested[i] = 0x30;
			nested[i + 1] = (byte) 0x80;
		}
		assertThatThrownBy(() -> Accounts.READER.read(nested)).isInstanceOf(CertificateException.class);
	}
}
