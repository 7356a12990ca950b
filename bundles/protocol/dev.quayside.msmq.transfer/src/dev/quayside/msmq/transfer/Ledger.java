package dev.quayside.msmq.transfer;

import dev.quayside.msmq.packet.SessionHeader;

import java.time.Duration;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What both ends of a session have counted. Its monitor guards all of it, and is never held while the network waits. */
final class Ledger {

	/**
	 * A message that may be written now.
	 *
	 * @param ride
	 *            what has to ride on it
	 */
	record Admitted(CompletableFuture<Void> done, Optional<SessionHeader> ride) {}

	private final TransferSession.Peer peer;
	private final SessionOptions options;
	private final Outgoing outgoing = new Outgoing();
	private final Acknowledgements acknowledgements;
	private int peerWindow;
	private long lastPacket = System.nanoTime();
	private long lastMessage = System.nanoTime();
	private TransferException ended;

	/**
	 * @param ackTime
	 *            runs when {@link #ackTime} is to be called
	 */
	Ledger(TransferSession.Peer peer, SessionOptions options, SessionThreads threads, Runnable ackTime) {
		this.peer = peer;
		this.options = options;
		this.peerWindow = Math.max(1, peer.window());
		this.acknowledgements = new Acknowledgements(outgoing, options.window(), peer, threads, ackTime);
	}

	synchronized long confirmed() {
		return outgoing.confirmed();
	}

	/**
	 * Waits until one more message may be sent; the smaller one of the two windows counts.
	 *
	 * @return false if it may not, after that time
	 * @throws TransferException
	 *             if the session has ended
	 */
	synchronized boolean awaitRoom(Duration patience) throws TransferException {
		long deadline = System.nanoTime() + patience.toNanos();
		while (ended == null && !hasRoom()) {
			if (!await(deadline)) {
				return false;
			}
		}
		checkOpen();
		return true;
	}

	private boolean hasRoom() {
		return outgoing.hasRoom(Math.min(options.window(), peerWindow));
	}

	/** False when the time is over. */
	private boolean await(long deadline) throws TransferException {
		try {
			long nanos = deadline - System.nanoTime();
			if (nanos > 0) {
				TimeUnit.NANOSECONDS.timedWait(this, Math.max(nanos, TimeUnit.MILLISECONDS.toNanos(1)));
			}
			return nanos > 0;
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new TransferException(TransferException.Kind.CLOSED, "Interrupted while waiting for the peer", e);
		}
	}

	private void checkOpen() throws TransferException {
		if (ended != null) {
			throw ended;
		}
	}

	/** Numbers a message that is written next; null if there is no room. */
	synchronized Admitted admit(boolean recoverable) throws TransferException {
		checkOpen();
		if (!hasRoom()) {
			return null;
		}
		lastMessage = System.nanoTime();
		if (outgoing.isEmpty()) {
			lastPacket = lastMessage;
		}
		CompletableFuture<Void> done = outgoing.add(recoverable);
		return new Admitted(done, acknowledgements.ride());
	}

	/** Any packet has come ([MS-MQQB] 3.1.5.1). */
	synchronized void packetReceived() {
		lastPacket = System.nanoTime();
	}

	/** Counts a message that has come; waits while twice as many are not acknowledged as the peer may send. */
	synchronized Incoming.Arrival messageReceived(boolean recoverable) throws TransferException {
		while (ended == null && acknowledgements.incoming().load() >= 2 * options.window()) {
			await(System.nanoTime() + options.idleTimeout().toNanos());
		}
		checkOpen();
		lastMessage = System.nanoTime();
		return acknowledgements.arrived(recoverable);
	}

	/** The sink has completed a message; whether to send {@link #nextAck acknowledgements}. */
	synchronized boolean messageDone(Incoming.Arrival arrival) {
		boolean send = acknowledgements.done(arrival, peerWindow);
		notifyAll();
		return send && ended == null;
	}

	/** The time for acknowledgements has come; likewise. */
	synchronized boolean ackTime() {
		return ended == null && acknowledgements.expired();
	}

	/** The peer sends no more: waits until all is stored, at most so long; likewise. */
	synchronized boolean lastAcks(Duration patience) throws TransferException {
		long deadline = System.nanoTime() + patience.toNanos();
		boolean more = true;
		while (ended == null && acknowledgements.isBusy() && more) {
			more = await(deadline);
		}
		return ended == null && acknowledgements.last();
	}

	/** The acknowledgement that is written next; without one it is enough for now. */
	synchronized Optional<SessionHeader> nextAck() {
		Optional<SessionHeader> header = ended == null ? acknowledgements.next(peerWindow) : Optional.empty();
		notifyAll();
		return header;
	}

	/**
	 * Takes the acknowledgement of the peer, then compares the counts ([MS-MQQB] 3.1.5.5).
	 *
	 * @param done
	 *            gets what is acknowledged
	 * @return false if the peer counts otherwise
	 */
	synchronized boolean acknowledged(SessionHeader header, Deque<CompletableFuture<Void>> done) {
		Incoming incoming = acknowledgements.incoming();
		boolean valid = outgoing.acknowledge(header, done) && header.sent() == incoming.received()
				&& header.recoverableSent() == incoming.recoverableReceived();
		peerWindow = Math.max(1, header.window());
		notifyAll();
		return valid;
	}

	/** Why the session has to end by now ([MS-MQQB] 3.1.6.2, 3.1.6.3). */
	synchronized Optional<String> timeOut() {
		long now = System.nanoTime();
		if (ended != null) {
			return Optional.empty();
		}
		if (!outgoing.isEmpty() && now - lastPacket > peer.ackWait().toNanos()) {
			return Optional.of("left " + outgoing.unconfirmed() + " messages unacknowledged for "
					+ peer.ackWait().toMillis() + " ms");
		}
		boolean idle = outgoing.isEmpty() && !acknowledgements.incoming().hasPending()
				&& now - lastMessage > options.idleTimeout().toNanos();
		return idle ? Optional.of("was idle for " + options.idleTimeout().toMillis() + " ms") : Optional.empty();
	}

	/** Waits for the end, at most so long. */
	synchronized void awaitEnd(Duration patience) throws TransferException {
		long deadline = System.nanoTime() + patience.toNanos();
		boolean more = true;
		while (ended == null && more) {
			more = await(deadline);
		}
	}

	/**
	 * The end; what it was first stays.
	 *
	 * @param failed
	 *            gets what was not acknowledged
	 */
	synchronized TransferException end(TransferException why, Deque<CompletableFuture<Void>> failed) {
		if (ended == null) {
			ended = why;
		}
		failed.addAll(outgoing.drain());
		acknowledgements.stop();
		notifyAll();
		return ended;
	}
}
