package dev.quayside.queuemanager.engine;

import dev.quayside.msmq.Guids;
import dev.quayside.msmq.packet.BaseHeader;
import dev.quayside.msmq.packet.UserHeader;
import dev.quayside.queuemanager.store.StoredMessage;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;

/** What stands at fixed places of a packet ([MS-MQMQ] 2.2.19.2). */
final class Headers {

	/** A deadline that does not come. */
	static final long NEVER = Long.MAX_VALUE;

	private static final int TIME_TO_BE_RECEIVED = BaseHeader.SIZE + 32;
	private static final int SENT_TIME = BaseHeader.SIZE + 36;
	private static final int FLAGS = BaseHeader.SIZE + 44;

	private Headers() {}

	private static ByteBuffer packet(StoredMessage message) {
		return ByteBuffer.wrap(message.packet()).order(ByteOrder.LITTLE_ENDIAN);
	}

	/** The last second, since 1970, in which the message may be received; or {@link #NEVER}. */
	static long deadline(StoredMessage message) {
		ByteBuffer packet = packet(message);
		long limit = Integer.toUnsignedLong(packet.getInt(TIME_TO_BE_RECEIVED));
		return limit == BaseHeader.INFINITE ? NEVER : Integer.toUnsignedLong(packet.getInt(SENT_TIME)) + limit;
	}

	/** Whether the time to be received is over. */
	static boolean isOver(StoredMessage message, long now) {
		return deadline(message) < now;
	}

	static boolean isTransactional(StoredMessage message) {
		return has(message, UserHeader.TRANSACTION);
	}

	/** Whether its sender wants to have it back in a dead-letter queue if it fails. */
	static boolean hasNegativeJournal(StoredMessage message) {
		return has(message, UserHeader.NEGATIVE_JOURNAL);
	}

	private static boolean has(StoredMessage message, int flag) {
		return (packet(message).getInt(FLAGS) & flag) != 0;
	}

	/** The queue manager that it comes from. */
	static UUID source(StoredMessage message) {
		return Guids.get(packet(message).position(BaseHeader.SIZE));
	}
}
