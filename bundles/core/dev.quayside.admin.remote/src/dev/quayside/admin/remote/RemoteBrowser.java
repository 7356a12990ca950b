package dev.quayside.admin.remote;

import dev.quayside.admin.LookupId;
import dev.quayside.admin.Message;
import dev.quayside.admin.MessageBrowser;
import dev.quayside.admin.PageRequest;
import dev.quayside.admin.QueueAddress;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.rpc.remoteread.ReceiveAction;
import dev.quayside.msmq.rpc.remoteread.RemoteMessage;
import dev.quayside.msmq.rpc.remoteread.RemoteQueue;
import dev.quayside.msmq.rpc.remoteread.RemoteRead;
import dev.quayside.rpc.FaultStatus;
import dev.quayside.rpc.RpcConnectException;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.RpcFaultException;
import dev.quayside.rpc.client.CallOptions;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;

import java.util.Set;
import java.util.function.Consumer;

/** Peeks by lookup id, which needs no state at the server but the open queue; that is opened anew when it was lost. */
final class RemoteBrowser implements MessageBrowser {

	/** Behind every message: no lookup id is greater. */
	private static final long BEHIND_LAST = -1;
	private static final Set<MqStatus> END = Set.of(MqStatus.IO_TIMEOUT, MqStatus.MESSAGE_NOT_FOUND);

	private final Link link;
	private final QueueAddress address;
	private volatile RemoteQueue queue;

	RemoteBrowser(Link link, String queue) {
		this.link = link;
		this.address = new QueueAddress(link.settings().address(), queue);
	}

	RemoteBrowser open(CallOptions options) throws QueueManagerException, MqException, RpcException {
		queue = RemoteQueue.open(link.remoteRead(), QueueNames.formatName(address.manager(), address.queue()),
				RemoteRead.Access.PEEK, false, RemoteConnection.CLIENT, options);
		return this;
	}

	@Override
	public QueueAddress queue() {
		return address;
	}

	private interface Peek {

		RemoteMessage run(RemoteQueue open, CallOptions options) throws MqException, RpcException;
	}

	@Override
	public int messages(PageRequest page, int maxBody, Consumer<Message> consumer, IProgressMonitor monitor)
			throws QueueManagerException {
		try (MonitorWatch watch = new MonitorWatch(monitor)) {
			boolean forward = page.direction() == PageRequest.Direction.FORWARD;
			ReceiveAction step = forward ? ReceiveAction.LOOKUP_PEEK_NEXT : ReceiveAction.LOOKUP_PEEK_PREVIOUS;
			int count = 0;
			RemoteMessage message = start(page, step, maxBody, watch);
			while (message != null) {
				consumer.accept(Summaries.message(message));
				count++;
				if (monitor.isCanceled()) {
					throw new OperationCanceledException();
				}
				if (count == page.limit()) {
					break;
				}
				long at = message.lookupId();
				message = peek((open, options) -> open.lookup(step, at, 0, maxBody, options), watch);
			}
			return count;
		}
	}

	private RemoteMessage start(PageRequest page, ReceiveAction step, int maxBody, MonitorWatch watch)
			throws QueueManagerException {
		if (page.start().isEmpty()) {
			return page.direction() == PageRequest.Direction.FORWARD
					? peek((open, options) -> open.read(ReceiveAction.PEEK_CURRENT, 0, 0, 0, maxBody, options), watch)
					: peek((open, options) -> open.lookup(step, BEHIND_LAST, 0, maxBody, options), watch);
		}
		long at = page.start().get().value();
		if (page.inclusive()) {
			RemoteMessage exact = peek(
					(open, options) -> open.lookup(ReceiveAction.LOOKUP_PEEK_CURRENT, at, 0, maxBody, options), watch);
			if (exact != null) {
				return exact;
			}
		}
		return peek((open, options) -> open.lookup(step, at, 0, maxBody, options), watch);
	}

	@Override
	public Message message(LookupId id, int maxBody, IProgressMonitor monitor) throws QueueManagerException {
		try (MonitorWatch watch = new MonitorWatch(monitor)) {
			RemoteMessage message = peek(
					(open, options) -> open.lookup(ReceiveAction.LOOKUP_PEEK_CURRENT, id.value(), 0,
							maxBody, options),
					watch);
			if (message == null) {
				throw Failures.of(new MqException(MqStatus.MESSAGE_NOT_FOUND, "Message " + id + " of " + address));
			}
			return Summaries.message(message);
		}
	}

	/** The message, or null at the end of the queue. */
	private RemoteMessage peek(Peek peek, MonitorWatch watch) throws QueueManagerException {
		try {
			try {
				return peek.run(queue, watch.options());
			} catch (RpcConnectException e) {
				link.disconnect();
				return peek.run(open(watch.options()).queue, watch.options());
			} catch (RpcFaultException e) {
				if (!e.status().equals(FaultStatus.CONTEXT_MISMATCH)) {
					throw e;
				}
				return peek.run(open(watch.options()).queue, watch.options());
			}
		} catch (MqException e) {
			if (END.contains(e.status())) {
				return null;
			}
			throw Failures.of(e);
		} catch (RpcException e) {
			throw Failures.of("Cannot read " + address, e);
		}
	}

	@Override
	public void close() {
		try {
			queue.close(CallOptions.defaults());
		} catch (MqException | RpcException e) {
			System.getLogger(RemoteBrowser.class.getName()).log(System.Logger.Level.DEBUG, "Cannot close a queue", e);
		}
	}
}
