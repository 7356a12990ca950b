package dev.quayside.admin;

import org.eclipse.core.runtime.IProgressMonitor;

/** Lets a queue manager act on a queue, or on itself. */
public final class RunAction extends QueueAdministration {

	/** Stands for the queue manager itself in {@link #where}. */
	private static final String MACHINE = "The queue manager";

	private final QueueAction action;

	/** On a queue. */
	public RunAction(QueueManagerConnection connection, QueueAction action, String queue) {
		super(connection, queue);
		this.action = action;
	}

	/** On the queue manager itself. */
	public RunAction(QueueManagerConnection connection, QueueAction action) {
		this(connection, action, MACHINE);
	}

	@Override
	public String name() {
		return action.toString();
	}

	@Override
	String past() {
		return "done";
	}

	@Override
	String change(IProgressMonitor progress) throws QueueManagerException {
		connection.act(action, queue.queue(), progress);
		return action + " done: " + where();
	}
}
