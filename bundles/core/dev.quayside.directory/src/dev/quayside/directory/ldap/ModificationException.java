package dev.quayside.directory.ldap;

import dev.quayside.admin.directory.DirectoryException;

import java.util.Optional;

/** A change that was not made, or of which that is not known. */
public final class ModificationException extends Exception {

	private static final long serialVersionUID = 1L;

	private final transient DirectoryException failure;
	private final int code;
	private final transient Optional<Endpoint> uncertainAt;

	/**
	 * @param code
	 *            result of LDAP; 0 if there is none
	 * @param uncertainAt
	 *            server that may have carried it out although no answer came
	 */
	ModificationException(DirectoryException failure, int code, Optional<Endpoint> uncertainAt) {
		super(failure.getMessage(), failure);
		this.failure = failure;
		this.code = code;
		this.uncertainAt = uncertainAt;
	}

	public DirectoryException failure() {
		return failure;
	}

	/** The server that may have carried it out although no answer came; empty: nothing was changed. */
	public Optional<Endpoint> uncertainAt() {
		return uncertainAt;
	}

	/** Whether the object has no longer what the change was made for. */
	public boolean isConflict() {
		return code == ResultCodes.NO_SUCH_ATTRIBUTE || code == ResultCodes.ATTRIBUTE_OR_VALUE_EXISTS;
	}

	/** Whether an object is in the way of one that is to be made, or one that is to be changed is not there any more. */
	public boolean isConflictOfNames(boolean isCreation) {
		return code == (isCreation ? ResultCodes.ENTRY_ALREADY_EXISTS : ResultCodes.NO_SUCH_OBJECT);
	}
}
