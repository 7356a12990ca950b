package dev.quayside.msmq.packet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * What stands behind the body of a packet that is kept; places count from the end of the body.
 *
 * @param compound
 *            where the compound message header stands, in a message that came over HTTP
 * @param end
 *            of the user message
 * @param deadLetterQueue
 *            path that the sender named in headers behind it
 */
public record PacketTail(Optional<Range> compound, int end, Optional<String> deadLetterQueue) {

	private static final int FLAGS = BaseHeader.SIZE + 44;
	private static final int COMPOUND_FIXED_SIZE = 16;

	/** A part of the tail. */
	public record Range(int offset, int length) {}

	/**
	 * Reads the tail; one that cannot be read belongs to the message to its end.
	 *
	 * @param packet
	 *            begins with the headers in front of the body; the body itself may be left out
	 * @param offset
	 *            of the tail in it
	 * @param bodyEnd
	 *            offset of the tail in the packet with its body
	 */
	public static PacketTail read(byte[] packet, int offset, int bodyEnd) {
		PacketReader in = new PacketReader(packet, offset, packet.length - offset);
		Optional<Range> compound = Optional.empty();
		try {
			BaseHeader base = BaseHeader.read(new PacketReader(packet, 0, packet.length));
			int user = ByteBuffer.wrap(packet).order(ByteOrder.LITTLE_ENDIAN).getInt(FLAGS);
			in.skip(Math.min(-bodyEnd & 3, in.remaining()));
			if (base.has(BaseHeader.DEBUG)) {
				OptionalHeaders.Debug.read(in);
			}
			if ((user & UserHeader.HTTP) != 0) {
				compound = Optional.of(compound(in, offset));
			}
			behind(in, base, user);
			int end = in.position() - offset;
			Optional<RemoteReadHeaders> headers = RemoteReadHeaders.read(in);
			return headers.isPresent() && in.remaining() == 0
					? new PacketTail(compound, end, headers.get().deadLetterQueue())
					: new PacketTail(compound, packet.length - offset, Optional.empty());
		} catch (PacketException e) {
			return new PacketTail(compound, packet.length - offset, Optional.empty());
		}
	}

	private static Range compound(PacketReader in, int offset) throws PacketException {
		in.begin("SRMP envelope header").u32();
		in.text();
		in.pad();
		in.begin("compound message header");
		int start = in.position();
		in.u32();
		int size = in.length();
		in.skip(COMPOUND_FIXED_SIZE - 8 + size);
		Range range = new Range(start - offset, in.position() - start);
		in.padLeniently();
		return range;
	}

	private static void behind(PacketReader in, BaseHeader base, int user) throws PacketException {
		if ((user & UserHeader.SOAP) != 0) {
			OptionalHeaders.Soap.read(in);
		}
		if ((user & UserHeader.MULTI_QUEUE) != 0) {
			MultiQueueHeader.read(in);
		}
		if (base.has(BaseHeader.SESSION)) {
			SessionHeader.read(in);
		}
	}

	/**
	 * Where the class of a message stands in its packet.
	 *
	 * @throws PacketException
	 *             if the headers in front of it cannot be read
	 */
	public static int classOffset(byte[] packet) throws PacketException {
		PacketReader in = new PacketReader(packet, 0, packet.length);
		BaseHeader.read(in);
		UserHeader user = UserHeader.read(in);
		if (user.has(UserHeader.TRANSACTION)) {
			TransactionHeader.read(in);
		}
		if (user.has(UserHeader.SECURITY)) {
			SecurityHeader.read(in);
		}
		return in.position() + 2;
	}
}
