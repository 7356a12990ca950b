package dev.quayside.queuemanager.store;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.QueuePath;
import dev.quayside.msmq.UnitOfWork;
import dev.quayside.msmq.packet.MessageClass;
import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.msmq.packet.PacketException;
import dev.quayside.queuemanager.engine.Access;
import dev.quayside.queuemanager.engine.OpenQueue;
import dev.quayside.queuemanager.engine.QueueClient;
import dev.quayside.queuemanager.engine.QueueManager;
import dev.quayside.queuemanager.engine.QueueMessage;
import dev.quayside.queuemanager.engine.ReadRequest;
import dev.quayside.queuemanager.engine.ReadRequest.Action;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** One thread at the engine. */
final class EngineClient implements LoadClient {

	private final QueueManager manager;
	private final Map<String, OpenQueue> sources = new HashMap<>();
	private final Map<String, OpenQueue> targets = new HashMap<>();
	private UnitOfWork unit = UnitOfWork.NONE;
	private long lastRequest;

	EngineClient(QueueManager manager) {
		this.manager = manager;
	}

	private OpenQueue source(String queue) throws MqException, StoreException {
		OpenQueue open = sources.get(queue);
		if (open == null) {
			target(queue);
			open = manager.find(QueuePath.parse(queue)).orElseThrow().open(Access.RECEIVE, false, QueueClient.OWN);
			sources.put(queue, open);
		}
		return open;
	}

	/** A subqueue is there from now on. */
	private OpenQueue target(String queue) throws MqException, StoreException {
		OpenQueue open = targets.get(queue);
		if (open == null) {
			open = manager.openForMove(FormatName.direct("localhost", QueuePath.parse(queue)), QueueClient.OWN);
			targets.put(queue, open);
		}
		return open;
	}

	@Override
	public Optional<Taken> receive(String queue) throws MqException, StoreException {
		return read(queue, Action.RECEIVE, unit);
	}

	@Override
	public Optional<Taken> peek(String queue) throws MqException, StoreException {
		return read(queue, Action.PEEK_CURRENT, UnitOfWork.NONE);
	}

	private Optional<Taken> read(String queue, Action action, UnitOfWork within) throws MqException, StoreException {
		long request = ++lastRequest;
		try {
			QueueMessage message = await(source(queue)
					.read(new ReadRequest(action, 0, 0, PATIENCE_MILLIS, request, 0).within(within)));
			return Optional.of(new Taken(queue, request, message.lookupId(), id(message.stored())));
		} catch (MqException e) {
			if (e.status().equals(MqStatus.IO_TIMEOUT)) {
				return Optional.empty();
			}
			throw e;
		}
	}

	/** What a message of the load is called. */
	static String id(StoredMessage message) throws StoreException {
		try {
			return MessagePacket
					.parse(message.packet(), message.hasBody() ? Optional.empty() : Optional.of(new byte[0]))
					.properties().label();
		} catch (PacketException e) {
			throw new StoreException(StoreException.Kind.DAMAGED, e.getMessage(), e);
		}
	}

	@Override
	public void end(Taken taken) throws MqException, StoreException {
		await(source(taken.queue()).endTransactional(taken.requestId(), true));
	}

	@Override
	public void reject(Taken taken) throws MqException, StoreException {
		source(taken.queue()).setUserAcknowledgement(taken.lookupId(), MessageClass.NACK_RECEIVE_REJECTED);
	}

	@Override
	public boolean move(Taken seen, String target) throws StoreException {
		try {
			await(source(seen.queue()).move(seen.lookupId(), target(target), unit));
			return true;
		} catch (MqException e) {
			return false;
		}
	}

	@Override
	public void begin() throws MqException {
		unit = UnitOfWork.random();
		manager.transactions().begin(unit, this);
	}

	@Override
	public void commit() throws MqException, StoreException {
		UnitOfWork last = unit;
		unit = UnitOfWork.NONE;
		await(manager.transactions().commit(last));
	}

	@Override
	public void abort() throws MqException, StoreException {
		UnitOfWork last = unit;
		unit = UnitOfWork.NONE;
		await(manager.transactions().abort(last));
	}

	private static <T> T await(CompletionStage<T> stage) throws MqException, StoreException {
		try {
			return stage.toCompletableFuture().join();
		} catch (CompletionException e) {
			if (e.getCause() instanceof MqException cause) {
				throw cause;
			}
			if (e.getCause() instanceof StoreException cause) {
				throw cause;
			}
			throw e;
		}
	}

	@Override
	public void close() {
		sources.values().forEach(OpenQueue::close);
		targets.values().forEach(OpenQueue::close);
	}
}
