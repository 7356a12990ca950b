package dev.quayside.benchmarks;

import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.rpc.remoteread.ReceiveAction;
import dev.quayside.msmq.rpc.remoteread.RemoteQueue;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.client.CallOptions;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads a whole queue with its bodies, so many calls in flight that share one cursor; arguments: port, calls in flight,
 * messages that there are.
 */
final class BrowseWork implements Worker.Work {

	/** The first call behind the last message finds none; then the cursor stands at none for the others. */
	private static final Set<MqStatus> END = Set.of(MqStatus.IO_TIMEOUT, MqStatus.ILLEGAL_CURSOR_ACTION);

	private final RemoteQueue queue;
	private final Callers callers;
	private final long expected;

	BrowseWork(List<String> arguments) throws RpcException, MqException {
		queue = PeekWork.open(PeekWork.channel(Integer.parseInt(arguments.get(0))));
		callers = new Callers(Integer.parseInt(arguments.get(1)));
		expected = Long.parseLong(arguments.get(2));
	}

	@Override
	public long until(long deadline) throws Exception {
		Set<Long> found = ConcurrentHashMap.newKeySet();
		long cursor = queue.createCursor(CallOptions.defaults());
		found.add(queue.read(ReceiveAction.PEEK_CURRENT, cursor, 0, 0, Messages.WHOLE_BODY, CallOptions.defaults())
				.lookupId());
		callers.run(deadline, (number, end) -> follow(cursor, found));
		queue.closeCursor(cursor, CallOptions.defaults());
		if (found.size() != expected) {
			throw new IllegalStateException("Found " + found.size() + " of " + expected + " messages");
		}
		return found.size();
	}

	private long follow(long cursor, Set<Long> found) throws RpcException, MqException {
		try {
			while (true) {
				found.add(queue
						.read(ReceiveAction.PEEK_NEXT, cursor, 0, 0, Messages.WHOLE_BODY, CallOptions.defaults())
						.lookupId());
			}
		} catch (MqException e) {
			if (!END.contains(e.status())) {
				throw e;
			}
			return 0;
		}
	}
}
