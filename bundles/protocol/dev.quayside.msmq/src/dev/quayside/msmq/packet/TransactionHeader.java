package dev.quayside.msmq.packet;

import java.util.Optional;
import java.util.UUID;

/**
 * [MS-MQMQ] 2.2.20.5.
 *
 * @param flags
 *            {@link #FINAL_ACK}, {@link #FIRST}, {@link #LAST}, the transaction's index in bits 4 to 23
 * @param sequenceId
 *            time stamp in the high, ordinal in the low 32 bits
 * @param sequenceNumber
 *            from 1, unsigned
 * @param previousNumber
 *            0 for the first
 */
public record TransactionHeader(int flags, long sequenceId, long sequenceNumber, long previousNumber,
		Optional<UUID> connector) {

	public static final int FINAL_ACK = 0x02;
	public static final int FIRST = 0x04;
	public static final int LAST = 0x08;

	private static final int CONNECTOR = 0x01;
	private static final int INDEX_SHIFT = 4;
	private static final int MAX_INDEX = 0xFFFFF;

	/** Where the ends of the unit of work are, and which one it is: 20 bits. */
	public static int flags(int index, boolean first, boolean last) {
		return (index & MAX_INDEX) << INDEX_SHIFT | (first ? FIRST : 0) | (last ? LAST : 0);
	}

	/** The same message at another place. */
	public TransactionHeader at(long sequence, long number, long previous) {
		return new TransactionHeader(flags, sequence, number, previous, connector);
	}

	public boolean has(int flag) {
		return (flags & flag) != 0;
	}

	/** 20 bits that tell the transactions of a sender apart. */
	public int index() {
		return flags >>> INDEX_SHIFT & MAX_INDEX;
	}

	void write(PacketWriter out) {
		out.begin().u32(flags & ~CONNECTOR | (connector.isPresent() ? CONNECTOR : 0)).u32(sequenceId)
				.u32(sequenceId >>> 32).u32(sequenceNumber).u32(previousNumber);
		connector.ifPresent(out::guid);
	}

	static TransactionHeader read(PacketReader in) throws PacketException {
		in.begin("transaction header");
		int flags = in.i32();
		long ordinal = in.u32();
		long timeStamp = in.u32();
		long number = in.u32();
		long previous = in.u32();
		Optional<UUID> connector = (flags & CONNECTOR) != 0 ? Optional.of(in.guid()) : Optional.empty();
		return new TransactionHeader(flags, timeStamp << 32 | ordinal, number, previous, connector);
	}
}
