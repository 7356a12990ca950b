package dev.quayside.queuemanager.services;

import dev.quayside.msmq.UnitOfWork;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Recognises a token of a transaction coordinator ([MS-DTCO] 2.2.5.4), which nothing here can take part with yet. */
final class PropagationToken {

	private static final int ID = 8;
	private static final int ADDRESS_SIZE = 32;
	private static final int FIXED_SIZE = 76;
	private static final int MAX_VERSION = 3;

	private PropagationToken() {}

	/** Whether this is a token of the transaction. */
	static boolean isOf(UnitOfWork work, byte[] token) {
		if (token.length < FIXED_SIZE) {
			return false;
		}
		ByteBuffer in = ByteBuffer.wrap(token).order(ByteOrder.LITTLE_ENDIAN);
		int version = in.getInt(4);
		long address = Integer.toUnsignedLong(in.getInt(ADDRESS_SIZE));
		return in.getInt(0) == 1 && version >= 1 && version <= MAX_VERSION && address == token.length - FIXED_SIZE
				&& Arrays.equals(token, ID, ID + UnitOfWork.SIZE, work.bytes(), 0, UnitOfWork.SIZE);
	}
}
