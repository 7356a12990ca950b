package dev.quayside.queuemanager.engine;

import dev.quayside.msmq.packet.BaseHeader;
import dev.quayside.queuemanager.store.StoredMessage;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Times at fixed places of a packet ([MS-MQMQ] 2.2.19). */
final class Expiry {

	private static final int TIME_TO_BE_RECEIVED = BaseHeader.SIZE + 32;
	private static final int SENT_TIME = BaseHeader.SIZE + 36;

	private Expiry() {}

	/** Whether the time to be received is over. */
	static boolean isOver(StoredMessage message, long now) {
		ByteBuffer packet = ByteBuffer.wrap(message.packet()).order(ByteOrder.LITTLE_ENDIAN);
		long limit = Integer.toUnsignedLong(packet.getInt(TIME_TO_BE_RECEIVED));
		return limit != BaseHeader.INFINITE && Integer.toUnsignedLong(packet.getInt(SENT_TIME)) + limit < now;
	}
}
