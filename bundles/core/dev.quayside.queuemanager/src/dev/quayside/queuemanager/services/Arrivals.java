package dev.quayside.queuemanager.services;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.Guids;
import dev.quayside.msmq.MqException;
import dev.quayside.msmq.NameException;
import dev.quayside.msmq.packet.BaseHeader;
import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.msmq.packet.PacketQueue;
import dev.quayside.msmq.packet.SecurityHeader;
import dev.quayside.msmq.transfer.MessageSink;
import dev.quayside.queuemanager.engine.Queue;
import dev.quayside.queuemanager.engine.QueueAttributes;
import dev.quayside.queuemanager.engine.QueueManager;
import dev.quayside.queuemanager.store.StoredMessage;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Puts messages that come in into their queues ([MS-MQQB] 3.1.5.8). One that will never be kept is said in the log and
 * taken from the sender; one that cannot be kept now is left to it.
 */
public final class Arrivals implements MessageSink {

	private static final System.Logger LOG = System.getLogger(Arrivals.class.getName());
	private static final String DIRECT = "DIRECT=";
	private static final int SHOWN = 200;
	private static final long QUIET_SECONDS = 1;

	private final QueueManager manager;
	private final Clock clock;
	private final MessageHistory history = new MessageHistory();
	private boolean isQuiet;
	private long unsaid;

	public Arrivals(QueueManager manager, Clock clock) {
		this.manager = manager;
		this.clock = clock;
	}

	@Override
	public CompletionStage<Void> accept(Incoming message) {
		MessagePacket packet = message.packet();
		CompletableFuture<Void> outcome = new CompletableFuture<>();
		Optional<CompletableFuture<Void>> first = packet.transaction().isPresent()
				? Optional.empty()
				: history.add(packet.id(), outcome, clock.instant());
		if (first.isPresent()) {
			return first.get();
		}
		try {
			deliver(message, outcome);
		} catch (RuntimeException e) {
			settle(message, outcome, e);
		}
		return outcome;
	}

	private void deliver(Incoming message, CompletableFuture<Void> outcome) {
		MessagePacket packet = message.packet();
		Optional<Queue> queue = destination(packet);
		Optional<String> refusal = refusal(packet, queue);
		if (refusal.isPresent()) {
			drop(message, refusal.get());
			outcome.complete(null);
			return;
		}
		queue.orElseThrow().append(packet.base().priority(), stored(message))
				.whenComplete((nothing, failure) -> settle(message, outcome, failure));
	}

	/** A queue that is full refuses for good; a store that cannot write lets the sender try again. */
	private void settle(Incoming message, CompletableFuture<Void> outcome, Throwable failure) {
		Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
		if (cause instanceof MqException refused) {
			drop(message, refused.getMessage());
		} else if (cause != null) {
			history.forget(message.packet().id());
			outcome.completeExceptionally(cause);
			return;
		}
		outcome.complete(null);
	}

	/** Says why at most once a second; of the others, how many they were. */
	private void drop(Incoming message, String why) {
		synchronized (this) {
			if (isQuiet) {
				unsaid++;
				return;
			}
			isQuiet = true;
		}
		CompletableFuture.delayedExecutor(QUIET_SECONDS, TimeUnit.SECONDS).execute(this::endQuiet);
		LOG.log(System.Logger.Level.WARNING, () -> "Dropped " + message.packet().id() + " of "
				+ message.address().getHostAddress() + ": " + why);
	}

	private void endQuiet() {
		long others;
		synchronized (this) {
			isQuiet = false;
			others = unsaid;
			unsaid = 0;
		}
		if (others > 0) {
			LOG.log(System.Logger.Level.WARNING, () -> "Dropped " + others + " more messages within a second");
		}
	}

	private Optional<String> refusal(MessagePacket packet, Optional<Queue> queue) {
		UUID expected = Guids.get(ByteBuffer.wrap(packet.user().address()));
		if (!expected.equals(Guids.NIL) && !expected.equals(manager.id())) {
			return Optional.of("it is for another queue manager, " + expected);
		}
		if (isLate(packet)) {
			return Optional.of("its time to reach the queue is over");
		}
		if (queue.isEmpty()) {
			return Optional.of("the queue " + printable(packet) + " does not exist");
		}
		return refusal(packet, queue.get().attributes());
	}

	private static Optional<String> refusal(MessagePacket packet, QueueAttributes queue) {
		boolean transactional = packet.transaction().isPresent();
		String why = null;
		if (queue.transactional() && !transactional) {
			why = "the queue takes transactional messages only";
		} else if (!queue.transactional() && transactional) {
			why = "it is transactional and the queue is not";
		} else if (transactional) {
			why = "transactional messages are not taken yet";
		} else if (packet.security().filter(header -> header.has(SecurityHeader.ENCRYPTED)).isPresent()) {
			why = "its body is encrypted, and there is no key here";
		} else if (queue.authenticated()) {
			why = "the queue takes authenticated messages only, and signatures are not checked yet";
		}
		return Optional.ofNullable(why);
	}

	private String printable(MessagePacket packet) {
		PacketQueue queue = packet.user().destination();
		String text = queue.text(packet.user().source(), manager.id()).orElse("of no name").replaceAll("\\p{Cntrl}",
				"?");
		return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
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
					? manager.find(FormatName.parseDirect(withoutKind(direct.name())))
					: Optional.empty();
		} catch (NameException e) {
			return Optional.empty();
		}
	}

	/** Packets have the name without its kind ([MS-MQQB] 4.1.7); the text of [MS-MQMQ] 2.2.18.1.5.2 allows both. */
	private static String withoutKind(String name) {
		return name.toUpperCase(Locale.ROOT).startsWith(DIRECT) ? name.substring(DIRECT.length()) : name;
	}

	private StoredMessage stored(Incoming message) {
		MessagePacket packet = message.packet();
		return new StoredMessage(clock.instant().getEpochSecond(), packet.user().isRecoverable(),
				message.address().getAddress(), message.bytes(), packet.body().offset(),
				(int) packet.properties().allocatedSize());
	}
}
