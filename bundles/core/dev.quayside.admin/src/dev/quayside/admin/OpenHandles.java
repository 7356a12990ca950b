package dev.quayside.admin;

import org.eclipse.core.runtime.IProgressMonitor;

import java.util.List;

/**
 * What clients hold open at a queue manager. Methods may block on the network and belong in a job; those that name
 * something that has gone meanwhile end with kind NOT_FOUND. Safe for use by several threads.
 */
public interface OpenHandles {

	/** By client and queue. */
	List<HeldQueue> list(IProgressMonitor monitor) throws QueueManagerException;

	/** Ends a receive: one that waits is cancelled, one that holds a message gives it back. */
	void release(long handle, long requestId, IProgressMonitor monitor) throws QueueManagerException;

	/** Closes an open queue with its cursors, and ends its receives likewise. */
	void close(long handle, IProgressMonitor monitor) throws QueueManagerException;

	/** Closes a cursor. */
	void closeCursor(long handle, long cursor, IProgressMonitor monitor) throws QueueManagerException;
}
