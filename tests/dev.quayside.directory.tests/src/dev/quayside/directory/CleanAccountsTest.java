package dev.quayside.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.directory.CertificateChange;
import dev.quayside.admin.directory.CertificateQuery;
import dev.quayside.admin.directory.ChangeReceipt;
import dev.quayside.admin.directory.ChangeReceipt.Outcome;
import dev.quayside.admin.directory.CleanAccounts;
import dev.quayside.admin.directory.CleanupPreview;
import dev.quayside.admin.directory.CleanupRule;
import dev.quayside.admin.directory.DirectoryConnection;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.testkit.DirectorySeed;
import dev.quayside.testkit.FakeDirectory;

import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

@Timeout(60)
class CleanAccountsTest {

	private static final List<byte[]> TWO = DirectorySeed.certificates("alice", "WS01", "WS02");

	private FakeDirectory server;
	private DirectoryConnection connection;
	private String alice;
	private String bob;
	private final List<String> events = new ArrayList<>();

	@TempDir
	private Path folder;

	@BeforeEach
	void start() throws Exception {
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

	private final CleanAccounts.Listener listener = new CleanAccounts.Listener() {

		@Override
		public void ended(String account, ChangeReceipt receipt) {
			events.add(account + " " + receipt.outcome());
		}

		@Override
		public void failed(String account, DirectoryException failure) {
			events.add(account + " " + failure.kind());
		}
	};

	private CleanAccounts operation(List<String> accounts, Map<String, CleanupPreview> previews,
			CleanAccounts.Listener to) {
		return new CleanAccounts(connection, accounts,
				new CleanAccounts.Plan(new CleanupRule.Everything(), CertificateQuery.usual(), previews,
						accounts.size() == 1),
				folder.resolve("backups"), to);
	}

	@Test
	void eachAccountEndsByItselfAndOneThatFailsDoesNotStopTheRest() {
		CleanAccounts operation = operation(List.of("CN=nobody," + FakeDirectory.BASE, alice, bob), Map.of(), listener);
		IStatus status = operation.run(new NullProgressMonitor());
		assertThat(events).containsExactly("CN=nobody," + FakeDirectory.BASE + " NOT_FOUND", alice + " done",
				bob + " done");
		assertThat(status.isMultiStatus()).isTrue();
		assertThat(operation.remaining()).containsExactly("CN=nobody," + FakeDirectory.BASE);
		assertThat(server.values(bob, "mSMQDigests")).isEmpty();
	}

	@Test
	void aStopLeavesTheRestForAnotherRun() {
		NullProgressMonitor monitor = new NullProgressMonitor();
		server.meanwhile = () -> monitor.setCanceled(true);
		CleanAccounts operation = operation(List.of(alice, bob), Map.of(), listener);
		assertThat(operation.run(monitor).getSeverity()).isEqualTo(IStatus.CANCEL);
		assertThat(events).containsExactly(alice + " done");
		assertThat(operation.remaining()).containsExactly(bob);
		assertThat(server.values(bob, "mSMQDigests")).hasSize(2);
		assertThat(operation(operation.remaining(), Map.of(), listener).run(new NullProgressMonitor()).isOK()).isTrue();
	}

	@Test
	void whatIsNoLongerAsPreviewedIsNotDone() throws DirectoryException {
		CleanupPreview preview = connection.clean(Directory.read(connection, alice), new CleanupRule.Everything(),
				CertificateQuery.usual()).preview();
		server.set(alice, "mSMQDigests", DirectorySeed.digests(TWO).subList(0, 1));
		operation(List.of(alice, bob), Map.of(alice, preview), listener).run(new NullProgressMonitor());
		assertThat(events).containsExactly(alice + " " + Outcome.CONFLICT, bob + " done");
		assertThat(server.values(alice, "mSMQSignCertificates")).hasSize(1);
	}

	@Test
	void aPlanIsForgottenBeforeTheNextIsMade() {
		List<WeakReference<CertificateChange>> plans = new ArrayList<>();
		operation(List.of(alice, bob), Map.of(), new CleanAccounts.Listener() {

			@Override
			public void planned(CertificateChange change) {
				plans.forEach(CleanAccountsTest::awaitGone);
				plans.add(new WeakReference<>(change));
			}

			@Override
			public void ended(String account, ChangeReceipt receipt) {
				events.add(account);
			}

			@Override
			public void failed(String account, DirectoryException failure) {
				throw new AssertionError(failure);
			}
		}).run(new NullProgressMonitor());
		assertThat(plans).hasSize(2);
	}

	@Test
	void aPreviewHoldsNoneOfTheValues() throws DirectoryException {
		CertificateChange change = connection.clean(Directory.read(connection, alice), new CleanupRule.Everything(),
				CertificateQuery.usual());
		CleanupPreview preview = change.preview();
		WeakReference<CertificateChange> reference = new WeakReference<>(change);
		change = null;
		awaitGone(reference);
		assertThat(preview.removed()).isEqualTo(2);
		assertThat(preview.warning()).contains("2 certificates");
	}

	/** The time limit of the test ends a vain wait. */
	private static void awaitGone(WeakReference<?> reference) {
		while (reference.get() != null) {
			System.gc();
			Thread.onSpinWait();
		}
	}
}
