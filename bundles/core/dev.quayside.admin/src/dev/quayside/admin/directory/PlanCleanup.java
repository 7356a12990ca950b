package dev.quayside.admin.directory;

import dev.quayside.admin.QueueManagerException.Kind;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.SubMonitor;

import java.util.List;
import java.util.function.Consumer;

/** Works out what a rule removes from accounts, one after the other; one that fails does not stop the rest. */
public final class PlanCleanup {

	/** The changes of all accounts are in memory until they are made: their values several times over, as LDIF too. */
	public static final long MAX_BYTES = 24L << 20;

	private final DirectoryConnection connection;
	private final CleanupRule rule;
	private final CertificateQuery query;

	public PlanCleanup(DirectoryConnection connection, CleanupRule rule, CertificateQuery query) {
		this.connection = connection;
		this.rule = rule;
		this.query = query;
	}

	/**
	 * Reads the accounts and works out their changes. Blocks.
	 *
	 * @param consumer
	 *            gets each at once
	 * @throws DirectoryException
	 *             of kind INVALID if that is too much at once, of kind UNREACHABLE if the server is not there any more
	 */
	public void run(List<CertificateAccount> accounts, Consumer<PlannedChange> consumer, IProgressMonitor monitor)
			throws DirectoryException {
		long bytes = accounts.stream().mapToLong(account -> account.counts().bytes()).sum();
		if (bytes > MAX_BYTES) {
			throw new DirectoryException(Kind.INVALID,
					accounts.size() + " accounts with " + bytes + " bytes are too much at once",
					"Choose fewer accounts: at most " + MAX_BYTES + " bytes", null);
		}
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
			return PlannedChange
					.of(connection.clean(connection.certificates(account.dn(), query, monitor), rule, query));
		} catch (DirectoryException e) {
			if (e.kind() == Kind.UNREACHABLE) {
				throw e;
			}
			return PlannedChange.failed(account.account(), e);
		}
	}
}
