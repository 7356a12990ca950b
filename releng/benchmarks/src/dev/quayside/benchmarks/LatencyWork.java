package dev.quayside.benchmarks;

import dev.quayside.msmq.MqException;
import dev.quayside.msmq.rpc.remoteread.ReceiveAction;
import dev.quayside.msmq.rpc.remoteread.RemoteQueue;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.client.CallOptions;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Browses the first messages of a queue over a long line with one cursor and so many calls in flight, and compares the
 * list of lookup ids with the one that a client nearby reads one by one; arguments: port, port without delay, calls in
 * flight, messages.
 */
final class LatencyWork implements Worker.Work {

	/** The lookup id, and the size of the body, but not the body. */
	private static final int NO_BODY = 0;

	private final RemoteQueue queue;
	private final Callers callers;
	private final int count;
	private final List<Long> expected = new ArrayList<>();

	LatencyWork(List<String> arguments) throws RpcException, MqException {
		callers = new Callers(Integer.parseInt(arguments.get(2)));
		count = Integer.parseInt(arguments.get(3));
		RemoteQueue nearby = PeekWork.open(PeekWork.channel(Integer.parseInt(arguments.get(1))));
		long cursor = nearby.createCursor(CallOptions.defaults());
		for (int i = 0; i < count; i++) {
			expected.add(step(nearby, cursor, i == 0));
		}
		queue = PeekWork.open(PeekWork.channel(Integer.parseInt(arguments.get(0))));
	}

	private static long step(RemoteQueue queue, long cursor, boolean first) throws RpcException, MqException {
		ReceiveAction action = first ? ReceiveAction.PEEK_CURRENT : ReceiveAction.PEEK_NEXT;
		return queue.read(action, cursor, 0, 0, NO_BODY, CallOptions.defaults()).lookupId();
	}

	@Override
	public long until(long deadline) throws Exception {
		List<Long> found = Collections.synchronizedList(new ArrayList<>());
		long cursor = queue.createCursor(CallOptions.defaults());
		found.add(step(queue, cursor, true));
		AtomicInteger next = new AtomicInteger(1);
		callers.run(deadline, (number, end) -> {
			while (next.getAndIncrement() < count) {
				found.add(step(queue, cursor, false));
			}
			return 0;
		});
		queue.closeCursor(cursor, CallOptions.defaults());
		found.sort(Long::compareUnsigned);
		if (!found.equals(expected)) {
			throw new IllegalStateException("The list of " + found.size() + " lookup ids is not the one expected");
		}
		return count;
	}
}
