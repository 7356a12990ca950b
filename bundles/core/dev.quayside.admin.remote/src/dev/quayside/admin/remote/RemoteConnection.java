package dev.quayside.admin.remote;

import dev.quayside.admin.ConnectionSettings;
import dev.quayside.admin.ItemResult;
import dev.quayside.admin.LookupId;
import dev.quayside.admin.MachineSummary;
import dev.quayside.admin.Message;
import dev.quayside.admin.MessageBrowser;
import dev.quayside.admin.QueueListing;
import dev.quayside.admin.QueueManagerConnection;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.QueueSummary;
import dev.quayside.admin.Reading;
import dev.quayside.admin.ReceiveRequest;
import dev.quayside.msmq.MqException;
import dev.quayside.msmq.rpc.management.ManagementClient;
import dev.quayside.msmq.rpc.remoteread.ReceiveAction;
import dev.quayside.msmq.rpc.remoteread.RemoteMessage;
import dev.quayside.msmq.rpc.remoteread.RemoteQueue;
import dev.quayside.msmq.rpc.remoteread.RemoteRead;
import dev.quayside.rpc.RpcConnectException;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.client.CallOptions;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** A queue manager over RemoteRead and qmmgmt. */
final class RemoteConnection implements QueueManagerConnection {

	/** What this program calls itself towards queue managers. */
	static final UUID CLIENT = UUID.randomUUID();

	private final Link link;

	RemoteConnection(Link link) {
		this.link = link;
	}

	private interface Work<T> {

		T run(MonitorWatch watch) throws QueueManagerException, MqException, RpcException;
	}

	/** Runs calls under a monitor; an idle connection that broke meanwhile is made anew, once. */
	private <T> T run(String what, IProgressMonitor monitor, Work<T> work) throws QueueManagerException {
		boolean wasConnected = link.isConnected();
		try (MonitorWatch watch = new MonitorWatch(monitor)) {
			try {
				return work.run(watch);
			} catch (RpcConnectException e) {
				link.disconnect();
				if (!wasConnected) {
					throw e;
				}
				return work.run(watch);
			}
		} catch (MqException e) {
			throw Failures.of(e);
		} catch (RpcException e) {
			throw Failures.of(what, e);
		}
	}

	@Override
	public ConnectionSettings settings() {
		return link.settings();
	}

	private String host() {
		return settings().address().toString();
	}

	@Override
	public MachineSummary machine(IProgressMonitor monitor) throws QueueManagerException {
		return run("Cannot ask " + host(), monitor, watch -> MachineReader.read(link, watch.options()));
	}

	@Override
	public void queues(QueueListing listing, Consumer<QueueSummary> consumer, IProgressMonitor monitor)
			throws QueueManagerException {
		List<String> paths = run("Cannot list the queues of " + host(), monitor,
				watch -> MachineReader.queuePaths(link, listing, watch.options()));
		for (String path : paths) {
			if (monitor.isCanceled()) {
				throw new OperationCanceledException();
			}
			try {
				consumer.accept(queue(path, monitor));
			} catch (QueueManagerException e) {
				if (e.kind() == QueueManagerException.Kind.UNREACHABLE) {
					throw e;
				}
				consumer.accept(QueueReader.unknown(settings().address(), path, e.getMessage()));
			}
		}
	}

	@Override
	public QueueSummary queue(String queue, IProgressMonitor monitor) throws QueueManagerException {
		return run("Cannot ask " + host() + " for " + queue, monitor,
				watch -> QueueReader.read(new ManagementClient(link.management()), settings().address(), queue,
						watch.options()));
	}

	@Override
	public MessageBrowser browse(String queue, IProgressMonitor monitor) throws QueueManagerException {
		RemoteBrowser browser = new RemoteBrowser(link, queue);
		return run("Cannot open " + queue + " on " + host(), monitor, watch -> browser.open(watch.options()));
	}

	private RemoteQueue open(String queue, CallOptions options)
			throws QueueManagerException, MqException, RpcException {
		return RemoteQueue.open(link.remoteRead(), QueueNames.formatName(settings().address(), queue),
				RemoteRead.Access.RECEIVE, false, CLIENT, options);
	}

	@Override
	public Message receive(String queue, ReceiveRequest request, int maxBody, IProgressMonitor monitor)
			throws QueueManagerException {
		return run("Cannot receive from " + queue + " on " + host(), monitor, watch -> {
			RemoteQueue open = open(queue, watch.options());
			try {
				return receive(open, request, maxBody, watch);
			} finally {
				closeQuietly(open);
			}
		});
	}

	private Message receive(RemoteQueue open, ReceiveRequest request, int maxBody, MonitorWatch watch)
			throws MqException, RpcException {
		long requestId = open.newRequestId();
		CallOptions waiting = watch.within(request.timeout().plus(settings().callTimeout()));
		RemoteMessage message = request.lookupId().isPresent()
				? open.lookup(ReceiveAction.LOOKUP_RECEIVE_CURRENT, request.lookupId().get().value(), requestId,
						maxBody,
						waiting)
				: open.read(ReceiveAction.RECEIVE, 0, request.timeout().toMillis(), requestId, maxBody, waiting);
		open.end(requestId, !request.giveBack(), CallOptions.defaults());
		return Summaries.message(message);
	}

	/** What stays open at the server is run down when the connection ends. */
	private static void closeQuietly(RemoteQueue open) {
		try {
			open.close(CallOptions.defaults());
		} catch (MqException | RpcException e) {
			System.getLogger(RemoteConnection.class.getName()).log(System.Logger.Level.DEBUG, "Cannot close a queue",
					e);
		}
	}

	@Override
	public void delete(String queue, List<LookupId> ids, Consumer<ItemResult> consumer, IProgressMonitor monitor)
			throws QueueManagerException {
		run("Cannot delete from " + queue + " on " + host(), monitor, watch -> {
			RemoteQueue open = open(queue, watch.options());
			try {
				for (LookupId id : ids) {
					if (monitor.isCanceled()) {
						throw new OperationCanceledException();
					}
					consumer.accept(delete(open, id, watch.options()));
				}
				return null;
			} finally {
				closeQuietly(open);
			}
		});
	}

	private static ItemResult delete(RemoteQueue open, LookupId id, CallOptions options) throws RpcException {
		try {
			long requestId = open.newRequestId();
			open.lookup(ReceiveAction.LOOKUP_RECEIVE_CURRENT, id.value(), requestId, 0, options);
			open.end(requestId, true, CallOptions.defaults());
			return ItemResult.done(id);
		} catch (MqException e) {
			return new ItemResult(id, e.status().toString(), Optional.of(Failures.of(e)));
		}
	}

	@Override
	public Reading<Long> purge(String queue, IProgressMonitor monitor) throws QueueManagerException {
		Reading<Long> count = queue(queue, monitor).messageCount();
		return run("Cannot purge " + queue + " on " + host(), monitor, watch -> {
			RemoteQueue open = open(queue, watch.options());
			try {
				open.purge(watch.options());
				return count;
			} finally {
				closeQuietly(open);
			}
		});
	}

	@Override
	public void close() {
		link.disconnect();
	}
}
