package dev.quayside.msmq.rpc.remoteread;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.UnitOfWork;
import dev.quayside.msmq.packet.PacketException;
import dev.quayside.msmq.rpc.QueueFormat;
import dev.quayside.msmq.rpc.Returned;
import dev.quayside.rpc.ContextHandle;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.RpcFaultException;
import dev.quayside.rpc.RpcOperation;
import dev.quayside.rpc.RpcProtocolException;
import dev.quayside.rpc.client.CallOptions;
import dev.quayside.rpc.client.RpcChannel;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A queue that is open at a server. Safe for use by several threads. Failures of the queue manager are
 * {@link MqException}s, failures of the call {@link RpcException}s.
 */
public final class RemoteQueue {

	/** What a current client says of itself. */
	static final RemoteRead.OpenRequest.Version VERSION = new RemoteRead.OpenRequest.Version(6, 1, 7601);
	private static final long FOR_EVER = 0xFFFFFFFFL;

	private final RpcChannel channel;
	private final FormatName name;
	private final ContextHandle handle;
	private final Optional<UnitOfWork> unit;
	private final AtomicInteger lastRequestId;

	private RemoteQueue(RpcChannel channel, FormatName name, ContextHandle handle, Optional<UnitOfWork> unit,
			AtomicInteger lastRequestId) {
		this.channel = channel;
		this.name = name;
		this.handle = handle;
		this.unit = unit;
		this.lastRequestId = lastRequestId;
	}

	/**
	 * Opens a queue.
	 *
	 * @param access
	 *            see {@link RemoteRead.Access}
	 * @param exclusive
	 *            nobody else may receive meanwhile
	 */
	public static RemoteQueue open(RpcChannel channel, FormatName name, int access, boolean exclusive, UUID client,
			CallOptions options) throws MqException, RpcException {
		RemoteRead.OpenRequest request = new RemoteRead.OpenRequest(QueueFormat.of(name), access, exclusive ? 1 : 0,
				client,
				true, VERSION, true);
		try {
			return new RemoteQueue(channel, name, channel.call(RemoteRead.OPEN_QUEUE, request, options),
					Optional.empty(), new AtomicInteger());
		} catch (RpcFaultException e) {
			throw asStatus(e, "Cannot open " + name.text());
		}
	}

	/**
	 * The same open queue, whose receives belong to a unit of work: what {@link #end} takes is gone when that is
	 * committed.
	 */
	public RemoteQueue within(UnitOfWork work) {
		return new RemoteQueue(channel, name, handle, Optional.of(work), lastRequestId);
	}

	/**
	 * Makes the server take part in a transaction of a coordinator ([MS-MQRR] 3.2.4.2).
	 *
	 * @param token
	 *            propagation token, at most {@link EnlistRequest#MAX_TOKEN} bytes
	 */
	public void enlist(UnitOfWork work, byte[] token, CallOptions options) throws MqException, RpcException {
		channel.call(RemoteRead.ENLIST_TRANSACTION, new EnlistRequest(work, token, QueueFormat.of(name)), options)
				.orThrow("Cannot enlist " + name.text() + " in the transaction " + work);
	}

	static MqException asStatus(RpcFaultException fault, String operation) throws RpcFaultException {
		if (fault.status().isApplicationStatus()) {
			MqException exception = new MqException(MqStatus.of(fault.status().code()), operation);
			exception.initCause(fault);
			return exception;
		}
		throw fault;
	}

	public FormatName name() {
		return name;
	}

	/** A cursor: it remembers a position in the queue. */
	public long createCursor(CallOptions options) throws MqException, RpcException {
		return channel.call(RemoteRead.CREATE_CURSOR, handle, options).orThrow("Cannot create a cursor");
	}

	public void closeCursor(long cursor, CallOptions options) throws MqException, RpcException {
		channel.call(RemoteRead.CLOSE_CURSOR, new RemoteRead.CursorRef(handle, cursor), options)
				.orThrow("Cannot close the cursor");
	}

	public void purge(CallOptions options) throws MqException, RpcException {
		channel.call(RemoteRead.PURGE_QUEUE, handle, options).orThrow("Cannot purge " + name.text());
	}

	/** A number for a request that waits or locks. */
	public long newRequestId() {
		return Integer.toUnsignedLong(lastRequestId.incrementAndGet());
	}

