package dev.quayside.msmq.packet;

import java.util.Arrays;
import java.util.Optional;

/**
 * A user message ([MS-MQMQ] 2.2.20): its headers, and where its body stands in the bytes that it was read from.
 *
 * @param body
 *            what is there of the body; not more than the properties declare
 * @param remoteRead
 *            present where it came through remote read from a server that adds them
 */
public record MessagePacket(BaseHeader base, UserHeader user, Optional<TransactionHeader> transaction,
		Optional<SecurityHeader> security, MessageProperties properties, Slice body, OptionalHeaders optional,
		Optional<RemoteReadHeaders> remoteRead) {

	/** A part of an array that must not be changed. */
	public record Slice(byte[] bytes, int offset, int length) {

		public byte[] toByteArray() {
			return Arrays.copyOfRange(bytes, offset, offset + length);
		}
	}

	/** The same message with another transaction header. */
	public MessagePacket with(TransactionHeader header) {
		return new MessagePacket(base, user, Optional.of(header), security, properties, body, optional, remoteRead);
	}

	public MessageId id() {
		return user.id();
	}

	/** Where the security header begins in the bytes of the packet, or would begin. */
	public int securityOffset() {
		PacketWriter out = new PacketWriter(BaseHeader.SIZE);
		user.write(out);
		transaction.ifPresent(header -> header.write(out));
		return BaseHeader.SIZE + out.size();
	}

	/** Whether some of the body is not there, because a limit was given when it was read. */
	public boolean isBodyCut() {
		return body.length() < properties.bodySize();
	}

	/**
	 * Reads a whole packet; the bytes are kept.
	 *
	 * @throws PacketException
	 *             if they are no user message, or not to its end
	 */
	public static MessagePacket parse(byte[] bytes) throws PacketException {
		MessagePacket packet = PacketParser.parse(bytes, Optional.empty());
		if (bytes.length - packet.body().offset() < packet.properties().allocatedSize()) {
			throw new PacketException("A packet ends in the middle of its body, after " + bytes.length + " bytes");
		}
		return packet;
	}

	/**
	 * Reads a packet whose body may have been cut ([MS-MQRR] 2.2.7).
	 *
	 * @param first
	 *            up to some of the body
	 * @param second
	 *            the headers behind the body, where there are any; with or without the padding in front of them
	 */
	public static MessagePacket parse(byte[] first, Optional<byte[]> second) throws PacketException {
		return PacketParser.parse(first, second);
	}

	/** The packet as bytes; sizes and the flags of present headers are those of what is written. */
	public byte[] encode() {
		byte[] bodyBytes = body.toByteArray();
		PacketWriter out = new PacketWriter(bodyBytes.length + 512);
		base.with(BaseHeader.DEBUG, optional.debug().isPresent())
				.with(BaseHeader.SESSION, optional.session().isPresent()).write(out);
		user.with(UserHeader.TRANSACTION, transaction.isPresent()).with(UserHeader.SECURITY, security.isPresent())
				.with(UserHeader.PROPERTIES, true).with(UserHeader.HTTP, optional.srmp().isPresent())
				.with(UserHeader.SOAP, optional.soap().isPresent())
				.with(UserHeader.MULTI_QUEUE, optional.multiQueue().isPresent()).write(out);
		transaction.ifPresent(header -> header.write(out));
		security.ifPresent(header -> header.write(out));
		properties.write(out, bodyBytes);
		optional.write(out);
		out.u32At(BaseHeader.PACKET_SIZE_OFFSET, out.size());
		optional.session().ifPresent(header -> header.write(out));
		return out.toByteArray();
	}
}
