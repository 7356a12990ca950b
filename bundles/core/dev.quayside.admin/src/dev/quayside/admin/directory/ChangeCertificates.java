package dev.quayside.admin.directory;

import dev.quayside.admin.AdminOperation;
import dev.quayside.admin.Outcomes;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.SubMonitor;
import org.eclipse.core.runtime.jobs.ISchedulingRule;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes changes to accounts one after the other; one that fails does not stop the rest. After a stop {@link #remaining} says
 * what is left, for another run.
 */
public final class ChangeCertificates implements AdminOperation {

	private final DirectoryConnection connection;
	private final List<CertificateChange> changes;
	private final Path folder;
	private final Consumer<ChangeReceipt> consumer;
	private final List<CertificateChange> remaining;

	/**
	 * @param folder
	 *            for the backup files
	 * @param consumer
	 *            gets each receipt at once, also those of changes that were not tried
	 * @throws IllegalArgumentException
	 *             if a computer is among several accounts: its certificates go one by one only
	 */
	public ChangeCertificates(DirectoryConnection connection, List<CertificateChange> changes, Path folder,
			Consumer<ChangeReceipt> consumer) {
		this.connection = connection;
		this.changes = List.copyOf(changes);
		this.folder = folder;
		this.consumer = consumer;
		remaining = new ArrayList<>(changes);
		if (changes.size() > 1) {
			changes.stream().filter(change -> change.account().kind() == AccountKind.COMPUTER).findFirst()
					.ifPresent(change -> {
						throw new IllegalArgumentException(change.account().account()
								+ " is a computer: its certificates are changed alone, not together with others");
					});
		}
	}

	@Override
	public String name() {
		return changes.size() == 1 ? changes.get(0).what() : "Change certificates of " + accounts(changes.size());
	}

	@Override
	public String where() {
		return (changes.size() == 1 ? changes.get(0).account().dn() : accounts(changes.size())) + " in "
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
	public List<CertificateChange> remaining() {
		return List.copyOf(remaining);
	}

	@Override
	public IStatus run(IProgressMonitor monitor) {
		SubMonitor progress = SubMonitor.convert(monitor, name(), changes.size());
		List<IStatus> failures = new ArrayList<>();
		boolean isCancelled = false;
		int done = 0;
		for (CertificateChange change : changes) {
			isCancelled = isCancelled || progress.isCanceled();
			ChangeReceipt receipt = isCancelled ? untried(change) : apply(change, progress);
			consumer.accept(receipt);
			if (receipt.isDone()) {
				done++;
				remaining.remove(change);
			} else if (receipt.outcome() == ChangeReceipt.Outcome.CANCELLED) {
				isCancelled = true;
			} else {
				failures.add(failure(receipt));
			}
		}
		return outcome(done, isCancelled, failures);
	}

	private ChangeReceipt apply(CertificateChange change, SubMonitor progress) {
		progress.subTask(change.account().account());
		return connection.apply(change, folder, progress.slice(1));
	}

	private static ChangeReceipt untried(CertificateChange change) {
		return new ChangeReceipt(change.account(), change.what(), Instant.now(), ChangeReceipt.Outcome.CANCELLED,
				Optional.of(change.account().counts()), Optional.empty(), "Not tried: it was cancelled before",
				Optional.empty());
	}

	static IStatus failure(ChangeReceipt receipt) {
		String sentence = receipt.account().account() + ": " + receipt.sentence();
		String advice = receipt.failure().map(DirectoryException::advice).filter(text -> !text.isEmpty())
				.map(text -> ". " + text).orElse("");
		return new Status(IStatus.ERROR, PLUGIN, sentence + advice, receipt.failure().orElse(null));
	}

	private IStatus outcome(int done, boolean isCancelled, List<IStatus> failures) {
		if (isCancelled) {
			return Outcomes.cancelled("Cancelled: " + done + " of " + accounts(changes.size()) + " changed");
		}
		if (failures.isEmpty()) {
			return Outcomes.done(accounts(done) + " changed, verified, and backed up in " + folder);
		}
		return changes.size() == 1
				? failures.get(0)
				: Outcomes.partly(accounts(done) + " changed, " + failures.size() + " not", failures);
	}

	static String accounts(int count) {
		return count == 1 ? "1 account" : count + " accounts";
	}
}
