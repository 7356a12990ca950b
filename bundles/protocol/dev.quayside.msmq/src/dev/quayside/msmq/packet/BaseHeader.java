package dev.quayside.msmq.packet;

/**
 * [MS-MQMQ] 2.2.19.1, 16 bytes.
 *
 * @param flags
 *            priority in bits 0 to 2, {@link #INTERNAL}, {@link #SESSION}, {@link #DEBUG}, {@link #TRACE}
 * @param packetSize
 *            bytes of the packet; without the session header on a user message
 * @param timeToReachQueue
 *            seconds from the sent time, unsigned, {@link #INFINITE}; in remote read the absolute time of expiry
 */
public record BaseHeader(int flags, long packetSize, long timeToReachQueue) {

	public static final int SIZE = 16;
	public static final int MAX_PACKET = 4 * 1024 * 1024;
	public static final long INFINITE = 0xFFFFFFFFL;

	public static final int INTERNAL = 0x08;
	public static final int SESSION = 0x10;
	public static final int DEBUG = 0x20;
	public static final int TRACE = 0x100;

	/** Where the packet size stands. */
	static final int PACKET_SIZE_OFFSET = 8;

	private static final int VERSION = 0x10;
	/** "LIOR" on the wire. */
	private static final int SIGNATURE = 0x524F494C;

	public int priority() {
		return flags & 7;
	}

	public boolean has(int flag) {
		return (flags & flag) != 0;
	}

	BaseHeader with(int flag, boolean set) {
		return new BaseHeader(set ? flags | flag : flags & ~flag, packetSize, timeToReachQueue);
	}

	void write(PacketWriter out) {
		out.begin().u8(VERSION).u8(0).u16(flags).u32(SIGNATURE).u32(packetSize).u32(timeToReachQueue);
	}

	/**
	 * Reads the header of a packet of which only the first 16 bytes need be there.
	 *
	 * @throws PacketException
	 *             if it is no packet, or larger than 4 MiB
	 */
	public static BaseHeader read(byte[] bytes, int offset) throws PacketException {
		return read(new PacketReader(bytes, offset, Math.min(SIZE, bytes.length - offset)));
	}

	static BaseHeader read(PacketReader in) throws PacketException {
		in.begin("base header");
		int version = in.u8();
		in.u8();
		int flags = in.u16();
		int signature = in.i32();
		long size = in.u32();
		if (version != VERSION || signature != SIGNATURE) {
			throw in.bad(String.format("version %02x and signature %08x are not those of a message packet", version,
					Integer.reverseBytes(signature)));
		}
		if (size < SIZE || size > MAX_PACKET) {
			throw in.bad("a packet of " + size + " bytes");
		}
		return new BaseHeader(flags, size, in.u32());
	}
}
