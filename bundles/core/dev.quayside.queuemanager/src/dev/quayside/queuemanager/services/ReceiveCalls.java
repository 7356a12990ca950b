package dev.quayside.queuemanager.services;

import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.QueuePath;
import dev.quayside.msmq.SystemQueue;
import dev.quayside.msmq.UnitOfWork;
import dev.quayside.msmq.packet.MessageClass;
import dev.quayside.msmq.rpc.Returned;
import dev.quayside.msmq.rpc.remoteread.ReceiveAction;
import dev.quayside.msmq.rpc.remoteread.RemoteRead;
import dev.quayside.msmq.rpc.remoteread.RemoteRead.ReceiveRequest;
import dev.quayside.msmq.rpc.remoteread.TransactionalRequest;
import dev.quayside.msmq.rpc.remoteread.UserAcknowledgement;
import dev.quayside.queuemanager.engine.Access;
import dev.quayside.queuemanager.engine.OpenQueue;
import dev.quayside.queuemanager.engine.Queue;
import dev.quayside.queuemanager.engine.QueueKind;
import dev.quayside.queuemanager.engine.QueueMessage;
import dev.quayside.queuemanager.engine.ReadRequest;
import dev.quayside.rpc.RpcFaultException;
import dev.quayside.rpc.server.RpcCall;

import java.util.concurrent.CompletionStage;

/** Peeks and receives, and how they end ([MS-MQRR] 3.1.4.7 to 3.1.4.9, 3.1.4.13 to 3.1.4.15). */
final class ReceiveCalls {

	/** Of a lookup id; the highest byte follows from the priority. */
	private static final long SEQUENCE = 0x00FFFFFFFFFFFFFFL;

	private final Handles handles;
	private final ImplicitWork work;

	ReceiveCalls(Handles handles, ImplicitWork work) {
		this.handles = handles;
		this.work = work;
	}

	CompletionStage<Returned<RemoteRead.Received>> start(ReceiveRequest in, RpcCall call) throws RpcFaultException {
		return start(new TransactionalRequest(in, UnitOfWork.NONE), call);
	}

	CompletionStage<Returned<RemoteRead.Received>> start(TransactionalRequest in, RpcCall call)
			throws RpcFaultException {
		ReceiveRequest receive = in.receive();
		OpenQueue open = handles.find(receive.queue(), call);
		ReceiveAction action = ReceiveAction.ofWire(receive.action());
		if (action == null || !isConsistent(action, receive)) {
			return Outcomes.done(Returned.failed(MqStatus.INVALID_PARAMETER));
		}
		if (open.access() == Access.MOVE) {
			return Outcomes.done(Returned.failed(MqStatus.INVALID_HANDLE));
		}
		try {
			return read(open, in, action, call);
		} catch (MqException e) {
			return Outcomes.done(Returned.failed(e.status()));
		}
	}

	/** Which parameters go with which action ([MS-MQRR] 3.1.4.7). */
	private static boolean isConsistent(ReceiveAction action, ReceiveRequest in) {
		if (action.isLookup()) {
			return in.lookupId() != 0 && in.cursor() == 0 && in.timeout() == 0;
		}
		return in.lookupId() == 0 && (action != ReceiveAction.PEEK_NEXT || in.cursor() != 0);
	}

	private CompletionStage<Returned<RemoteRead.Received>> read(OpenQueue open, TransactionalRequest in,
			ReceiveAction action, RpcCall call) throws MqException, RpcFaultException {
		ReceiveRequest receive = in.receive();
		boolean begins = !in.unit().isNone() && action.isReceive() && open.access() == Access.RECEIVE
				&& open.queue().attributes().transactional();
		boolean begun = begins && work.begin(in.unit(), call.association());
		ReadRequest request = new ReadRequest(ReadRequest.Action.valueOf(action.name()), receive.lookupId(),
				receive.cursor(), receive.timeout(), receive.requestId(),
				Math.max(receive.maxBodySize(), receive.maxCompoundSize()), in.unit());
		CompletionStage<QueueMessage> reading = open.read(request);
		if (begun) {
			reading.whenComplete((message, failure) -> {
				if (failure != null) {
					work.undo(in.unit());
				}
			});
		}
		call.onCancel(() -> open.abandon(request));
		PacketSections.Limits limits = new PacketSections.Limits(receive.maxBodySize(), receive.maxCompoundSize());
		PacketSections.Place place = place(open.queue());
		return reading.handle((message, failure) -> failure == null
				? Returned.ok(received(message, place, limits))
				: Returned.failed(Failures.status(failure)));
	}

	private static PacketSections.Place place(Queue queue) {
		String subqueue = queue.kind() == QueueKind.SUBQUEUE ? queue.attributes().name() : "";
		boolean isDead = queue.kind() == QueueKind.SYSTEM && queue.path() instanceof QueuePath.OfMachine system
				&& system.queue() != SystemQueue.JOURNAL;
		return new PacketSections.Place(subqueue, isDead);
	}

	private static RemoteRead.Received received(QueueMessage message, PacketSections.Place place,
			PacketSections.Limits limits) {
		return new RemoteRead.Received(message.stored().arrived(), message.lookupId() & SEQUENCE,
				PacketSections.of(message.stored(), place, limits));
	}

	CompletionStage<Returned<Void>> cancel(RemoteRead.CancelRequest in, RpcCall call) throws RpcFaultException {
		try {
			handles.find(in.queue(), call).cancel(in.requestId());
			return Outcomes.done(Returned.ok(null));
		} catch (MqException e) {
			return Outcomes.done(Returned.failed(e.status()));
		}
	}

	CompletionStage<Returned<Void>> end(RemoteRead.EndRequest in, RpcCall call) throws RpcFaultException {
		return Outcomes.returned(handles.find(in.queue(), call).end(in.requestId(), in.acknowledge()));
	}

	CompletionStage<Returned<Void>> endTransactional(RemoteRead.EndRequest in, RpcCall call)
			throws RpcFaultException {
		return Outcomes.returned(handles.find(in.queue(), call).endTransactional(in.requestId(), in.acknowledge()));
	}

	CompletionStage<Returned<Void>> setUserAcknowledgement(UserAcknowledgement in, RpcCall call)
			throws RpcFaultException {
		try {
			handles.find(in.queue(), call).setUserAcknowledgement(in.lookupId(), new MessageClass(in.messageClass()));
			return Outcomes.done(Returned.ok(null));
		} catch (MqException e) {
			return Outcomes.done(Returned.failed(e.status()));
		}
	}
}
