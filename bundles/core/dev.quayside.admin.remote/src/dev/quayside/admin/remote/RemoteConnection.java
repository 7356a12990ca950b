package dev.quayside.admin.remote;

import dev.quayside.admin.ConnectionSecurity;
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
import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.MqException;
import dev.quayside.msmq.property.MachineProperty;
import dev.quayside.msmq.rpc.management.ManagementClient;
import dev.quayside.msmq.rpc.remoteread.ReceiveAction;
import dev.quayside.msmq.rpc.remoteread.RemoteMessage;
import dev.quayside.msmq.rpc.remoteread.RemoteQueue;
import dev.quayside.msmq.rpc.remoteread.RemoteRead;
import dev.quayside.rpc.RpcCancelledException;
import dev.quayside.rpc.RpcConnectException;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.RpcTimeoutException;
import dev.quayside.rpc.client.CallOptions;
import dev.quayside.rpc.client.Cancellation;
import dev.quayside.rpc.client.RpcClient;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** A queue manager over RemoteRead and qmmgmt. */
final class RemoteConnection implements QueueManagerConnection {

	/** What this program calls itself towards queue managers. */
	static final UUID CLIENT = UUID.randomUUID();

	/** Enough for what only tidies up. */
	private static final CallOptions LAST_CALL = new CallOptions(Duration.ofSeconds(1), new Cancellation());

	private final Link link;

	RemoteConnection(Link link) {
		this.link = link;
	}

	private interface Work<T> {

		T run(MonitorWatch watch) throws QueueManagerException, MqException, RpcException;
	}

	/** Runs calls under a monitor. */
	private <T> T run(String what, IProgressMonitor monitor, Work<T> work) throws QueueManagerException {
		try (MonitorWatch watch = new MonitorWatch(monitor)) {
			return work.run(watch);
		} catch (MqException e) {
			throw Failures.of(e);
		} catch (RpcException e) {
			throw Failures.of(what, e, link.settings());
		}
	}

	/**
	 * Runs calls that change nothing, or are the first ones of those that do: when an idle connection broke meanwhile it is
	 * made anew, once.
	 */
	private <T> T again(MonitorWatch watch, Work<T> work) throws QueueManagerException, MqException, RpcException {
		Optional<RpcClient> before = link.current();
		try {
			return work.run(watch);
		} catch (RpcConnectException e) {
			if (before.isEmpty()) {
				throw e;
			}
			link.drop(before);
			return work.run(watch);
		}
	}

	@Override
	public ConnectionSettings settings() {
		return link.settings();
	}

	@Override
	public ConnectionSecurity security() {
		return link.security();
	}

	private String host() {
		return settings().address().toString();
	}

	@Override
	public void verify(IProgressMonitor monitor) throws QueueManagerException {
		run("Cannot connect to " + host(), monitor, watch -> again(watch,
				same -> new ManagementClient(link.management(same.options())).machine(List.of(MachineProperty.TYPE),
						same.options())));
	}

	@Override
	public MachineSummary machine(IProgressMonitor monitor) throws QueueManagerException {
		return run("Cannot ask " + host(), monitor,
				watch -> again(watch, same -> MachineReader.read(link, same.options())));
	}

