package dev.quayside.msmq.packet;

import dev.quayside.msmq.Guids;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;

/** Reads little-endian fields of one header after the other; running out of bytes is a {@link PacketException}. */
final class PacketReader {

	private final ByteBuffer in;
	private String header = "packet";
	private int headerStart;

	PacketReader(byte[] bytes, int offset, int length) {
		in = ByteBuffer.wrap(bytes, offset, length).order(ByteOrder.LITTLE_ENDIAN);
	}

	/** Begins a header; {@link #pad} counts from here. */
	PacketReader begin(String name) {
		header = name;
		headerStart = in.position();
		return this;
	}

	int u8() throws PacketException {
		need(1);
		return Byte.toUnsignedInt(in.get());
	}

	int u16() throws PacketException {
		need(2);
		return Short.toUnsignedInt(in.getShort());
	}

	int i32() throws PacketException {
		need(4);
		return in.getInt();
	}

	long u32() throws PacketException {
		return Integer.toUnsignedLong(i32());
	}

	/** A length of which not more can follow than bytes are left. */
	int length() throws PacketException {
		long length = u32();
		if (length > in.remaining()) {
			throw bad("a length of " + length + " with " + in.remaining() + " bytes left");
		}
		return (int) length;
	}

	/** The number that says which header this is. */
	PacketReader id(int expected) throws PacketException {
		int found = u16();
		if (found != expected) {
			throw bad(String.format("id %04x instead of %04x", found, expected));
		}
		return this;
	}

	UUID guid() throws PacketException {
		need(Guids.SIZE);
		return Guids.get(in);
	}

	byte[] bytes(int length) throws PacketException {
		need(length);
		byte[] result = new byte[length];
		in.get(result);
		return result;
	}

	/** UTF-16LE of so many bytes, unit by unit: what is not quite text stays as it came. */
	String utf16(int length) throws PacketException {
		if ((length & 1) != 0) {
			throw bad("a text of " + length + " bytes is not UTF-16");
		}
		need(length);
		char[] units = new char[length / 2];
		in.asCharBuffer().get(units);
		skip(length);
		return new String(units);
	}

	/** The number of units and so many, the last of which should be NUL; without that. */
	String text() throws PacketException {
		int units = length();
		String text = utf16(2 * units);
		return text.endsWith("\0") ? text.substring(0, units - 1) : text;
	}

	/** UTF-16LE up to its NUL, which is taken as well. */
	String terminated() throws PacketException {
		int start = in.position();
		while (u16() != 0) {
			// the next unit
		}
		int end = in.position();
		in.position(start);
		String text = utf16(end - start - 2);
		in.position(end);
		return text;
	}

	void skip(int length) throws PacketException {
		need(length);
		in.position(in.position() + length);
	}

	/** Skips the padding that makes the header a multiple of 4. */
	void pad() throws PacketException {
		skip(headerStart - in.position() & 3);
	}

	/** Like {@link #pad} where the last header may have been sent without its padding. */
	void padLeniently() {
		int gap = headerStart - in.position() & 3;
		in.position(in.position() + Math.min(gap, in.remaining()));
	}

	/** From the start of the array. */
	int position() {
		return in.position();
	}

	int remaining() {
		return in.remaining();
	}

	/** Bytes since {@link #begin}. */
	int sinceBegin() {
		return in.position() - headerStart;
	}

	PacketException bad(String problem) {
		return new PacketException("Bad " + header + " at byte " + in.position() + ": " + problem);
	}

	private void need(int length) throws PacketException {
		if (length < 0 || length > in.remaining()) {
			throw bad(length + " bytes expected with " + in.remaining() + " left");
		}
	}
}
