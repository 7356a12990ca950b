package dev.quayside.queuemanager.services;

import dev.quayside.msmq.packet.BaseHeader;
import dev.quayside.msmq.packet.PacketException;
import dev.quayside.msmq.packet.PacketTail;
import dev.quayside.msmq.packet.RemoteReadHeaders;
import dev.quayside.msmq.packet.UserHeader;
import dev.quayside.msmq.rpc.remoteread.SectionBuffer;
import dev.quayside.queuemanager.store.MessageHistory;
import dev.quayside.queuemanager.store.StoredMessage;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts a stored packet into the sections of remote read ([MS-MQRR] 2.2.5, 2.2.6, 3.1.4.7). The size of the body is that
 * which it occupies in the packet; of a message that came over HTTP the compound message header is cut.
 */
final class PacketSections {

	private static final int TIME_TO_REACH_QUEUE = 12;
	private static final int SENT_TIME = BaseHeader.SIZE + 36;
	private static final int FLAGS = BaseHeader.SIZE + 44;

	/**
	 * Where the message is.
	 *
	 * @param subqueue
	 *            empty: it is in none
	 * @param deadLetter
	 *            whether that is a dead-letter queue
	 */
	record Place(String subqueue, boolean deadLetter) {}

	/** Unsigned sizes of which not more is wanted. */
	record Limits(long body, long compound) {}

	private final StoredMessage message;
	private final Place place;
	private final PacketTail tail;

	private PacketSections(StoredMessage message, Place place) {
		this.message = message;
		this.place = place;
		int bodyEnd = message.bodyOffset() + message.bodyLength();
		tail = PacketTail.read(message.packet(), message.packet().length - message.size() + bodyEnd, bodyEnd);
	}

	static List<SectionBuffer> of(StoredMessage message, Place place, Limits limits) {
		return new PacketSections(message, place).cut(limits);
	}

	private List<SectionBuffer> cut(Limits limits) {
		int bodyEnd = message.bodyOffset() + message.bodyLength();
		boolean isHttp = tail.compound().isPresent() && message.hasBody();
		int offset = isHttp ? bodyEnd + tail.compound().get().offset() : message.bodyOffset();
		int length = isHttp ? tail.compound().get().length() : message.bodyLength();
		long limit = isHttp ? limits.compound() : limits.body();
		byte[] behind = behind(offset + length);
		if (limit >= length) {
			byte[] whole = Arrays.copyOf(message.packet(), place(offset + length) + behind.length);
			System.arraycopy(behind, 0, whole, whole.length - behind.length, behind.length);
			overlay(whole);
			return List.of(new SectionBuffer(SectionBuffer.Type.FULL_PACKET, whole.length, whole));
		}
		byte[] first = Arrays.copyOf(message.packet(), offset + (int) limit);
		overlay(first);
		return List.of(
				new SectionBuffer(isHttp ? SectionBuffer.Type.SRMP_FIRST : SectionBuffer.Type.BINARY_FIRST,
						offset + length, first),
				new SectionBuffer(isHttp ? SectionBuffer.Type.SRMP_SECOND : SectionBuffer.Type.BINARY_SECOND,
						behind.length, behind));
	}

	/** A place behind the body, in the bytes that are here. */
	private int place(int offset) {
		return offset - message.size() + message.packet().length;
	}

	/**
	 * What follows the part that may be cut, beginning with its padding: so the sections make up the packet when each is
	 * put where the allocated sizes of those before it end, as [MS-MQRR] 3.1.4.7 has it. (By 2.2.7 the padding would
	 * belong to neither.)
	 */
	private byte[] behind(int cutEnd) {
		int end = message.bodyOffset() + message.bodyLength() + tail.end();
		int padding = -end & 3;
		byte[] trailers = trailers();
		byte[] behind = new byte[end - cutEnd + padding + trailers.length];
		System.arraycopy(message.packet(), place(cutEnd), behind, 0, end - cutEnd);
		System.arraycopy(trailers, 0, behind, end - cutEnd + padding, trailers.length);
		return behind;
	}

	private byte[] trailers() {
		MessageHistory history = message.history();
		RemoteReadHeaders.Counters counters = new RemoteReadHeaders.Counters(history.aborts(), history.moves(),
				history.lastMove(), history.outcome());
		return new RemoteReadHeaders(place.subqueue(), counters, tail.deadLetterQueue(), message.sender()).encode();
	}

	/** Expiry as a point in time, and where the message came from ([MS-MQRR] 2.2.5.1, 3.1.4.7). */
	private void overlay(byte[] bytes) {
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
		if (place.deadLetter() && message.history().outcome() != 0) {
			putReason(packet);
		}
	}

	/**
	 * The subqueue header tells the reason too, but does not count outside of a subqueue (2.2.5.3); the class of a message
	 * is where readers of dead-letter queues look.
	 */
	private void putReason(ByteBuffer packet) {
		try {
			packet.putShort(PacketTail.classOffset(packet.array()), (short) message.history().outcome());
		} catch (PacketException e) {
			System.getLogger(PacketSections.class.getName()).log(System.Logger.Level.DEBUG,
					"A message keeps its class: " + e.getMessage());
		}
	}
}
