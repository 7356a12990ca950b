package dev.quayside.admin.remote;

import dev.quayside.admin.ConnectionSettings;
import dev.quayside.admin.QueueManagerConnection;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.QueueManagers;
import dev.quayside.rpc.RpcException;

import org.eclipse.core.runtime.IProgressMonitor;
import org.osgi.service.component.annotations.Component;

/** Connects to queue managers over RemoteRead and qmmgmt. */
@Component
public final class RemoteQueueManagers implements QueueManagers {

	@Override
	public QueueManagerConnection connect(ConnectionSettings settings, IProgressMonitor monitor)
			throws QueueManagerException {
		Link link = new Link(settings);
		boolean connected = false;
		try (MonitorWatch watch = new MonitorWatch(monitor)) {
			link.client(watch.options().cancellation());
			connected = true;
			return new RemoteConnection(link);
		} catch (RpcException e) {
			throw Failures.of("Cannot connect to " + settings.address(), e, settings);
		} finally {
			if (!connected) {
				link.disconnect();
			}
		}
	}
}
