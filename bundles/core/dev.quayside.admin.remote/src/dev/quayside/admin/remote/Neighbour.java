package dev.quayside.admin.remote;

import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.rpc.remoteread.ReceiveAction;
import dev.quayside.msmq.rpc.remoteread.RemoteMessage;
import dev.quayside.msmq.rpc.remoteread.RemoteQueue;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.client.CallOptions;

import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * The next or previous message of one that has gone meanwhile. A lookup finds none then ([MS-MQDMPR] 3.1.7.3.3), so this
 * goes there from a message nearby that was seen and is still there, or else with a cursor from the head of the queue on,
 * whose order is that of the lookup ids. Bodies are read at the end of the way only.
 */
final class Neighbour {

	/** A receive holds the message: invisible, as it is to those who come by. */
	static final Set<MqStatus> HELD = Set.of(MqStatus.TRANSACTION_USAGE, MqStatus.MESSAGE_LOCKED_UNDER_TRANSACTION);
	private static final Set<MqStatus> GONE = Set.of(MqStatus.MESSAGE_NOT_FOUND, MqStatus.MESSAGE_ALREADY_RECEIVED);
	private static final Set<MqStatus> NONE = Set.of(MqStatus.IO_TIMEOUT, MqStatus.MESSAGE_NOT_FOUND);

	private final RemoteQueue queue;
	private final Landmarks landmarks;
	private final CallOptions options;
	private final BooleanSupplier goesOn;

	/**
	 * @param goesOn
	 *            asked between two messages: the way can be long
	 */
	Neighbour(RemoteQueue queue, Landmarks landmarks, CallOptions options, BooleanSupplier goesOn) {
		this.queue = queue;
		this.landmarks = landmarks;
		this.options = options;
		this.goesOn = goesOn;
	}

	/** Throws MQ_ERROR_MESSAGE_NOT_FOUND if there is none. */
	RemoteMessage of(long lookupId, boolean forward, int maxBody) throws MqException, RpcException {
		for (long near : landmarks.beside(lookupId, forward)) {
			Optional<RemoteMessage> found = from(near, lookupId, forward, maxBody);
			if (found.isPresent()) {
				return found.get();
			}
		}
		long cursor = queue.createCursor(options);
		try {
			return fromHead(lookupId, forward, maxBody, cursor);
		} finally {
			queue.closeCursor(cursor, options);
		}
	}

	/** Empty where something has gone on the way, so that it does not lead on. */
	private Optional<RemoteMessage> from(long near, long lookupId, boolean forward, int maxBody)
			throws MqException, RpcException {
		ReceiveAction step = forward ? ReceiveAction.LOOKUP_PEEK_NEXT : ReceiveAction.LOOKUP_PEEK_PREVIOUS;
		long at = near;
		RemoteMessage message = lookup(step, at, 0);
		while (message != null && isBefore(message, lookupId, forward) && goesOn.getAsBoolean()) {
			at = message.lookupId();
			message = lookup(step, at, 0);
		}
		if (message == null && isThere(at)) {
			throw none();
		}
		return Optional.ofNullable(message == null || maxBody == 0 ? message : lookup(step, at, maxBody));
	}

	private static MqException none() {
		return new MqException(MqStatus.MESSAGE_NOT_FOUND, "There is no message beside it");
	}

	/** Whether a message is in the queue, also one that somebody holds. */
	boolean isThere(long lookupId) throws MqException, RpcException {
		try {
			queue.lookup(ReceiveAction.LOOKUP_PEEK_CURRENT, lookupId, 0, 0, options);
			return true;
		} catch (MqException e) {
			if (HELD.contains(e.status())) {
				return true;
			}
			if (GONE.contains(e.status())) {
				return false;
			}
			throw e;
		}
	}

	private static boolean isBefore(RemoteMessage message, long lookupId, boolean forward) {
		int order = Long.compareUnsigned(message.lookupId(), lookupId);
		return forward ? order <= 0 : order >= 0;
	}

	private RemoteMessage fromHead(long lookupId, boolean forward, int maxBody, long cursor)
			throws MqException, RpcException {
		RemoteMessage before = null;
		RemoteMessage at = peek(ReceiveAction.PEEK_CURRENT, cursor, 0);
		while (at != null && isBefore(at, lookupId, true) && goesOn.getAsBoolean()) {
			before = at.lookupId() == lookupId ? before : at;
			at = peek(ReceiveAction.PEEK_NEXT, cursor, 0);
		}
		RemoteMessage found = forward ? at : before;
		if (found == null) {
			throw none();
		}
		if (maxBody == 0) {
			return found;
		}
		RemoteMessage whole = lookup(ReceiveAction.LOOKUP_PEEK_CURRENT, found.lookupId(), maxBody);
		return whole == null ? of(lookupId, forward, maxBody) : whole;
	}

	/** Null: there is none. */
	private RemoteMessage lookup(ReceiveAction action, long lookupId, int maxBody) throws MqException, RpcException {
		try {
			return queue.lookup(action, lookupId, 0, maxBody, options);
		} catch (MqException e) {
			return nullIfNone(e);
		}
	}

	private RemoteMessage peek(ReceiveAction action, long cursor, int maxBody) throws MqException, RpcException {
		try {
			return queue.read(action, cursor, 0, 0, maxBody, options);
		} catch (MqException e) {
			return nullIfNone(e);
		}
	}

	private static RemoteMessage nullIfNone(MqException e) throws MqException {
		if (NONE.contains(e.status())) {
			return null;
		}
		throw e;
	}
}
