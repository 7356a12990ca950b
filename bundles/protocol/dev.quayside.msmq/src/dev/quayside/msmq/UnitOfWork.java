package dev.quayside.msmq;

import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * The identifier of a transaction: 16 bytes as they are on the wire ([MS-MQMQ] 2.2.18.1.8, XACTUOW).
 *
 * @param high
 *            the first 8 bytes, big-endian
 * @param low
 *            the others
 */
public record UnitOfWork(long high, long low) {

	public static final int SIZE = 16;

	/** No transaction: a reference pointer cannot be null on the wire. */
	public static final UnitOfWork NONE = new UnitOfWork(0, 0);

	/**
	 * @param bytes
	 *            16
	 */
	public static UnitOfWork of(byte[] bytes) {
		if (bytes.length != SIZE) {
			throw new IllegalArgumentException("A unit of work of " + bytes.length + " bytes");
		}
		ByteBuffer in = ByteBuffer.wrap(bytes);
		return new UnitOfWork(in.getLong(), in.getLong());
	}

	/** One that nobody else has. */
	public static UnitOfWork random() {
		UUID id = UUID.randomUUID();
		return new UnitOfWork(id.getMostSignificantBits(), id.getLeastSignificantBits());
	}

	public boolean isNone() {
		return high == 0 && low == 0;
	}

	public byte[] bytes() {
		return ByteBuffer.allocate(SIZE).putLong(high).putLong(low).array();
	}

	/** As a GUID, whose first fields are little-endian on the wire. */
	@Override
	public String toString() {
		return Guids.text(Guids.get(ByteBuffer.wrap(bytes())));
	}
}
