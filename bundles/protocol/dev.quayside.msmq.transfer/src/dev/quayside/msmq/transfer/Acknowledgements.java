package dev.quayside.msmq.transfer;

import dev.quayside.msmq.packet.SessionHeader;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;

/**
 * When to acknowledge what came ([MS-MQQB] 3.1.1.6.1, 3.1.5.8.7, 3.1.6.4): express messages as soon as they are in the
 * queue; recoverable ones when no other is on its way to the disk, when half a window of them is there, or when the time
 * is over that the initiator asked for. Only then the count goes beyond what is on disk. Guarded by its session.
 */
final class Acknowledgements {

	/** When that much of the time is over, the acknowledgement rides on a message that goes ([MS-MQQB] 3.1.7.11). */
	private static final double LATE = 0.75;

	private final Incoming incoming = new Incoming();
	private final Outgoing outgoing;
	private final int window;
	private final Duration recoverableDelay;
	private final Duration expressDelay;
	private final SessionThreads threads;
	/** Called without the guard when the time is over; leads to {@link #expired}. */
	private final Runnable onTime;
	private ScheduledFuture<?> timer;
	private long timerStart;
	private Duration timerDelay = Duration.ZERO;
	private boolean overdue;
	private boolean sending;

	Acknowledgements(Outgoing outgoing, int window, TransferSession.Peer peer, SessionThreads threads,
			Runnable onTime) {
		this.outgoing = outgoing;
		this.window = window;
		this.recoverableDelay = peer.recoverableAck();
		this.expressDelay = peer.ack().dividedBy(2);
		this.threads = threads;
		this.onTime = onTime;
	}

	Incoming incoming() {
		return incoming;
	}

	/** Counts a message. */
	Incoming.Arrival arrived(boolean recoverable) {
		boolean first = recoverable && !incoming.hasPersisted();
		Incoming.Arrival arrival = incoming.add(recoverable);
		if (timer == null || first && timerDelay.compareTo(recoverableDelay) > 0) {
			start(recoverable ? recoverableDelay : expressDelay);
		}
		return arrival;
	}

	/**
	 * The sink has completed a message.
	 *
	 * @param peerWindow
	 *            how many the peer sends without acknowledgement
	 * @return whether the sender should run
	 */
	boolean done(Incoming.Arrival arrival, int peerWindow) {
		incoming.done(arrival);
		return incoming.isDue(half(peerWindow)) && begin();
	}

	/** Whether messages may still have to be acknowledged, or are being so. */
	boolean isBusy() {
		return sending || incoming.hasPending();
	}

	/** No more will come; likewise. */
	boolean last() {
		overdue = incoming.hasNews();
		return overdue && begin();
	}

	/** The time is over, if the timer was not started again meanwhile; likewise. */
	boolean expired() {
		if (timer == null || threads.now() - timerStart < timerDelay.toNanos()) {
			return false;
		}
		timer = null;
		overdue = incoming.hasNews();
		if (overdue) {
			return begin();
		}
		if (incoming.hasPending()) {
			start(recoverableDelay);
		}
		return false;
	}

	private boolean begin() {
		if (sending) {
			return false;
		}
		sending = true;
		return true;
	}

	/** The next acknowledgement that should go at once; without one the sender is to stop, and will be told again. */
	Optional<SessionHeader> next(int peerWindow) {
		boolean due = overdue && incoming.hasNews() || incoming.isDue(half(peerWindow));
		if (!due) {
			sending = false;
			overdue = false;
			return Optional.empty();
		}
		SessionHeader header = take();
		overdue = overdue && incoming.hasPersisted();
		return Optional.of(header);
	}

	/** An acknowledgement for the message that goes now and is counted already, if one is late. */
	Optional<SessionHeader> ride() {
		boolean late = timer != null && threads.now() - timerStart > LATE * timerDelay.toNanos();
		return late && incoming.hasNews() ? Optional.of(take()) : Optional.empty();
	}

	private SessionHeader take() {
		stop();
		int base = incoming.base();
		int bits = incoming.takeBits();
		int count = incoming.takeCount(overdue && !incoming.hasPersisted());
		if (incoming.hasNews() || incoming.hasPending()) {
			start(recoverableDelay);
		}
		return new SessionHeader(count, base, bits, outgoing.sent(), outgoing.recoverableSent(), window);
	}

	private int half(int peerWindow) {
		return Math.max(1, Math.min(window, peerWindow) / 2);
	}

	private void start(Duration delay) {
		stop();
		timerStart = threads.now();
		timerDelay = delay;
		timer = threads.after(delay, onTime);
	}

	void stop() {
		if (timer != null) {
			timer.cancel(false);
			timer = null;
		}
	}
}
