package dev.quayside.rpc.server;

import java.util.concurrent.atomic.AtomicLong;

/** Bytes that all connections of a server may hold for one purpose together. */
final class Budget {

	private final long limit;
	private final AtomicLong used = new AtomicLong();

	Budget(long limit) {
		this.limit = limit;
	}

	/** False if there is no room for so many bytes; nothing is taken then. */
	boolean take(long bytes) {
		if (used.addAndGet(bytes) > limit) {
			used.addAndGet(-bytes);
			return false;
		}
		return true;
	}

	/** Takes bytes also beyond the limit. */
	void force(long bytes) {
		used.addAndGet(bytes);
	}

	boolean isExceeded() {
		return used.get() > limit;
	}

	void free(long bytes) {
		used.addAndGet(-bytes);
	}

	long used() {
		return used.get();
	}
}
