package dev.quayside.admin;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;

/** A change to a queue itself, done by one request. */
abstract class QueueAdministration extends QueueChange {

	private boolean isUncertain;

	QueueAdministration(QueueManagerConnection connection, String queue) {
		super(connection, queue);
	}

	/** "made": what follows "not" and "it is not known whether it was". */
	abstract String past();

	/** @return a sentence that says what was done */
	abstract String change(IProgressMonitor progress) throws QueueManagerException;

	@Override
	final String progress() {
		return isUncertain ? "it is not known whether it was " + past() : "it was not " + past();
	}

	@Override
	public final IStatus run(IProgressMonitor monitor) {
		return guarded(monitor, progress -> {
			isUncertain = true;
			try {
				return Outcomes.done(change(progress));
			} catch (QueueManagerException e) {
				isUncertain = e.kind() == QueueManagerException.Kind.UNREACHABLE
						|| e.kind() == QueueManagerException.Kind.TIMEOUT
						|| e.kind() == QueueManagerException.Kind.PROTOCOL;
				throw e;
			}
		});
	}
}
