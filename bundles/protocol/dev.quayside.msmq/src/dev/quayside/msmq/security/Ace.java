package dev.quayside.msmq.security;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** One entry of an access control list ([MS-DTYP] 2.4.4). */
public sealed interface Ace {

	int ALLOWED = 0;
	int DENIED = 1;
	int AUDIT = 2;

	/** The entry is there only to be inherited. */
	int INHERIT_ONLY = 0x08;

	/** Bytes of type, flags and size. */
	int HEAD = 4;

	/** AceType. */
	int type();

	/** AceFlags. */
	int flags();

	/** An entry that allows or denies rights to somebody, or has their use recorded. */
	record Basic(int type, int flags, int mask, Sid sid) implements Ace {

		public Basic {
			if (type < ALLOWED || type > AUDIT) {
				throw new DescriptorException("An entry of type " + type + " has a layout of its own");
			}
		}
	}

	/** An entry of a type that does not matter to queues; it is kept as it is. */
	final class Other implements Ace {

		private final int type;
		private final int flags;
		private final byte[] body;

		Other(int type, int flags, byte[] body) {
			this.type = type;
			this.flags = flags;
			this.body = body;
		}

		@Override
		public int type() {
			return type;
		}

		@Override
		public int flags() {
			return flags;
		}

		@Override
		public boolean equals(Object object) {
			return object instanceof Other other && other.type == type && other.flags == flags
					&& Arrays.equals(other.body, body);
		}

		@Override
		public int hashCode() {
			return 31 * (31 * type + flags) + Arrays.hashCode(body);
		}
	}

	static Ace allow(Sid sid, int mask) {
		return new Basic(ALLOWED, 0, mask, sid);
	}

	static Ace deny(Sid sid, int mask) {
		return new Basic(DENIED, 0, mask, sid);
	}

	/** Bytes on the wire. */
	default int size() {
		return this instanceof Basic basic ? HEAD + 4 + basic.sid().size() : HEAD + ((Other) this).body.length;
	}

	/** Writes type, flags, size, and what follows. */
	default void write(ByteBuffer out) {
		out.put((byte) type()).put((byte) flags()).putShort((short) size());
		if (this instanceof Basic basic) {
			out.putInt(basic.mask());
			basic.sid().write(out);
		} else {
			out.put(((Other) this).body);
		}
	}

	/**
	 * Reads one at the position of a buffer, and moves it.
	 *
	 * @throws DescriptorException
	 *             if there is none
	 */
	static Ace read(ByteBuffer in) {
		if (in.remaining() < HEAD) {
			throw new DescriptorException("An access control entry of " + in.remaining() + " bytes");
		}
		int type = Byte.toUnsignedInt(in.get());
		int flags = Byte.toUnsignedInt(in.get());
		int size = Short.toUnsignedInt(in.getShort());
		if (size < HEAD || size - HEAD > in.remaining()) {
			throw new DescriptorException("An access control entry of " + size + " bytes with " + in.remaining()
					+ " bytes left behind its head");
		}
		ByteBuffer body = in.slice(in.position(), size - HEAD).order(ByteOrder.LITTLE_ENDIAN);
		in.position(in.position() + size - HEAD);
		if (type > AUDIT) {
			byte[] bytes = new byte[body.remaining()];
			body.get(bytes);
			return new Other(type, flags, bytes);
		}
		if (body.remaining() < 4) {
			throw new DescriptorException("An access control entry without a mask");
		}
		return new Basic(type, flags, body.getInt(), Sid.read(body));
	}
}
