package dev.quayside.rpc.client;

import dev.quayside.rpc.RpcCancelledException;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.RpcTimeoutException;

import java.time.Duration;

/** How long a caller waits for one answer, and why he stops. */
final class Wait {

	private final Cancellation cancellation;
	private final Duration limit;
	private final String name;
	private final long deadline;

	/**
	 * @param otherwise
	 *            the limit where the options have none
	 * @param name
	 *            of what is waited for
	 */
	Wait(CallOptions options, Duration otherwise, String name) {
		this.cancellation = options.cancellation();
		this.limit = options.timeout().isZero() ? otherwise : options.timeout();
		this.name = name;
		this.deadline = System.nanoTime() + limit.toNanos();
	}

	Cancellation cancellation() {
		return cancellation;
	}

	boolean isOver() {
		return isCancelled() || left() <= 0;
	}

	/** An interrupt of the caller's thread cancels too. */
	private boolean isCancelled() {
		return cancellation.isCancelled() || Thread.currentThread().isInterrupted();
	}

	private long left() {
		return deadline - System.nanoTime();
	}

	/** Milliseconds until the caller is to look again, 1 or more. */
	int slice() {
		return (int) Math.max(1, Math.min(ClientConnection.SLICE_MILLIS, left() / 1_000_000 + 1));
	}

	/** What ended it. */
	RpcException failure(RpcEndpoint endpoint) {
		return isCancelled()
				? new RpcCancelledException(name + " was cancelled")
				: new RpcTimeoutException(endpoint + " did not answer " + name + " within " + limit.toMillis() + " ms");
	}
}
