package dev.quayside.ui.directory;

import dev.quayside.admin.Credentials;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.directory.Directories;
import dev.quayside.admin.directory.DirectoryConnection;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.admin.directory.DirectorySettings;
import dev.quayside.admin.directory.ServerCertificate;
import dev.quayside.ui.common.PasswordUser;
import dev.quayside.ui.common.SecurePasswords;
import dev.quayside.ui.common.Services;
import dev.quayside.ui.common.SharedConnection;
import dev.quayside.ui.model.SidNames;
import dev.quayside.ui.model.SignIn;
import dev.quayside.ui.model.directory.KnownDirectory;

import org.eclipse.core.runtime.IProgressMonitor;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A directory of the window, which is connected when that is needed. Safe for use by several threads. */
public final class DirectorySession {

	private volatile KnownDirectory known;
	private volatile DirectoryConnection told;
	private final Consumer<DirectorySession> changed;
	private final SignIn signIn;
	private final SharedConnection<DirectoryConnection, DirectoryException> connection = new SharedConnection<>(
			this::connect, DirectoryException.class, DirectoryConnection::close);

	/** @param changed told by jobs that something else is to be kept for the next start */
	DirectorySession(KnownDirectory known, Consumer<DirectorySession> changed) {
		this.known = known;
		this.changed = changed;
		signIn = new SignIn(new SecurePasswords(),
				new PasswordUser(isKept -> change(entry -> entry.withRemembered(isKept))));
	}

	private void change(UnaryOperator<KnownDirectory> change) {
		KnownDirectory old = known;
		known = change.apply(old);
		if (!known.equals(old)) {
			changed.accept(this);
		}
	}

	/** As it is kept for the next start. */
	public KnownDirectory known() {
		return known;
	}

	void known(KnownDirectory value) {
		known = value;
	}

	public String title() {
		return known.title();
	}

	public boolean isReadOnly() {
		return known.isReadOnly();
	}

	/** Whether connecting asks the user for a password. */
	public boolean hasToAsk() {
		return signIn.hasToAsk(known);
	}

	/**
	 * The connection, made when it is needed; that may ask the user for the password, and whether the server is to be
	 * trusted. Blocks: for jobs only.
	 */
	public DirectoryConnection connection(IProgressMonitor monitor) throws DirectoryException {
		DirectoryConnection made = connection.get(monitor);
		tell(made);
		return made;
	}

	/** It may know names of accounts. */
	private void tell(DirectoryConnection made) {
		if (told != made) {
			told = made;
			SidNames.get().changed();
		}
	}

	/** The connection as it stands; none is made. */
	public Optional<DirectoryConnection> current() {
		return connection.current();
	}

	private DirectoryConnection connect(IProgressMonitor monitor) throws DirectoryException {
		try {
			return signIn.connect(known, credentials -> open(known.settings(credentials), monitor));
		} catch (QueueManagerException e) {
			throw failure(e);
		}
	}

	/**
	 * With the password; may ask the user for it. Blocks: for jobs only.
	 *
	 * @throws DirectoryException
	 *             of kind DENIED if the user gives no password
	 */
	Credentials credentials() throws DirectoryException {
		try {
			return signIn.credentials(known);
		} catch (QueueManagerException e) {
			throw failure(e);
		}
	}

	private static DirectoryException failure(QueueManagerException e) {
		return e.getCause() instanceof DirectoryException failure
				? failure
				: new DirectoryException(e.kind(), e.getMessage(), e.advice(), e);
	}

	/** In the shape that a {@link SignIn} understands. */
	private DirectoryConnection open(DirectorySettings settings, IProgressMonitor monitor)
			throws QueueManagerException {
		try {
			return Services.get(Directories.class).connect(settings, this::isTrusted, monitor);
		} catch (DirectoryException e) {
			throw new QueueManagerException(e.kind(), e.getMessage(), e.advice(), e);
		}
	}

	private boolean isTrusted(ServerCertificate certificate) {
		boolean isTrusted = TrustDialog.ask(certificate);
		if (isTrusted) {
			change(entry -> entry.withTrusted(certificate.fingerprint()));
		}
		return isTrusted;
	}

	/** Ends the connection; the next call makes a new one. Blocks. */
	void disconnect() {
		connection.close();
	}

	/** Uses the password and the connection, if there are such. Blocks: for jobs only. */
	void use(Optional<SignIn.Answer> answer, Optional<DirectoryConnection> fresh) {
		signIn.given(answer.map(SignIn.Answer::password));
		connection.replace(fresh.orElse(null));
		fresh.ifPresent(this::tell);
		answer.ifPresent(password -> signIn.keep(known, password));
	}
}
