package dev.quayside.cli;

import dev.quayside.admin.directory.CertificateChange;
import dev.quayside.admin.directory.ChangeReceipt;
import dev.quayside.admin.directory.CleanAccounts;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.admin.directory.DirectoryFields;
import dev.quayside.admin.directory.ReceiptLog;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.NullProgressMonitor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** A clean-up of accounts: receipts are written as accounts end, here and to a file; a signal stops it between two of them. */
final class CleanRun implements CleanAccounts.Listener {

	private final Console console;
	private final ReceiptLog log;
	private final Failures failures;
	private final Consumer<CertificateChange> planned;
	private Consumer<Map<String, Object>> results;
	private boolean isStopped;

	CleanRun(Console console, ReceiptLog log, Failures failures, Consumer<CertificateChange> planned) {
		this.console = console;
		this.log = log;
		this.failures = failures;
		this.planned = planned;
	}

	/** Whether somebody ended it early. */
	boolean isStopped() {
		return isStopped;
	}

	void run(ResultWriter writer, List<String> accounts,
			BiFunction<List<String>, CleanAccounts.Listener, CleanAccounts> operations)
			throws DirectoryException, IOException {
		CleanAccounts operation = operations.apply(accounts, this);
		IProgressMonitor monitor = new NullProgressMonitor();
		try (Interruption interruption = new Interruption(console, monitor)) {
			Streaming.<DirectoryException>write(writer, consumer -> {
				results = consumer;
				IStatus status = operation.run(monitor);
				isStopped = status.getSeverity() == IStatus.CANCEL;
				if (!status.isOK() && (isStopped || accounts.size() > 1)) {
					console.say("quayside: " + status.getMessage());
				}
			});
			if (!operation.remaining().isEmpty() && (isStopped || accounts.size() > 1)) {
				console.say("To go on, repeat the command with --resume: what is done is not done again.");
			}
		}
	}

	@Override
	public void planned(CertificateChange change) {
		planned.accept(change);
	}

	@Override
	public void ended(String account, ChangeReceipt receipt) {
		results.accept(DirectoryFields.of(receipt));
		try {
			log.add(account, receipt);
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
		receipt.failure().ifPresent(failure -> failures.add(receipt.account().account() + ": " + receipt.sentence(),
				failure));
	}

	@Override
	public void failed(String account, DirectoryException failure) {
		failures.add(failure);
	}
}
