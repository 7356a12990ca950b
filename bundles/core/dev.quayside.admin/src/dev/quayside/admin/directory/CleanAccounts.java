package dev.quayside.admin.directory;

import dev.quayside.admin.AdminOperation;
import dev.quayside.admin.Outcomes;
import dev.quayside.admin.QueueManagerException.Kind;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.SubMonitor;
import org.eclipse.core.runtime.jobs.ISchedulingRule;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Cleans up accounts one after the other: each is read, planned, changed and forgotten, so that many take no more memory than
 * one. One that fails does not stop the rest. After a stop {@link #remaining} says what is left, for another run.
 */
public final class CleanAccounts implements AdminOperation {

	/** Gets what becomes of each account at once, on the thread of the run. */
	public interface Listener {

		/** It was read and planned, and is about to be changed. */
		default void planned(CertificateChange change) {}

		/**
		 * @param account
		 *            as it was named
		 */
		void ended(String account, ChangeReceipt receipt);

		/** It could not be read, or no change may be made to it: nothing was done. */
		void failed(String account, DirectoryException failure);
	}

	/**
	 * What to remove.
	 *
	 * @param previews
	 *            by the account as it is named: only what is still the same is done; empty: nobody has looked
	 * @param isAlone
	 *            whether a single account was named; if not computers are left out, also where one is all that is left to do
	 */
	public record Plan(CleanupRule rule, CertificateQuery query, Map<String, CleanupPreview> previews,
			boolean isAlone) {

		public Plan {
			previews = Map.copyOf(previews);
		}

		/**
		 * What becomes of an account; nothing is done.
		 *
		 * @throws DirectoryException
		 *             of kind INVALID if no change may be made to it
		 */
		public CertificateChange change(DirectoryConnection connection, AccountCertificates account)
				throws DirectoryException {
			if (!isAlone && account.account().kind() == AccountKind.COMPUTER) {
				throw new DirectoryException(Kind.INVALID, account.account().account()
						+ " is a computer: its certificates are changed alone, not together with others",
						"Name it alone, with its digests", null);
			}
			return connection.clean(account, rule, query);
		}
	}

	private final DirectoryConnection connection;
	private final Set<String> accounts;
	private final Plan plan;
	private final Path folder;
	private final Listener listener;
	private final Set<String> remaining;

	/**
	 * @param accounts
	 *            DN, {@code name@domain}, {@code DOMAIN\name}, or a plain name
	 * @param folder
	 *            for the backup files
	 */
	public CleanAccounts(DirectoryConnection connection, List<String> accounts, Plan plan, Path folder,
			Listener listener) {
		this.connection = connection;
		this.accounts = new LinkedHashSet<>(accounts);
		this.plan = plan;
		this.folder = folder;
		this.listener = listener;
		remaining = new LinkedHashSet<>(accounts);
	}

	@Override
	public String name() {
		return "Clean up (" + plan.rule() + ")";
	}

	@Override
	public String where() {
		return (accounts.size() == 1 ? accounts.iterator().next() : ChangeCertificates.accounts(accounts.size()))
				+ " in "
				+ connection.settings().address();
	}

	@Override
	public String identity() {
		return connection.settings().identity();
	}

	@Override
	public ISchedulingRule rule() {
		return new DirectoryRule(connection.settings().address());
	}

	/** What was not tried or did not succeed. For after the run. */
	public List<String> remaining() {
		return List.copyOf(remaining);
	}

	@Override
	public IStatus run(IProgressMonitor monitor) {
		SubMonitor progress = SubMonitor.convert(monitor, name(), accounts.size());
		List<IStatus> failures = new ArrayList<>();
		boolean isCancelled = false;
		for (String account : accounts) {
			isCancelled = isCancelled || progress.isCanceled() || !isTried(account, progress, failures);
		}
		int done = accounts.size() - remaining.size();
		if (isCancelled) {
			return Outcomes.cancelled(
					"Cancelled: " + done + " of " + ChangeCertificates.accounts(accounts.size()) + " done, "
							+ remaining.size() + " left");
		}
		if (failures.isEmpty()) {
			return Outcomes.done(ChangeCertificates.accounts(done) + " done, verified, and backed up in " + folder);
		}
		return accounts.size() == 1
				? failures.get(0)
				: Outcomes.partly(ChangeCertificates.accounts(done) + " done, " + failures.size() + " not", failures);
	}

	/** @return false if it was cancelled before anything was done */
	private boolean isTried(String account, SubMonitor progress, List<IStatus> failures) {
		progress.subTask(account);
		try {
			ChangeReceipt receipt = clean(account, progress.slice(1));
			if (receipt.outcome() == ChangeReceipt.Outcome.CANCELLED) {
				return false;
			}
			if (receipt.isDone()) {
				remaining.remove(account);
			} else {
				failures.add(ChangeCertificates.failure(receipt));
			}
			listener.ended(account, receipt);
			return true;
		} catch (OperationCanceledException e) {
			return false;
		} catch (DirectoryException e) {
			failures.add(Outcomes.failed(e));
			listener.failed(account, e);
			return true;
		}
	}

	private ChangeReceipt clean(String account, IProgressMonitor monitor) throws DirectoryException {
		AccountCertificates found = connection.certificates(account, plan.query(), monitor);
		CertificateChange change = plan.change(connection, found);
		CleanupPreview preview = plan.previews().get(account);
		if (preview != null && !preview.fingerprint().equals(change.preview().fingerprint())) {
			String sentence = "Nothing was changed: the account is no longer what the preview showed";
			return new ChangeReceipt(found.account(), change.what(), Instant.now(), ChangeReceipt.Outcome.CONFLICT,
					Optional.of(found.account().counts()), Optional.empty(), sentence, Optional.of(
							new DirectoryException(Kind.BUSY, sentence, "Look at the preview again", null)));
		}
		listener.planned(change);
		return connection.apply(change, folder, monitor);
	}
}
