package dev.quayside.queuemanager.store;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.QueuePath;
import dev.quayside.msmq.UnitOfWork;
import dev.quayside.msmq.rpc.qmcomm.QmComm;
import dev.quayside.msmq.rpc.qmcomm.QmCommClient;
import dev.quayside.msmq.rpc.remoteread.MoveTarget;
import dev.quayside.msmq.rpc.remoteread.ReceiveAction;
import dev.quayside.msmq.rpc.remoteread.RemoteMessage;
import dev.quayside.msmq.rpc.remoteread.RemoteQueue;
import dev.quayside.msmq.rpc.remoteread.RemoteRead;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.client.CallOptions;
import dev.quayside.rpc.client.RpcChannel;
import dev.quayside.rpc.client.RpcClient;
import dev.quayside.rpc.client.RpcClientOptions;
import dev.quayside.rpc.client.RpcEndpoint;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** One thread with a connection of its own. */
final class WireClient implements LoadClient {

	private static final CallOptions OPTIONS = CallOptions.defaults();

	private final UUID self = UUID.randomUUID();
	private final Runnable onTaken;
	private final RpcClient rpc;
	private final RpcChannel channel;
	private final QmCommClient transactions;
	private final Map<String, RemoteQueue> sources = new HashMap<>();
	private final Map<String, MoveTarget> targets = new HashMap<>();
	private QmCommClient.Transaction unit;

	/**
	 * @param onTaken
	 *            runs for each message that is taken
	 */
	WireClient(int rpcPort, Runnable onTaken) throws RpcException {
		this.onTaken = onTaken;
		rpc = new RpcClient(new RpcEndpoint("127.0.0.1", rpcPort), RpcClientOptions.DEFAULT);
		channel = rpc.connect(RemoteRead.INTERFACE).channel(RemoteRead.INTERFACE);
		transactions = new QmCommClient(rpc.channel(QmComm.INTERFACE));
	}

	private RemoteQueue source(String queue) throws MqException, RpcException {
		RemoteQueue open = sources.get(queue);
		if (open == null) {
			target(queue);
			open = RemoteQueue.open(channel, name(queue), RemoteRead.Access.RECEIVE, false, self, OPTIONS);
			sources.put(queue, open);
		}
		return open;
	}

	/** A subqueue is there from now on. */
	private MoveTarget target(String queue) throws MqException, RpcException {
		MoveTarget open = targets.get(queue);
		if (open == null) {
			open = MoveTarget.open(channel, name(queue), self, OPTIONS);
			targets.put(queue, open);
		}
		return open;
	}

	private static FormatName name(String queue) {
		return FormatName.direct("localhost", QueuePath.parse(queue));
	}

	private RemoteQueue within(String queue) throws MqException, RpcException {
		return unit == null ? source(queue) : source(queue).within(unit.unit());
	}

	@Override
	public Optional<Taken> receive(String queue) throws MqException, RpcException {
		return read(queue, within(queue), ReceiveAction.RECEIVE);
	}

	@Override
	public Optional<Taken> peek(String queue) throws MqException, RpcException {
		return read(queue, source(queue), ReceiveAction.PEEK_CURRENT);
	}

	private static Optional<Taken> read(String name, RemoteQueue queue, ReceiveAction action)
			throws MqException, RpcException {
		long request = queue.newRequestId();
		try {
			RemoteMessage message = queue.read(action, 0, PATIENCE_MILLIS, request, 0, OPTIONS);
			return Optional.of(new Taken(name, request, message.lookupId(), message.packet().properties().label()));
		} catch (MqException e) {
			if (e.status().equals(MqStatus.IO_TIMEOUT)) {
				return Optional.empty();
			}
			throw e;
		}
	}

	@Override
	public void end(Taken taken) throws MqException, RpcException {
		within(taken.queue()).end(taken.requestId(), true, OPTIONS);
		onTaken.run();
	}

	@Override
	public void reject(Taken taken) throws MqException, RpcException {
		within(taken.queue()).reject(taken.lookupId(), OPTIONS);
	}

	@Override
	public boolean move(Taken seen, String target) throws RpcException {
		try {
			within(seen.queue()).move(seen.lookupId(), target(target), OPTIONS);
			return true;
		} catch (MqException e) {
			return false;
		}
	}

	@Override
	public void begin() throws MqException, RpcException {
		unit = transactions.begin(UnitOfWork.random(), OPTIONS);
	}

	@Override
	public void commit() throws MqException, RpcException {
		QmCommClient.Transaction last = unit;
		unit = null;
		last.commit(OPTIONS);
	}

	@Override
	public void abort() throws MqException, RpcException {
		QmCommClient.Transaction last = unit;
		unit = null;
		last.abort(OPTIONS);
	}

	@Override
	public void close() {
		rpc.close();
	}
}
