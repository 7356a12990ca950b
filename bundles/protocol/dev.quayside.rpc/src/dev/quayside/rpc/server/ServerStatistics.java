package dev.quayside.rpc.server;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** What {@code rpc_mgmt_inq_stats} tells; a server makes no calls itself. Safe for use by several threads. */
final class ServerStatistics {

	private final LongAdder calls = new LongAdder();
	private final LongAdder received = new LongAdder();
	private final LongAdder sent = new LongAdder();

	/** A call is executed. */
	void called() {
		calls.increment();
	}

	/** A fragment came in. */
	void received() {
		received.increment();
	}

	/** Fragments went out. */
	void sent(int fragments) {
		sent.add(fragments);
	}

	/** Calls in, calls out, packets in, packets out, of which the wire takes 32 bits. */
	List<Long> values() {
		return List.of(calls.sum() & 0xFFFFFFFFL, 0L, received.sum() & 0xFFFFFFFFL, sent.sum() & 0xFFFFFFFFL);
	}
}
