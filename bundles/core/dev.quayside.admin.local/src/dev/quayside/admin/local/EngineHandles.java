package dev.quayside.admin.local;

import dev.quayside.admin.HeldCursor;
import dev.quayside.admin.HeldQueue;
import dev.quayside.admin.LookupId;
import dev.quayside.admin.OpenHandles;
import dev.quayside.admin.PendingReceive;
import dev.quayside.admin.QueueAddress;
import dev.quayside.admin.QueueManagerAddress;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.queuemanager.engine.Access;
import dev.quayside.queuemanager.engine.OpenQueue;
import dev.quayside.queuemanager.engine.OpenQueueInfo;
import dev.quayside.queuemanager.engine.QueueManager;

import org.eclipse.core.runtime.IProgressMonitor;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;

/** What clients hold open at a queue manager of this process. */
final class EngineHandles implements OpenHandles {

	private static final String LIST_AGAIN = "It was closed meanwhile: look at the list again";

	private final QueueManager manager;
	private final QueueManagerAddress address;

	EngineHandles(QueueManager manager, QueueManagerAddress address) {
		this.manager = manager;
		this.address = address;
	}

	@Override
	public List<HeldQueue> list(IProgressMonitor monitor) {
		return manager.openQueues().stream().map(this::held)
				.sorted(Comparator.comparing(HeldQueue::client).thenComparing(held -> held.queue().queue())
						.thenComparing(HeldQueue::handle))
				.toList();
	}

	private HeldQueue held(OpenQueueInfo open) {
		return new HeldQueue(open.id(), open.client().toString(),
				new QueueAddress(address, open.queue().name()), access(open.access()), open.exclusive(),
				open.cursors().stream().map(EngineHandles::cursor).toList(),
				open.reads().stream().map(EngineHandles::read).toList());
	}

	private static HeldQueue.Access access(Access access) {
		return switch (access) {
			case RECEIVE -> HeldQueue.Access.RECEIVE;
			case PEEK -> HeldQueue.Access.PEEK;
			case MOVE -> HeldQueue.Access.MOVE;
		};
	}

	private static HeldCursor cursor(OpenQueueInfo.CursorInfo cursor) {
		String state = switch (cursor.state()) {
			case UNREAD -> cursor.lookupId().isEmpty() ? "before the first message" : "behind the message";
			case READ -> cursor.gone() ? "at a message that has gone" : "at the message";
			case WAITING -> "waiting for a message";
		};
		return new HeldCursor(cursor.handle(), state, lookupId(cursor.lookupId()));
	}

	private static PendingReceive read(OpenQueueInfo.ReadInfo read) {
		return new PendingReceive(read.requestId(), read.cursor(), lookupId(read.lookupId()),
				read.deadline().isPresent()
						? Optional.of(Instant.ofEpochMilli(read.deadline().getAsLong()))
						: Optional.empty());
	}

	private static Optional<LookupId> lookupId(OptionalLong id) {
		return id.isPresent() ? Optional.of(new LookupId(id.getAsLong())) : Optional.empty();
	}

	private OpenQueue find(long handle) throws QueueManagerException {
		return manager.openQueue(handle).orElseThrow(
				() -> new QueueManagerException(Kind.NOT_FOUND, "No queue is open with the handle "
						+ Long.toUnsignedString(handle), LIST_AGAIN, null));
	}

	@Override
	public void release(long handle, long requestId, IProgressMonitor monitor) throws QueueManagerException {
		OpenQueue open = find(handle);
		try {
			open.cancel(requestId);
		} catch (MqException e) {
			if (!e.status().equals(MqStatus.STATUS_NOT_FOUND)) {
				throw failed(requestId, e);
			}
			giveBack(open, requestId);
		}
	}

	private static void giveBack(OpenQueue open, long requestId) throws QueueManagerException {
		try {
			open.end(requestId, false).toCompletableFuture().join();
		} catch (CompletionException e) {
			throw failed(requestId, e.getCause());
		}
	}

	private static QueueManagerException failed(long requestId, Throwable cause) {
		return new QueueManagerException(Kind.NOT_FOUND, "Receive " + Long.toUnsignedString(requestId)
				+ " cannot be released: " + cause.getMessage(), LIST_AGAIN, cause);
	}

	@Override
	public void close(long handle, IProgressMonitor monitor) throws QueueManagerException {
		find(handle).close();
	}

	@Override
	public void closeCursor(long handle, long cursor, IProgressMonitor monitor) throws QueueManagerException {
		if (!find(handle).closeCursor(cursor)) {
			throw new QueueManagerException(Kind.NOT_FOUND, "There is no cursor " + cursor + " at this queue",
					LIST_AGAIN, null);
		}
	}
}
