package dev.quayside.directory.certificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.admin.directory.AccountCertificates;
import dev.quayside.admin.directory.AccountKind;
import dev.quayside.admin.directory.CertificateAttributes;
import dev.quayside.admin.directory.CertificateChange;
import dev.quayside.admin.directory.CleanupRule;
import dev.quayside.admin.directory.CleanupSelection;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.testkit.DirectorySeed;
import dev.quayside.testkit.TestCertificates;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;

class ChangePlannerTest {

	private static final List<byte[]> THREE = DirectorySeed.certificates("alice", "WS01", "OLD01", "OLD02");
	private static final CertificateAttributes AGREEING = Accounts.agreeing(THREE);

	private final ChangePlanner planner = new ChangePlanner(Accounts.READER);

	private CertificateChange clean(CertificateAttributes attributes, CleanupRule rule) {
		AccountCertificates account = Accounts.account(attributes);
		return planner.clean(account, rule.select(account, Accounts.NOW), "Clean up");
	}

	private static String hex(byte[] bytes) {
		return HexFormat.of().formatHex(bytes);
	}

	@Test
	void certificatesGoTogetherWithTheirDigests() {
		CertificateChange change = clean(AGREEING, new CleanupRule.MachineGone());
		byte[] kept = THREE.get(0);
		assertThat(change.after().digests()).containsExactly(hex(DirectorySeed.md5(kept)));
		assertThat(change.after().certificates()).hasValueSatisfying(
				bytes -> assertThat(Arrays.copyOfRange(bytes, 40, bytes.length)).isEqualTo(kept));
		assertThat(change.countsAfter().certificates()).isEqualTo(1);
		assertThat(change.removed()).containsExactlyInAnyOrder(1, 2);
		assertThat(change.warning()).contains("these 2 certificates fail", "on each of 2 machines");
	}

	@Test
	void everythingIsTheRecordOfTheArticle() {
		assertThat(clean(AGREEING, new CleanupRule.Everything()).forward()).isEqualTo("""
				dn: CN=alice,OU=Users,DC=quayside,DC=test
				changetype: modify
				delete: mSMQSignCertificates
				-
				delete: mSMQDigests
				-

				""");
		assertThat(clean(AGREEING, new CleanupRule.Everything()).after()).isEqualTo(CertificateAttributes.NONE);
	}

	@Test
	void whenTheLastCertificateGoesTheAttributeDoes() {
		CertificateChange change = clean(Accounts.agreeing(THREE.subList(1, 3)), new CleanupRule.MachineGone());
		assertThat(change.after()).isEqualTo(CertificateAttributes.NONE);
		assertThat(change.forward()).contains("delete: mSMQSignCertificates").doesNotContain("add:");
	}

	@Test
	void orphanDigestsGoAloneButOnlyWhileTheCertificatesAreTheSame() {
		List<byte[]> digests = new ArrayList<>(DirectorySeed.digests(THREE));
		digests.add(new byte[16]);
		CertificateChange change = clean(Accounts.attributes(DirectorySeed.blob(THREE), digests),
				new CleanupRule.OrphanDigests());
		assertThat(change.after()).isEqualTo(AGREEING);
		assertThat(change.forward()).contains("mSMQDigests:: AAAAAAAAAAAAAAAAAAAAAA==")
				.containsOnlyOnce("delete: mSMQSignCertificates").containsOnlyOnce("add: mSMQSignCertificates");
	}

	@Test
	void aDigestThatAnotherCertificateNeedsStays() {
		List<byte[]> twice = List.of(THREE.get(0), THREE.get(0));
		AccountCertificates account = Accounts.account(Accounts.agreeing(twice));
		CertificateChange change = planner.clean(account, new CleanupSelection(Set.of(1), Set.of(), false), "Clean up");
		assertThat(change.after().digests()).containsExactly(hex(DirectorySeed.md5(THREE.get(0))));
		assertThat(change.countsAfter().certificates()).isEqualTo(1);
	}

	@Test
	void theTailOfADamagedValueStays() {
		byte[] blob = DirectorySeed.blob(THREE);
		byte[] cut = Arrays.copyOf(blob, blob.length - 100);
		CertificateChange change = clean(Accounts.attributes(cut, DirectorySeed.digests(THREE)),
				new CleanupRule.MachineGone());
		assertThat(change.removed()).containsExactly(1);
		assertThat(change.countsAfter().declared().optional()).contains(2L);
		byte[] after = change.after().certificates().orElseThrow();
		int tail = 36 + THREE.get(2).length - 100;
		assertThat(Arrays.copyOfRange(after, after.length - tail, after.length))
				.isEqualTo(Arrays.copyOfRange(cut, cut.length - tail, cut.length));
	}

	@Test
	void nothingToDoIsEmpty() {
		CertificateChange change = clean(AGREEING, new CleanupRule.Expired());
		assertThat(change.isEmpty()).isTrue();
		assertThat(change.forward()).isEmpty();
		assertThat(change.inverse()).isEmpty();
		assertThat(change.warning()).isEmpty();
	}

