package dev.quayside.queuemanager.services;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.rpc.QueueFormat;
import dev.quayside.msmq.rpc.Returned;
import dev.quayside.msmq.rpc.remoteread.ReceiveAction;
import dev.quayside.msmq.rpc.remoteread.RemoteRead;
import dev.quayside.msmq.rpc.remoteread.RemoteRead.Access;
import dev.quayside.queuemanager.access.Identities;
import dev.quayside.queuemanager.engine.OpenQueue;
import dev.quayside.queuemanager.engine.Queue;
import dev.quayside.queuemanager.engine.QueueClient;
import dev.quayside.queuemanager.engine.QueueManager;
import dev.quayside.queuemanager.engine.QueueMessage;
import dev.quayside.queuemanager.engine.ReadRequest;
import dev.quayside.queuemanager.store.StoreException;
import dev.quayside.rpc.ContextHandle;
import dev.quayside.rpc.FaultStatus;
import dev.quayside.rpc.RpcFaultException;
import dev.quayside.rpc.server.RpcCall;
import dev.quayside.rpc.server.RpcService;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.IntSupplier;

/** RemoteRead as a server ([MS-MQRR] 3.1.4). */
public final class RemoteReadService {

	private static final long EXCLUSIVE = 1;
	/** Open queues of one client, over all its connections. */
	private static final int MAX_OPEN = 1_000;

	private final QueueManager manager;
	private final Identities identities;
	private final IntSupplier port;

	/**
	 * @param port
	 *            that R_GetServerPort tells
	 */
	public RemoteReadService(QueueManager manager, Identities identities, IntSupplier port) {
		this.manager = manager;
		this.identities = identities;
		this.port = port;
	}

	public RpcService service() {
		return RpcService.of(RemoteRead.INTERFACE) //
				.on(RemoteRead.GET_SERVER_PORT, (in, call) -> done((long) port.getAsInt())) //
				.on(RemoteRead.OPEN_QUEUE, this::open) //
				.on(RemoteRead.CLOSE_QUEUE, this::close) //
				.on(RemoteRead.CREATE_CURSOR, this::createCursor) //
				.on(RemoteRead.CLOSE_CURSOR, this::closeCursor) //
				.on(RemoteRead.PURGE_QUEUE, (in, call) -> returned(find(in, call).purge())) //
				.on(RemoteRead.START_RECEIVE, this::startReceive) //
				.on(RemoteRead.CANCEL_RECEIVE, this::cancelReceive) //
				.on(RemoteRead.END_RECEIVE,
						(in, call) -> returned(find(in.queue(), call).end(in.requestId(), in.acknowledge())));
	}

	private static <T> CompletionStage<T> done(T value) {
		return CompletableFuture.completedFuture(value);
	}

	private static OpenQueue find(ContextHandle handle, RpcCall call) throws RpcFaultException {
		return call.association().find(RemoteRead.INTERFACE, handle, OpenQueue.class);
	}

	/** [MS-MQRR] 3.1.4.2: what fails is thrown, hence a fault with the HRESULT. */
	private CompletionStage<ContextHandle> open(RemoteRead.OpenRequest in, RpcCall call) throws RpcFaultException {
		boolean receive = in.access() == Access.RECEIVE;
		if (!receive && in.access() != Access.PEEK || in.shareMode() > EXCLUSIVE || !canBeOpened(in.queue())) {
			throw fault(MqStatus.INVALID_PARAMETER);
		}
		FormatName name = ((QueueFormat.Valid) in.queue()).name();
		Queue queue = manager.find(name).orElseThrow(() -> fault(MqStatus.QUEUE_NOT_FOUND));
		if (call.association().size() >= MAX_OPEN) {
			throw fault(MqStatus.INSUFFICIENT_RESOURCES);
		}
		try {
			OpenQueue open = queue.open(receive
					? dev.quayside.queuemanager.engine.Access.RECEIVE
					: dev.quayside.queuemanager.engine.Access.PEEK, in.shareMode() == EXCLUSIVE, client(call));
			return done(call.association().open(RemoteRead.INTERFACE, open, OpenQueue::close));
		} catch (MqException e) {
			throw fault(e.status());
		}
	}

	private QueueClient client(RpcCall call) {
		return identities.caller(call.caller(), call.client());
	}

