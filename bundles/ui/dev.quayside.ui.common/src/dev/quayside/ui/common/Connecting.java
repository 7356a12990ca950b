package dev.quayside.ui.common;

import dev.quayside.admin.ConnectionSettings;
import dev.quayside.admin.QueueManagerConnection;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.QueueManagers;

import org.eclipse.core.runtime.IProgressMonitor;

/** Connects, and makes sure that we are let in. */
public final class Connecting {

	private Connecting() {}

	/**
	 * Blocks: for jobs only.
	 *
	 * @throws QueueManagerException
	 *             also if the first call is refused
	 */
	public static QueueManagerConnection connect(ConnectionSettings settings, IProgressMonitor monitor)
			throws QueueManagerException {
		QueueManagerConnection connection = Services.get(QueueManagers.class).connect(settings, monitor);
		boolean isIn = false;
		try {
			connection.verify(monitor);
			isIn = true;
			return connection;
		} finally {
			if (!isIn) {
				connection.close();
			}
		}
	}
}
