package dev.quayside.queuemanager.services;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.rpc.QueueFormat;
import dev.quayside.msmq.rpc.Returned;
import dev.quayside.msmq.rpc.qmcomm.QmComm;
import dev.quayside.msmq.rpc.qmcomm.QmCommParameters.OpenRequest;
import dev.quayside.msmq.rpc.qmcomm.QmCommParameters.Opened;
import dev.quayside.queuemanager.access.Identities;
import dev.quayside.queuemanager.engine.Access;
import dev.quayside.queuemanager.engine.OpenQueue;
import dev.quayside.queuemanager.engine.Queue;
import dev.quayside.queuemanager.engine.QueueManager;
import dev.quayside.queuemanager.store.StoreException;
import dev.quayside.rpc.ContextHandle;
import dev.quayside.rpc.RpcFaultException;
import dev.quayside.rpc.server.RpcCall;
import dev.quayside.rpc.server.RpcService;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Queues that are opened by qmcomm to be purged ([MS-MQMP] 3.1.4.17, 3.1.4.18, 3.1.4.22). What else could be done with
 * them takes the operations of dependent clients, which are not here.
 */
final class QmCommQueues {

	private static final long EXCLUSIVE = 1;
	private static final int MAX_OPEN = 1_000;
	private static final MqStatus UNSUPPORTED_ACCESS_MODE = MqStatus.of(0xC00E0045);

	private final QueueManager manager;
	private final Identities identities;

	QmCommQueues(QueueManager manager, Identities identities) {
		this.manager = manager;
		this.identities = identities;
	}

	void addTo(RpcService service) {
		service.on(QmComm.OPEN_QUEUE, this::open).on(QmComm.CLOSE_HANDLE, QmCommService.returning(this::close))
				.on(QmComm.PURGE_QUEUE, (in, call) -> purge(find(in, call)));
	}

	private static OpenQueue find(ContextHandle handle, RpcCall call) throws RpcFaultException {
		return call.association().find(QmComm.INTERFACE, handle, OpenQueue.class);
	}

	private CompletionStage<Returned<Opened>> open(OpenRequest in, RpcCall call) throws RpcFaultException {
		return QmCommService.<OpenRequest, Opened>returning(this::opened).handle(in, call)
				.thenApply(returned -> returned.status().isError()
						? new Returned<>(new Opened(in.nameReferent(), 0, ContextHandle.NULL), returned.status())
						: returned);
	}

	private Opened opened(OpenRequest in, RpcCall call) throws MqException, StoreException, RpcFaultException {
		if (!in.remote().equals(OpenRequest.Remote.NONE) || in.shareMode() > EXCLUSIVE) {
			throw new MqException(MqStatus.INVALID_PARAMETER, "A queue of another queue manager, or a share mode "
					+ in.shareMode());
		}
		if (call.association().size() >= MAX_OPEN) {
			throw new MqException(MqStatus.INSUFFICIENT_RESOURCES, MAX_OPEN + " handles are open");
		}
		OpenQueue open = queue(in).open(access(in.access() & ~QmComm.Access.ADMIN), in.shareMode() == EXCLUSIVE,
				identities.caller(call.caller(), call.client()));
		ContextHandle handle = call.association().open(QmComm.INTERFACE, open, OpenQueue::close);
		return new Opened(in.nameReferent(), handle.id().hashCode() & 0xFFFFFFFFL, handle);
	}

	private static Access access(long code) throws MqException {
		if (code == QmComm.Access.RECEIVE) {
			return Access.RECEIVE;
		}
		if (code == QmComm.Access.PEEK) {
			return Access.PEEK;
		}
		throw new MqException(code == QmComm.Access.SEND ? UNSUPPORTED_ACCESS_MODE : MqStatus.INVALID_PARAMETER,
				"Access " + code);
	}

	private Queue queue(OpenRequest in) throws MqException, StoreException {
		if (!(in.queue() instanceof QueueFormat.Valid valid)) {
			throw new MqException(MqStatus.ILLEGAL_FORMATNAME, ((QueueFormat.Invalid) in.queue()).problem());
		}
		FormatName name = valid.name();
		Optional<Queue> queue = (in.access() & QmComm.Access.ADMIN) == 0
				? manager.find(name)
				: manager.outgoing(name, false);
		return queue.orElseThrow(
				() -> new MqException(MqStatus.QUEUE_NOT_FOUND, name.text() + " is not on this queue manager"));
	}

	private ContextHandle close(ContextHandle handle, RpcCall call) throws RpcFaultException {
		OpenQueue open = find(handle, call);
		call.association().close(handle);
		open.close();
		return ContextHandle.NULL;
	}

	private static CompletionStage<Returned<Void>> purge(OpenQueue open) {
		return open.purge().handle((nothing, failure) -> failure == null
				? Returned.ok(null)
				: Returned.failed(Failures.status(failure)));
	}
}