	@Override
	public void queues(QueueListing listing, Consumer<QueueSummary> consumer, IProgressMonitor monitor)
			throws QueueManagerException {
		List<String> paths = run("Cannot list the queues of " + host(), monitor,
				watch -> again(watch, same -> MachineReader.queuePaths(link, listing, same.options())));
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
				if (e.kind() != QueueManagerException.Kind.NOT_FOUND) {
					consumer.accept(QueueReader.unknown(settings().address(), path, e.getMessage()));
				}
			}
		}
	}

	@Override
	public QueueSummary queue(String queue, IProgressMonitor monitor) throws QueueManagerException {
		return run("Cannot ask " + host() + " for " + queue, monitor, watch -> again(watch, same -> QueueReader.read(
				new ManagementClient(link.management(same.options())), settings().address(), queue, same.options())));
	}

	@Override
	public MessageBrowser browse(String queue, IProgressMonitor monitor) throws QueueManagerException {
		RemoteBrowser browser = new RemoteBrowser(link, queue);
		return run("Cannot open " + queue + " on " + host(), monitor,
				watch -> again(watch, same -> browser.open(same.options())));
	}

	private RemoteQueue open(String queue, MonitorWatch watch)
			throws QueueManagerException, MqException, RpcException {
		FormatName name = QueueNames.formatName(settings().address(), queue);
		return again(watch, same -> RemoteQueue.open(link.remoteRead(same.options()), name, RemoteRead.Access.RECEIVE,
				false, CLIENT, same.options()));
	}

	private interface Use<T> {

		T run(RemoteQueue open) throws QueueManagerException, MqException, RpcException;
	}

	/** Opens a queue for receiving, uses it once, and closes it unless the connection broke. */
	private <T> T using(String queue, MonitorWatch watch, Use<T> use)
			throws QueueManagerException, MqException, RpcException {
		RemoteQueue open = open(queue, watch);
		Optional<RpcClient> client = link.current();
		try {
			return use.run(open);
		} catch (RpcConnectException e) {
			link.drop(client);
			throw e;
		} finally {
			quietly(() -> open.close(LAST_CALL));
		}
	}

	@Override
	public Message receive(String queue, ReceiveRequest request, int maxBody, IProgressMonitor monitor)
			throws QueueManagerException {
		return run("Cannot receive from " + queue + " on " + host(), monitor,
				watch -> using(queue, watch, open -> receive(open, request, maxBody, watch)));
	}

	private Message receive(RemoteQueue open, ReceiveRequest request, int maxBody, MonitorWatch watch)
			throws QueueManagerException, MqException, RpcException {
		long requestId = open.newRequestId();
		CallOptions waiting = watch.within(request.timeout().plus(settings().callTimeout()));
		RemoteMessage message;
		try {
			message = request.lookupId().isPresent()
					? open.lookup(ReceiveAction.LOOKUP_RECEIVE_CURRENT, request.lookupId().get().value(), requestId,
							maxBody, waiting)
					: open.read(ReceiveAction.RECEIVE, 0, request.timeout().toMillis(), requestId, maxBody, waiting);
		} catch (RpcCancelledException | RpcTimeoutException e) {
			quietly(() -> open.cancel(requestId, LAST_CALL));
			throw e;
		}
		Optional<RpcClient> client = link.current();
		try {
			open.end(requestId, !request.giveBack(), CallOptions.defaults());
		} catch (RpcConnectException | RpcTimeoutException e) {
			link.drop(client);
			throw new QueueManagerException(QueueManagerException.Kind.UNREACHABLE,
					"Message " + new LookupId(message.lookupId()) + " was read from " + open.name().text() + ", and "
							+ (request.giveBack() ? "giving it back" : "taking it") + " was not confirmed: "
							+ e.getMessage(),
					"Look whether the message is still in the queue", e);
		}
		return Summaries.message(message);
	}

	private interface LastCall {

		void run() throws MqException, RpcException;
	}

	/** For the end of something: what stays open at the server is run down when the association ends. */
	private static void quietly(LastCall call) {
		try {
			call.run();
		} catch (MqException | RpcException e) {
			System.getLogger(RemoteConnection.class.getName()).log(System.Logger.Level.DEBUG, "Cannot end a read", e);
		}
	}

	@Override
	public void delete(String queue, List<LookupId> ids, Consumer<ItemResult> consumer, IProgressMonitor monitor)
			throws QueueManagerException {
		run("Cannot delete from " + queue + " on " + host(), monitor, watch -> using(queue, watch, open -> {
			for (LookupId id : ids) {
				if (monitor.isCanceled()) {
					throw new OperationCanceledException();
				}
				consumer.accept(delete(open, id, watch.options()));
			}
			return null;
		}));
	}

	private static ItemResult delete(RemoteQueue open, LookupId id, CallOptions options) throws RpcException {
		try {
			long requestId = open.newRequestId();
			open.lookup(ReceiveAction.LOOKUP_RECEIVE_CURRENT, id.value(), requestId, 0, options);
			open.end(requestId, true, options);
			return ItemResult.done(id);
		} catch (MqException e) {
			return ItemResult.failed(id, Failures.of(new MqException(e.status(), "Cannot delete message " + id)));
		}
	}

	@Override
	public Reading<Long> purge(String queue, IProgressMonitor monitor) throws QueueManagerException {
		Reading<Long> count = count(queue, monitor);
		return run("Cannot purge " + queue + " on " + host(), monitor, watch -> using(queue, watch, open -> {
			open.purge(watch.options());
			return count;
		}));
	}

	/** Who may purge a queue may not always ask for its properties. */
	private Reading<Long> count(String queue, IProgressMonitor monitor) throws QueueManagerException {
		try {
			return queue(queue, monitor).messageCount();
		} catch (QueueManagerException e) {
			if (e.kind() == QueueManagerException.Kind.UNREACHABLE) {
				throw e;
			}
			return Reading.unknown(e.getMessage());
		}
	}

	private static QueueManagerException missing() {
		return new QueueManagerException(QueueManagerException.Kind.FAILED, "Not there yet", "", null);
	}

	@Override
	public void move(String queue, String target, List<LookupId> ids, Consumer<ItemResult> consumer, IProgressMonitor monitor)
			throws QueueManagerException {
		throw missing();
	}

	@Override
	public void reject(String queue, List<LookupId> ids, Consumer<ItemResult> consumer, IProgressMonitor monitor)
			throws QueueManagerException {
		throw missing();
	}

	@Override
	public dev.quayside.admin.Capabilities capabilities(IProgressMonitor monitor)
			throws QueueManagerException {
		throw missing();
	}

	@Override
	public QueueSummary createQueue(String queue, dev.quayside.admin.QueueSettings settings, IProgressMonitor monitor)
			throws QueueManagerException {
		throw missing();
	}

	@Override
	public QueueSummary changeQueue(String queue, dev.quayside.admin.QueueSettings settings, IProgressMonitor monitor)
			throws QueueManagerException {
		throw missing();
	}

	@Override
	public void deleteQueue(String queue, IProgressMonitor monitor)
			throws QueueManagerException {
		throw missing();
	}

	@Override
	public dev.quayside.admin.QueueDetails queueDetails(String queue, IProgressMonitor monitor)
			throws QueueManagerException {
		throw missing();
	}

	@Override
	public dev.quayside.admin.MachineDetails machineDetails(IProgressMonitor monitor)
			throws QueueManagerException {
		throw missing();
	}

	@Override
	public void act(dev.quayside.admin.QueueAction action, String queue, IProgressMonitor monitor)
			throws QueueManagerException {
		throw missing();
	}

	@Override
	public dev.quayside.admin.OwnHandles handles() {
		throw new UnsupportedOperationException("Not there yet");
	}

	@Override
	public void close() {
		link.disconnect();
	}
}
