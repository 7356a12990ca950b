package dev.quayside.admin;

import org.eclipse.core.runtime.IProgressMonitor;

/** Deletes a queue with its messages, its journal and its subqueues. */
public final class DeleteQueue extends QueueAdministration {

	public DeleteQueue(QueueManagerConnection connection, String queue) {
		super(connection, queue);
	}

	@Override
	public String name() {
		return "Delete queue";
	}

	@Override
	String past() {
		return "deleted";
	}

	@Override
	String change(IProgressMonitor progress) throws QueueManagerException {
		connection.deleteQueue(queue.queue(), progress);
		return "Queue " + queue.queue() + " deleted";
	}
}
