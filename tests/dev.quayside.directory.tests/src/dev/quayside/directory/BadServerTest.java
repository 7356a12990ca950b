package dev.quayside.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.admin.directory.AccountCertificates;
import dev.quayside.admin.directory.AccountQuery;
import dev.quayside.admin.directory.CertificateAccount;
import dev.quayside.admin.directory.CertificateChange;
import dev.quayside.admin.directory.CertificateQuery;
import dev.quayside.admin.directory.ChangeCertificates;
import dev.quayside.admin.directory.ChangeReceipt;
import dev.quayside.admin.directory.ChangeReceipt.Outcome;
import dev.quayside.admin.directory.CleanupRule;
import dev.quayside.admin.directory.DirectoryConnection;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.admin.directory.Verdict;
import dev.quayside.testkit.DirectorySeed;
import dev.quayside.testkit.FakeDirectory;
import dev.quayside.testkit.FakeDirectory.Modification;

import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What Samba cannot be brought to do. */
class BadServerTest {

	private static final List<byte[]> TWO = DirectorySeed.certificates("alice", "WS01", "WS02");
	private static final byte[] BLOB = DirectorySeed.blob(TWO);

	private FakeDirectory server;
	private DirectoryConnection connection;
	private String alice;

	@TempDir
	private Path folder;

	@BeforeEach
	void start() throws Exception {
		server = new FakeDirectory();
		alice = server.account("alice", BLOB, DirectorySeed.digests(TWO));
		connection = Directory.connect(Directory.settings(server, folder));
	}

	@AfterEach
	void stop() {
		connection.close();
		server.close();
	}

	private CertificateChange everything() throws DirectoryException {
		return connection.clean(Directory.read(connection, alice), new CleanupRule.Everything(),
				CertificateQuery.usual());
	}

	private ChangeReceipt apply(CertificateChange change) {
		return connection.apply(change, folder.resolve("backups"), Directory.MONITOR);
	}

	private boolean isUnchanged() {
		return server.values(alice, "mSMQDigests").size() == 2
				&& server.values(alice, "mSMQSignCertificates").size() == 1;
	}

	@ParameterizedTest
	@ValueSource(ints = { 8, 11, 19, 32, 49, 50, 51, 53 })
	void aRefusalChangesNothingAndSaysWhy(int code) throws DirectoryException {
		CertificateChange change = everything();
		server.modification = Modification.REFUSE;
		server.refusal = code;
		server.diagnostic = "00002024: SvcErr: DSID-02050A20, problem 5008 (ADMIN_LIMIT_EXCEEDED), data -1026";
		ChangeReceipt receipt = apply(change);
		assertThat(receipt.outcome()).isEqualTo(Outcome.FAILED);
		assertThat(receipt.sentence()).startsWith("Nothing was changed: ").contains(" (" + code + ")", "0x80072024");
		assertThat(receipt.failure()).isPresent();
		assertThat(isUnchanged()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(ints = { 16, 20 })
	void aValueThatIsNotAsItWasIsAConflict(int code) throws DirectoryException {
		CertificateChange change = everything();
		server.modification = Modification.REFUSE;
		server.refusal = code;
		ChangeReceipt receipt = apply(change);
		assertThat(receipt.outcome()).isEqualTo(Outcome.CONFLICT);
		assertThat(receipt.failure()).hasValueSatisfying(
				failure -> assertThat(failure.advice()).contains("Read the account again"));
	}

	@Test
	void aConnectionThatIsCutBeforeTheChangeLeavesTheAccountAsItWas() throws DirectoryException {
		CertificateChange change = everything();
		server.modification = Modification.CUT_BEFORE;
		ChangeReceipt receipt = apply(change);
		assertThat(receipt.outcome()).isEqualTo(Outcome.FAILED);
		assertThat(receipt.sentence()).startsWith("Nothing was changed: ");
		assertThat(receipt.backup()).isPresent();
		assertThat(isUnchanged()).isTrue();
	}

	@Test
	void aConnectionThatIsCutAfterTheChangeIsFoundToHaveMadeIt() throws DirectoryException {
		CertificateChange change = everything();
		server.modification = Modification.CUT_AFTER;
		ChangeReceipt receipt = apply(change);
		assertThat(receipt.outcome()).isEqualTo(Outcome.DONE);
		assertThat(receipt.sentence()).contains("although the connection broke");
		assertThat(server.values(alice, "mSMQDigests")).isEmpty();
	}

	@Test
	void aServerThatGoesAwayForGoodLeavesItUncertain() throws DirectoryException {
		CertificateChange change = everything();
		server.modification = Modification.CUT_AFTER;
		server.close();
		ChangeReceipt receipt = apply(change);
		assertThat(receipt.outcome()).isEqualTo(Outcome.UNCERTAIN);
		assertThat(receipt.sentence()).contains("not known whether it was changed");
		assertThat(receipt.after()).isEmpty();
		assertThat(receipt.failure().orElseThrow().advice()).startsWith("Look at the account");
		assertThat(receipt.backup()).isPresent();
	}

	@Test
	void aBrokenConnectionIsMadeAnew() throws DirectoryException {
		CertificateChange change = everything();
		server.modification = Modification.CUT_BEFORE;
		apply(change);
		int before = server.connections.get();
		assertThat(Directory.read(connection, alice).certificates()).hasSize(2);
		assertThat(server.connections.get()).isEqualTo(before);
	}

	@Test
	void aConnectionThatIsClosedAtTheLogonIsTriedOnceMore() throws Exception {
		server.closedLogons.set(1);
		Directory.connect(Directory.settings(server, folder)).close();
		server.closedLogons.set(2);
		assertThatThrownBy(() -> Directory.connect(Directory.settings(server, folder)))
				.isInstanceOfSatisfying(DirectoryException.class,
						e -> assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE))
				.hasMessageContaining("has closed the connection");
	}

	@Test
	void aConnectionThatEndsBeforeTlsIsAgreedOnIsTriedOnceMore() throws Exception {
		server.closedHandshakes.set(1);
		Directory.connect(Directory.settings(server, folder)).close();
		server.closedHandshakes.set(2);
		assertThatThrownBy(() -> Directory.connect(Directory.settings(server, folder)))
				.isInstanceOfSatisfying(DirectoryException.class,
						e -> assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE))
				.hasMessageContaining("has closed the connection");
	}

