package dev.quayside.queuemanager.store;

import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

import java.nio.ByteBuffer;

/** Values of bytes behind their length, which is looked at before anything is allocated. */
final class Records extends BasicDataType<byte[]> {

	static final Records TYPE = new Records();

	private static final int ARRAY_OVERHEAD = 24;

	private Records() {}

	@Override
	public int getMemory(byte[] record) {
		return ARRAY_OVERHEAD + record.length;
	}

	@Override
	public void write(WriteBuffer out, byte[] record) {
		out.putVarInt(record.length).put(record);
	}

	@Override
	public byte[] read(ByteBuffer in) {
		int length = DataUtils.readVarInt(in);
		if (length < 0 || length > in.remaining()) {
			throw DataUtils.newMVStoreException(DataUtils.ERROR_FILE_CORRUPT, "A record of {0} bytes in {1}", length,
					in.remaining());
		}
		byte[] record = new byte[length];
		in.get(record);
		return record;
	}

	@Override
	public byte[][] createStorage(int size) {
		return new byte[size][];
	}
}
