package dev.quayside.ui.common;

import dev.quayside.admin.Capabilities;
import dev.quayside.admin.QueueManagerConnection;
import dev.quayside.admin.QueueManagerException;

import org.eclipse.core.runtime.IProgressMonitor;

import java.util.Map;
import java.util.WeakHashMap;

/** What queue managers offer, asked once for each connection. Safe for use by several threads. */
final class Offers {

	private final Map<QueueManagerConnection, Capabilities> known = new WeakHashMap<>();

	/** Null if the queue manager does not say: it is asked again the next time. Blocks: for jobs only. */
	Capabilities of(QueueManagerConnection connection, IProgressMonitor monitor) {
		synchronized (known) {
			if (known.containsKey(connection)) {
				return known.get(connection);
			}
		}
		try {
			Capabilities told = connection.capabilities(monitor);
			synchronized (known) {
				known.put(connection, told);
			}
			return told;
		} catch (QueueManagerException e) {
			System.getLogger(Offers.class.getName()).log(System.Logger.Level.DEBUG, "What is offered is not known", e);
			return null;
		}
	}
}
