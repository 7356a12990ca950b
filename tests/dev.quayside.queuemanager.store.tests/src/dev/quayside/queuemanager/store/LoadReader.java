package dev.quayside.queuemanager.store;

import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.UnitOfWork;
import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.msmq.packet.PacketException;
import dev.quayside.queuemanager.engine.OpenQueue;
import dev.quayside.queuemanager.engine.QueueMessage;
import dev.quayside.queuemanager.engine.ReadRequest;
import dev.quayside.queuemanager.engine.ReadRequest.Action;

import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** An open queue that one thread reads. */
final class LoadReader implements AutoCloseable {

	private static final long PATIENCE_MILLIS = 5;

	private final OpenQueue open;
	private long lastRequest;

	/** A message that was read. */
	record Taken(long requestId, long lookupId, String id) {}

	LoadReader(OpenQueue open) {
		this.open = open;
	}

	OpenQueue open() {
		return open;
	}

	Optional<Taken> receive() throws MqException, StoreException {
		return receive(UnitOfWork.NONE);
	}

	/** The next message, which the reader has now; none if there is none for a moment. */
	Optional<Taken> receive(UnitOfWork work) throws MqException, StoreException {
		return read(Action.RECEIVE, work);
	}

	Optional<Taken> peek() throws MqException, StoreException {
		return read(Action.PEEK_CURRENT, UnitOfWork.NONE);
	}

	private Optional<Taken> read(Action action, UnitOfWork work) throws MqException, StoreException {
		long request = ++lastRequest;
		try {
			QueueMessage message = await(
					open.read(new ReadRequest(action, 0, 0, PATIENCE_MILLIS, request, 0).within(work)));
			return Optional.of(new Taken(request, message.lookupId(), id(message.stored())));
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

	/** Takes what was received. */
	void end(Taken taken) throws MqException, StoreException {
		await(open.endTransactional(taken.requestId(), true));
	}

	/** Whether it could be moved: another one may have it. */
	boolean move(Taken seen, OpenQueue target, UnitOfWork work) throws StoreException {
		try {
			await(open.move(seen.lookupId(), target, work));
			return true;
		} catch (MqException e) {
			return false;
		}
	}

	static <T> T await(CompletionStage<T> stage) throws MqException, StoreException {
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
		open.close();
	}
}
