package dev.quayside.admin.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.admin.Reading;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

class PlanCleanupTest {

	private final List<PlannedChange> planned = new ArrayList<>();
	private final List<String> read = new ArrayList<>();
	private DirectoryException failure;
	private final DirectoryConnection connection = (DirectoryConnection) Proxy.newProxyInstance(
			PlanCleanupTest.class.getClassLoader(), new Class<?>[]{ DirectoryConnection.class },
			(proxy, method, arguments) -> switch (method.getName()) {
				case "certificates" -> certificates((String) arguments[0]);
				case "clean" -> change((AccountCertificates) arguments[0], arguments[1].toString());
				default -> throw new AssertionError(method);
			});
	private final PlanCleanup plan = new PlanCleanup(connection,
			new CleanAccounts.Plan(new CleanupRule.Stale(), CertificateQuery.usual(), Map.of(), false));

	private AccountCertificates certificates(String dn) throws DirectoryException {
		read.add(dn);
		if (failure != null && dn.equals("CN=bad")) {
			throw failure;
		}
		return new AccountCertificates(account(dn.substring(3), AccountKind.USER, 10), CertificateAttributes.NONE,
				List.of(), Optional.empty());
	}

	private static CertificateChange change(AccountCertificates before, String what) {
		return new CertificateChange(what, before, Set.of(), CertificateAttributes.NONE, before.account().counts(), "",
				"", "");
	}

	private static CertificateAccount account(String name, AccountKind kind, int bytes) {
		return new CertificateAccount(name, "CN=" + name, new UUID(0, 0), kind,
				new CertificateCounts(0, Reading.known(0L), 0, 0, 0, bytes), AccountState.OK);
	}

	private void run(CertificateAccount... accounts) throws DirectoryException {
		plan.run(List.of(accounts), planned::add, new NullProgressMonitor());
	}

	@Test
	void eachAccountIsReadAnewAndHasItsOwnResult() throws DirectoryException {
		run(account("a", AccountKind.USER, 1), account("b", AccountKind.USER, 1));
		assertThat(read).containsExactly("CN=a", "CN=b");
		assertThat(planned).extracting(one -> one.change().orElseThrow().what()).containsOnly("stale");
	}

	@Test
	void oneThatCannotBeReadDoesNotStopTheRest() throws DirectoryException {
		failure = new DirectoryException(Kind.NOT_FOUND, "gone", "", null);
		run(account("bad", AccountKind.USER, 1), account("good", AccountKind.USER, 1));
		assertThat(planned.get(0).failure()).contains(failure);
		assertThat(planned.get(1).change()).isPresent();
	}

	@Test
	void aServerThatIsGoneStopsIt() {
		failure = new DirectoryException(Kind.UNREACHABLE, "gone", "", null);
		assertThatThrownBy(() -> run(account("bad", AccountKind.USER, 1), account("good", AccountKind.USER, 1)))
				.isSameAs(failure);
		assertThat(planned).isEmpty();
	}

	@Test
	void computersAreRefusedUnread() throws DirectoryException {
		run(account("WS01$", AccountKind.COMPUTER, 1), account("a", AccountKind.USER, 1));
		assertThat(planned.get(0).failure().orElseThrow()).hasMessageContaining("keys of its queue manager");
		assertThat(read).containsExactly("CN=a");
	}

	@Test
	@Timeout(60)
	void aChangeIsForgottenBeforeTheNextIsWorkedOut() throws DirectoryException {
		List<WeakReference<PlannedChange>> given = new ArrayList<>();
		plan.run(List.of(account("a", AccountKind.USER, 1), account("b", AccountKind.USER, 1)), change -> {
			given.forEach(PlanCleanupTest::awaitGone);
			given.add(new WeakReference<>(change));
		}, new NullProgressMonitor());
		assertThat(given).hasSize(2);
	}

	/** The time limit of the test ends a vain wait. */
	private static void awaitGone(WeakReference<?> reference) {
		while (reference.get() != null) {
			System.gc();
			Thread.onSpinWait();
		}
	}

	@Test
	void tenThousandAccountsOfAMebibyteAreNotTooMany() throws DirectoryException {
		CertificateAccount[] many = new CertificateAccount[10_000];
		Arrays.setAll(many, i -> account("a" + i, AccountKind.USER, 1 << 20));
		run(many);
		assertThat(planned).hasSize(many.length);
	}

	@Test
	void aCancelEndsIt() {
		NullProgressMonitor monitor = new NullProgressMonitor();
		monitor.setCanceled(true);
		assertThatThrownBy(() -> plan.run(List.of(account("a", AccountKind.USER, 1)), planned::add, monitor))
				.isInstanceOf(OperationCanceledException.class);
		assertThat(planned).isEmpty();
	}
}
