package dev.quayside.admin.directory;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A directory, as somebody sees it.
 * <p>
 * Methods with a monitor may block on the network and belong in a job. A cancelled monitor ends the call with
 * {@link OperationCanceledException} within about a second. Safe for use by several threads. A connection that broke is made
 * anew by the next call; the trust question was answered with the first.
 */
public interface DirectoryConnection extends AutoCloseable {

	DirectorySettings settings();

	/** What the directory said about itself when the connection was made. */
	DirectoryFacts facts();

	/**
	 * Lists accounts that have certificates or digests; each goes to the consumer as soon as it is read.
	 *
	 * @throws DirectoryException
	 *             also at the end of what was read, where that is not all: a part of the forest was not searched, or the server
	 *             has a limit
	 */
	void accounts(AccountQuery query, Consumer<CertificateAccount> consumer, IProgressMonitor monitor)
			throws DirectoryException;

	/**
	 * Reads the certificates of an account, and looks for the machines that they name.
	 *
	 * @param account
	 *            DN, {@code name@domain}, {@code DOMAIN\name}, or a plain name
	 * @throws DirectoryException
	 *             of kind NOT_FOUND if there is none, INVALID if there are several
	 */
	AccountCertificates certificates(String account, CertificateQuery query, IProgressMonitor monitor)
			throws DirectoryException;

	/**
	 * Works out what a rule removes.
	 *
	 * @throws DirectoryException
	 *             of kind INVALID for a computer, whose certificates are the keys of its queue manager: they go by hand only
	 */
	CertificateChange clean(AccountCertificates account, CleanupRule rule, CertificateQuery query)
			throws DirectoryException;

	/** Works out what has exactly this selection removed. For certificates that somebody picked one by one. */
	CertificateChange clean(AccountCertificates account, CleanupSelection selection) throws DirectoryException;

	/**
	 * Works out how an account gets what a backup file holds, which names the account: one of this program, or what
	 * {@code ldifde} or {@code ldapsearch} exported.
	 *
	 * @throws IOException
	 *             if the file cannot be read, or holds no certificates of exactly one account
	 */
	CertificateChange restore(Path file, CertificateQuery query, IProgressMonitor monitor)
			throws DirectoryException, IOException;

	/**
	 * Works out how the account gets one more certificate.
	 *
	 * @param certificate
	 *            X.509 in DER or PEM
	 * @throws DirectoryException
	 *             of kind INVALID if it is none, or an account of the forest has it already
	 */
	CertificateChange register(AccountCertificates account, byte[] certificate, IProgressMonitor monitor)
			throws DirectoryException;

	/**
	 * Works out how the account gets a certificate in the place of all older ones of the same machine and user; where it
	 * names no machine, of the same subject.
	 *
	 * @throws DirectoryException
	 *             of kind INVALID as with {@link #register}, or if there is no older one
	 */
	CertificateChange renew(AccountCertificates account, byte[] certificate, IProgressMonitor monitor)
			throws DirectoryException;

	/** Works out how certificates whose digests are missing get them. */
	CertificateChange repairDigests(AccountCertificates account) throws DirectoryException;

	/**
	 * Makes a change: looks whether both attributes are what the preview saw, writes the backup, changes both in one request
	 * that fails if anything that the preview saw is not there any more, and reads them back.
	 *
	 * @param folder
	 *            for the backup file; made if it is missing
	 */
	ChangeReceipt apply(CertificateChange change, Path folder, IProgressMonitor monitor);

	/**
	 * What an account or a group is called, as {@code DOMAIN\name}; empty: the forest knows none with this SID.
	 *
	 * @param sid
	 *            such as S-1-5-21-1-2-3-500
	 */
	Optional<String> accountName(String sid, IProgressMonitor monitor) throws DirectoryException;

	/** Lists machines with MSMQ, in no order; fails at the end as {@link #accounts} does. */
	void machines(AccountQuery.Scope scope, Consumer<DirectoryMachine> consumer, IProgressMonitor monitor)
			throws DirectoryException;

	/** Lists public queues, in no order; fails at the end likewise. */
	void queues(AccountQuery.Scope scope, Consumer<PublicQueue> consumer, IProgressMonitor monitor)
			throws DirectoryException;

	/** Lists the sites of the forest. */
	void sites(Consumer<DirectorySite> consumer, IProgressMonitor monitor) throws DirectoryException;

	/** What else MSMQ keeps there, and how it is changed. */
	DirectoryObjects objects();

	@Override
	void close();
}
