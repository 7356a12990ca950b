package dev.quayside.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.admin.directory.AccountCertificates;
import dev.quayside.admin.directory.AccountKind;
import dev.quayside.admin.directory.AccountQuery;
import dev.quayside.admin.directory.AccountState;
import dev.quayside.admin.directory.CertificateAccount;
import dev.quayside.admin.directory.CertificateAttributes;
import dev.quayside.admin.directory.CertificateChange;
import dev.quayside.admin.directory.CertificateLimits;
import dev.quayside.admin.directory.CertificateQuery;
import dev.quayside.admin.directory.ChangeReceipt;
import dev.quayside.admin.directory.ChangeReceipt.Outcome;
import dev.quayside.admin.directory.CleanupRule;
import dev.quayside.admin.directory.DirectoryConnection;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.admin.directory.DirectoryProtection;
import dev.quayside.admin.directory.TrustQuestion;
import dev.quayside.admin.directory.Verdict;
import dev.quayside.directory.ldap.Endpoint;
import dev.quayside.directory.ldap.LdapServers;
import dev.quayside.testkit.ActiveDirectory;
import dev.quayside.testkit.DirectorySeed;
import dev.quayside.testkit.LdapTools;

import org.assertj.core.api.Assertions;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

class CleanupTest {

	private static ActiveDirectory ad;
	private static DirectoryConnection connection;

	@TempDir
	private Path folder;

	@BeforeAll
	static void start() throws Exception {
		ad = DirectorySeed.shared();
		connection = Directory.connect(ad);
	}

	@AfterAll
	static void stop() {
		connection.close();
	}

	private static CertificateChange clean(String account, CleanupRule rule) throws DirectoryException {
		return connection.clean(Directory.read(connection, account), rule, CertificateQuery.usual());
	}

	/** What the directory has, as somebody else reads it. */
	private static CertificateAttributes stored(String account) throws IOException, InterruptedException {
		String dn = DirectorySeed.dn(account);
		Optional<byte[]> value = LdapTools.values(ad, dn, "mSMQSignCertificates").stream().findFirst();
		Set<String> digests = LdapTools.values(ad, dn, "mSMQDigests").stream().map(HexFormat.of()::formatHex)
				.collect(Collectors.toSet());
		return new CertificateAttributes(value, digests);
	}

