package dev.quayside.cli;

import dev.quayside.admin.QueueManagerAddress;
import dev.quayside.admin.directory.ChangeObjects;
import dev.quayside.admin.directory.DirectoryConnection;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.admin.directory.DirectoryObjectFields;
import dev.quayside.admin.directory.ObjectChange;
import dev.quayside.admin.directory.ObjectReceipt;

import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.NullProgressMonitor;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import picocli.CommandLine.Option;

/** A change of a public queue or an alias: a dry run, or with {@code --apply} the change itself. */
abstract class ObjectChangeVerb extends DirectoryVerb {

	@Option(names = "--apply", description = "Make the change; without it the LDIF is shown, and nothing is changed.")
	private boolean apply;

	@Option(names = "--backup", paramLabel = "DIR", description = "First write the inverse into a file there.")
	private Path backup;

	@Option(names = "--yes", description = "Do not ask on a terminal.")
	private boolean yes;

	@Option(names = "--no-notify", description = "Do not tell the queue manager.")
	private boolean silent;

	@Option(names = "--transfer-port", paramLabel = "N", description = "Of the queue manager's binary protocol (1801).")
	private Integer transferPort;

	ObjectChangeVerb(Session session) {
		super(session);
	}

	@Override
	void check() throws UsageException {
		if (apply && backup == null && destroys()) {
			throw new UsageException("--apply needs --backup DIR, for a file that can put it back");
		}
		if (!apply && backup != null) {
			throw new UsageException("--backup has no use without --apply: a dry run changes nothing");
		}
		transferPort();
	}

	private OptionalInt transferPort() throws UsageException {
		return transferPort(transferPort);
	}

	static OptionalInt transferPort(Integer port) throws UsageException {
		if (port != null && (port < 1 || port > 65535)) {
			throw new UsageException("--transfer-port " + port + " is out of range: expected 1 to 65535, mostly "
					+ QueueManagerAddress.DEFAULT_TRANSFER_PORT);
		}
		return port == null ? OptionalInt.empty() : OptionalInt.of(port);
	}

	/** Whether something is lost that a file could bring back. */
	abstract boolean destroys();

	abstract ObjectChange plan(DirectoryConnection connection) throws DirectoryException, UsageException;

	@Override
	final int run(DirectoryConnection connection) throws DirectoryException, UsageException, IOException {
		ObjectChange change = plan(connection);
		if (!apply) {
			print(change);
			session.console().out().flush();
			return ExitCode.DONE;
		}
		if (!isConfirmed(change)) {
			session.console().say("Nothing was changed.");
			return ExitCode.FAILED;
		}
		Optional<ChangeObjects.Notifications> notifications = silent
				? Optional.empty()
				: Optional.of(new ChangeObjects.Notifications(session.services().contacts(), transferPort()));
		List<ObjectReceipt> receipts = new ArrayList<>();
		IStatus status = new ChangeObjects(connection, List.of(change), Optional.ofNullable(backup), notifications,
				receipts::add).run(new NullProgressMonitor());
		ResultWriter results = results(Tables.OBJECT_RECEIPTS);
		for (ObjectReceipt receipt : receipts) {
			results.item(DirectoryObjectFields.of(receipt));
		}
		results.end();
		return Statuses.exitCode(session.console(), status);
	}

	private boolean isConfirmed(ObjectChange change) throws IOException {
		if (yes || !session.console().interactive()) {
			return true;
		}
		session.console().say(summary(change) + (change.warning().isEmpty() ? "" : ". " + change.warning()));
		return session.console().confirm(change.what() + '?');
	}

	private static String summary(ObjectChange change) {
		return change.what() + ' ' + change.name() + (change.isEmpty() ? ": nothing to do" : "");
	}

	/** LDIF that makes the change; what takes it back stands behind it in comments. Or an object, for scripts. */
	private void print(ObjectChange change) throws IOException {
		if (format != ResultWriter.Format.TABLE) {
			ResultWriter results = results(Tables.OBJECT_PLANS);
			results.item(DirectoryObjectFields.of(change));
			results.end();
			return;
		}
		PrintWriter out = session.console().out();
		out.println(Text.printable("# " + summary(change)));
		if (change.isEmpty()) {
			out.println();
			return;
		}
		if (!change.warning().isEmpty()) {
			out.println(Text.printable("# " + change.warning()));
		}
		out.println(change.forward().stripTrailing());
		out.println();
		out.println("# The inverse:");
		change.inverse().stripTrailing().lines().forEach(line -> out.println("# " + line));
		out.println();
	}
}