	private static boolean canBeOpened(QueueFormat format) {
		if (!(format instanceof QueueFormat.Valid valid)) {
			return false;
		}
		if (valid.name() instanceof FormatName.Direct direct) {
			return direct.protocol() == FormatName.Direct.Protocol.OS
					|| direct.protocol() == FormatName.Direct.Protocol.TCP;
		}
		return valid.name() instanceof FormatName.PublicQueue || valid.name() instanceof FormatName.PrivateQueue
				|| valid.name() instanceof FormatName.Machine;
	}

	private static RpcFaultException fault(MqStatus status) {
		return new RpcFaultException(new FaultStatus(status.code()));
	}

	private CompletionStage<Returned<ContextHandle>> close(ContextHandle handle, RpcCall call)
			throws RpcFaultException {
		OpenQueue open = find(handle, call);
		call.association().close(handle);
		open.close();
		return done(Returned.ok(ContextHandle.NULL));
	}

	private CompletionStage<Returned<Long>> createCursor(ContextHandle handle, RpcCall call) throws RpcFaultException {
		try {
			return done(Returned.ok(find(handle, call).createCursor()));
		} catch (MqException e) {
			return done(Returned.failed(e.status()));
		}
	}

	private CompletionStage<Returned<Void>> closeCursor(RemoteRead.CursorRef in, RpcCall call)
			throws RpcFaultException {
		boolean closed = find(in.queue(), call).closeCursor(in.cursor());
		return done(new Returned<>(null, closed ? MqStatus.OK : MqStatus.STATUS_INVALID_HANDLE));
	}

	private CompletionStage<Returned<Void>> cancelReceive(RemoteRead.CancelRequest in, RpcCall call)
			throws RpcFaultException {
		try {
			find(in.queue(), call).cancel(in.requestId());
			return done(Returned.ok(null));
		} catch (MqException e) {
			return done(Returned.failed(e.status()));
		}
	}

	private CompletionStage<Returned<RemoteRead.Received>> startReceive(RemoteRead.ReceiveRequest in, RpcCall call)
			throws RpcFaultException {
		OpenQueue open = find(in.queue(), call);
		ReceiveAction action = ReceiveAction.ofWire(in.action());
		if (action == null || !isConsistent(action, in)) {
			return done(Returned.failed(MqStatus.INVALID_PARAMETER));
		}
		ReadRequest request = new ReadRequest(ReadRequest.Action.valueOf(action.name()), in.lookupId(), in.cursor(),
				in.timeout(), in.requestId(), in.maxBodySize());
		CompletionStage<QueueMessage> reading = open.read(request);
		call.onCancel(() -> open.abandon(request));
		return reading.handle((message, failure) -> failure == null
				? Returned.ok(received(message, in.maxBodySize()))
				: Returned.failed(status(failure)));
	}

	/** Which parameters go with which action ([MS-MQRR] 3.1.4.7). */
	private static boolean isConsistent(ReceiveAction action, RemoteRead.ReceiveRequest in) {
		if (action.isLookup()) {
			return in.lookupId() != 0 && in.cursor() == 0 && in.timeout() == 0;
		}
		return in.lookupId() == 0 && (action != ReceiveAction.PEEK_NEXT || in.cursor() != 0);
	}

	private static RemoteRead.Received received(QueueMessage message, long maxBody) {
		return new RemoteRead.Received(message.stored().arrived(), message.lookupId() & 0x00FFFFFFFFFFFFFFL,
				PacketSections.of(message.stored(), new PacketSections.Place("", false),
						new PacketSections.Limits(maxBody, maxBody)));
	}

	private static CompletionStage<Returned<Void>> returned(CompletionStage<Void> stage) {
		return stage
				.handle((nothing, failure) -> new Returned<>(null, failure == null ? MqStatus.OK : status(failure)));
	}

	private static MqStatus status(Throwable failure) {
		Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
		if (cause instanceof MqException known) {
			return known.status();
		}
		if (cause instanceof StoreException store) {
			return store.kind() == StoreException.Kind.WRITE_FAILED
					? MqStatus.MESSAGE_STORAGE_FAILED
					: MqStatus.SERVICE_NOT_AVAILABLE;
		}
		System.getLogger(RemoteReadService.class.getName()).log(System.Logger.Level.ERROR, "A read failed", cause);
		return MqStatus.ERROR;
	}
}
