package dev.quayside.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.directory.CertificateQuery;
import dev.quayside.admin.directory.ChangeReceipt;
import dev.quayside.admin.directory.ChangeReceipt.Outcome;
import dev.quayside.admin.directory.CleanAccounts;
import dev.quayside.admin.directory.CleanupPreview;
import dev.quayside.admin.directory.CleanupRule;
import dev.quayside.admin.directory.DirectoryConnection;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.admin.directory.ReceiptLog;
import dev.quayside.admin.directory.RecordedCleanup;
import dev.quayside.testkit.DirectorySeed;
import dev.quayside.testkit.FakeDirectory;

import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A clean-up of several accounts whose receipts are on disk. */
@Timeout(60)
class RecordedCleanupTest {

	private static final List<byte[]> TWO = DirectorySeed.certificates("alice", "WS01", "WS02");
	private static final CertificateQuery QUERY = CertificateQuery.usual();
	private static final String PURPOSE = RecordedCleanup.purpose(new CleanupRule.Everything(), QUERY);

	private FakeDirectory server;
	private DirectoryConnection connection;
	private String alice;
	private String bob;

	@TempDir
	private Path folder;
	private Path backups;

	@BeforeEach
	void start() throws Exception {
		backups = folder.resolve("backups");
		server = new FakeDirectory();
		alice = server.account("alice", DirectorySeed.blob(TWO), DirectorySeed.digests(TWO));
		bob = server.account("bob", DirectorySeed.blob(TWO), DirectorySeed.digests(TWO));
		connection = Directory.connect(Directory.settings(server, folder));
	}

	@AfterEach
	void stop() {
		connection.close();
		server.close();
	}

	private CleanAccounts.Plan previewed(String... accounts) throws DirectoryException {
		Map<String, CleanupPreview> previews = new LinkedHashMap<>();
		for (String account : accounts) {
			previews.put(account, connection
					.clean(Directory.read(connection, account), new CleanupRule.Everything(), QUERY).preview());
		}
		return new CleanAccounts.Plan(new CleanupRule.Everything(), QUERY, previews, false);
	}

	private RecordedCleanup cleanup(boolean isResumed, String... accounts) throws DirectoryException {
		return new RecordedCleanup(connection, previewed(accounts), List.of(accounts), backups, isResumed);
	}

	private void deleteReceipts() {
		try (Stream<Path> files = Files.list(backups)) {
			for (Path file : files.filter(one -> one.toString().endsWith(".jsonl")).toList()) {
				Files.delete(file);
			}
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	@Test
	void aRunThatWasStoppedGoesOnByItsReceipts() throws Exception {
		NullProgressMonitor monitor = new NullProgressMonitor();
		server.meanwhile = () -> monitor.setCanceled(true);
		RecordedCleanup first = cleanup(false, alice, bob);
		assertThat(first.run(monitor).getSeverity()).isEqualTo(IStatus.CANCEL);
		assertThat(first.receipts()).extracting(ChangeReceipt::outcome).containsExactly(Outcome.DONE);
		assertThat(first.remaining()).containsExactly(bob);
		server.meanwhile = () -> {};
		assertThat(ReceiptLog.resume(backups, PURPOSE, FakeDirectory.BASE).isDone(alice)).isTrue();
		assertThat(ReceiptLog.resume(backups, PURPOSE, FakeDirectory.BASE).isDone(bob)).isFalse();
		RecordedCleanup rest = cleanup(true, bob);
		assertThat(rest.run(new NullProgressMonitor()).isOK()).isTrue();
		assertThat(rest.remaining()).isEmpty();
		assertThat(ReceiptLog.resume(backups, PURPOSE, FakeDirectory.BASE).isDone(bob)).isTrue();
		try (Stream<Path> files = Files.list(backups)) {
			assertThat(files.filter(file -> file.toString().endsWith(".jsonl"))).hasSize(1);
		}
	}

	@Test
	void aConflictNeedsAnotherPreview() throws Exception {
		RecordedCleanup cleanup = cleanup(false, alice, bob);
		server.set(alice, "mSMQDigests", DirectorySeed.digests(TWO).subList(0, 1));
		assertThat(cleanup.run(new NullProgressMonitor()).isMultiStatus()).isTrue();
		assertThat(cleanup.receipts()).extracting(ChangeReceipt::outcome).containsExactly(Outcome.CONFLICT,
				Outcome.DONE);
		assertThat(cleanup.remaining()).isEmpty();
		assertThat(server.values(alice, "mSMQSignCertificates")).hasSize(1);
	}

	@Test
	void anAccountThatIsGoneHasAReceiptAndMayBeTriedAgain() throws Exception {
		String nobody = "CN=nobody," + FakeDirectory.BASE;
		CleanupPreview preview = previewed(bob).previews().get(bob);
		RecordedCleanup cleanup = new RecordedCleanup(connection,
				new CleanAccounts.Plan(new CleanupRule.Everything(), QUERY, Map.of(nobody, preview, bob, preview),
						false),
				List.of(nobody, bob), backups, false);
		cleanup.run(new NullProgressMonitor());
		assertThat(cleanup.receipts()).extracting(ChangeReceipt::outcome).containsExactly(Outcome.FAILED, Outcome.DONE);
		assertThat(cleanup.receipts().get(0).sentence()).contains(nobody);
		assertThat(cleanup.remaining()).containsExactly(nobody);
	}

	@Test
	void whereReceiptsCannotBeWrittenNothingIsBegun() throws Exception {
		Files.writeString(backups, "no folder");
		RecordedCleanup cleanup = cleanup(false, alice, bob);
		assertThat(cleanup.run(new NullProgressMonitor()).getMessage()).startsWith("Receipts cannot be written");
		assertThat(cleanup.remaining()).containsExactly(alice, bob);
		assertThat(server.values(alice, "mSMQDigests")).hasSize(2);
	}

	@Test
	void aReceiptThatCannotBeWrittenStopsTheRun() throws Exception {
		RecordedCleanup cleanup = cleanup(false, alice, bob);
		server.meanwhile = this::deleteReceipts;
		IStatus status = cleanup.run(new NullProgressMonitor());
		assertThat(status.getSeverity()).isEqualTo(IStatus.ERROR);
		assertThat(status.getMessage()).startsWith("Receipts cannot be written, so it was stopped");
		assertThat(cleanup.receipts()).extracting(ChangeReceipt::outcome).containsExactly(Outcome.DONE);
		assertThat(cleanup.remaining()).containsExactly(bob);
	}

	@Test
	void anotherRuleDoesNotGoOnWithARun() throws Exception {
		ReceiptLog.start(backups, RecordedCleanup.purpose(new CleanupRule.Stale(), QUERY), FakeDirectory.BASE);
		IStatus status = cleanup(true, alice).run(new NullProgressMonitor());
		assertThat(status.getMessage()).contains("'stale, silent after 180 days'", "'everything, silent after");
		assertThat(server.values(alice, "mSMQDigests")).hasSize(2);
	}
}
