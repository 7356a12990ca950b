package dev.quayside.msmq.packet;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.NameException;

import java.util.Optional;
import java.util.UUID;

/** A queue as a packet names it; the number in the user header's flags says how ([MS-MQMQ] 2.2.19.2). */
public sealed interface PacketQueue {

	/** No queue. */
	PacketQueue NONE = new Absent(0);

	/** Value in the flags. */
	int type();

	/** 0 none, or 1: the response queue is the admin queue. */
	record Absent(int type) implements PacketQueue {}

	/** A private queue by number on: 2 the source, 3 the destination, 4 the host of the admin queue. */
	record Numbered(int type, int number) implements PacketQueue {}

	/** A public queue. */
	record Public(UUID id) implements PacketQueue {

		@Override
		public int type() {
			return 5;
		}
	}

	/** A private queue elsewhere. */
	record Private(UUID queueManager, int number) implements PacketQueue {

		@Override
		public int type() {
			return 6;
		}
	}

	/**
	 * A direct name.
	 *
	 * @param name
	 *            without {@code DIRECT=}
	 */
	record Direct(String name) implements PacketQueue {

		@Override
		public int type() {
			return 7;
		}
	}

	/**
	 * The way to name a queue in a packet.
	 *
	 * @throws NameException
	 *             if packets cannot name this kind here
	 */
	static PacketQueue of(FormatName name) {
		if (name instanceof FormatName.Direct direct) {
			return new Direct(direct.name());
		} else if (name instanceof FormatName.PublicQueue queue && !queue.journal()) {
			return new Public(queue.id());
		} else if (name instanceof FormatName.PrivateQueue queue && !queue.journal()) {
			return new Private(queue.queueManager(), queue.number());
		}
		throw new NameException(name.text(), "a message cannot name such a queue");
	}

	/**
	 * The format name as text, as far as the packet alone tells it.
	 *
	 * @param source
	 *            the sending queue manager
	 * @param destination
	 *            the receiving queue manager
	 */
	default Optional<String> text(UUID source, UUID destination) {
		if (this instanceof Direct direct) {
			return Optional.of("DIRECT=" + direct.name());
		} else if (this instanceof Public queue) {
			return Optional.of(new FormatName.PublicQueue(queue.id(), false).text());
		} else if (this instanceof Private queue) {
			return Optional.of(new FormatName.PrivateQueue(queue.queueManager(), queue.number(), false).text());
		} else if (this instanceof Numbered queue && queue.type() != 4) {
			return Optional.of(
					new FormatName.PrivateQueue(queue.type() == 2 ? source : destination, queue.number(), false)
							.text());
		}
		return Optional.empty();
	}

	/** Reads the queue of this type at the position of the reader. */
	static PacketQueue read(PacketReader in, int type) throws PacketException {
		return switch (type) {
			case 0, 1 -> new Absent(type);
			case 2, 3, 4 -> new Numbered(type, in.i32());
			case 5 -> new Public(in.guid());
			case 6 -> new Private(in.guid(), in.i32());
			default -> direct(in);
		};
	}

	private static Direct direct(PacketReader in) throws PacketException {
		int start = in.sinceBegin();
		String text = in.utf16(in.u16());
		if (text.isEmpty() || text.indexOf('\0') != text.length() - 1) {
			throw in.bad("a direct name that ends with its only NUL");
		}
		in.skip(start - in.sinceBegin() & 3);
		return new Direct(text.substring(0, text.length() - 1));
	}

	/** Writes the queue at the position of the writer. */
	default void write(PacketWriter out) {
		if (this instanceof Numbered queue) {
			out.u32(queue.number());
		} else if (this instanceof Public queue) {
			out.guid(queue.id());
		} else if (this instanceof Private queue) {
			out.guid(queue.queueManager()).u32(queue.number());
		} else if (this instanceof Direct direct) {
			out.u16(2 * (direct.name().length() + 1)).utf16(direct.name()).u16(0).pad();
		}
	}
}
