package dev.quayside.queuemanager.services;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.Guids;
import dev.quayside.msmq.MqException;
import dev.quayside.msmq.NameException;
import dev.quayside.msmq.packet.BaseHeader;
import dev.quayside.msmq.packet.MessageId;
import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.msmq.packet.PacketQueue;
import dev.quayside.msmq.transfer.MessageSink;
import dev.quayside.queuemanager.engine.Queue;
import dev.quayside.queuemanager.engine.QueueManager;
import dev.quayside.queuemanager.store.StoredMessage;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Puts messages that come in into their queues ([MS-MQQB] 3.1.5.8). One that cannot be kept is said in the log. */
public final class Arrivals implements MessageSink {

	private static final System.Logger LOG = System.getLogger(Arrivals.class.getName());
	/** [MS-MQQB] 3.1.1.3.2. */
	private static final int HISTORY = 10_000;

	private final QueueManager manager;
	private final Clock clock;
	/** What became of the last messages; a copy that comes meanwhile must wait for the first one. */
	private final Map<MessageId, CompletableFuture<Void>> history = Collections
			.synchronizedMap(new LinkedHashMap<>() {
				private static final long serialVersionUID = 1L;

				@Override
				protected boolean removeEldestEntry(Map.Entry<MessageId, CompletableFuture<Void>> eldest) {
					return size() > HISTORY;
				}
			});

	public Arrivals(QueueManager manager, Clock clock) {
		this.manager = manager;
		this.clock = clock;
	}

	@Override
	public CompletionStage<Void> accept(Incoming message) {
		MessagePacket packet = message.packet();
		MessageId id = packet.id();
		Optional<String> refusal = refusal(message);
		if (refusal.isPresent()) {
			LOG.log(System.Logger.Level.WARNING,
					() -> "Dropped " + id + " of " + message.address() + ": " + refusal.get());
			return CompletableFuture.completedFuture(null);
		}
		CompletableFuture<Void> kept = new CompletableFuture<>();
		CompletableFuture<Void> before = history.putIfAbsent(id, kept);
		if (before != null) {
			return before;
		}
		Queue queue = destination(packet).orElseThrow();
		queue.append(packet.base().priority(), stored(message)).whenComplete((nothing, failure) -> {
			if (failure == null) {
				kept.complete(null);
			} else {
				settle(id, kept, failure);
			}
		});
		return kept;
	}

	/** A queue that is full refuses for good; a store that cannot write lets the sender try again. */
	private void settle(MessageId id, CompletableFuture<Void> kept, Throwable failure) {
		Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
		if (cause instanceof MqException refused) {
			LOG.log(System.Logger.Level.WARNING, () -> "Dropped " + id + ": " + refused.getMessage());
			kept.complete(null);
			return;
		}
		history.remove(id);
		kept.completeExceptionally(cause);
	}

	private Optional<String> refusal(Incoming message) {
		MessagePacket packet = message.packet();
		UUID expected = Guids.get(ByteBuffer.wrap(packet.user().address()));
		if (!expected.equals(Guids.NIL) && !expected.equals(manager.id())) {
			return Optional.of("it is for another queue manager, " + expected);
		}
		if (isLate(packet)) {
			return Optional.of("its time to reach the queue is over");
		}
		Optional<Queue> queue = destination(packet);
		if (queue.isEmpty()) {
			return Optional.of("the queue " + packet.user().destination() + " does not exist");
		}
		if (queue.get().attributes().transactional() != packet.transaction().isPresent()) {
			return Optional.of(packet.transaction().isPresent()
					? "it is transactional and the queue is not"
					: "the queue takes transactional messages only");
		}
		return packet.transaction().map(header -> "transactional messages are not taken yet");
	}

	private boolean isLate(MessagePacket packet) {
		long limit = packet.base().timeToReachQueue();
		return limit != BaseHeader.INFINITE && packet.user().sentTime() + limit < clock.instant().getEpochSecond();
	}

	private Optional<Queue> destination(MessagePacket packet) {
		PacketQueue destination = packet.user().destination();
		if (destination instanceof PacketQueue.Numbered numbered) {
			return manager.find(new FormatName.PrivateQueue(manager.id(), numbered.number(), false));
		}
		try {
			return destination instanceof PacketQueue.Direct direct
					? manager.find(FormatName.parseDirect(direct.name()))
					: Optional.empty();
		} catch (NameException e) {
			return Optional.empty();
		}
	}

	private StoredMessage stored(Incoming message) {
		MessagePacket packet = message.packet();
		return new StoredMessage(clock.instant().getEpochSecond(), packet.user().isRecoverable(),
				message.address().getAddress(), BaseHeader.withoutSession(message.bytes()), packet.body().offset(),
				(int) packet.properties().allocatedSize());
	}
}
