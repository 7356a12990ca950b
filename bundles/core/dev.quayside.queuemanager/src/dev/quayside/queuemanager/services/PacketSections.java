package dev.quayside.queuemanager.services;

import dev.quayside.msmq.packet.BaseHeader;
import dev.quayside.msmq.packet.RemoteReadHeaders;
import dev.quayside.msmq.packet.UserHeader;
import dev.quayside.msmq.rpc.remoteread.SectionBuffer;
import dev.quayside.queuemanager.store.StoredMessage;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Cuts a stored packet into the sections of remote read ([MS-MQRR] 2.2.5, 2.2.6, 3.1.4.7). The size of the body is that
 * which it occupies in the packet.
 */
final class PacketSections {

	private static final int TIME_TO_REACH_QUEUE = 12;
	private static final int SENT_TIME = BaseHeader.SIZE + 36;
	private static final int FLAGS = BaseHeader.SIZE + 44;

	private PacketSections() {}

	/**
	 * @param maxBody
	 *            so many bytes of the body at most, unsigned
	 */
	static List<SectionBuffer> of(StoredMessage message, long maxBody) {
		byte[] packet = message.packet();
		byte[] behind = behindBody(message);
		if (maxBody >= message.bodyLength()) {
			byte[] whole = Arrays.copyOf(packet, packet.length - tailLength(message) + behind.length);
			System.arraycopy(behind, 0, whole, whole.length - behind.length, behind.length);
			overlay(whole, message);
			return List.of(new SectionBuffer(SectionBuffer.Type.FULL_PACKET, whole.length, whole));
		}
		byte[] first = Arrays.copyOf(packet, message.bodyOffset() + (int) maxBody);
		overlay(first, message);
		return List.of(
				new SectionBuffer(SectionBuffer.Type.BINARY_FIRST, message.bodyOffset() + message.bodyLength(), first),
				new SectionBuffer(SectionBuffer.Type.BINARY_SECOND, behind.length, behind));
	}

	/** Bytes of the stored packet behind the body. */
	private static int tailLength(StoredMessage message) {
		return message.size() - message.bodyOffset() - message.bodyLength();
	}

	/**
	 * What follows the body, beginning with its padding: so the sections make up the packet when each is put where the
	 * allocated sizes of those before it end, as [MS-MQRR] 3.1.4.7 has it. (By 2.2.7 the padding would belong to neither.)
	 */
	private static byte[] behindBody(StoredMessage message) {
		byte[] packet = message.packet();
		int tail = tailLength(message);
		int padding = -message.size() & 3;
		byte[] trailers = trailers(message);
		byte[] behind = Arrays.copyOfRange(packet, packet.length - tail,
				packet.length + padding + trailers.length);
		System.arraycopy(trailers, 0, behind, tail + padding, trailers.length);
		return behind;
	}

	private static byte[] trailers(StoredMessage message) {
		return new RemoteReadHeaders("", RemoteReadHeaders.Counters.ZERO, Optional.empty(), message.sender()).encode();
	}

	/** Expiry as a point in time, and where the message came from ([MS-MQRR] 2.2.5.1, 3.1.4.7). */
	private static void overlay(byte[] bytes, StoredMessage message) {
		ByteBuffer packet = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
		long limit = Integer.toUnsignedLong(packet.getInt(TIME_TO_REACH_QUEUE));
		if (limit != BaseHeader.INFINITE) {
			long expiry = Integer.toUnsignedLong(packet.getInt(SENT_TIME)) + limit;
			packet.putInt(TIME_TO_REACH_QUEUE, (int) Math.min(expiry, BaseHeader.INFINITE - 1));
		}
		byte[] sender = message.sender();
		boolean isDirect = (packet.getInt(FLAGS) & UserHeader.DIRECT_DESTINATION) == UserHeader.DIRECT_DESTINATION;
		if (sender.length > 0 && isDirect) {
			packet.putShort(UserHeader.ADDRESS_OFFSET, (short) sender.length);
			packet.putShort(UserHeader.ADDRESS_OFFSET + 2, (short) (sender.length == 4 ? 1 : 6));
			packet.putInt(UserHeader.ADDRESS_OFFSET + 4, 0);
			packet.position(UserHeader.ADDRESS_OFFSET + 8);
			packet.put(Arrays.copyOf(sender, 8));
		}
	}
}