	/**
	 * Peeks or receives at a cursor, or at the head of the queue for cursor 0.
	 *
	 * @param timeout
	 *            milliseconds to wait for a message, negative for ever
	 */
	public RemoteMessage read(ReceiveAction action, long cursor, long timeout, long requestId, int maxBody,
			CallOptions options) throws MqException, RpcException {
		return start(new RemoteRead.ReceiveRequest(handle, 0, cursor, action.value(), timeout < 0 ? FOR_EVER : timeout,
				requestId, maxBody, maxBody), options);
	}

	/** Peeks or receives at or beside a message; a receive needs {@link #end} with the same request id. */
	public RemoteMessage lookup(ReceiveAction action, long lookupId, long requestId, int maxBody, CallOptions options)
			throws MqException, RpcException {
		return start(
				new RemoteRead.ReceiveRequest(handle, lookupId, 0, action.value(), 0, requestId, maxBody, maxBody),
				options);
	}

	/**
	 * Peeks at what follows a cursor, several calls in flight at once.
	 *
	 * @param last
	 *            lookup id of the message that the cursor stands at, which it was peeked at with
	 * @param wanted
	 *            messages, or fewer if the queue ends before
	 */
	public CursorScan scan(long cursor, long last, long wanted, int inFlight, int maxBody, CallOptions options) {
		return new CursorScan(name.text(), channel.window(RemoteRead.START_RECEIVE, options),
				new RemoteRead.ReceiveRequest(handle, 0, cursor, ReceiveAction.PEEK_NEXT.value(), 0, 0, maxBody,
						maxBody),
				last, wanted, inFlight);
	}

	private RemoteMessage start(RemoteRead.ReceiveRequest request, CallOptions options)
			throws MqException, RpcException {
		Returned<RemoteRead.Received> answer = unit.isPresent()
				? channel.call(RemoteRead.START_TRANSACTIONAL_RECEIVE,
						new TransactionalRequest(request, unit.get()), options)
				: channel.call(RemoteRead.START_RECEIVE, request, options);
		RemoteRead.Received received = answer.orThrow("Cannot read from " + name.text());
		try {
			return RemoteMessage.of(received);
		} catch (PacketException e) {
			giveBack(request, options);
			throw new RpcProtocolException("A message of " + name.text() + " cannot be read: " + e.getMessage(), e);
		}
	}

	/** What cannot be read must not get lost ([MS-MQRR] 3.2.4.4.1). */
	private void giveBack(RemoteRead.ReceiveRequest request, CallOptions options) throws RpcException {
		ReceiveAction action = ReceiveAction.ofWire(request.action());
		if (action != null && action.isReceive()) {
			channel.call(endOperation(), new RemoteRead.EndRequest(handle, false, request.requestId()), options);
		}
	}

	private RpcOperation<RemoteRead.EndRequest, Returned<Void>> endOperation() {
		return unit.isPresent() ? RemoteRead.END_TRANSACTIONAL_RECEIVE : RemoteRead.END_RECEIVE;
	}

	/** Ends a receive that waits; it fails with MQ_ERROR_OPERATION_CANCELLED then. */
	public void cancel(long requestId, CallOptions options) throws MqException, RpcException {
		channel.call(RemoteRead.CANCEL_RECEIVE, new RemoteRead.CancelRequest(handle, requestId), options)
				.orThrow("Cannot cancel a receive");
	}

	/** Takes the message of a receive out of the queue, or gives it back. */
	public void end(long requestId, boolean take, CallOptions options) throws MqException, RpcException {
		channel.call(endOperation(), new RemoteRead.EndRequest(handle, take, requestId), options)
				.orThrow("Cannot end the receive");
	}

	/** Moves a message, in the unit of work if there is one ([MS-MQRR] 3.2.4.6). */
	public void move(long lookupId, MoveTarget target, CallOptions options) throws MqException, RpcException {
		channel.call(RemoteRead.MOVE_MESSAGE,
				new MoveRequest(handle, target.context(), lookupId, unit.orElse(UnitOfWork.NONE)), options)
				.orThrow("Cannot move a message of " + name.text() + " to " + target.name().text());
	}

	/**
	 * Rejects a message that a unit of work has received, before that is committed ([MS-MQRR] 3.2.4.5): it goes to the
	 * dead-letter queue of its sender.
	 */
	public void reject(long lookupId, CallOptions options) throws MqException, RpcException {
		channel.call(RemoteRead.SET_USER_ACKNOWLEDGEMENT_CLASS,
				new UserAcknowledgement(handle, lookupId, UserAcknowledgement.REJECTED), options)
				.orThrow("Cannot reject a message of " + name.text());
	}

	public void close(CallOptions options) throws MqException, RpcException {
		channel.call(RemoteRead.CLOSE_QUEUE, handle, options).orThrow("Cannot close " + name.text());
	}
}
