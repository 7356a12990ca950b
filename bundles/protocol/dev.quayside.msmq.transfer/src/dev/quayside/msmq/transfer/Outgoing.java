package dev.quayside.msmq.transfer;

import dev.quayside.msmq.packet.SessionHeader;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;

/** What was sent and is not acknowledged yet ([MS-MQQB] 3.1.5.5). Guarded by its owner. */
final class Outgoing {

	/** So many can be told apart by 16-bit numbers that wrap. */
	private static final int MAX_UNCONFIRMED = 0x7FFF;
	private static final int BITS = 32;

	private record Unacknowledged(int number, int recoverableNumber, CompletableFuture<Void> done) {}

	private final Deque<Unacknowledged> waiting = new ArrayDeque<>();
	private int sent;
	private int recoverableSent;
	private int acknowledged;
	private long confirmed;

	/** User messages sent, modulo 2^16. */
	int sent() {
		return sent;
	}

	int recoverableSent() {
		return recoverableSent;
	}

	/** Whether one more may be sent. */
	boolean hasRoom(int window) {
		return inFlight() < window && waiting.size() < MAX_UNCONFIRMED;
	}

	/** Messages that the peer has not counted yet, and so fill its window. */
	private int inFlight() {
		return sent - acknowledged & 0xFFFF;
	}

	boolean isEmpty() {
		return waiting.isEmpty();
	}

	/** How many messages are acknowledged for good. */
	long confirmed() {
		return confirmed;
	}

	int unconfirmed() {
		return waiting.size();
	}

	/** Counts a message that is about to be written. */
	CompletableFuture<Void> add(boolean recoverable) {
		sent = sent + 1 & 0xFFFF;
		recoverableSent = recoverableSent + (recoverable ? 1 : 0) & 0xFFFF;
		CompletableFuture<Void> done = new CompletableFuture<>();
		waiting.add(new Unacknowledged(sent, recoverable ? recoverableSent : -1, done));
		return done;
	}

	/** Takes an acknowledgement; false if it acknowledges what was never sent, and then it changes nothing. */
	boolean acknowledge(SessionHeader header, Deque<CompletableFuture<Void>> done) {
		if ((header.acknowledged() - acknowledged & 0xFFFF) > inFlight() || acknowledgesUnsent(header)) {
			return false;
		}
		acknowledged = header.acknowledged();
		for (Iterator<Unacknowledged> all = waiting.iterator(); all.hasNext();) {
			Unacknowledged message = all.next();
			boolean covered = message.recoverableNumber() < 0
					? isAtMost(message.number(), acknowledged)
					: isCovered(message.recoverableNumber(), header);
			if (covered) {
				all.remove();
				confirmed++;
				done.add(message.done());
			}
		}
		return true;
	}

	private boolean acknowledgesUnsent(SessionHeader header) {
		int highestBit = BITS - 1 - Integer.numberOfLeadingZeros(header.recoverableBits());
		int highest = header.recoverableBase() + Math.max(0, highestBit) & 0xFFFF;
		return hasRecoverable(header) && !isAtMost(highest, recoverableSent);
	}

	private static boolean hasRecoverable(SessionHeader header) {
		return header.recoverableBase() != 0 || header.recoverableBits() != 0;
	}

	private static boolean isAtMost(int number, int limit) {
		return (limit - number & 0xFFFF) < 0x8000;
	}

	/** The base acknowledges all numbers up to itself, a bit one behind it. */
	private static boolean isCovered(int number, SessionHeader header) {
		if (!hasRecoverable(header)) {
			return false;
		}
		int bit = number - header.recoverableBase() & 0xFFFF;
		return bit < BITS ? bit == 0 || (header.recoverableBits() >>> bit & 1) == 1 : bit >= 0x8000;
	}

	Deque<CompletableFuture<Void>> drain() {
		Deque<CompletableFuture<Void>> rest = new ArrayDeque<>();
		waiting.forEach(message -> rest.add(message.done()));
		waiting.clear();
		return rest;
	}
}
