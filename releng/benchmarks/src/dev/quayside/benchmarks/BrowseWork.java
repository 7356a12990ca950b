package dev.quayside.benchmarks;

import dev.quayside.msmq.MqException;
import dev.quayside.msmq.rpc.remoteread.CursorScan;
import dev.quayside.msmq.rpc.remoteread.ReceiveAction;
import dev.quayside.msmq.rpc.remoteread.RemoteMessage;
import dev.quayside.msmq.rpc.remoteread.RemoteQueue;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.client.CallOptions;

import java.util.List;
import java.util.Optional;

/**
 * Reads a whole queue with its bodies, so many calls in flight that share one cursor, as the product browses; arguments:
 * port, calls in flight, messages that there are.
 */
final class BrowseWork implements Worker.Work {

	private final RemoteQueue queue;
	private final int inFlight;
	private final long expected;

	BrowseWork(List<String> arguments) throws RpcException, MqException {
		queue = PeekWork.open(PeekWork.channel(Integer.parseInt(arguments.get(0))));
		inFlight = Integer.parseInt(arguments.get(1));
		expected = Long.parseLong(arguments.get(2));
	}

	@Override
	public long until(long deadline) throws Exception {
		long cursor = queue.createCursor(CallOptions.defaults());
		long last = queue.read(ReceiveAction.PEEK_CURRENT, cursor, 0, 0, Messages.WHOLE_BODY, CallOptions.defaults())
				.lookupId();
		long found = 1;
		try (CursorScan scan = queue.scan(cursor, last, Long.MAX_VALUE, inFlight, Messages.WHOLE_BODY,
				CallOptions.defaults())) {
			for (Optional<RemoteMessage> next = scan.next(); next.isPresent(); next = scan.next()) {
				long id = next.get().lookupId();
				if (Long.compareUnsigned(id, last) <= 0) {
					throw new IllegalStateException("Message " + id + " came behind " + last);
				}
				last = id;
				found++;
			}
		}
		queue.closeCursor(cursor, CallOptions.defaults());
		if (found != expected) {
			throw new IllegalStateException("Found " + found + " of " + expected + " messages");
		}
		return found;
	}
}
