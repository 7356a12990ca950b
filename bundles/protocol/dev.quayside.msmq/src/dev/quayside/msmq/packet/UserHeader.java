package dev.quayside.msmq.packet;

import java.util.Optional;
import java.util.UUID;

/**
 * [MS-MQMQ] 2.2.19.2, 48 bytes and the names of queues.
 *
 * @param address
 *            16 bytes: GUID of the destination, zero for direct names; in remote read see [MS-MQRR] 2.2.5.1.1
 * @param timeToBeReceived
 *            seconds from the sent time, unsigned, 0xFFFFFFFF: for ever
 * @param sentTime
 *            seconds since 1970, unsigned
 * @param ordinal
 *            unsigned; with the source it identifies the message
 * @param flags
 *            without the types of queues and the connector bit, which come from the other components when it is
 *            written
 */
public record UserHeader(UUID source, byte[] address, long timeToBeReceived, long sentTime, long ordinal, int flags,
		PacketQueue destination, PacketQueue admin, PacketQueue response, Optional<UUID> connectorType) {

	public static final int RECOVERABLE = 0x20;
	/** All three bits: the destination is a direct name. */
	public static final int DIRECT_DESTINATION = 0x1C00;
	public static final int NEGATIVE_JOURNAL = 0x100;
	public static final int POSITIVE_JOURNAL = 0x200;
	public static final int SECURITY = 0x80000;
	public static final int TRANSACTION = 0x100000;
	public static final int PROPERTIES = 0x200000;
	public static final int CONNECTOR = 0x400000;
	public static final int MULTI_QUEUE = 0x800000;
	public static final int HTTP = 0x2000000;
	public static final int SOAP = 0x10000000;

	/** Where the 16 bytes of the address stand in the packet. */
	public static final int ADDRESS_OFFSET = BaseHeader.SIZE + 16;

	private static final int QUEUE_TYPES = 0x7FC00;
	private static final int DELIVERY_MODES = 0x60;
	private static final int MAX_HOPS = 0x1D;

	public MessageId id() {
		return new MessageId(source, ordinal);
	}

	public boolean has(int flag) {
		return (flags & flag) != 0;
	}

	public boolean isRecoverable() {
		return has(RECOVERABLE);
	}

	/** How many queue managers it passed. */
	public int hops() {
		return flags & 0x1F;
	}

	/**
	 * The format name of the response queue as text, as far as the packet alone tells it; it may be the admin queue, or
	 * beside that.
	 *
	 * @param receiver
	 *            the receiving queue manager
	 */
	public Optional<String> responseName(UUID receiver) {
		if (response.type() == 1) {
			return admin.text(source, receiver);
		}
		if (response instanceof PacketQueue.Numbered numbered && numbered.type() == 4) {
			return beside(admin, numbered.number()).text(source, receiver);
		}
		return response.text(source, receiver);
	}

	/** A private queue on the host of another; of the other kinds the packet does not tell the host. */
	private static PacketQueue beside(PacketQueue other, int number) {
		if (other instanceof PacketQueue.Private elsewhere) {
			return new PacketQueue.Private(elsewhere.queueManager(), number);
		}
		return other instanceof PacketQueue.Numbered near
				? new PacketQueue.Numbered(near.type(), number)
				: PacketQueue.NONE;
	}

	UserHeader with(int flag, boolean set) {
		return new UserHeader(source, address, timeToBeReceived, sentTime, ordinal,
				set ? flags | flag : flags & ~flag, destination, admin, response, connectorType);
	}

	void write(PacketWriter out) {
		int types = destination.type() << 10 | admin.type() << 13 | response.type() << 16;
		int all = flags & ~(QUEUE_TYPES | CONNECTOR) | types | (connectorType.isPresent() ? CONNECTOR : 0);
		out.begin().guid(source).bytes(address).u32(timeToBeReceived).u32(sentTime).u32(ordinal).u32(all);
		destination.write(out);
		admin.write(out);
		response.write(out);
		connectorType.ifPresent(out::guid);
		out.pad();
	}

	static UserHeader read(PacketReader in) throws PacketException {
		in.begin("user header");
		UUID source = in.guid();
		byte[] address = in.bytes(16);
		long timeToBeReceived = in.u32();
		long sentTime = in.u32();
		long ordinal = in.u32();
		int flags = in.i32();
		int destination = flags >>> 10 & 7;
		int admin = flags >>> 13 & 7;
		int response = flags >>> 16 & 7;
		check(in, flags, destination, admin);
		return new UserHeader(source, address, timeToBeReceived, sentTime, ordinal, flags,
				PacketQueue.read(in, destination), PacketQueue.read(in, admin), PacketQueue.read(in, response),
				connector(in, flags));
	}

	private static void check(PacketReader in, int flags, int destination, int admin) throws PacketException {
		if (destination != 0 && destination != 3 && destination != 5 && destination != 7) {
			throw in.bad("a destination of type " + destination);
		}
		if (admin == 1 || admin == 4) {
			throw in.bad("an admin queue of type " + admin);
		}
		if ((flags & DELIVERY_MODES) > RECOVERABLE || (flags & 0x1F) > MAX_HOPS) {
			throw in.bad(String.format("flags %08x", flags));
		}
		if ((flags & PROPERTIES) == 0) {
			throw in.bad("a message without properties");
		}
		if ((flags & TRANSACTION) != 0 && (flags & DELIVERY_MODES) == 0) {
			throw in.bad("a transactional message with express delivery");
		}
	}

	private static Optional<UUID> connector(PacketReader in, int flags) throws PacketException {
		Optional<UUID> type = (flags & CONNECTOR) != 0 ? Optional.of(in.guid()) : Optional.empty();
		in.pad();
		return type;
	}
}
