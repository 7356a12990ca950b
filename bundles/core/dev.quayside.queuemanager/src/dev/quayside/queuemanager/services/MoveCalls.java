package dev.quayside.queuemanager.services;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.rpc.Returned;
import dev.quayside.msmq.rpc.remoteread.EnlistRequest;
import dev.quayside.msmq.rpc.remoteread.MoveRequest;
import dev.quayside.msmq.rpc.remoteread.OpenedForMove;
import dev.quayside.msmq.rpc.remoteread.RemoteRead;
import dev.quayside.queuemanager.engine.OpenQueue;
import dev.quayside.queuemanager.engine.QueueManager;
import dev.quayside.queuemanager.store.StoreException;
import dev.quayside.rpc.ContextHandle;
import dev.quayside.rpc.RpcFaultException;
import dev.quayside.rpc.server.RpcCall;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Moves of messages, and transactions of a coordinator ([MS-MQRR] 3.1.4.10 to 3.1.4.12). */
final class MoveCalls {

	private final QueueManager manager;
	private final Handles handles;
	private final MoveContexts contexts;

	MoveCalls(QueueManager manager, Handles handles, MoveContexts contexts) {
		this.manager = manager;
		this.handles = handles;
		this.contexts = contexts;
	}

	/** What fails is thrown, hence a fault with the HRESULT. */
	CompletionStage<OpenedForMove> open(RemoteRead.OpenRequest in, RpcCall call) throws RpcFaultException {
		FormatName name = Handles.name(in);
		if (in.access() != RemoteRead.Access.MOVE) {
			throw Outcomes.fault(MqStatus.INVALID_PARAMETER);
		}
		handles.checkRoom(call);
		OpenQueue target;
		try {
			target = manager.openForMove(name, handles.client(call));
		} catch (MqException | StoreException e) {
			throw Outcomes.fault(Failures.status(e));
		}
		long context = contexts.add(target, call.association());
		ContextHandle handle = handles.open(target, call);
		return Outcomes.done(new OpenedForMove(context, handle));
	}

	/** The order of the checks is that of [MS-MQRR] 3.1.4.10. */
	CompletionStage<Returned<Void>> move(MoveRequest in, RpcCall call) throws RpcFaultException {
		OpenQueue source = handles.find(in.source(), call);
		Optional<OpenQueue> target = contexts.find(in.target(), source, call.association());
		return target.isEmpty()
				? Outcomes.done(Returned.failed(MqStatus.INVALID_HANDLE))
				: Outcomes.returned(source.move(in.lookupId(), target.get(), in.unit()));
	}

	/**
	 * There is no transaction coordinator here to enlist with. A token of one is told from anything else, so that an
	 * administrator sees whether the client or this server is to blame.
	 */
	CompletionStage<Returned<Void>> enlist(EnlistRequest in, RpcCall call) {
		if (in.unit().isNone() || in.token().length == 0) {
			return Outcomes.done(Returned.failed(MqStatus.INVALID_PARAMETER));
		}
		return Outcomes.done(Returned.failed(PropagationToken.isOf(in.unit(), in.token())
				? MqStatus.DTC_CONNECT
				: MqStatus.TRANSACTION_IMPORT));
	}
}
