package dev.quayside.queuemanager.services;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.rpc.Returned;
import dev.quayside.msmq.rpc.remoteread.RemoteRead;
import dev.quayside.queuemanager.access.Identities;
import dev.quayside.queuemanager.engine.Access;
import dev.quayside.queuemanager.engine.OpenQueue;
import dev.quayside.queuemanager.engine.Queue;
import dev.quayside.queuemanager.engine.QueueManager;
import dev.quayside.rpc.ContextHandle;
import dev.quayside.rpc.RpcFaultException;
import dev.quayside.rpc.server.RpcCall;
import dev.quayside.rpc.server.RpcService;

import java.util.concurrent.CompletionStage;
import java.util.function.IntSupplier;

/** RemoteRead as a server ([MS-MQRR] 3.1.4). */
public final class RemoteReadService {

	private final QueueManager manager;
	private final IntSupplier port;
	private final MoveContexts contexts = new MoveContexts();
	private final Handles handles;

	/**
	 * @param port
	 *            that R_GetServerPort tells
	 */
	public RemoteReadService(QueueManager manager, Identities identities, IntSupplier port) {
		this.manager = manager;
		this.port = port;
		this.handles = new Handles(contexts, identities);
	}

	public RpcService service() {
		ReceiveCalls receives = new ReceiveCalls(handles, new ImplicitWork(manager.transactions()));
		MoveCalls moves = new MoveCalls(manager, handles, contexts);
		return RpcService.of(RemoteRead.INTERFACE) //
				.on(RemoteRead.GET_SERVER_PORT, (in, call) -> Outcomes.done((long) port.getAsInt())) //
				.on(RemoteRead.OPEN_QUEUE, this::open) //
				.on(RemoteRead.CLOSE_QUEUE, this::close) //
				.on(RemoteRead.CREATE_CURSOR, this::createCursor) //
				.on(RemoteRead.CLOSE_CURSOR, this::closeCursor) //
				.on(RemoteRead.PURGE_QUEUE, (in, call) -> Outcomes.returned(handles.find(in, call).purge())) //
				.onQuick(RemoteRead.START_RECEIVE, receives::start) //
				.on(RemoteRead.CANCEL_RECEIVE, receives::cancel) //
				.on(RemoteRead.END_RECEIVE, receives::end) //
				.on(RemoteRead.MOVE_MESSAGE, moves::move) //
				.on(RemoteRead.OPEN_QUEUE_FOR_MOVE, moves::open) //
				.on(RemoteRead.ENLIST_TRANSACTION, moves::enlist) //
				.on(RemoteRead.START_TRANSACTIONAL_RECEIVE, receives::start) //
				.on(RemoteRead.SET_USER_ACKNOWLEDGEMENT_CLASS, receives::setUserAcknowledgement) //
				.on(RemoteRead.END_TRANSACTIONAL_RECEIVE, receives::endTransactional);
	}

	/** [MS-MQRR] 3.1.4.2: what fails is thrown, hence a fault with the HRESULT. */
	private CompletionStage<ContextHandle> open(RemoteRead.OpenRequest in, RpcCall call) throws RpcFaultException {
		FormatName name = Handles.name(in);
		boolean receive = in.access() == RemoteRead.Access.RECEIVE;
		if (!receive && in.access() != RemoteRead.Access.PEEK) {
			throw Outcomes.fault(MqStatus.INVALID_PARAMETER);
		}
		Queue queue = manager.find(name).orElseThrow(() -> Outcomes.fault(MqStatus.QUEUE_NOT_FOUND));
		handles.checkRoom(call);
		try {
			OpenQueue open = queue.open(receive ? Access.RECEIVE : Access.PEEK, in.shareMode() == Handles.EXCLUSIVE,
					handles.client(call));
			return Outcomes.done(handles.open(open, call));
		} catch (MqException e) {
			throw Outcomes.fault(e.status());
		}
	}

	private CompletionStage<Returned<ContextHandle>> close(ContextHandle handle, RpcCall call)
			throws RpcFaultException {
		handles.close(handle, call);
		return Outcomes.done(Returned.ok(ContextHandle.NULL));
	}

	private CompletionStage<Returned<Long>> createCursor(ContextHandle handle, RpcCall call) throws RpcFaultException {
		OpenQueue open = handles.find(handle, call);
		if (open.access() == Access.MOVE) {
			return Outcomes.done(Returned.failed(MqStatus.INVALID_HANDLE));
		}
		try {
			return Outcomes.done(Returned.ok(open.createCursor()));
		} catch (MqException e) {
			return Outcomes.done(Returned.failed(e.status()));
		}
	}

	private CompletionStage<Returned<Void>> closeCursor(RemoteRead.CursorRef in, RpcCall call)
			throws RpcFaultException {
		boolean closed = handles.find(in.queue(), call).closeCursor(in.cursor());
		return Outcomes.done(new Returned<>(null, closed ? MqStatus.OK : MqStatus.STATUS_INVALID_HANDLE));
	}
}
