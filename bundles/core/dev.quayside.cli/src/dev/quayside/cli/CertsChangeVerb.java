package dev.quayside.cli;

import dev.quayside.admin.directory.CertificateChange;
import dev.quayside.admin.directory.CertificateCounts;
import dev.quayside.admin.directory.ChangeCertificates;
import dev.quayside.admin.directory.DirectoryConnection;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.admin.directory.DirectoryFields;

import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.NullProgressMonitor;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import picocli.CommandLine.Option;

/** A change to accounts: a dry run, or with {@code --apply} the change itself. */
abstract class CertsChangeVerb extends DirectoryVerb {

	@Option(names = "--apply", description = "Make the change; without it the LDIF is shown, and nothing is changed.")
	private boolean apply;

	@Option(names = "--backup", paramLabel = "DIR", description = "First write what the account has now into a file there.")
	private Path backup;

	@Option(names = "--yes", description = "Do not ask on a terminal.")
	private boolean yes;

	private ResultWriter plans;

	CertsChangeVerb(Session session) {
		super(session);
	}

	@Override
	void check() throws UsageException {
		if (apply && folder() == null) {
			throw new UsageException("--apply needs --backup DIR, for files that can put everything back");
		}
		if (!apply && backup != null) {
			throw new UsageException("--backup has no use without --apply: a dry run changes nothing");
		}
	}

	/**
	 * Where backups go.
	 *
	 * @param named
	 *            by the user; null: nowhere
	 * @return null: the user has to say it
	 */
	Path folder(Path named) {
		return named;
	}

	/** Shows the changes, or makes them. */
	final int show(DirectoryConnection connection, List<CertificateChange> changes)
			throws DirectoryException, UsageException, IOException {
		if (!apply) {
			for (CertificateChange change : changes) {
				print(change);
			}
			printed();
			return ExitCode.DONE;
		}
		if (!isConfirmed(changes)) {
			session.console().say("Nothing was changed.");
			return ExitCode.FAILED;
		}
		return changes.isEmpty() ? ExitCode.DONE : make(connection, changes);
	}

	/** Whether changes are to be made, and not only shown. */
	final boolean isApplied() {
		return apply;
	}

	/** Whether somebody has to say yes first. */
	final boolean isAsked() {
		return !yes && session.console().interactive();
	}

	final Path folder() {
		return folder(backup);
	}

	private boolean isConfirmed(List<CertificateChange> changes) throws IOException {
		if (!isAsked()) {
			return true;
		}
		for (CertificateChange change : changes) {
			say(change);
		}
		return isConfirmed(changes.size());
	}

	private int make(DirectoryConnection connection, List<CertificateChange> changes)
			throws DirectoryException, UsageException, IOException {
		IStatus[] status = new IStatus[1];
		try {
			Streaming.<DirectoryException>write(results(Tables.RECEIPTS).promptly(),
					consumer -> status[0] = new ChangeCertificates(connection,
							changes, folder(), receipt -> consumer.accept(DirectoryFields.of(receipt)))
							.run(new NullProgressMonitor()));
		} catch (IllegalArgumentException e) {
			throw new UsageException(e.getMessage());
		}
		return Statuses.exitCode(session.console(), status[0]);
	}

	static String summary(CertificateChange change) {
		CertificateCounts before = change.account().counts();
		CertificateCounts after = change.countsAfter();
		return change.account().account() + ": " + change.what() + ": "
				+ (change.isEmpty()
						? "nothing to do"
						: before.certificates() + " to " + after.certificates() + " certificates, " + before.digests()
								+ " to " + after.digests() + " digests, " + before.bytes() + " to " + after.bytes()
								+ " bytes.");
	}

	final boolean isConfirmed(int accounts) throws IOException {
		return session.console().confirm("Change " + (accounts == 1 ? "this account" : "these accounts") + "?");
	}

	/** Before it is confirmed. */
	final void say(CertificateChange change) {
		session.console().say(summary(change) + (change.warning().isEmpty() ? "" : " " + change.warning()));
		remarks(change).forEach(session.console()::say);
	}

	/** What else is to be said of a change before it is made, in sentences. */
	List<String> remarks(CertificateChange change) {
		return List.of();
	}

	/** The next change of a dry run. */
	final void print(CertificateChange change) throws IOException {
		if (format == ResultWriter.Format.TABLE) {
			printLdif(change);
			return;
		}
		Map<String, Object> fields = DirectoryFields.of(change);
		fields.put("remarks", remarks(change));
		plans().item(fields);
	}

	/** All changes of a dry run are printed. */
	final void printed() throws IOException {
		if (format != ResultWriter.Format.TABLE) {
			plans().end();
		}
		session.console().out().flush();
	}

	private ResultWriter plans() {
		if (plans == null) {
			plans = results(Tables.PLANS);
		}
		return plans;
	}

	/** LDIF that makes the change; what takes it back stands behind it in comments. */
	private void printLdif(CertificateChange change) {
		PrintWriter out = session.console().out();
		out.println(Text.printable("# " + summary(change)));
		if (change.isEmpty()) {
			out.println();
			return;
		}
		if (!change.warning().isEmpty()) {
			out.println(Text.printable("# " + change.warning()));
		}
		remarks(change).forEach(remark -> out.println(Text.printable("# " + remark)));
		out.println(change.forward().stripTrailing());
		out.println();
		out.println("# The inverse:");
		change.inverse().stripTrailing().lines().forEach(line -> out.println("# " + line));
		out.println();
	}
}
