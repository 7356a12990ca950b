package dev.quayside.admin.remote;

import dev.quayside.admin.HeldCursor;
import dev.quayside.admin.HeldQueue;
import dev.quayside.admin.Message;
import dev.quayside.admin.OwnHandles;
import dev.quayside.admin.QueueAddress;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.rpc.remoteread.RemoteQueue;
import dev.quayside.msmq.rpc.remoteread.RemoteRead;
import dev.quayside.rpc.FaultStatus;
import dev.quayside.rpc.RpcCancelledException;
import dev.quayside.rpc.RpcConnectException;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.RpcFaultException;
import dev.quayside.rpc.RpcTimeoutException;
import dev.quayside.rpc.client.CallOptions;
import dev.quayside.rpc.client.RpcClient;

import org.eclipse.core.runtime.IProgressMonitor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** The queues that this program holds open over one connection, to try out cursors and receives. */
final class RemoteHandles implements OwnHandles {

	private final Calls calls;
	private final Map<Long, OpenHandle> open = new ConcurrentSkipListMap<>();
	private final AtomicLong lastHandle = new AtomicLong();
	private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

	RemoteHandles(Calls calls) {
		this.calls = calls;
	}

	@Override
	public List<HeldQueue> list(IProgressMonitor monitor) {
		forgetLost();
		return new ArrayList<>(open.values().stream().map(OpenHandle::held).toList());
	}

	/** What was open over a connection that broke is gone at the server too. */
	private void forgetLost() {
		Optional<RpcClient> current = calls.link().current();
		if (open.values().removeIf(handle -> !current.equals(handle.client()))) {
			changed();
		}
	}

	private void changed() {
		listeners.forEach(Runnable::run);
	}

	@Override
	public Runnable onChanged(Runnable listener) {
		listeners.add(listener);
		return () -> listeners.remove(listener);
	}

	@Override
	public HeldQueue open(String queue, HeldQueue.Access access, boolean exclusive, IProgressMonitor monitor)
			throws QueueManagerException {
		FormatName name = QueueNames.formatName(calls.settings().address(), queue);
		int code = switch (access) {
			case PEEK -> RemoteRead.Access.PEEK;
			case RECEIVE -> RemoteRead.Access.RECEIVE;
			case MOVE -> throw new IllegalArgumentException("Only peek and receive can be tried out");
		};
		OpenHandle handle = calls.ask("Cannot open " + queue, monitor, watch -> {
			RpcClient client = calls.link().client(watch.options().cancellation());
			RemoteQueue remote = RemoteQueue.open(client.channel(RemoteRead.INTERFACE), name, code, exclusive,
					RemoteConnection.CLIENT, watch.options());
			return new OpenHandle(remote, Optional.of(client),
					new HeldQueue(lastHandle.incrementAndGet(), calls.settings().identity(),
							new QueueAddress(calls.settings().address(), queue), access, exclusive, List.of(),
							List.of()));
		});
		HeldQueue held = handle.held();
		open.put(held.handle(), handle);
		changed();
		return held;
	}

	private OpenHandle find(long handle) throws QueueManagerException {
		forgetLost();
		OpenHandle found = open.get(handle);
		if (found == null) {
			throw gone("The queue is not open any more");
		}
		return found;
	}

	private static QueueManagerException gone(String what) {
		return new QueueManagerException(Kind.NOT_FOUND, what,
				"It was closed, or the connection broke meanwhile: open the queue again", null);
	}

	/** Something done with an open queue. */
	private interface Use<T> {

		T run(OpenHandle handle, MonitorWatch watch) throws QueueManagerException, MqException, RpcException;
	}

