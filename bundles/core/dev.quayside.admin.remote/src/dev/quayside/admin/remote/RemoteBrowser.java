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
import dev.quayside.rpc.client.Cancellation;
import dev.quayside.rpc.client.RpcClient;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Peeks with a cursor from the first message on, and elsewhere by lookup id, which needs no state at the server but the
 * open queue; that is opened anew when it was lost.
 */
final class RemoteBrowser implements MessageBrowser {

	/** In front of every message: no lookup may be made with it. */
	private static final long BEFORE_FIRST = 0;
	/** Behind every message: no lookup id is greater. */
	private static final long BEHIND_LAST = -1;
	private static final Set<MqStatus> END = Set.of(MqStatus.IO_TIMEOUT, MqStatus.MESSAGE_NOT_FOUND);
	private static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);

	private final Link link;
	private final QueueAddress address;
	private final CursorPages cursors = new CursorPages();
	private final Landmarks landmarks = new Landmarks();
	private volatile RemoteQueue queue;

	RemoteBrowser(Link link, String queue) {
		this.link = link;
		this.address = new QueueAddress(link.settings().address(), queue);
	}

	RemoteBrowser open(CallOptions options) throws QueueManagerException, MqException, RpcException {
		queue = RemoteQueue.open(link.remoteRead(options), QueueNames.formatName(address.manager(), address.queue()),
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
		int[] count = new int[1];
		Consumer<RemoteMessage> counting = message -> {
			landmarks.saw(message.lookupId());
			consumer.accept(Summaries.message(message));
			count[0]++;
			if (monitor.isCanceled()) {
				throw new OperationCanceledException();
			}
		};
		try (MonitorWatch watch = new MonitorWatch(monitor)) {
			Optional<PageRequest> rest = cursors.read(queue, page, maxBody, counting, watch.options());
			if (rest.isPresent()) {
				lookups(rest.get(), maxBody, counting, monitor, watch);
			}
			return count[0];
		} catch (RpcException e) {
			throw Failures.of("Cannot read " + address, e, link.settings());
		}
	}

	/** One message after the other: from the middle of the queue, and backwards. */
	private void lookups(PageRequest page, int maxBody, Consumer<RemoteMessage> consumer, IProgressMonitor monitor,
			MonitorWatch watch) throws QueueManagerException {
		boolean forward = page.direction() == PageRequest.Direction.FORWARD;
		ReceiveAction step = forward ? ReceiveAction.LOOKUP_PEEK_NEXT : ReceiveAction.LOOKUP_PEEK_PREVIOUS;
		RemoteMessage message = start(page, step, maxBody, monitor, watch);
		for (int count = 1; message != null; count++) {
			consumer.accept(message);
			if (count == page.limit()) {
				return;
			}
			long at = message.lookupId();
			message = peek((open, options) -> beside(open, at, step, maxBody, options, monitor), watch);
			checkOrder(at, message, forward);
		}
	}

	/** A server that does not move on would never let the list end. */
	private void checkOrder(long before, RemoteMessage message, boolean forward) throws QueueManagerException {
		int order = message == null ? 0 : Long.compareUnsigned(message.lookupId(), before);
		if (message != null && (forward ? order <= 0 : order >= 0)) {
			throw new QueueManagerException(QueueManagerException.Kind.PROTOCOL,
					"Cannot read " + address + ": the queue manager answers with message "
							+ new LookupId(message.lookupId()) + " when asked for what follows " + new LookupId(before),
					"", null);
		}
	}

	private RemoteMessage start(PageRequest page, ReceiveAction step, int maxBody, IProgressMonitor monitor,
			MonitorWatch watch) throws QueueManagerException {
		boolean forward = step == ReceiveAction.LOOKUP_PEEK_NEXT;
		long at = page.start().map(LookupId::value).orElse(forward ? BEFORE_FIRST : BEHIND_LAST);
		if (at == BEFORE_FIRST) {
			return forward
					? peek((open, options) -> open.read(ReceiveAction.PEEK_CURRENT, 0, 0, 0, maxBody, options), watch)
					: null;
		}
		if (page.inclusive() && page.start().isPresent()) {
			RemoteMessage exact = peek(
					(open, options) -> open.lookup(ReceiveAction.LOOKUP_PEEK_CURRENT, at, 0, maxBody, options), watch);
			if (exact != null) {
				return exact;
			}
		}
		return peek((open, options) -> beside(open, at, step, maxBody, options, monitor), watch);
	}

	/** The next or previous message; of one that has gone, too. */
	private RemoteMessage beside(RemoteQueue open, long at, ReceiveAction step, int maxBody, CallOptions options,
			IProgressMonitor monitor) throws MqException, RpcException {
		try {
			return open.lookup(step, at, 0, maxBody, options);
		} catch (MqException e) {
			Neighbour neighbour = new Neighbour(open, landmarks, options, () -> !monitor.isCanceled());
			if (!e.status().equals(MqStatus.MESSAGE_NOT_FOUND) || neighbour.isThere(at)) {
				throw e;
			}
			return neighbour.of(at, step == ReceiveAction.LOOKUP_PEEK_NEXT, maxBody);
		}
	}

	@Override
	public Message message(LookupId id, int maxBody, IProgressMonitor monitor) throws QueueManagerException {
		try (MonitorWatch watch = new MonitorWatch(monitor)) {
			return Summaries.message(call((open, options) -> open.lookup(ReceiveAction.LOOKUP_PEEK_CURRENT, id.value(),
					0, maxBody, options), watch));
		} catch (MqException e) {
			throw Failures.of(new MqException(e.status(), "Cannot read message " + id + " of " + address));
		} catch (RpcException e) {
			throw Failures.of("Cannot read message " + id + " of " + address, e, link.settings());
		}
	}

	/** The message, or null at the end of the queue and where a receive holds it. */
	private RemoteMessage peek(Peek peek, MonitorWatch watch) throws QueueManagerException {
		try {
			return call(peek, watch);
		} catch (MqException e) {
			if (END.contains(e.status()) || Neighbour.HELD.contains(e.status())) {
				return null;
			}
			throw Failures.of(e);
		} catch (RpcException e) {
			throw Failures.of("Cannot read " + address, e, link.settings());
		}
	}

	/** Peeks; where the queue was lost with the connection, opens it anew, once. */
	private RemoteMessage call(Peek peek, MonitorWatch watch) throws QueueManagerException, MqException, RpcException {
		Optional<RpcClient> before = link.current();
		try {
			return peek.run(queue, watch.options());
		} catch (RpcConnectException e) {
			link.drop(before);
		} catch (RpcFaultException e) {
			if (!e.status().equals(FaultStatus.CONTEXT_MISMATCH)) {
				throw e;
			}
		}
		return peek.run(open(watch.options()).queue, watch.options());
	}

	@Override
	public void close() {
		try {
			queue.close(new CallOptions(CLOSE_LIMIT, new Cancellation()));
		} catch (MqException | RpcException e) {
			System.getLogger(RemoteBrowser.class.getName()).log(System.Logger.Level.DEBUG, "Cannot close a queue", e);
		}
	}
}
