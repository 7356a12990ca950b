package dev.quayside.msmq.packet;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;

/**
 * The fields of a message that are signed ([MS-MQMQ] 2.5), as they stand in the packet. Two things are not said there:
 *
 * @param padded
 *            whether the padding behind a direct name is part of it
 * @param connector
 *            whether a connector type that is missing is signed as zeros
 */
record SignedFields(boolean padded, boolean connector) {

	private static final int GUID = 16;

	/** The ways to understand that which make a difference for this message. */
	static List<SignedFields> readings(MessagePacket packet) {
		UserHeader user = packet.user();
		boolean padding = !Arrays.equals(queues(user, true), queues(user, false));
		boolean missing = user.connectorType().isEmpty();
		return List.of(false, true).stream().filter(padded -> padding || !padded)
				.flatMap(padded -> List.of(false, true).stream().filter(connector -> missing || !connector)
						.map(connector -> new SignedFields(padded, connector)))
				.toList();
	}

	private static byte[] queues(UserHeader user, boolean padded) {
		PacketWriter out = new PacketWriter(GUID);
		out.bytes(queue(user.response(), padded)).bytes(queue(user.admin(), padded))
				.bytes(queue(user.destination(), padded));
		return out.toByteArray();
	}

	void update(MessageDigest digest, MessagePacket packet, MessageSignature kind) {
		MessageProperties properties = packet.properties();
		PacketWriter front = new PacketWriter(GUID + GUID);
		properties.correlation().write(front);
		digest.update(front.u32(properties.applicationTag()).toByteArray());
		MessagePacket.Slice body = packet.body();
		digest.update(body.bytes(), body.offset(), body.length());
		PacketWriter out = new PacketWriter(GUID);
		if (!properties.label().isEmpty()) {
			out.utf16(properties.label()).u16(0);
		}
		out.bytes(queue(packet.user().response(), padded)).bytes(queue(packet.user().admin(), padded));
		if (kind == MessageSignature.MSMQ3) {
			out.bytes(properties.extension());
			packet.optional().multiQueue().map(MultiQueueHeader::destination)
					.ifPresent(list -> out.bytes(list.elements()));
		}
		if (kind != MessageSignature.MSMQ1) {
			sender(out, packet);
		}
		if (kind == MessageSignature.MSMQ2) {
			out.bytes(queue(packet.user().destination(), padded));
		}
		digest.update(out.toByteArray());
	}

	private void sender(PacketWriter out, MessagePacket packet) {
		UserHeader user = packet.user();
		MessageProperties properties = packet.properties();
		int journal = (user.has(UserHeader.POSITIVE_JOURNAL) ? 2 : 0) | (user.has(UserHeader.NEGATIVE_JOURNAL) ? 1 : 0);
		out.guid(user.source()).u8(user.isRecoverable() ? 1 : 0).u8(packet.base().priority()).u8(journal)
				.u8(properties.flags() & 0x0F).u16(properties.messageClass().value()).u32(properties.bodyType());
		user.connectorType().ifPresentOrElse(out::guid, () -> out.bytes(new byte[connector ? GUID : 0]));
	}

	private static byte[] queue(PacketQueue queue, boolean padded) {
		PacketWriter out = new PacketWriter(GUID);
		queue.write(out.begin());
		byte[] bytes = out.toByteArray();
		return queue instanceof PacketQueue.Direct direct && !padded
				? Arrays.copyOf(bytes, 2 + 2 * (direct.name().length() + 1))
				: bytes;
	}
}
