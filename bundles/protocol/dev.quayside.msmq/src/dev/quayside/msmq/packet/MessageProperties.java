package dev.quayside.msmq.packet;

/**
 * [MS-MQMQ] 2.2.19.3 without the body.
 *
 * @param flags
 *            which acknowledgements are asked for
 * @param bodyType
 *            VARTYPE, unsigned
 * @param applicationTag
 *            unsigned
 * @param bodySize
 *            bytes that the sender put in
 * @param allocatedSize
 *            bytes that the body takes in the packet
 * @param label
 *            at most 249 characters
 * @param extension
 *            bytes of the application
 */
public record MessageProperties(int flags, MessageClass messageClass, MessageId correlation, long bodyType,
		long applicationTag, long bodySize, long allocatedSize, Crypto crypto, String label, byte[] extension) {

	public static final int POSITIVE_ARRIVAL = 1;
	public static final int POSITIVE_RECEIVE = 2;
	public static final int NEGATIVE_ARRIVAL = 4;
	public static final int NEGATIVE_RECEIVE = 8;

	public static final int MAX_LABEL = 249;

	/** Privacy level and algorithm ids. */
	public record Crypto(long privacyLevel, long hashAlgorithm, long encryptionAlgorithm) {

		/** No privacy, SHA-1 and RC2 as they stand in messages that use neither. */
		public static final Crypto NONE = new Crypto(0, 0x8004, 0x6602);
	}

	public MessageProperties {
		if (label.length() > MAX_LABEL) {
			throw new IllegalArgumentException(
					"A label has at most " + MAX_LABEL + " characters, not " + label.length());
		}
	}

	public boolean has(int flag) {
		return (flags & flag) != 0;
	}

	void write(PacketWriter out, byte[] body) {
		out.begin().u8(flags).u8(label.isEmpty() ? 0 : label.length() + 1).u16(messageClass.value());
		correlation.write(out);
		out.u32(bodyType).u32(applicationTag).u32(bodySize).u32(body.length).u32(crypto.privacyLevel())
				.u32(crypto.hashAlgorithm()).u32(crypto.encryptionAlgorithm()).u32(extension.length);
		if (!label.isEmpty()) {
			out.utf16(label).u16(0);
		}
		out.bytes(extension).bytes(body).pad();
	}

	/** Reads up to the body, which begins at the position of the reader then. */
	static MessageProperties read(PacketReader in) throws PacketException {
		in.begin("message properties header");
		int flags = in.u8();
		int labelUnits = in.u8();
		MessageClass messageClass = new MessageClass(in.u16());
		MessageId correlation = MessageId.read(in);
		long bodyType = in.u32();
		long applicationTag = in.u32();
		long bodySize = in.u32();
		long allocated = in.u32();
		Crypto crypto = new Crypto(in.u32(), in.u32(), in.u32());
		int extension = in.length();
		if (labelUnits > MAX_LABEL + 1 || bodySize > allocated || allocated > BaseHeader.MAX_PACKET) {
			throw in.bad("a label of " + labelUnits + " units, a body of " + bodySize + " in " + allocated + " bytes");
		}
		String label = in.utf16(2 * labelUnits);
		int end = label.indexOf('\0');
		return new MessageProperties(flags, messageClass, correlation, bodyType, applicationTag, bodySize, allocated,
				crypto, end < 0 ? label.substring(0, Math.min(MAX_LABEL, label.length())) : label.substring(0, end),
				in.bytes(extension));
	}
}