	private List<Path> backups() throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.toList();
		}
	}

	@Test
	void accountsAreListedWithTheirStates() throws DirectoryException {
		List<CertificateAccount> accounts = new ArrayList<>();
		connection.accounts(AccountQuery.users(), accounts::add, Directory.MONITOR);
		assertThat(accounts).extracting(
				CertificateAccount::account, CertificateAccount::state, account -> account.counts().certificates())
				.contains(tuple("agnes", AccountState.OK, 3),
						tuple("boris", AccountState.INCONSISTENT, 4),
						tuple("clara", AccountState.INCONSISTENT, 2), tuple("dave", AccountState.DAMAGED, 2),
						tuple("svc-install", AccountState.NEAR_LIMIT, DirectorySeed.MANY));
	}

	private static Tuple tuple(String name, AccountState state, int certificates) {
		return Assertions.tuple("QUAYSIDE\\" + name, state, certificates);
	}

	@Test
	void theForestHasTheSameAccounts() throws DirectoryException {
		List<String> domain = new ArrayList<>();
		List<String> forest = new ArrayList<>();
		connection.accounts(AccountQuery.users(), account -> domain.add(account.dn()), Directory.MONITOR);
		connection.accounts(new AccountQuery(AccountQuery.Scope.FOREST, AccountKind.USER, CertificateLimits.DEFAULT),
				account -> forest.add(account.dn()), Directory.MONITOR);
		assertThat(forest).containsExactlyInAnyOrderElementsOf(domain).isNotEmpty();
	}

	@Test
	void machinesThatAreGoneOrDisabledAreFound() throws DirectoryException {
		AccountCertificates account = Directory.read(connection, "svc-install");
		assertThat(account.certificates()).hasSize(DirectorySeed.MANY);
		assertThat(account.certificates().subList(0, DirectorySeed.MANY_DISABLED))
				.allMatch(certificate -> certificate.verdict() == Verdict.MACHINE_DISABLED);
		assertThat(account.certificates().subList(DirectorySeed.MANY_DISABLED, DirectorySeed.MANY_PRESENT))
				.allMatch(certificate -> certificate.verdict() == Verdict.CURRENT)
				.allMatch(certificate -> certificate.evidence()
						.startsWith("CN=" + certificate.machine().get() + "," + DirectorySeed.COMPUTERS));
		assertThat(account.certificates().subList(DirectorySeed.MANY_PRESENT, DirectorySeed.MANY))
				.allMatch(certificate -> certificate.verdict() == Verdict.MACHINE_GONE);
	}

	@Test
	void sixHundredOfNineHundredCertificatesGoAndComeBack() throws Exception {
		CertificateAttributes before = stored("svc-install");
		CertificateChange change = clean("svc-install", new CleanupRule.MachineGone());
		ChangeReceipt receipt = connection.apply(change, folder, Directory.MONITOR);
		assertThat(receipt.outcome()).isEqualTo(Outcome.DONE);
		assertThat(receipt.after().orElseThrow().certificates()).isEqualTo(DirectorySeed.MANY_PRESENT);
		assertThat(stored("svc-install")).isEqualTo(change.after());
		assertThat(backups()).containsExactly(receipt.backup().orElseThrow());
		CertificateChange restore = connection.restore(receipt.backup().get(), CertificateQuery.usual(),
				Directory.MONITOR);
		assertThat(restore.removed()).isEmpty();
		assertThat(connection.apply(restore, folder, Directory.MONITOR).outcome()).isEqualTo(Outcome.DONE);
		assertThat(stored("svc-install")).isEqualTo(before);
	}

	@Test
	void everyLdifIsTakenByLdapmodifyAndItsInverseRestoresToTheByte() throws Exception {
		String account = Directory.account(ad, "WS01", "GONE1", "GONE2");
		List<byte[]> extra = List.of(new byte[16]);
		LdapTools.modify(ad, "dn: " + DirectorySeed.dn(account)
				+ "\nchangetype: modify\nadd: mSMQDigests\nmSMQDigests:: AAAAAAAAAAAAAAAAAAAAAA==\n-\n\n");
		CertificateAttributes before = stored(account);
		assertThat(before.digests()).hasSize(3 + extra.size());
		byte[] more = DirectorySeed.certificates(account, "WS02").get(0);
		List<CertificateChange> changes = List.of(clean(account, new CleanupRule.MachineGone()),
				clean(account, new CleanupRule.OrphanDigests()), clean(account, new CleanupRule.Everything()),
				connection.register(Directory.read(connection, account), more, Directory.MONITOR));
		for (CertificateChange change : changes) {
			LdapTools.modify(ad, change.forward());
			assertThat(stored(account)).as(change.what()).isEqualTo(change.after());
			LdapTools.modify(ad, change.inverse());
			assertThat(stored(account)).as(change.what()).isEqualTo(before);
		}
	}

	@Test
	void aBackupIsTakenByLdapmodifyAsWell() throws Exception {
		String account = Directory.account(ad, "WS01", "GONE1");
		CertificateAttributes before = stored(account);
		ChangeReceipt receipt = connection.apply(clean(account, new CleanupRule.Everything()), folder,
				Directory.MONITOR);
		assertThat(stored(account)).isEqualTo(CertificateAttributes.NONE);
		LdapTools.modify(ad, Files.readString(receipt.backup().orElseThrow()));
		assertThat(stored(account)).isEqualTo(before);
	}

	@Test
	void aChangeBySomebodyElseMeanwhileIsAConflict() throws Exception {
		String account = Directory.account(ad, "WS01", "GONE1");
		CertificateChange change = clean(account, new CleanupRule.MachineGone());
		CertificateChange other = connection.register(Directory.read(connection, account),
				DirectorySeed.certificates(account, "WS02").get(0), Directory.MONITOR);
		LdapTools.modify(ad, other.forward());
		ChangeReceipt receipt = connection.apply(change, folder, Directory.MONITOR);
		assertThat(receipt.outcome()).isEqualTo(Outcome.CONFLICT);
		assertThat(receipt.sentence()).contains("Nothing was changed", "since it was read");
		assertThat(stored(account)).isEqualTo(other.after());
	}

	@Test
	void aDigestThatSomebodyElseTookAwayIsAConflict() throws Exception {
		String account = Directory.account(ad, "WS01", "GONE1");
		CertificateChange change = clean(account, new CleanupRule.MachineGone());
		LdapTools.modify(ad,
				"dn: " + DirectorySeed.dn(account) + "\nchangetype: modify\ndelete: mSMQDigests\n-\n\n");
		ChangeReceipt receipt = connection.apply(change, folder, Directory.MONITOR);
		assertThat(receipt.outcome()).isEqualTo(Outcome.CONFLICT);
		assertThat(stored(account).certificates()).isPresent();
	}

	@Test
	void withoutABackupNothingIsChanged() throws Exception {
		String account = Directory.account(ad, "GONE1");
		CertificateAttributes before = stored(account);
		Path file = Files.writeString(folder.resolve("file"), "");
		ChangeReceipt receipt = connection.apply(clean(account, new CleanupRule.Everything()), file,
				Directory.MONITOR);
		assertThat(receipt.outcome()).isEqualTo(Outcome.FAILED);
		assertThat(receipt.sentence()).contains("Nothing was changed: the backup cannot be written");
		assertThat(stored(account)).isEqualTo(before);
	}

	@Test
	void whoMayNotWriteIsToldAndNothingIsChanged() throws Exception {
		String account = Directory.account(ad, "GONE1");
		try (DirectoryConnection reader = Directory.connect(Directory.settings(ad,
				DirectoryProtection.LDAPS, Directory.password("QUAYSIDE\\agnes")))) {
			CertificateChange change = reader.clean(Directory.read(reader, account), new CleanupRule.Everything(),
					CertificateQuery.usual());
			ChangeReceipt receipt = reader.apply(change, folder, Directory.MONITOR);
			assertThat(receipt.outcome()).isEqualTo(Outcome.FAILED);
			assertThat(receipt.sentence()).contains("insufficientAccessRights (50)");
		}
	}

	@Test
	void missingDigestsAreRepaired() throws Exception {
		List<byte[]> certificates = DirectorySeed.certificates("someone", "WS01", "WS02");
		String account = Directory.account(ad, DirectorySeed.blob(certificates),
				DirectorySeed.digests(certificates.subList(0, 1)));
		CertificateChange change = connection.repairDigests(Directory.read(connection, account));
		assertThat(connection.apply(change, folder, Directory.MONITOR).outcome()).isEqualTo(Outcome.DONE);
		assertThat(Directory.read(connection, account).account().state()).isEqualTo(AccountState.OK);
	}

	@Test
	void aCertificateThatAnyAccountHasIsNotRegisteredAgain() throws Exception {
		String account = Directory.account(ad, "WS01");
		String other = Directory.account(ad, "WS02");
		byte[] taken = DirectorySeed.certificates(other, "WS03").get(0);
		connection.apply(connection.register(Directory.read(connection, other), taken, Directory.MONITOR), folder,
				Directory.MONITOR);
		AccountCertificates wants = Directory.read(connection, account);
		assertThatThrownBy(() -> connection.register(wants, taken, Directory.MONITOR))
				.isInstanceOf(DirectoryException.class).hasMessageContaining(DirectorySeed.dn(other));
	}

	@Test
	void anAccountIsFoundByAnyOfItsNames() throws DirectoryException {
		for (String name : List.of("agnes", "AGNES", "QUAYSIDE\\agnes", "quayside.test\\agnes", "agnes@quayside.test",
				DirectorySeed.dn("agnes"))) {
			assertThat(Directory.read(connection, name).account().account()).isEqualTo("QUAYSIDE\\agnes");
		}
	}

	@Test
	void anAccountThatIsNotThereIsNotFound() {
		for (String name : List.of("nobody", "QUAYSIDE\\nobody", "OTHER\\agnes", "nobody@quayside.test",
				"CN=nobody,DC=x",
				"*", "agnes)(objectClass=*")) {
			assertThatThrownBy(() -> Directory.read(connection, name)).isInstanceOf(DirectoryException.class);
		}
	}

	@Test
	void nineHundredDigestsAreReadInSmallRangesToTheByte() throws Exception {
		String dn = DirectorySeed.dn("svc-install");
		Set<String> expected = stored("svc-install").digests();
		try (LdapServers servers = new LdapServers(connection.settings(),
				TrustQuestion.REFUSE)) {
			Endpoint home = new Endpoint(ad.address().getHostAddress(), 636);
			List<byte[]> values = Ranges.read(servers, home, dn, "mSMQDigests", 50, Directory.MONITOR);
			assertThat(values).hasSize(DirectorySeed.MANY);
			assertThat(values.stream().map(HexFormat.of()::formatHex).collect(Collectors.toSet())).isEqualTo(expected);
		}
	}

	@Test
	void noRuleRemovesTheKeysOfAComputer() throws Exception {
		List<byte[]> keys = DirectorySeed.certificates("machine", "WS01");
		LdapTools.modify(ad, "dn: CN=WS02," + DirectorySeed.COMPUTERS + "\nchangetype: modify\nreplace: mSMQDigests\n"
				+ "mSMQDigests:: " + Base64.getEncoder().encodeToString(DirectorySeed.md5(keys.get(0)))
				+ "\n-\n\n");
		AccountCertificates computer = Directory.read(connection, "WS02$");
		assertThat(computer.account().kind()).isEqualTo(AccountKind.COMPUTER);
		assertThatThrownBy(
				() -> connection.clean(computer, new CleanupRule.Everything(), CertificateQuery.usual()))
				.isInstanceOf(DirectoryException.class).hasMessageContaining("keys of its queue manager");
		List<String> listed = new ArrayList<>();
		connection.accounts(AccountQuery.users(), account -> listed.add(account.account()), Directory.MONITOR);
		assertThat(listed).doesNotContain("QUAYSIDE\\WS02$");
	}
}
