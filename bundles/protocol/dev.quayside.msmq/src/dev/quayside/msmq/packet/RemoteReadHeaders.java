package dev.quayside.msmq.packet;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a server adds to a message in remote read ([MS-MQRR] 2.2.5.2 to 2.2.5.5).
 *
 * @param subqueue
 *            name of the subqueue that the message is in, empty for none
 * @param counters
 *            of aborted receives and of moves, which count for a message in a subqueue
 * @param deadLetterQueue
 *            path of the dead-letter queue that the sender named
 * @param sender
 *            4 or 16 bytes of the address that it came from, empty if unknown
 */
public record RemoteReadHeaders(String subqueue, Counters counters, Optional<String> deadLetterQueue, byte[] sender) {

	public static final RemoteReadHeaders NONE = new RemoteReadHeaders("", Counters.ZERO, Optional.empty(),
			new byte[0]);

	private static final int EXTENSION_SIZE = 12;
	private static final int SUBQUEUE_SIZE = 148;
	private static final int ADDRESS_SIZE = 28;
	private static final int NAME_SIZE = 64;
	private static final int HAS_DEAD_LETTER = 0x01;
	private static final int HAS_SUBQUEUE = 0x02;
	private static final int HAS_ADDRESS = 0x10;

	/**
	 * @param lastMove
	 *            seconds since 1970, for the milliseconds of the text do not fit
	 * @param outcome
	 *            acknowledgement class that the message has got; 0: none
	 */
	public record Counters(long aborts, long moves, long lastMove, int outcome) {

		public static final Counters ZERO = new Counters(0, 0, 0, 0);
	}

	/** The headers as bytes, to be put behind the packet. */
	public byte[] encode() {
		PacketWriter out = new PacketWriter(256);
		out.begin().u32(EXTENSION_SIZE).u32(0)
				.u8(HAS_SUBQUEUE | HAS_ADDRESS | (deadLetterQueue.isPresent() ? HAS_DEAD_LETTER : 0))
				.bytes(new byte[3]);
		out.begin().u32(SUBQUEUE_SIZE).u32((long) counters.outcome() << 1).u32(counters.aborts()).u32(counters.moves())
				.u32(counters.lastMove())
				.bytes(name(subqueue)).bytes(name(""));
		deadLetterQueue.ifPresent(path -> {
			int size = 4 + 2 * (path.length() + 1);
			out.begin().u32(size + (-size & 3)).utf16(path).u16(0).pad();
		});
		int type = sender.length == 4 ? 1 : sender.length == 16 ? 6 : 0;
		out.begin().u32(ADDRESS_SIZE).u16(sender.length).u16(type).u32(0).bytes(Arrays.copyOf(sender, 16));
		out.u32At(4, out.size() - EXTENSION_SIZE);
		return out.toByteArray();
	}

	private static byte[] name(String text) {
		byte[] bytes = new PacketWriter(NAME_SIZE).utf16(text).toByteArray();
		return Arrays.copyOf(bytes, NAME_SIZE);
	}

	/** Reads the headers where they are; a packet of an older server ends before them. */
	static Optional<RemoteReadHeaders> read(PacketReader in) throws PacketException {
		if (in.remaining() < EXTENSION_SIZE) {
			return Optional.empty();
		}
		in.begin("extension header");
		long size = in.u32();
		long rest = in.u32();
		int flags = in.u8();
		if (size < EXTENSION_SIZE || rest > in.remaining()) {
			throw in.bad("a header of " + size + " bytes and " + rest + " bytes behind it");
		}
		in.skip((int) size - 9);
		RemoteReadHeaders headers = NONE;
		if ((flags & HAS_SUBQUEUE) != 0) {
			headers = headers.withSubqueue(in);
		}
		if ((flags & HAS_DEAD_LETTER) != 0) {
			headers = headers.withDeadLetterQueue(in);
		}
		if ((flags & HAS_ADDRESS) != 0) {
			headers = headers.withSender(in);
		}
		return Optional.of(headers);
	}

	/** The header means nothing where it names no subqueue. */
	private RemoteReadHeaders withSubqueue(PacketReader in) throws PacketException {
		int rest = headerSize(in, "subqueue header", SUBQUEUE_SIZE) - SUBQUEUE_SIZE;
		int outcome = (int) (in.u32() >>> 1) & 0xFFFF;
		Counters read = new Counters(in.u32(), in.u32(), in.u32(), outcome);
		String name = in.utf16(NAME_SIZE);
		in.skip(NAME_SIZE + rest);
		int end = name.indexOf('\0');
		return end == 0
				? this
				: new RemoteReadHeaders(end < 0 ? name : name.substring(0, end), read, deadLetterQueue, sender);
	}

	private RemoteReadHeaders withDeadLetterQueue(PacketReader in) throws PacketException {
		int size = headerSize(in, "dead-letter header", 8);
		String path = in.terminated();
		in.skip(size - in.sinceBegin());
		return new RemoteReadHeaders(subqueue, counters, Optional.of(path), sender);
	}

	private RemoteReadHeaders withSender(PacketReader in) throws PacketException {
		int rest = headerSize(in, "extended address header", ADDRESS_SIZE) - ADDRESS_SIZE;
		int length = in.u16();
		int type = in.u16();
		in.u32();
		byte[] address = in.bytes(16);
		in.skip(rest);
		boolean known = type == 1 && length == 4 || type == 6 && length == 16;
		return new RemoteReadHeaders(subqueue, counters, deadLetterQueue,
				known ? Arrays.copyOf(address, length) : new byte[0]);
	}

	private static int headerSize(PacketReader in, String name, int least) throws PacketException {
		in.begin(name);
		long size = in.u32();
		if (size < least || size - 4 > in.remaining()) {
			throw in.bad("a header of " + size + " bytes");
		}
		return (int) size;
	}
}
