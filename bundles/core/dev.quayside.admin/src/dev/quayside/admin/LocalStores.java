package dev.quayside.admin;

import java.nio.file.Path;

/** Looks after the stores of local queue managers that do not run. Offered as a service. */
public interface LocalStores {

	/**
	 * Looks at everything in a store, and changes nothing; takes some seconds for each gigabyte.
	 *
	 * @param data
	 *            folder of the queue manager
	 * @throws QueueManagerException
	 *             if there is none, it is in use, a later version wrote it, or it is too damaged to be opened
	 */
	StoreCheck check(Path data) throws QueueManagerException;

	/**
	 * Writes the file of a store anew, without the space that is not needed any more; a crash leaves the old one or the new
	 * one.
	 *
	 * @throws QueueManagerException
	 *             as {@link #check}, or if anything in it is damaged or there is no room; it stays as it is then
	 */
	StoreCompaction compact(Path data) throws QueueManagerException;
}
