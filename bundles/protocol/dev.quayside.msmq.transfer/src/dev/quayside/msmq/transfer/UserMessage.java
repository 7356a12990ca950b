package dev.quayside.msmq.transfer;

import dev.quayside.msmq.packet.BaseHeader;
import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.msmq.packet.PacketException;
import dev.quayside.msmq.packet.SecurityHeader;
import dev.quayside.msmq.packet.SessionHeader;
import dev.quayside.msmq.packet.TransactionHeader;
import dev.quayside.msmq.packet.UserHeader;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/**
 * A user message as it crosses a session, where it is whole, nothing follows its headers, and a session header may ride
 * on it ([MS-MQMQ] 2.2.20).
 *
 * @param bytes
 *            without the session header and its flag, and without claims that only a receiver may make
 * @param session
 *            what rode on it
 */
record UserMessage(MessagePacket packet, byte[] bytes, Optional<SessionHeader> session) {

	private static final int FLAGS_OFFSET = 2;
	private static final int PRIORITY = 7;
	private static final int GUID = 16;
	private static final int SECURITY_HEADER = 16;
	private static final int PROPERTIES_HEADER = 56;
	private static final int ADDRESS_LISTS = 3;
	private static final long MAX_NUMBER = 0xFFFFFFFFL;
	private static final int MAX_CERTIFICATE = 0xFFFF;
	/** AU and AS ([MS-MQMQ] 2.2.20.6): whether and how the receiver authenticated the sender. */
	private static final int AUTHENTICATED = SecurityHeader.AUTHENTICATED | SecurityHeader.SIGNED;

	/**
	 * Reads a packet with its session header.
	 *
	 * @throws PacketException
	 *             if it does not conform
	 */
	static UserMessage read(byte[] whole) throws PacketException {
		BaseHeader base = BaseHeader.read(whole, 0);
		if (whole.length != base.packetSize() + (base.has(BaseHeader.SESSION) ? SessionHeader.SIZE : 0)) {
			throw new PacketException("a message of " + whole.length + " bytes that says " + base.packetSize());
		}
		if (base.has(BaseHeader.TRACE) && !base.has(BaseHeader.DEBUG)) {
			throw new PacketException("a traced message without a debug header");
		}
		Optional<SessionHeader> session = Optional.empty();
		byte[] bytes = whole;
		if (base.has(BaseHeader.SESSION)) {
			int size = (int) base.packetSize();
			session = Optional.of(SessionHeader.parse(whole, size));
			bytes = Arrays.copyOf(whole, size);
			bytes[FLAGS_OFFSET] &= ~BaseHeader.SESSION;
		}
		MessagePacket packet = MessagePacket.parse(bytes);
		checkEnd(packet, bytes);
		checkNumbers(packet);
		checkSender(packet);
		checkLabel(packet, bytes);
		return new UserMessage(correct(packet, bytes) ? MessagePacket.parse(bytes) : packet, bytes, session);
	}

	/**
	 * Takes out what a sender may not say: that it is authenticated, and a priority of transactional messages, which
	 * would tell readers another place in the queue ([MS-MQMQ] 2.2.19.1).
	 */
	private static boolean correct(MessagePacket packet, byte[] bytes) {
		boolean claims = packet.security().filter(header -> header.has(AUTHENTICATED)).isPresent();
		boolean raised = packet.transaction().isPresent() && packet.base().priority() != 0;
		if (claims) {
			int flags = packet.securityOffset();
			bytes[flags] &= ~AUTHENTICATED;
			bytes[flags + 1] &= ~(AUTHENTICATED >> 8);
		}
		if (raised) {
			bytes[FLAGS_OFFSET] &= ~PRIORITY;
		}
		return claims || raised;
	}

	/**
	 * The packet as bytes.
	 *
	 * @param ride
	 *            goes behind it, where its size field does not count it
	 */
	static byte[] write(byte[] packet, Optional<SessionHeader> ride) {
		if (ride.isEmpty()) {
			return packet;
		}
		byte[] whole = Arrays.copyOf(packet, packet.length + SessionHeader.SIZE);
		whole[FLAGS_OFFSET] |= BaseHeader.SESSION;
		System.arraycopy(ride.get().encode(), 0, whole, packet.length, SessionHeader.SIZE);
		return whole;
	}

