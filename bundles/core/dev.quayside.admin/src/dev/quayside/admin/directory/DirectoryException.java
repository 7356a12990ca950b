package dev.quayside.admin.directory;

import dev.quayside.admin.AdminException;
import dev.quayside.admin.QueueManagerException.Kind;

/** A request to a directory server failed, or could not be made; the status is that of LDAP by name and number. */
public final class DirectoryException extends AdminException {

	private static final long serialVersionUID = 1L;

	/**
	 * @param message
	 *            what failed and where
	 * @param advice
	 *            what to try; may be empty
	 */
	public DirectoryException(Kind kind, String message, String advice, Throwable cause) {
		this(kind, message, advice, kind.name(), cause);
	}

	/**
	 * @param status
	 *            that the server reported, by name and number
	 */
	public DirectoryException(Kind kind, String message, String advice, String status, Throwable cause) {
		super(kind, message, advice, status, cause);
	}
}
