package dev.quayside.admin.directory;

import dev.quayside.admin.AdminOperation;
import dev.quayside.admin.FileFailures;
import dev.quayside.admin.Outcomes;
import dev.quayside.admin.QueueManagerException.Kind;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.jobs.ISchedulingRule;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A clean-up of accounts that were previewed. Its receipts are in memory, and on disk beside the backups before the next
 * account is begun: a run that was stopped, or that a crash ended, goes on by them.
 */
public final class RecordedCleanup implements AdminOperation, CleanAccounts.Listener {

	private final CleanAccounts operation;
	private final CleanAccounts.Plan plan;
	private final Path folder;
	private final boolean isResumed;
	private final String directory;
	private final Map<String, CertificateAccount> accounts = new HashMap<>();
	private final List<ChangeReceipt> receipts = new ArrayList<>();
	private final Set<String> settled = new LinkedHashSet<>();
	private Optional<IOException> problem = Optional.empty();
	private ReceiptLog log;
	private IProgressMonitor running;

	/**
	 * @param plan
	 *            with the previews of the accounts that are cleaned up, by DN
	 * @param accounts
	 *            DNs, in the order in which it is done
	 * @param folder
	 *            for backups and receipts
	 * @param isResumed
	 *            the last run with this folder goes on
	 */
	public RecordedCleanup(DirectoryConnection connection, CleanAccounts.Plan plan, List<String> accounts, Path folder,
			boolean isResumed) {
		this.plan = plan;
		this.folder = folder;
		this.isResumed = isResumed;
		this.directory = connection.facts().domainDn();
		accounts.forEach(dn -> this.accounts.put(dn, plan.previews().get(dn).account()));
		operation = new CleanAccounts(connection, accounts, plan, folder, this);
	}

	/** By which a run is known again: another choice is another run. */
	public static String purpose(CleanupRule rule, CertificateQuery query) {
		return rule + ", silent after " + query.silence().toDays() + " days";
	}

	@Override
	public String name() {
		return operation.name();
	}

	@Override
	public String where() {
		return operation.where();
	}

	@Override
	public String identity() {
		return operation.identity();
	}

	@Override
	public ISchedulingRule rule() {
		return operation.rule();
	}

	/** What became of each account that was tried. For after the run. */
	public List<ChangeReceipt> receipts() {
		return List.copyOf(receipts);
	}

	/** Whether its receipts are on disk, so that another run can go on with it. For after the run. */
	public boolean isRecorded() {
		return log != null;
	}

	/** DNs of those that another run may do without another preview. For after the run. */
	public List<String> remaining() {
		return operation.remaining().stream().filter(dn -> !settled.contains(dn)).toList();
	}

	@Override
	public IStatus run(IProgressMonitor monitor) {
		String purpose = purpose(plan.rule(), plan.query());
		try {
			log = isResumed
					? ReceiptLog.resume(folder, purpose, directory)
					: ReceiptLog.start(folder, purpose, directory);
		} catch (DirectoryException e) {
			return Outcomes.failed(e);
		} catch (IOException e) {
			return refused(e);
		}
		running = monitor;
		IStatus status = operation.run(monitor);
		return problem.map(this::refused).orElse(status);
	}

	private IStatus refused(IOException e) {
		return Outcomes.failed(new DirectoryException(Kind.FAILED,
				"Receipts cannot be written, so it was stopped: " + FileFailures.sentence(e),
				"Make room in " + folder + ", or choose another folder", e));
	}

	@Override
	public void ended(String account, ChangeReceipt receipt) {
		receipts.add(receipt);
		if (receipt.outcome() == ChangeReceipt.Outcome.CONFLICT
				|| receipt.outcome() == ChangeReceipt.Outcome.UNCERTAIN) {
			settled.add(account);
		}
		try {
			log.add(account, receipt);
		} catch (IOException e) {
			problem = Optional.of(e);
			running.setCanceled(true);
		}
	}

	@Override
	public void failed(String account, DirectoryException failure) {
		CertificateAccount known = accounts.get(account);
		receipts.add(new ChangeReceipt(known, name(), Instant.now(), ChangeReceipt.Outcome.FAILED,
				Optional.of(known.counts()),
				Optional.empty(), failure.getMessage(), Optional.of(failure)));
	}
}
