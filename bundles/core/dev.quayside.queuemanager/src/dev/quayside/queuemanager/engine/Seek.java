package dev.quayside.queuemanager.engine;

import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.queuemanager.engine.ReadRequest.Action;
import dev.quayside.queuemanager.store.StoreException;

/**
 * Finds the message that a read is for ([MS-MQDMPR] 3.1.7.1.10, 3.1.7.1.13 to 3.1.7.1.15, 3.2.7.2 to 3.2.7.5). The
 * monitor of the queue guards it.
 */
final class Seek {

	/** No message has this lookup id. */
	private static final long GREATEST = -1;

	private final Positions positions;

	Seek(Positions positions) {
		this.positions = positions;
	}

	/**
	 * The message, or null if there is none now; the cursor moves to it.
	 *
	 * @param cursor
	 *            null for none
	 */
	QueueMessage find(Cursor cursor, ReadRequest request) throws MqException, StoreException {
		if (request.action().isLookup()) {
			return lookup(request);
		}
		return cursor == null
				? positions.first(request.wantsBody())
				: moved(cursor, request, atCursor(cursor, request));
	}

	/** A message that has just become available satisfies any read that waits, wherever its cursor stands. */
	QueueMessage offer(Cursor cursor, ReadRequest request, long lookupId) throws StoreException {
		return moved(cursor, request, positions.at(lookupId, request.wantsBody()));
	}

	private static QueueMessage moved(Cursor cursor, ReadRequest request, QueueMessage message) {
		if (message != null) {
			cursor.moveTo(message.lookupId(), request.action().isReceive());
		}
		return message;
	}

	private QueueMessage atCursor(Cursor cursor, ReadRequest request) throws MqException, StoreException {
		boolean isNext = request.action() == Action.PEEK_NEXT;
		if (isNext && !cursor.isRead()) {
			throw new MqException(MqStatus.ILLEGAL_CURSOR_ACTION, "The cursor stands at no message that was peeked at");
		}
		if (isNext || !cursor.isRead()) {
			return positions.next(cursor.position(), request.wantsBody());
		}
		QueueMessage message = positions.at(cursor.position(), request.wantsBody());
		if (message == null) {
			throw new MqException(MqStatus.MESSAGE_ALREADY_RECEIVED, "The message at the cursor has gone");
		}
		return message;
	}

	/** [MS-MQDMPR] 3.1.7.3.3; what is in front of the greatest id of all is the last message. */
	private QueueMessage lookup(ReadRequest request) throws MqException, StoreException {
		long id = request.lookupId();
		boolean withBody = request.wantsBody();
		return switch (request.action()) {
			case LOOKUP_PEEK_NEXT, LOOKUP_RECEIVE_NEXT -> positions.contains(id) ? positions.next(id, withBody) : null;
			case LOOKUP_PEEK_PREVIOUS, LOOKUP_RECEIVE_PREVIOUS -> id == GREATEST
					? positions.last(withBody)
					: positions.contains(id) ? positions.previous(id, withBody) : null;
			default -> {
				if (!request.action().isReceive() && positions.isLocked(id)) {
					throw new MqException(MqStatus.TRANSACTION_USAGE, "Somebody is receiving the message");
				}
				yield positions.at(id, withBody);
			}
		};
	}
}
