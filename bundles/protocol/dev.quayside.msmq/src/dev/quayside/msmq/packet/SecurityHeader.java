package dev.quayside.msmq.packet;

import java.util.Optional;

/**
 * [MS-MQMQ] 2.2.20.6; the parts are present by their sizes.
 *
 * @param flags
 *            type of the sender id in bits 0 to 3, {@link #AUTHENTICATED}, {@link #ENCRYPTED}, {@link #SIGNED} and others
 * @param senderId
 *            a SID or the GUID of a queue manager
 */
public record SecurityHeader(int flags, byte[] senderId, byte[] encryptionKey, byte[] signature, byte[] certificate,
		byte[] provider) {

	public static final int SENDER_SID = 1;
	public static final int SENDER_QUEUE_MANAGER = 2;
	public static final int AUTHENTICATED = 0x10;
	public static final int ENCRYPTED = 0x20;
	/** How a receiver found it signed: the {@link MessageSignature#value value} in bits 8 to 11. */
	public static final int SIGNED = 0x0F00;

	/** Nothing but who the sender claims to be. */
	public static SecurityHeader ofSid(byte[] sid) {
		return new SecurityHeader(SENDER_SID, sid, new byte[0], new byte[0], new byte[0], new byte[0]);
	}

	public boolean has(int flag) {
		return (flags & flag) != 0;
	}

	/** The SID in its text form, where the sender claims one. */
	public Optional<String> sid() {
		if ((flags & 0x0F) != SENDER_SID || senderId.length < 8 || senderId.length != 8 + 4 * senderId[1]) {
			return Optional.empty();
		}
		long authority = 0;
		for (int i = 2; i < 8; i++) {
			authority = authority << 8 | Byte.toUnsignedLong(senderId[i]);
		}
		StringBuilder text = new StringBuilder("S-").append(senderId[0]).append('-').append(authority);
		for (int at = 8; at < senderId.length; at += 4) {
			long part = 0;
			for (int i = 3; i >= 0; i--) {
				part = part << 8 | Byte.toUnsignedLong(senderId[at + i]);
			}
			text.append('-').append(part);
		}
		return Optional.of(text.toString());
	}

	void write(PacketWriter out) {
		out.begin().u16(flags).u16(senderId.length).u16(encryptionKey.length).u16(signature.length)
				.u32(certificate.length).u32(provider.length);
		for (byte[] part : new byte[][]{ senderId, encryptionKey, signature, certificate, provider }) {
			out.bytes(part).pad();
		}
	}

	static SecurityHeader read(PacketReader in) throws PacketException {
		in.begin("security header");
		int flags = in.u16();
		int senderId = in.u16();
		int encryptionKey = in.u16();
		int signature = in.u16();
		int certificate = in.length();
		int provider = in.length();
		return new SecurityHeader(flags, part(in, senderId), part(in, encryptionKey), part(in, signature),
				part(in, certificate), part(in, provider));
	}

	private static byte[] part(PacketReader in, int length) throws PacketException {
		byte[] bytes = in.bytes(length);
		in.pad();
		return bytes;
	}
}
