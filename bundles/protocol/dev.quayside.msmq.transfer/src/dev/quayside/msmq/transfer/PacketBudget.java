package dev.quayside.msmq.transfer;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Bounds the memory for packets that come in, from their header until they are stored. Safe for several threads. */
final class PacketBudget {

	private final Semaphore free;

	/**
	 * @param bytes
	 *            at least a packet
	 */
	PacketBudget(int bytes) {
		this.free = new Semaphore(bytes, true);
	}

	/**
	 * Takes room for a packet, in the order of asking.
	 *
	 * @throws TransferException
	 *             if there is none in time
	 */
	void acquire(int size, Duration patience) throws TransferException {
		try {
			if (!free.tryAcquire(size, patience.toMillis(), TimeUnit.MILLISECONDS)) {
				throw new TransferException(TransferException.Kind.CLOSED,
						"There was no memory for a packet of " + size + " bytes in time");
			}
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new TransferException(TransferException.Kind.CLOSED, "Interrupted while waiting for memory", e);
		}
	}

	void release(int size) {
		free.release(size);
	}
}
