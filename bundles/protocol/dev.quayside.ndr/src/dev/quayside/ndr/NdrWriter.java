package dev.quayside.ndr;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * Writes stub data, little-endian, each primitive at its natural alignment. What embedded pointers refer to is deferred
 * to the end of the outermost construct ([C706] 14.3.12.3), which {@link #deferred} marks; {@link #toByteArray} does it
 * for the last one.
 */
public final class NdrWriter {

	private static final int FIRST_REFERENT = 0x00020000;
	/** Room for the few fields that follow a long array. */
	private static final int SPARE = 64;

	private final NdrSyntax syntax;
	private final Deque<Runnable> deferred = new ArrayDeque<>();
	private byte[] bytes = new byte[256];
	private int size;
	private int nextReferent = FIRST_REFERENT;

	public NdrWriter() {
		this(NdrSyntax.NDR20);
	}

	public NdrWriter(NdrSyntax syntax) {
		this.syntax = Objects.requireNonNull(syntax);
	}

	public NdrSyntax syntax() {
		return syntax;
	}

	/** Bytes written so far. */
	public int size() {
		return size;
	}

	/** Pads with zeros to a multiple of {@code alignment}, a power of two. */
	public NdrWriter align(int alignment) {
		int padded = (size + alignment - 1) & -alignment;
		room(padded - size);
		size = padded;
		return this;
	}

	/** Aligns the start of a structure whose strictest member has these alignments. */
	public NdrWriter alignStructure(int ndr20, int ndr64) {
		return align(syntax == NdrSyntax.NDR64 ? ndr64 : ndr20);
	}

	/** Aligns in NDR64 only, as it does unions, their arms and the ends of structures ([MS-RPCE] 2.2.5.3.4). */
	public NdrWriter alignNdr64(int alignment) {
		return syntax == NdrSyntax.NDR64 ? align(alignment) : this;
	}

	public NdrWriter uint8(int value) {
		room(1);
		bytes[size++] = (byte) value;
		return this;
	}

	public NdrWriter uint16(int value) {
		return align(2).little(value, 2);
	}

	public NdrWriter uint32(long value) {
		return align(4).little(value, 4);
	}

	/** All 64 bits, signed or not. */
	public NdrWriter uint64(long value) {
		return align(8).little(value, 8);
	}

	/** An enumeration without {@code v1_enum}: 16 bits, in NDR64 32. */
	public NdrWriter enum16(int value) {
		return align(syntax.enumSize()).little(value, syntax.enumSize());
	}

	/** A conformance, offset or variance count, or a referent. */
	public NdrWriter count(long value) {
		return align(syntax.pointerSize()).little(value, syntax.pointerSize());
	}

	/** A GUID: three little-endian fields and eight bytes, aligned to 4. */
	public NdrWriter uuid(UUID uuid) {
		long high = uuid.getMostSignificantBits();
		uint32(high >>> 32).uint16((int) (high >>> 16)).uint16((int) high);
		long low = uuid.getLeastSignificantBits();
		for (int shift = 56; shift >= 0; shift -= 8) {
			uint8((int) (low >>> shift));
		}
		return this;
	}

	/** Bytes as they are, without a count. */
	public NdrWriter bytes(byte[] source) {
		room(source.length);
		System.arraycopy(source, 0, bytes, size, source.length);
		size += source.length;
		return this;
	}

	/** The count in front of the bytes of a conformant array. */
	public NdrWriter conformantBytes(byte[] source) {
		return count(source.length).bytes(source);
	}

	/** The count in front of the elements; each element aligns itself. */
	public <T> NdrWriter conformantArray(List<T> elements, BiConsumer<NdrWriter, T> element) {
		count(elements.size());
		elements.forEach(value -> element.accept(this, value));
		return this;
	}

	/** A conformant varying string of 16-bit units, also such that are no Unicode text, with its terminating NUL. */
	public NdrWriter wideString(String text) {
		int units = text.length() + 1;
		count(units).count(0).count(units).room(2 * units);
		for (int i = 0; i < units - 1; i++) {
			little(text.charAt(i), 2);
		}
		return little(0, 2);
	}

	/** A unique pointer: its referent here, null for null, and what it refers to after the outermost construct. */
	public <T> NdrWriter pointer(T value, BiConsumer<NdrWriter, T> body) {
		if (value == null) {
			return count(0);
		}
		count(nextReferent);
		nextReferent += 4;
		deferred.add(() -> body.accept(this, value));
		return this;
	}

	/** Ends an outermost construct: writes what its pointers refer to, in the order of the pointers, depth first. */
	public NdrWriter deferred() {
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

	/** Everything that was written, with what is still deferred. */
	public byte[] toByteArray() {
		deferred();
		return Arrays.copyOf(bytes, size);
	}

	private NdrWriter little(long value, int width) {
		room(width);
		for (int i = 0; i < width; i++) {
			bytes[size++] = (byte) (value >>> 8 * i);
		}
		return this;
	}

	private NdrWriter room(int more) {
		if (bytes.length - size < more) {
			bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(size, more) + SPARE));
		}
		return this;
	}
}