	@Test
	void noRuleTouchesAComputer() {
		AccountCertificates computer = Accounts.account(AGREEING, AccountKind.COMPUTER);
		assertThatThrownBy(() -> planner.requireAllowed(computer, new CleanupRule.Everything()))
				.isInstanceOf(DirectoryException.class).hasMessageContaining("keys of its queue manager");
		assertThatThrownBy(() -> planner.requireAllowed(computer,
				new CleanupRule.AnyOf(List.of(new CleanupRule.ByHand(Set.of()), new CleanupRule.Stale()))))
				.isInstanceOf(DirectoryException.class);
	}

	@Test
	void aRegisteredCertificateComesLastWithItsDigest() throws DirectoryException {
		byte[] more = DirectorySeed.certificates("alice", "WS09").get(0);
		CertificateChange change = planner.register(Accounts.account(AGREEING), more, new UUID(1, 2));
		assertThat(change.countsAfter().certificates()).isEqualTo(4);
		assertThat(change.after().digests()).contains(hex(DirectorySeed.md5(more)));
	}

	private static byte[] fresh(String account, String machine) {
		return TestCertificates.ofMachine(DirectorySeed.name(account), machine,
				DirectorySeed.START.plus(Duration.ofDays(100)));
	}

	@Test
	void aRenewedCertificateTakesThePlaceOfTheOlderOneOfItsMachineInBothAttributes() throws DirectoryException {
		byte[] fresh = fresh("alice", "old01");
		CertificateChange change = planner.renew(Accounts.account(AGREEING), fresh, new UUID(1, 2));
		assertThat(change.removed()).containsExactly(1);
		assertThat(change.removedDigests()).containsExactly(hex(DirectorySeed.md5(THREE.get(1))));
		assertThat(change.after().digests()).containsExactlyInAnyOrder(hex(DirectorySeed.md5(THREE.get(0))),
				hex(DirectorySeed.md5(THREE.get(2))), hex(DirectorySeed.md5(fresh)));
		assertThat(change.countsAfter().certificates()).isEqualTo(3);
		assertThat(change.countsAfter().orphanDigests() + change.countsAfter().missingDigests()).isZero();
		assertThat(change.warning()).contains("this certificate fail", "uses the new one");
		assertThat(change.forward()).containsOnlyOnce("delete: mSMQSignCertificates")
				.containsOnlyOnce("delete: mSMQDigests");
	}

	@Test
	void nothingIsRenewedWithoutAnOlderOne() {
		AccountCertificates account = Accounts.account(AGREEING);
		byte[] older = TestCertificates.ofMachine(DirectorySeed.name("alice"), "OLD01",
				DirectorySeed.START.minus(Duration.ofDays(1)));
		for (byte[] other : List.of(fresh("alice", "WS77"), fresh("bob", "OLD01"), older)) {
			assertThatThrownBy(() -> planner.renew(account, other, new UUID(1, 2)))
					.isInstanceOf(DirectoryException.class).hasMessageContaining("has no older certificate");
		}
		assertThatThrownBy(() -> planner.renew(account, new byte[]{ 1, 2, 3 }, new UUID(1, 2)))
				.isInstanceOf(DirectoryException.class).hasMessageContaining("no certificate");
	}

	@Test
	void manyDigestsAreWarnedOf() throws DirectoryException {
		List<byte[]> digests = new ArrayList<>(DirectorySeed.digests(THREE));
		for (int i = digests.size(); i < 799; i++) {
			digests.add(Arrays.copyOf(new byte[]{ (byte) i, (byte) (i >> 8), 77 }, 16));
		}
		AccountCertificates account = Accounts.account(Accounts.attributes(DirectorySeed.blob(THREE), digests));
		assertThat(planner.register(account, fresh("alice", "WS09"), new UUID(1, 2)).warning())
				.contains("800 digests", "800 to 1200");
		assertThat(planner.renew(account, fresh("alice", "OLD01"), new UUID(1, 2)).warning())
				.doesNotContain("800 to 1200");
	}

	@Test
	void nothingIsRegisteredBehindADamagedTail() {
		byte[] blob = DirectorySeed.blob(THREE);
		AccountCertificates damaged = Accounts
				.account(Accounts.attributes(Arrays.copyOf(blob, blob.length - 1), List.of()));
		assertThatThrownBy(() -> planner.register(damaged, THREE.get(0), new UUID(1, 2)))
				.hasMessageContaining("is damaged");
	}

	@Test
	void moreThanTheAttributeHoldsIsNotRegistered() {
		byte[] large = new byte[1 << 20];
		assertThatThrownBy(() -> planner.register(Accounts.account(AGREEING), large, new UUID(1, 2)))
				.hasMessageContaining("has no room");
	}

	@Test
	void missingDigestsAreAdded() {
		CertificateChange change = planner.repairDigests(
				Accounts.account(Accounts.attributes(DirectorySeed.blob(THREE), List.of(new byte[16]))));
		assertThat(change.after().digests()).hasSize(4).containsAll(AGREEING.digests());
		assertThat(change.after().certificates()).hasValueSatisfying(
				bytes -> assertThat(bytes).isEqualTo(AGREEING.certificates().orElseThrow()));
	}

	@Test
	void aRestoreNamesWhatGoes() {
		CertificateChange change = planner.restore(Accounts.account(AGREEING), Accounts.agreeing(THREE.subList(0, 1)));
		assertThat(change.removed()).containsExactlyInAnyOrder(1, 2);
		assertThat(change.after().digests()).hasSize(1);
	}
}