	@Test
	void aConnectionThatIsClosedBeforeTheFirstObjectIsMadeAnew() throws DirectoryException {
		server.closedSearches.set(1);
		assertThat(Directory.read(connection, alice).certificates()).hasSize(2);
		server.closedSearches.set(2);
		assertThatThrownBy(() -> Directory.read(connection, alice)).isInstanceOf(DirectoryException.class)
				.hasMessageContaining("has closed the connection");
	}

	@Test
	void valuesThatComeInRangesAreReadToTheEnd() throws DirectoryException {
		List<byte[]> digests = new ArrayList<>(DirectorySeed.digests(TWO));
		for (int i = 0; i < 100; i++) {
			byte[] digest = new byte[16];
			digest[0] = (byte) i;
			digest[15] = (byte) 0xff;
			digests.add(digest);
		}
		String many = server.account("many", BLOB, digests);
		server.range = 7;
		assertThat(Directory.read(connection, many).attributes().digests()).hasSize(102);
		List<CertificateAccount> accounts = new ArrayList<>();
		connection.accounts(AccountQuery.users(), accounts::add, Directory.MONITOR);
		assertThat(accounts).filteredOn(account -> account.dn().equals(many))
				.allMatch(account -> account.counts().digests() == 102).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(ints = { 3, 4, 11, 51, 53 })
	void machinesAreUnknownWhereTheSearchForThemFails(int code) throws DirectoryException {
		server.refusal = code;
		AccountCertificates account = Directory.read(connection, alice);
		assertThat(account.certificates()).extracting(certificate -> certificate.verdict())
				.containsOnly(Verdict.MACHINE_UNKNOWN);
		assertThat(account.certificates().get(0).evidence()).contains("not complete", "(" + code + ")");
		assertThat(connection.clean(account, new CleanupRule.Stale(), CertificateQuery.usual()).isEmpty()).isTrue();
	}

	@Test
	void aListThatIsRefusedSaysWhy() {
		server.refusal = 51;
		assertThatThrownBy(
				() -> connection.accounts(AccountQuery.users(), account -> {}, Directory.MONITOR))
				.isInstanceOfSatisfying(DirectoryException.class, e -> assertThat(e.kind()).isEqualTo(Kind.BUSY))
				.hasMessageContaining("busy (51)");
	}

	@Test
	void oneAccountThatFailsDoesNotStopTheRestAndCanBeTriedAgain() throws Exception {
		String bob = server.account("bob", BLOB, DirectorySeed.digests(TWO));
		CertificateChange first = everything();
		CertificateChange second = connection.clean(Directory.read(connection, bob), new CleanupRule.Everything(),
				CertificateQuery.usual());
		apply(first);
		List<ChangeReceipt> receipts = new ArrayList<>();
		ChangeCertificates operation = new ChangeCertificates(connection, List.of(first, second), folder.resolve("b"),
				receipts::add);
		IStatus status = operation.run(new NullProgressMonitor());
		assertThat(receipts).extracting(ChangeReceipt::outcome).containsExactly(Outcome.CONFLICT, Outcome.DONE);
		assertThat(status.isMultiStatus()).isTrue();
		assertThat(operation.remaining()).containsExactly(first);
	}

	@Test
	void aStopLeavesTheRestForAnotherRun() throws Exception {
		String bob = server.account("bob", BLOB, DirectorySeed.digests(TWO));
		CertificateChange second = connection.clean(Directory.read(connection, bob), new CleanupRule.Everything(),
				CertificateQuery.usual());
		NullProgressMonitor monitor = new NullProgressMonitor();
		List<Outcome> outcomes = new ArrayList<>();
		ChangeCertificates operation = new ChangeCertificates(connection, List.of(everything(), second),
				folder.resolve("b"), receipt -> {
					outcomes.add(receipt.outcome());
					monitor.setCanceled(true);
				});
		assertThat(operation.run(monitor).getSeverity()).isEqualTo(IStatus.CANCEL);
		assertThat(outcomes).containsExactly(Outcome.DONE, Outcome.CANCELLED);
		assertThat(operation.remaining()).containsExactly(second);
		assertThat(new ChangeCertificates(connection, operation.remaining(), folder.resolve("b"), receipt -> {})
				.run(new NullProgressMonitor()).isOK()).isTrue();
	}
}
