package dev.quayside.ndr;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads stub data in the byte order of the peer. Every count is compared with the bytes left before anything is
 * allocated; every failure is an {@link NdrException}. What embedded pointers refer to is read by {@link #deferred} at
 * the end of the outermost construct; until then its supplier fails.
 */
public final class NdrReader {

	/** Of a conformant array or string ([MS-RPCE] 3.1.1.5.3.2.2.1). */
	private static final long MAX_ELEMENTS = Integer.MAX_VALUE;

	private final ByteBuffer in;
	private final int start;
	private final NdrSyntax syntax;
	private final Deque<Runnable> deferred = new ArrayDeque<>();

	/** Little-endian NDR 2.0. */
	public NdrReader(byte[] stub) {
		this(stub, 0, stub.length, NdrSyntax.NDR20, ByteOrder.LITTLE_ENDIAN);
	}

	/**
	 * @throws NdrException
	 *             for NDR64 from a big-endian peer: it is little-endian by definition ([MS-RPCE] 2.2.5)
	 */
	public NdrReader(byte[] bytes, int offset, int length, NdrSyntax syntax, ByteOrder order) {
		if (syntax == NdrSyntax.NDR64 && order != ByteOrder.LITTLE_ENDIAN) {
			throw new NdrException(0, "NDR64, which is little-endian");
		}
		this.in = ByteBuffer.wrap(bytes, offset, length).order(order);
		this.start = offset;
		this.syntax = syntax;
	}

	public NdrSyntax syntax() {
		return syntax;
	}

	/** Bytes from the start of the stub. */
	public int offset() {
		return in.position() - start;
	}

	public int remaining() {
		return in.remaining();
	}

	/** Skips the padding to a multiple of {@code alignment}, a power of two. */
	public NdrReader align(int alignment) {
		int gap = -offset() & alignment - 1;
		need(gap);
		in.position(in.position() + gap);
		return this;
	}

	/** Aligns to the start of a structure whose strictest member has these alignments. */
	public NdrReader alignStructure(int ndr20, int ndr64) {
		return align(syntax == NdrSyntax.NDR64 ? ndr64 : ndr20);
	}

	/** Aligns in NDR64 only, as it does unions, their arms and the ends of structures ([MS-RPCE] 2.2.5.3.4). */
	public NdrReader alignNdr64(int alignment) {
		return syntax == NdrSyntax.NDR64 ? align(alignment) : this;
	}

	/** Whether the next two bytes are these; they are not read. */
	public boolean isNext(int first, int second) {
		int at = in.position();
		return in.remaining() >= 2 && Byte.toUnsignedInt(in.get(at)) == first
				&& Byte.toUnsignedInt(in.get(at + 1)) == second;
	}

	/** Reads an outermost construct; where it is something else, nothing is read, and the result is empty. */
	public <T> Optional<T> attempt(Function<NdrReader, T> body) {
		int at = in.position();
		Deque<Runnable> pending = new ArrayDeque<>(deferred);
		deferred.clear();
		try {
			return Optional.of(body.apply(this));
		} catch (NdrException e) {
			in.position(at);
			deferred.clear();
			return Optional.empty();
		} finally {
			deferred.addAll(pending);
		}
	}

	public int uint8() {
		need(1);
		return Byte.toUnsignedInt(in.get());
	}

	public int uint16() {
		align(2).need(2);
		return Short.toUnsignedInt(in.getShort());
	}

	public long uint32() {
		return Integer.toUnsignedLong(int32());
	}

	public int int32() {
		align(4).need(4);
		return in.getInt();
	}

	/** All 64 bits, signed or not. */
	public long uint64() {
		align(8).need(8);
		return in.getLong();
	}

	/** An enumeration without {@code v1_enum}: 16 bits, in NDR64 32. */
	public int enum16() {
		return syntax.enumSize() == 2 ? uint16() : int32();
	}

	/** A GUID: three fields in the peer's byte order and eight bytes. */
	public UUID uuid() {
		long high = uint32() << 32 | (long) uint16() << 16 | uint16();
		need(8);
		long low = 0;
		for (int i = 0; i < 8; i++) {
			low = low << 8 | Byte.toUnsignedInt(in.get());
		}
		return new UUID(high, low);
	}

	/** Bytes as they are. */
	public byte[] bytes(int length) {
		need(length);
		byte[] result = new byte[length];
		in.get(result);
		return result;
	}

	/**
	 * A count of elements of at least {@code elementSize} bytes each.
	 *
	 * @throws NdrException
	 *             if so many cannot follow
	 */
	public int count(int elementSize) {
		int at = offset();
		long count = rawCount();
		if (count < 0 || count > in.remaining() / Math.max(1, elementSize)) {
			throw new NdrException(at,
					"a count of " + Long.toUnsignedString(count) + " elements of at least " + elementSize
							+ " bytes with " + in.remaining() + " bytes left");
		}
		return (int) count;
	}

	public byte[] conformantBytes() {
		return bytes(count(1));
	}

	/** A conformant array whose elements have at least {@code elementSize} bytes each. */
	public <T> List<T> conformantArray(int elementSize, Function<NdrReader, T> element) {
		int count = count(elementSize);
		List<T> result = new ArrayList<>(count);
		for (int i = 0; i < count; i++) {
			result.add(element.apply(this));
		}
		return result;
	}

	/**
	 * What is in front of the elements of a conformant varying array: the maximum, which may be larger than what is sent
	 * ([MS-RPCE] 3.1.1.5.3.2.1.12), and offset and count as in {@link #varying}.
	 *
	 * @return the count
	 */
	public int conformantVarying(int elementSize) {
		int at = offset();
		long maximum = rawCount();
		int count = varying(elementSize);
		if (maximum < count || maximum > MAX_ELEMENTS) {
			throw new NdrException(at, "a maximum from " + count + " to 2147483647, not "
					+ Long.toUnsignedString(maximum));
		}
		return count;
	}

	/**
	 * The offset of a varying array, which is 0 without {@code first_is} ([MS-RPCE] 3.1.1.5.3.2.1.7), and its count.
	 *
	 * @return the count
	 */
	public int varying(int elementSize) {
		int at = offset();
		long first = rawCount();
		int count = count(elementSize);
		if (first != 0) {
			throw new NdrException(at, "the offset 0, not " + Long.toUnsignedString(first));
		}
		return count;
	}

	/**
	 * A conformant varying string of 16-bit units that ends with its only NUL; units that are no Unicode text survive.
	 */
	public String wideString() {
		int at = offset();
		int units = conformantVarying(2);
		if (units == 0) {
			throw new NdrException(at, "a string with its NUL, not an empty array");
		}
		int position = offset();
		char[] text = wide(units);
		for (int i = 0; i < units - 1; i++) {
			if (text[i] == 0) {
				throw new NdrException(position + 2 * i, "a string that ends with its only NUL");
			}
		}
		if (text[units - 1] != 0) {
			throw new NdrException(position + 2 * (units - 1), "the NUL at the end of a string");
		}
		return new String(text, 0, units - 1);
	}

	/** 16-bit units one by one: a charset would replace halves of surrogate pairs. */
	private char[] wide(int units) {
		char[] text = new char[units];
		in.asCharBuffer().get(text);
		in.position(in.position() + 2 * units);
		return text;
	}

	/** A unique pointer: the supplier gives null for a null pointer, else what it refers to, once that was read. */
	public <T> Supplier<T> pointer(Function<NdrReader, T> body) {
		return rawCount() == 0 ? () -> null : defer(body);
	}

	/**
	 * A pointer that must not be null.
	 *
	 * @throws NdrException
	 *             if it is
	 */
	public <T> Supplier<T> requiredPointer(Function<NdrReader, T> body) {
		int at = offset();
		if (rawCount() == 0) {
			throw new NdrException(at, "a pointer that is not null");
		}
		return defer(body);
	}

	private <T> Supplier<T> defer(Function<NdrReader, T> body) {
		Referent<T> referent = new Referent<>(offset());
		deferred.add(() -> referent.resolve(body.apply(this)));
		return referent;
	}

	/** Ends an outermost construct: reads what its pointers refer to, in the order of the pointers, depth first. */
	public NdrReader deferred() {
		while (!deferred.isEmpty()) {
			if (deferred.size() == 1) {
				deferred.poll().run();
				continue;
			}
			Deque<Runnable> level = new ArrayDeque<>(deferred);
			deferred.clear();
			while (!level.isEmpty()) {
				level.poll().run();
				deferred();
			}
		}
		return this;
	}

	/**
	 * @throws NdrException
	 *             if bytes are left
	 */
	public void end() {
		deferred();
		if (in.hasRemaining()) {
			throw new NdrException(offset(), "the end, but " + in.remaining() + " bytes are left");
		}
	}

	private long rawCount() {
		return syntax.pointerSize() == 4 ? uint32() : uint64();
	}

	private void need(int length) {
		if (length < 0 || length > in.remaining()) {
			throw new NdrException(offset(), length + " bytes with " + in.remaining() + " left");
		}
	}

	private static final class Referent<T> implements Supplier<T> {

		private final int offset;
		private boolean resolved;
		private T value;

		Referent(int offset) {
			this.offset = offset;
		}

		void resolve(T read) {
			value = read;
			resolved = true;
		}

		@Override
		public T get() {
			if (!resolved) {
				throw new NdrException(offset, "what the pointer refers to was not read yet");
			}
			return value;
		}
	}
}
