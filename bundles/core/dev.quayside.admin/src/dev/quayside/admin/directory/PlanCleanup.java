package dev.quayside.admin.directory;

import dev.quayside.admin.QueueManagerException.Kind;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.SubMonitor;

import java.util.List;
import java.util.function.Consumer;

/**
 * Works out what becomes of accounts, one after the other; one that fails does not stop the rest. Each is handed over and
 * forgotten, so that many take no more memory than one.
 */
public final class PlanCleanup {

	private final DirectoryConnection connection;
	private final CleanAccounts.Plan plan;

	public PlanCleanup(DirectoryConnection connection, CleanAccounts.Plan plan) {
		this.connection = connection;
		this.plan = plan;
	}

	/**
	 * Reads the accounts and works out their changes. Blocks.
	 *
	 * @param consumer
	 *            gets each at once
	 * @throws DirectoryException
	 *             of kind UNREACHABLE if the server is not there any more
	 */
	public void run(List<CertificateAccount> accounts, Consumer<PlannedChange> consumer, IProgressMonitor monitor)
			throws DirectoryException {
		SubMonitor progress = SubMonitor.convert(monitor, accounts.size());
		for (CertificateAccount account : accounts) {
			if (progress.isCanceled()) {
				throw new OperationCanceledException();
			}
			progress.subTask(account.account());
			consumer.accept(plan(account, progress.slice(1)));
		}
	}

	private PlannedChange plan(CertificateAccount account, IProgressMonitor monitor) throws DirectoryException {
		try {
			if (account.kind() == AccountKind.COMPUTER) {
				throw new DirectoryException(Kind.INVALID,
						account.account() + " is a computer: its certificates are the keys of its queue manager",
						"Leave computers out", null);
			}
			return PlannedChange.of(change(account.dn(), monitor));
		} catch (DirectoryException e) {
			if (e.kind() == Kind.UNREACHABLE) {
				throw e;
			}
			return PlannedChange.failed(account.account(), e);
		}
	}

	/** One of them, as it is now. Blocks. */
	public CertificateChange change(String dn, IProgressMonitor monitor) throws DirectoryException {
		return plan.change(connection, connection.certificates(dn, plan.query(), monitor));
	}
}
