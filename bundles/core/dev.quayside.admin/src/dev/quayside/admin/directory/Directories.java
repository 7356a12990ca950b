package dev.quayside.admin.directory;

import org.eclipse.core.runtime.IProgressMonitor;

/** Connects to directories. Offered as a service by the bundle that speaks LDAP. */
public interface Directories {

	/**
	 * Opens a connection, checks the server's certificate and shows it who asks.
	 *
	 * @param question
	 *            asked at most once, about a certificate that nothing else vouches for
	 * @throws DirectoryException
	 *             of kind UNREACHABLE, PROTOCOL or DENIED
	 */
	DirectoryConnection connect(DirectorySettings settings, TrustQuestion question, IProgressMonitor monitor)
			throws DirectoryException;
}
