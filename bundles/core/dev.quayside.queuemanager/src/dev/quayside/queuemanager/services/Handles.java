package dev.quayside.queuemanager.services;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.rpc.QueueFormat;
import dev.quayside.msmq.rpc.remoteread.RemoteRead;
import dev.quayside.queuemanager.access.Identities;
import dev.quayside.queuemanager.engine.OpenQueue;
import dev.quayside.queuemanager.engine.QueueClient;
import dev.quayside.rpc.ContextHandle;
import dev.quayside.rpc.RpcFaultException;
import dev.quayside.rpc.server.RpcCall;

/** The handles of open queues ([MS-MQRR] 2.2.4). */
final class Handles {

	static final long EXCLUSIVE = 1;
	/** Open queues of one client, over all its connections. */
	private static final int MAX_OPEN = 1_000;

	private final MoveContexts contexts;
	private final Identities identities;

	Handles(MoveContexts contexts, Identities identities) {
		this.contexts = contexts;
		this.identities = identities;
	}

	/**
	 * The queue that a request wants to open.
	 *
	 * @throws RpcFaultException
	 *             MQ_ERROR_INVALID_PARAMETER, if none can be opened by such a name or in such a way
	 */
	static FormatName name(RemoteRead.OpenRequest in) throws RpcFaultException {
		if (in.shareMode() <= EXCLUSIVE && in.queue() instanceof QueueFormat.Valid valid
				&& canBeOpened(valid.name())) {
			return valid.name();
		}
		throw Outcomes.fault(MqStatus.INVALID_PARAMETER);
	}

	/** [MS-MQRR] 2.2.3. */
	private static boolean canBeOpened(FormatName name) {
		if (name instanceof FormatName.Direct direct) {
			return direct.protocol() == FormatName.Direct.Protocol.OS
					|| direct.protocol() == FormatName.Direct.Protocol.TCP;
		}
		return name instanceof FormatName.PublicQueue || name instanceof FormatName.PrivateQueue
				|| name instanceof FormatName.Machine;
	}

	QueueClient client(RpcCall call) {
		return identities.caller(call.caller(), call.client());
	}

	void checkRoom(RpcCall call) throws RpcFaultException {
		if (call.association().size() >= MAX_OPEN) {
			throw Outcomes.fault(MqStatus.INSUFFICIENT_RESOURCES);
		}
	}

	ContextHandle open(OpenQueue queue, RpcCall call) throws RpcFaultException {
		return call.association().open(RemoteRead.INTERFACE, queue, this::end);
	}

	OpenQueue find(ContextHandle handle, RpcCall call) throws RpcFaultException {
		return call.association().find(RemoteRead.INTERFACE, handle, OpenQueue.class);
	}

	void close(ContextHandle handle, RpcCall call) throws RpcFaultException {
		OpenQueue queue = find(handle, call);
		call.association().close(handle);
		end(queue);
	}

	private void end(OpenQueue queue) {
		contexts.remove(queue);
		queue.close();
	}
}
