package dev.quayside.queuemanager.delivery;

import dev.quayside.msmq.packet.MessageId;
import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.msmq.packet.PacketQueue;
import dev.quayside.msmq.packet.TransactionAck.OrderAck;
import dev.quayside.msmq.transfer.MessageSink;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Tells senders how far their transactional messages are on disk ([MS-MQQB] 3.1.2.7, 3.1.6.9): half a second behind the
 * last message, and at least every ten seconds. A session that has ended is told nothing; its sender sends again. Safe for
 * use by several threads.
 */
final class OrderAcks {

	/**
	 * @param delay
	 *            behind the last message
	 * @param longest
	 *            time since the last acknowledgement after which one is no more put off
	 */
	record Delays(Duration delay, Duration longest) {

		static final Delays DEFAULT = new Delays(Duration.ofMillis(500), Duration.ofSeconds(10));
	}

	private static final long AGAIN_MILLIS = 100;

	/** To whom, and about what. */
	private record Target(MessageSink.Origin origin, IncomingSequence sequence) {}

	/**
	 * Who the sender of a message is.
	 *
	 * @param isDirect
	 *            whether it used a direct name
	 */
	private record Addressee(boolean isDirect, UUID source, InetAddress address) {

		static Addressee of(MessageSink.Incoming message) {
			return new Addressee(message.packet().user().destination() instanceof PacketQueue.Direct,
					message.packet().user().source(), message.address());
		}
	}

	/** One that waits. */
	private static final class Due {

		private ScheduledFuture<?> timer;
		private long lastSent = Long.MIN_VALUE;
		private Addressee addressee;
	}

	private final Delays delays;
	private final ScheduledExecutorService timers;
	private final Executor workers;
	private final Supplier<MessageId> ids;
	private final Clock clock;
	private final Map<Target, Due> due = new HashMap<>();

	/**
	 * @param workers
	 *            run what may wait for the network
	 */
	OrderAcks(Delays delays, ScheduledExecutorService timers, Executor workers, Supplier<MessageId> ids, Clock clock) {
		this.delays = delays;
		this.timers = timers;
		this.workers = workers;
		this.ids = ids;
		this.clock = clock;
	}

	/** A message was accepted and is on disk, or was not accepted. */
	synchronized void schedule(MessageSink.Incoming message, IncomingSequence sequence) {
		if (!message.origin().isOpen()) {
			return;
		}
		Target target = new Target(message.origin(), sequence);
		Due acknowledgement = due.computeIfAbsent(target, missing -> new Due());
		acknowledgement.addressee = Addressee.of(message);
		boolean recent = acknowledgement.lastSent != Long.MIN_VALUE
				&& System.nanoTime() - acknowledgement.lastSent < delays.longest().toNanos();
		if (acknowledgement.timer == null || recent && acknowledgement.timer.cancel(false)) {
			start(target, acknowledgement, delays.delay().toMillis());
		}
	}

	private void start(Target target, Due acknowledgement, long millis) {
		try {
			acknowledgement.timer = timers.schedule(() -> workers.execute(() -> send(target)), millis,
					TimeUnit.MILLISECONDS);
		} catch (RejectedExecutionException e) {
			due.remove(target);
		}
	}

	private void send(Target target) {
		Addressee addressee;
		synchronized (this) {
			due.keySet().removeIf(other -> !other.origin().isOpen());
			Due acknowledgement = due.get(target);
			if (acknowledgement == null) {
				return;
			}
			acknowledgement.timer = null;
			addressee = acknowledgement.addressee;
		}
		IncomingSequence.State state = target.sequence().durable();
		boolean sent = state.number() == 0
				|| target.origin().offer(packet(new OrderAck(state.id(), state.number()), addressee)).isPresent();
		sent(target, sent);
	}

	private synchronized void sent(Target target, boolean done) {
		Due acknowledgement = due.get(target);
		if (acknowledgement == null) {
			return;
		}
		if (done) {
			acknowledgement.lastSent = System.nanoTime();
		} else if (acknowledgement.timer == null) {
			start(target, acknowledgement, AGAIN_MILLIS);
		}
	}

	/** To a sender that used a direct name by its address, otherwise by its GUID. */
	private MessagePacket packet(OrderAck ack, Addressee addressee) {
		long now = clock.instant().getEpochSecond();
		return addressee.isDirect()
				? ack.packet(ids.get(), text(addressee.address()), now)
				: ack.packet(ids.get(), addressee.source(), now);
	}

	/** Without the zone of an IPv6 address, which means nothing elsewhere. */
	static String text(InetAddress address) {
		String text = address.getHostAddress();
		int zone = text.indexOf('%');
		return zone < 0 ? text : text.substring(0, zone);
	}
}
