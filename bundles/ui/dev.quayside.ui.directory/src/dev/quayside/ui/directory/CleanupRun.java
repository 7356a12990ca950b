package dev.quayside.ui.directory;

import dev.quayside.admin.directory.CertificateChange;
import dev.quayside.admin.directory.ChangeCertificates;
import dev.quayside.admin.directory.ChangeReceipt;
import dev.quayside.admin.directory.ChangeReceipt.Outcome;
import dev.quayside.admin.directory.CleanAccounts;
import dev.quayside.admin.directory.DirectoryConnection;
import dev.quayside.admin.directory.RecordedCleanup;
import dev.quayside.ui.common.AdminJob;
import dev.quayside.ui.common.Ui;

import org.eclipse.core.runtime.IStatus;
import org.eclipse.swt.widgets.Shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes changes in a job with progress and cancel, shows what became of them, and goes on with the rest. */
final class CleanupRun {

	private final Shell parent;
	private final DirectoryConnection connection;
	private final Path folder;

	CleanupRun(Shell parent, DirectoryConnection connection, Path folder) {
		this.parent = parent;
		this.connection = connection;
		this.folder = folder;
	}

	/** Changes that are in memory. */
	void make(List<CertificateChange> changes) {
		List<ChangeReceipt> receipts = Collections.synchronizedList(new ArrayList<>());
		ChangeCertificates operation = new ChangeCertificates(connection, changes, folder, receipts::add);
		AdminJob.quietly(operation, status -> {
			List<ChangeReceipt> all = List.copyOf(receipts);
			List<CertificateChange> rest = rest(operation.remaining(), all);
			show(status, all, rest.size(), () -> make(rest));
		});
	}

	/** A conflict needs another preview. */
	private static List<CertificateChange> rest(List<CertificateChange> remaining, List<ChangeReceipt> receipts) {
		Set<String> hopeless = receipts.stream()
				.filter(receipt -> receipt.outcome() == Outcome.CONFLICT || receipt.outcome() == Outcome.UNCERTAIN)
				.map(receipt -> receipt.account().dn()).collect(Collectors.toSet());
		return remaining.stream().filter(change -> !hopeless.contains(change.account().dn())).toList();
	}

	/**
	 * Accounts that are worked out again when their turn comes.
	 *
	 * @param accounts
	 *            DNs
	 * @param isResumed
	 *            the last run with this folder goes on
	 */
	void make(CleanAccounts.Plan plan, List<String> accounts, boolean isResumed) {
		RecordedCleanup operation = new RecordedCleanup(connection, plan, accounts, folder, isResumed);
		AdminJob.quietly(operation, status -> {
			List<String> rest = operation.remaining();
			show(status, operation.receipts(), rest.size(),
					() -> make(plan, rest, isResumed || operation.isRecorded()));
		});
	}

	private void show(IStatus status, List<ChangeReceipt> receipts, int rest, Runnable again) {
		Ui.later(parent, () -> {
			AccountsView.changed();
			new ReceiptsDialog(parent, status, receipts, rest, again).open();
		});
	}
}
