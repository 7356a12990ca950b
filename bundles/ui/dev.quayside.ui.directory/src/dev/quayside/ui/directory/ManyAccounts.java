package dev.quayside.ui.directory;

import dev.quayside.admin.directory.CertificateAccount;
import dev.quayside.admin.directory.CertificateChange;
import dev.quayside.admin.directory.CertificateQuery;
import dev.quayside.admin.directory.CleanAccounts;
import dev.quayside.admin.directory.CleanupPreview;
import dev.quayside.admin.directory.CleanupRule;
import dev.quayside.admin.directory.DirectoryConnection;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.admin.directory.PlanCleanup;
import dev.quayside.admin.directory.PlannedChange;
import dev.quayside.admin.directory.ReceiptLog;
import dev.quayside.admin.directory.RecordedCleanup;

import org.eclipse.core.runtime.IProgressMonitor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A rule for many accounts. What becomes of each is told and forgotten, and worked out again where it is needed. */
final class ManyAccounts implements Planner {

	private final List<CertificateAccount> accounts;
	private final CleanupRule rule;
	private final CertificateQuery query;
	private final Optional<Path> resumed;
	private volatile int todo;

	/** @param resumed folder of the last run, what is done by which is left out */
	ManyAccounts(List<CertificateAccount> accounts, CleanupRule rule, CertificateQuery query, Optional<Path> resumed) {
		this.accounts = List.copyOf(accounts);
		this.rule = rule;
		this.query = query;
		this.resumed = resumed;
		todo = accounts.size();
	}

	@Override
	public Optional<ManyAccounts> many() {
		return Optional.of(this);
	}

	Optional<Path> resumed() {
		return resumed;
	}

	/** How many accounts are left to be done. */
	int size() {
		return todo;
	}

	/** How many an earlier run has done; known when the first of the rest is. */
	int done() {
		return accounts.size() - todo;
	}

	@Override
	public void plan(DirectoryConnection connection, Consumer<PlannedChange> consumer, IProgressMonitor monitor)
			throws DirectoryException, IOException {
		List<CertificateAccount> rest = accounts;
		if (resumed.isPresent()) {
			ReceiptLog log = ReceiptLog.resume(resumed.get(), RecordedCleanup.purpose(rule, query),
					connection.facts().domainDn());
			rest = accounts.stream().filter(account -> !log.isDone(account.dn())).toList();
		}
		todo = rest.size();
		new PlanCleanup(connection, previewed(Map.of())).run(rest, consumer, monitor);
	}

	/** What becomes of one of them now. Blocks. */
	CertificateChange change(DirectoryConnection connection, CleanupPreview preview, IProgressMonitor monitor)
			throws DirectoryException {
		return new PlanCleanup(connection, previewed(Map.of())).change(preview.account().dn(), monitor);
	}

	/** @param previews by DN: only what is still the same is done */
	CleanAccounts.Plan previewed(Map<String, CleanupPreview> previews) {
		return new CleanAccounts.Plan(rule, query, previews, false);
	}
}
