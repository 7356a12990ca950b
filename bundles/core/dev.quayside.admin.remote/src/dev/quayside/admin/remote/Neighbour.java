package dev.quayside.admin.remote;

import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.rpc.remoteread.ReceiveAction;
import dev.quayside.msmq.rpc.remoteread.RemoteMessage;
import dev.quayside.msmq.rpc.remoteread.RemoteQueue;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.client.CallOptions;

import java.util.function.BooleanSupplier;

/**
 * The next or previous message of one that has gone meanwhile. A lookup finds none then ([MS-MQDMPR] 3.1.7.3.3), so this
 * walks with a cursor from the head of the queue on, whose order is that of the lookup ids.
 */
final class Neighbour {

	private final RemoteQueue queue;
	private final CallOptions options;
	private final BooleanSupplier goesOn;

	/**
	 * @param goesOn
	 *            asked between two messages: the way can be long
	 */
	Neighbour(RemoteQueue queue, CallOptions options, BooleanSupplier goesOn) {
		this.queue = queue;
		this.options = options;
		this.goesOn = goesOn;
	}

	/** Throws MQ_ERROR_MESSAGE_NOT_FOUND if there is none. */
	RemoteMessage of(long lookupId, boolean forward, int maxBody) throws MqException, RpcException {
		long cursor = queue.createCursor(options);
		try {
			return of(lookupId, forward, maxBody, cursor);
		} finally {
			queue.closeCursor(cursor, options);
		}
	}

	private RemoteMessage of(long lookupId, boolean forward, int maxBody, long cursor)
			throws MqException, RpcException {
		RemoteMessage before = null;
		RemoteMessage at = peek(ReceiveAction.PEEK_CURRENT, cursor, maxBody);
		while (at != null && Long.compareUnsigned(at.lookupId(), lookupId) <= 0 && goesOn.getAsBoolean()) {
			before = at.lookupId() == lookupId ? before : at;
			at = peek(ReceiveAction.PEEK_NEXT, cursor, maxBody);
		}
		RemoteMessage found = forward ? at : before;
		if (found == null) {
			throw new MqException(MqStatus.MESSAGE_NOT_FOUND, "There is no message beside it");
		}
		return found;
	}

	private RemoteMessage peek(ReceiveAction action, long cursor, int maxBody) throws MqException, RpcException {
		try {
			return queue.read(action, cursor, 0, 0, maxBody, options);
		} catch (MqException e) {
			if (e.status().equals(MqStatus.IO_TIMEOUT)) {
				return null;
			}
			throw e;
		}
	}
}
