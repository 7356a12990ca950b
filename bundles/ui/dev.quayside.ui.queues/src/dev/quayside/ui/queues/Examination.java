package dev.quayside.ui.queues;

import dev.quayside.admin.ConnectionSettings;
import dev.quayside.admin.QueueManagerException;

/**
 * What is to be examined.
 *
 * @param title
 *            of the queue manager
 */
record Examination(String title, Source settings) {

	/** How to connect. */
	interface Source {

		/** May ask the user for the password. Blocks: for jobs only. */
		ConnectionSettings get() throws QueueManagerException;
	}
}