	private <T> T use(String what, long id, IProgressMonitor monitor, Use<T> use) throws QueueManagerException {
		OpenHandle handle = find(id);
		try {
			return calls.run(what + " at " + handle.queue(), monitor, watch -> {
				try {
					return use.run(handle, watch);
				} catch (RpcConnectException e) {
					calls.link().drop(handle.client());
					throw e;
				} catch (RpcFaultException e) {
					if (!e.status().equals(FaultStatus.CONTEXT_MISMATCH)) {
						throw e;
					}
					open.remove(id);
					throw gone("The queue is not open any more");
				}
			});
		} finally {
			changed();
		}
	}

	@Override
	public HeldCursor createCursor(long handle, IProgressMonitor monitor) throws QueueManagerException {
		return use("Cannot create a cursor", handle, monitor,
				(queue, watch) -> queue.created(queue.remote().createCursor(watch.options())));
	}

	@Override
	public void closeCursor(long handle, long cursor, IProgressMonitor monitor) throws QueueManagerException {
		use("Cannot close the cursor", handle, monitor, (queue, watch) -> {
			queue.requireCursor(cursor);
			queue.remote().closeCursor(cursor, watch.options());
			queue.closed(cursor);
			return null;
		});
	}

	@Override
	public Message step(long handle, long cursor, Step step, Duration wait, int maxBody, IProgressMonitor monitor)
			throws QueueManagerException {
		return use(step == Step.RECEIVE ? "Cannot receive" : "Cannot peek", handle, monitor, (queue, watch) -> {
			if (cursor != 0) {
				queue.requireCursor(cursor);
			}
			return step(queue, cursor, step, wait, maxBody, watch);
		});
	}

	private Message step(OpenHandle queue, long cursor, Step step, Duration wait, int maxBody, MonitorWatch watch)
			throws MqException, RpcException {
		RemoteQueue remote = queue.remote();
		long request = remote.newRequestId();
		CallOptions options = watch.within(wait.plus(calls.settings().callTimeout()));
		queue.began(request, cursor, wait);
		changed();
		try {
			Message message = Summaries.message(
					remote.read(queue.action(cursor, step), cursor, wait.toMillis(), request, maxBody, options));
			queue.came(request, cursor, step, message.summary().lookupId());
			return message;
		} catch (RpcCancelledException | RpcTimeoutException e) {
			Calls.quietly(() -> remote.cancel(request, Calls.LAST_CALL));
			throw e;
		} catch (MqException e) {
			// A receive with a cursor and without time-out is answered so at the end of the queue ([MS-MQDMPR] 3.2.7.4).
			boolean isEnd = cursor != 0 && e.status().equals(MqStatus.MESSAGE_NOT_FOUND);
			throw isEnd ? new MqException(MqStatus.IO_TIMEOUT, "There is no message") : e;
		} finally {
			queue.waited(request);
		}
	}

	@Override
	public void release(long handle, long requestId, IProgressMonitor monitor) throws QueueManagerException {
		end(handle, requestId, false, monitor);
	}

	@Override
	public void take(long handle, long requestId, IProgressMonitor monitor) throws QueueManagerException {
		end(handle, requestId, true, monitor);
	}

	private void end(long handle, long requestId, boolean take, IProgressMonitor monitor)
			throws QueueManagerException {
		use(take ? "Cannot take the message" : "Cannot release the receive", handle, monitor, (queue, watch) -> {
			boolean waits = queue.receive(requestId).orElseThrow(() -> gone("The receive has ended")).isWaiting();
			if (waits && take) {
				throw new QueueManagerException(Kind.INVALID, "The receive still waits for a message",
						"Wait for it, or release it", null);
			}
			if (waits) {
				queue.remote().cancel(requestId, watch.options());
			} else {
				queue.remote().end(requestId, take, watch.finishing());
			}
			queue.ended(requestId);
			return null;
		});
	}

	@Override
	public void close(long handle, IProgressMonitor monitor) throws QueueManagerException {
		use("Cannot close", handle, monitor, (queue, watch) -> {
			open.remove(handle);
			queue.remote().close(watch.options());
			return null;
		});
	}

	/** For the end of the connection, at which the server closes all. */
	void forgetAll() {
		open.clear();
	}
}
