package dev.quayside.queuemanager.engine;

import dev.quayside.msmq.packet.BaseHeader;
import dev.quayside.queuemanager.store.StoredMessage;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Times at fixed places of a packet ([MS-MQMQ] 2.2.19.2). */
final class Expiry {

	/** A deadline that does not come. */
	static final long NEVER = Long.MAX_VALUE;

	private static final int TIME_TO_BE_RECEIVED = BaseHeader.SIZE + 32;
	private static final int SENT_TIME = BaseHeader.SIZE + 36;

	private Expiry() {}

	/** The last second, since 1970, in which the message may be received; or {@link #NEVER}. */
	static long deadline(StoredMessage message) {
		ByteBuffer packet = ByteBuffer.wrap(message.packet()).order(ByteOrder.LITTLE_ENDIAN);
		long limit = Integer.toUnsignedLong(packet.getInt(TIME_TO_BE_RECEIVED));
		return limit == BaseHeader.INFINITE ? NEVER : Integer.toUnsignedLong(packet.getInt(SENT_TIME)) + limit;
	}

	/** Whether the time to be received is over. */
	static boolean isOver(StoredMessage message, long now) {
		return deadline(message) < now;
	}
}
