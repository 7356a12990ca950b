package dev.quayside.msmq.packet;

/**
 * [MS-MQMQ] 2.2.20.4: acknowledges what came and numbers what goes. All numbers are unsigned 16 bit and wrap.
 *
 * @param acknowledged
 *            how many user messages were received
 * @param recoverableBase
 *            the recoverable number that bit 0 stands for; it and all before it are acknowledged. 0 with no bits: none
 * @param recoverableBits
 *            bit k acknowledges recoverable number base + k
 * @param sent
 *            how many user messages were sent
 * @param recoverableSent
 *            how many recoverable ones
 * @param window
 *            how many unacknowledged messages this side bears
 */
public record SessionHeader(int acknowledged, int recoverableBase, int recoverableBits, int sent, int recoverableSent,
		int window) {

	public static final int SIZE = 16;

	/** The header as it follows a user message. */
	public byte[] encode() {
		PacketWriter out = new PacketWriter(SIZE);
		write(out);
		return out.toByteArray();
	}

	/**
	 * Reads the header that begins at the offset.
	 *
	 * @throws PacketException
	 *             if less is there
	 */
	public static SessionHeader parse(byte[] bytes, int offset) throws PacketException {
		if (offset < 0 || offset > bytes.length) {
			throw new PacketException("no session header at byte " + offset + " of " + bytes.length);
		}
		return read(new PacketReader(bytes, offset, bytes.length - offset));
	}

	void write(PacketWriter out) {
		out.begin().u16(acknowledged).u16(recoverableBase).u32(recoverableBits).u16(sent).u16(recoverableSent)
				.u16(window).u16(0);
	}

	static SessionHeader read(PacketReader in) throws PacketException {
		in.begin("session header");
		int acknowledged = in.u16();
		int base = in.u16();
		int bits = in.i32();
		int sent = in.u16();
		int recoverable = in.u16();
		int window = in.u16();
		in.u16();
		return new SessionHeader(acknowledged, base, bits, sent, recoverable, window);
	}
}
