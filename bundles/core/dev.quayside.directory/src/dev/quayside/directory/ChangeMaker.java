package dev.quayside.directory;

import dev.quayside.admin.FileFailures;
import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.admin.directory.CertificateChange;
import dev.quayside.admin.directory.CertificateCounts;
import dev.quayside.admin.directory.ChangeReceipt;
import dev.quayside.admin.directory.ChangeReceipt.Outcome;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.directory.certificates.BackupFile;
import dev.quayside.directory.certificates.Steps;
import dev.quayside.directory.ldap.Endpoint;
import dev.quayside.directory.ldap.LdapChange;
import dev.quayside.directory.ldap.ModificationException;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Makes one change: a look whether the account is as it was, backup, one request, reading back. */
final class ChangeMaker {

	private final Context context;
	private final AccountReader reader;
	private final CertificateChange change;
	private final Instant began = Instant.now();
	private Optional<Path> backup = Optional.empty();

	ChangeMaker(Context context, AccountReader reader, CertificateChange change) {
		this.context = context;
		this.reader = reader;
		this.change = change;
	}

	ChangeReceipt run(Path folder, IProgressMonitor monitor) {
		if (change.isEmpty()) {
			return receipt(Outcome.UNCHANGED, "There is nothing to do", null);
		}
		try {
			Optional<ChangeReceipt> obstacle = monitor.isCanceled() ? Optional.of(cancelled()) : look(monitor);
			if (obstacle.isPresent()) {
				return obstacle.get();
			}
			backup = Optional
					.of(BackupFile.write(folder, change.account(), change.before().attributes(), began));
		} catch (IOException e) {
			String sentence = "Nothing was changed: the backup cannot be written: " + FileFailures.sentence(e);
			return receipt(Outcome.FAILED, sentence,
					new DirectoryException(Kind.FAILED, sentence, "Name a folder that you may write to", e));
		} catch (OperationCanceledException e) {
			return cancelled();
		}
		return send(monitor);
	}

	/** The backup has to be of what is there now; empty if the account is as it was. */
	private Optional<ChangeReceipt> look(IProgressMonitor monitor) {
		try {
			AccountReader.Account now = reader.read(context.home(), change.account().dn(), monitor);
			if (!now.account().id().equals(change.account().id())) {
				return Optional.of(conflict("another account has this name now"));
			}
			return now.attributes().equals(change.before().attributes())
					? Optional.empty()
					: Optional.of(conflict("somebody else has changed the account since it was read"));
		} catch (DirectoryException e) {
			return Optional.of(receipt(Outcome.FAILED, "Nothing was changed: " + e.getMessage(), e));
		}
	}

	private ChangeReceipt conflict(String why) {
		String sentence = "Nothing was changed: " + why;
		return receipt(Outcome.CONFLICT, sentence,
				new DirectoryException(Kind.BUSY, sentence, "Read the account again and repeat", null));
	}

	private ChangeReceipt cancelled() {
		return receipt(Outcome.CANCELLED, "Cancelled before anything was done", null);
	}

	private ChangeReceipt send(IProgressMonitor monitor) {
		try {
			List<LdapChange> steps = Steps.between(change.before().attributes(), change.after()).stream()
					.map(step -> new LdapChange(step.isDelete() ? LdapChange.Kind.DELETE : LdapChange.Kind.ADD,
							step.attribute(), step.values()))
					.toList();
			return verified(context.servers().modify(context.home(), change.account().dn(), steps, monitor));
		} catch (OperationCanceledException e) {
			return cancelled();
		} catch (ModificationException e) {
			return refused(e);
		}
	}

	private ChangeReceipt refused(ModificationException e) {
		if (e.uncertainAt().isPresent()) {
			return afterwards(e.uncertainAt().get(), e.failure());
		}
		return e.isConflict()
				? receipt(Outcome.CONFLICT,
						"Nothing was changed: somebody else has changed the account since it was read ("
								+ e.failure().status() + ")",
						e.failure())
				: receipt(Outcome.FAILED, "Nothing was changed: " + e.failure().getMessage(), e.failure());
	}

	/** No answer came: looks at what is there now. */
	private ChangeReceipt afterwards(Endpoint endpoint, DirectoryException why) {
		try {
			AccountReader.Account now = read(endpoint);
			if (now.attributes().equals(change.after())) {
				return receipt(Outcome.DONE,
						"Done and verified" + where(endpoint) + ", although the connection broke meanwhile", null,
						Optional.of(now.account().counts()));
			}
			if (now.attributes().equals(change.before().attributes())) {
				return why.kind() == Kind.TIMEOUT
						? receipt(Outcome.UNCERTAIN,
								"The account has what it had so far, but the server may still make "
										+ "the change: " + why.getMessage(),
								lookAgain(why))
						: receipt(Outcome.FAILED, "Nothing was changed: " + why.getMessage(), why);
			}
			return receipt(Outcome.UNCERTAIN,
					"The connection broke, and the account now has neither what it had nor what "
							+ "it was to get: " + why.getMessage(),
					lookAgain(why), Optional.of(now.account().counts()));
		} catch (DirectoryException e) {
			return receipt(Outcome.UNCERTAIN,
					"It is not known whether it was changed: " + why.getMessage() + "; reading it back failed as well",
					lookAgain(why), Optional.empty());
		}
	}

	/** A replica may not have it yet: whoever made it is asked. */
	private ChangeReceipt verified(Endpoint endpoint) {
		try {
			AccountReader.Account now = read(endpoint);
			if (now.attributes().equals(change.after())) {
				return receipt(Outcome.DONE, "Done and verified" + where(endpoint), null,
						Optional.of(now.account().counts()));
			}
			String sentence = "It was changed, but the account no longer has what was written: somebody else has changed it";
			return receipt(Outcome.UNCERTAIN, sentence,
					new DirectoryException(Kind.BUSY, sentence, "Look at the account; the backup has what it had",
							null),
					Optional.of(now.account().counts()));
		} catch (DirectoryException e) {
			return receipt(Outcome.UNCERTAIN, "It was changed, but could not be read back: " + e.getMessage(),
					lookAgain(e), Optional.empty());
		}
	}

	/** Whoever simply tries again does not know what to. */
	private static DirectoryException lookAgain(DirectoryException why) {
		return new DirectoryException(why.kind(), why.getMessage(),
				"Look at the account; it has what it had or what it was to get, nothing in between. The backup has what it had",
				why.status(), why);
	}

	private String where(Endpoint endpoint) {
		return endpoint.equals(context.home())
				? ""
				: " at " + endpoint + ", which " + context.home() + " has referred to and will follow";
	}

	/** Not cancelled: whoever stops now wants to know what was done. */
	private AccountReader.Account read(Endpoint endpoint) throws DirectoryException {
		try {
			return reader.read(endpoint, change.account().dn(), new NullProgressMonitor());
		} catch (OperationCanceledException e) {
			throw new DirectoryException(Kind.FAILED, "interrupted while it was read back", "Look at the account", e);
		}
	}

	private ChangeReceipt receipt(Outcome outcome, String sentence, DirectoryException failure) {
		return receipt(outcome, sentence, failure, Optional.of(change.account().counts()));
	}

	private ChangeReceipt receipt(Outcome outcome, String sentence, DirectoryException failure,
			Optional<CertificateCounts> after) {
		return new ChangeReceipt(change.account(), change.what(), began, outcome, after, backup, sentence,
				Optional.ofNullable(failure));
	}
}