	/** [MS-MQMQ] 2.2.20.5; messages that never left their queue manager have no numbers. */
	private static void checkNumbers(MessagePacket packet) throws PacketException {
		if (packet.transaction().isPresent()) {
			TransactionHeader header = packet.transaction().get();
			if (header.sequenceNumber() == 0 || header.previousNumber() == MAX_NUMBER) {
				throw new PacketException("a transactional message with number " + header.sequenceNumber()
						+ " behind number " + header.previousNumber());
			}
		}
	}

	/** [MS-MQMQ] 2.2.20.6: the kinds of senders, and that something is in the header. */
	private static void checkSender(MessagePacket packet) throws PacketException {
		if (packet.security().isPresent()) {
			SecurityHeader header = packet.security().get();
			int kind = header.flags() & 0x0F;
			boolean hasId = header.senderId().length > 0;
			if (kind > SecurityHeader.SENDER_QUEUE_MANAGER || kind == 0 && hasId
					|| header.certificate().length > MAX_CERTIFICATE) {
				throw new PacketException("a sender of kind " + kind + " in " + header.senderId().length
						+ " bytes, with a certificate of " + header.certificate().length);
			}
			if (securitySize(header) == SECURITY_HEADER) {
				throw new PacketException("a security header with nothing in it");
			}
		}
	}

	/** A label ends with a NUL, which its length counts ([MS-MQMQ] 2.2.19.3). */
	private static void checkLabel(MessagePacket packet, byte[] bytes) throws PacketException {
		int start = packet.securityOffset() + packet.security().map(UserMessage::securitySize).orElse(0);
		int length = 2 * Byte.toUnsignedInt(bytes[start + 1]);
		int last = start + PROPERTIES_HEADER + length - 2;
		if (length > 0 && (bytes[last] | bytes[last + 1]) != 0) {
			throw new PacketException("a label of " + length + " bytes that does not end with a NUL");
		}
	}

	/** Nothing may follow the last header, which may come without its padding. */
	private static void checkEnd(MessagePacket packet, byte[] bytes) throws PacketException {
		if (packet.user().has(UserHeader.HTTP)) {
			throw new PacketException("a message that is marked as one of HTTP");
		}
		long bodyEnd = packet.body().offset() + packet.properties().allocatedSize();
		long end = bodyEnd > bytes.length ? bodyEnd : headersEnd(packet, bytes, padded(bodyEnd));
		if (bodyEnd > bytes.length || bytes.length > end || bytes.length <= end - 4) {
			throw new PacketException("a message of " + bytes.length + " bytes whose headers take " + end);
		}
	}

	/** Where the headers behind the body end, by the lengths in them. */
	private static long headersEnd(MessagePacket packet, byte[] bytes, long start) throws PacketException {
		ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
		long at = start;
		try {
			if (packet.base().has(BaseHeader.DEBUG)) {
				at += (in.getShort((int) at) & 3) == 1 ? 4 + GUID : 4;
			}
			if (packet.user().has(UserHeader.SOAP)) {
				at += padded(8 + 2 * unsigned(in, at + 4));
				at += padded(8 + 2 * unsigned(in, at + 4));
			}
			if (packet.user().has(UserHeader.MULTI_QUEUE)) {
				for (int list = 0; list < ADDRESS_LISTS; list++) {
					at += padded(unsigned(in, at));
				}
				at += padded(8 + unsigned(in, at + 4));
			}
			return at;
		} catch (IndexOutOfBoundsException e) {
			throw new PacketException("a message whose headers end outside of it");
		}
	}

	private static long unsigned(ByteBuffer in, long at) {
		return Integer.toUnsignedLong(in.getInt((int) Math.min(at, Integer.MAX_VALUE)));
	}

	private static int securitySize(SecurityHeader header) {
		return SECURITY_HEADER + (int) (padded(header.senderId().length) + padded(header.encryptionKey().length)
				+ padded(header.signature().length) + padded(header.certificate().length)
				+ padded(header.provider().length));
	}

	private static long padded(long size) {
		return size + 3 & ~3L;
	}
}
