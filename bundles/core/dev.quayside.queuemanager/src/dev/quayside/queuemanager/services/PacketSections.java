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

/** Cuts a stored packet into the sections of remote read ([MS-MQRR] 2.2.5, 3.1.4.7). */
final class PacketSections {

	private static final int TIME_TO_REACH_QUEUE = 12;
	private static final int SENT_TIME = BaseHeader.SIZE + 36;
	private static final int ADDRESS_SIZE = 16;

	private PacketSections() {}

	/**
	 * @param maxBody
	 *            so many bytes of the body at most, unsigned
	 */
	static List<SectionBuffer> of(StoredMessage message, long maxBody) {
		byte[] trailers = trailers(message);
		byte[] packet = message.packet();
		if (maxBody >= message.bodyLength()) {
			byte[] whole = Arrays.copyOf(packet, packet.length + trailers.length);
			System.arraycopy(trailers, 0, whole, packet.length, trailers.length);
			overlay(whole, message);
			return List.of(new SectionBuffer(SectionBuffer.Type.FULL_PACKET, whole.length, whole));
		}
		byte[] first = Arrays.copyOf(packet, message.bodyOffset() + (int) maxBody);
		overlay(first, message);
		byte[] behind = behindBody(message);
		byte[] second = Arrays.copyOf(behind, behind.length + trailers.length);
		System.arraycopy(trailers, 0, second, behind.length, trailers.length);
		int allocated = message.bodyOffset() + message.bodyLength();
		return List.of(new SectionBuffer(SectionBuffer.Type.BINARY_FIRST, allocated, first),
				new SectionBuffer(SectionBuffer.Type.BINARY_SECOND, second.length, second));
	}

	/** The headers of the packet behind the body and its padding. */
	private static byte[] behindBody(StoredMessage message) {
		int end = message.bodyOffset() + message.bodyLength();
		int padding = -end & 3;
		int start = (message.hasBody() ? end : message.bodyOffset()) + padding;
		byte[] packet = message.packet();
		return start >= packet.length ? new byte[0] : Arrays.copyOfRange(packet, start, packet.length);
	}

	private static byte[] trailers(StoredMessage message) {
		return new RemoteReadHeaders("", RemoteReadHeaders.Counters.ZERO, Optional.empty(), message.sender()).encode();
	}

	/** Expiry as a point in time, and where the message came from ([MS-MQRR] 2.2.5.1.1, 3.1.4.7). */
	private static void overlay(byte[] bytes, StoredMessage message) {
		ByteBuffer packet = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
		long limit = Integer.toUnsignedLong(packet.getInt(TIME_TO_REACH_QUEUE));
		if (limit != BaseHeader.INFINITE) {
			long expiry = Integer.toUnsignedLong(packet.getInt(SENT_TIME)) + limit;
			packet.putInt(TIME_TO_REACH_QUEUE, (int) Math.min(expiry, BaseHeader.INFINITE - 1));
		}
		byte[] sender = message.sender();
		byte[] address = Arrays.copyOfRange(bytes, UserHeader.ADDRESS_OFFSET, UserHeader.ADDRESS_OFFSET + ADDRESS_SIZE);
		if (sender.length > 0 && Arrays.equals(address, new byte[ADDRESS_SIZE])) {
			packet.putShort(UserHeader.ADDRESS_OFFSET, (short) sender.length);
			packet.putShort(UserHeader.ADDRESS_OFFSET + 2, (short) (sender.length == 4 ? 1 : 6));
			packet.putInt(UserHeader.ADDRESS_OFFSET + 4, 0);
			packet.position(UserHeader.ADDRESS_OFFSET + 8);
			packet.put(Arrays.copyOf(sender, 8));
		}
	}
}
