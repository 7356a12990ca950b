package dev.quayside.msmq.rpc;

import dev.quayside.msmq.property.PropValue;
import dev.quayside.ndr.NdrException;
import dev.quayside.ndr.NdrReader;
import dev.quayside.ndr.NdrType;
import dev.quayside.ndr.NdrWriter;

import java.util.AbstractList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * PROPVARIANT ([MS-MQMQ] 2.2.13): type, reserved fields, the type again as discriminant, and the arm. In NDR 2.0 only,
 * like the interface that has it ([MS-MQMR] 2.1).
 * <p>
 * An arm is aligned by itself ([C706] 14.3.8). Peers that align it more strictly are understood, and answered likewise:
 * with ms_union to the 8 bytes of the strictest arm ([MS-RPCE] 2.2.4.5), and with impacket to 4 bytes.
 */
public final class PropValueNdr {

	/** How an arm is aligned: each by itself, all of them as in impacket, or all like the strictest. */
	private static final int OWN = 1;
	private static final int IMPACKET = 4;
	private static final int STRICTEST = 8;
	/** What impacket pads with between the discriminant and the arm. */
	private static final int IMPACKET_PADDING = 0xBD;
	/** Bytes that may be left: padding, and the status of an answer. */
	private static final int MAX_REST = 7;

	/** A conformant array of values with all that they point to; the last parameter, or in front of the status. */
	public static final NdrType<List<PropValue>> ARRAY = new NdrType<>((out, values) -> {
		int arms = values instanceof Aligned aligned ? aligned.arms : OWN;
		out.conformantArray(values, (element, value) -> write(element, value, arms));
		out.deferred();
	}, in -> in.attempt(body -> whole(body, OWN)).or(() -> in.attempt(body -> whole(body, STRICTEST)))
			.orElseGet(() -> array(in, OWN)));

	/** Bytes of the shortest element. */
	private static final int MIN_SIZE = 10;

	private static final int MAX_DEPTH = 2;
	/** Integers of which there are vectors, but for VT_UI1. */
	private static final Set<Integer> VECTORS = Set.of(PropValue.VT_UI2, PropValue.VT_I4, PropValue.VT_UI4,
			PropValue.VT_UI8);

	private PropValueNdr() {}

	/** Values whose arms are aligned as those of a peer. */
	private static final class Aligned extends AbstractList<PropValue> {

		private final List<PropValue> values;
		private final int arms;

		Aligned(List<PropValue> values, int arms) {
			this.values = List.copyOf(values);
			this.arms = arms;
		}

		@Override
		public PropValue get(int index) {
			return values.get(index);
		}

		@Override
		public int size() {
			return values.size();
		}
	}

	/** The values, to be laid out as those that a peer sent. */
	public static List<PropValue> like(List<PropValue> sent, List<PropValue> values) {
		return sent instanceof Aligned aligned ? new Aligned(values, aligned.arms) : values;
	}

	private static List<PropValue> whole(NdrReader in, int arms) {
		List<PropValue> values = array(in, arms);
		if (in.remaining() > MAX_REST) {
			throw new NdrException(in.offset(), "the end of the values");
		}
		return values;
	}

	private static List<PropValue> array(NdrReader in, int arms) {
		AtomicInteger found = new AtomicInteger(arms);
		List<Supplier<PropValue>> suppliers = in.conformantArray(MIN_SIZE, element -> read(element, 0, found));
		in.deferred();
		List<PropValue> values = suppliers.stream().map(Supplier::get).toList();
		return found.get() == OWN ? values : new Aligned(values, found.get());
	}

	public static void write(NdrWriter out, PropValue value) {
		write(out, value, OWN);
	}

	private static void write(NdrWriter out, PropValue value, int arms) {
		out.align(8).uint16(value.type()).uint8(0).uint8(0).uint32(0).uint16(value.type()).align(arms);
		if (value instanceof PropValue.Number number) {
			integer(out, number.type(), number.value());
		} else if (value instanceof PropValue.Text text) {
			out.pointer(text.value(), NdrWriter::wideString);
		} else if (value instanceof PropValue.Guid guid) {
			out.pointer(guid.value(), NdrWriter::uuid);
		} else if (value instanceof PropValue.Bytes bytes) {
			counted(out, bytes.value().length).pointer(bytes.value(), NdrWriter::conformantBytes);
		} else if (value instanceof PropValue.Texts texts) {
			vector(out, texts.values(), (element, text) -> element.pointer(text, NdrWriter::wideString));
		} else if (value instanceof PropValue.Guids guids) {
			vector(out, guids.values(), NdrWriter::uuid);
		} else if (value instanceof PropValue.Numbers numbers) {
			int type = numbers.type() & ~PropValue.VT_VECTOR;
			vector(out, numbers.values(), (element, number) -> integer(element, type, number));
		} else if (value instanceof PropValue.Variants variants) {
			vector(out, variants.values(), (element, inner) -> write(element, inner, arms));
		}
	}

	private static NdrWriter counted(NdrWriter out, int count) {
		return out.align(4).uint32(count);
	}

	private static <T> void vector(NdrWriter out, List<T> values, BiConsumer<NdrWriter, T> element) {
		counted(out, values.size()).pointer(values, (body, list) -> body.conformantArray(list, element));
	}

	private static void integer(NdrWriter out, int type, long value) {
		switch (width(type)) {
			case 1 -> out.uint8((int) value);
			case 2 -> out.uint16((int) value);
			case 4 -> out.uint32(value);
			default -> out.uint64(value);
		}
	}

	/** Bytes of an integer type, 0 where it is none. */
	private static int width(int type) {
		return switch (type) {
			case PropValue.VT_I1, PropValue.VT_UI1 -> 1;
			case PropValue.VT_I2, PropValue.VT_UI2, PropValue.VT_BOOL -> 2;
			case PropValue.VT_I4, PropValue.VT_UI4 -> 4;
			case PropValue.VT_I8, PropValue.VT_UI8 -> 8;
			default -> 0;
		};
	}

	/** Reads one element; ask for the value when the array around it has been read. */
	public static Supplier<PropValue> read(NdrReader in) {
		return read(in, 0, new AtomicInteger(OWN));
	}

	private static Supplier<PropValue> read(NdrReader in, int depth, AtomicInteger arms) {
		in.align(8);
		int at = in.offset();
		int type = in.uint16();
		in.uint8();
		in.uint8();
		in.uint32();
		if (in.uint16() != type) {
			throw new NdrException(at, "a discriminant that is the type " + type);
		}
		if (in.isNext(IMPACKET_PADDING, IMPACKET_PADDING)) {
			arms.set(IMPACKET);
		}
		boolean isNone = type == PropValue.VT_NULL || type == PropValue.VT_EMPTY;
		int gap = -in.offset() & arms.get() - 1;
		if (!isNone || in.remaining() >= gap) {
			in.align(arms.get());
		}
		if (width(type) > 0) {
			PropValue.Number number = new PropValue.Number(type, integer(in, type));
			return () -> number;
		}
		return switch (type) {
			case PropValue.VT_EMPTY, PropValue.VT_NULL -> () -> new PropValue.None(type);
			case PropValue.VT_LPWSTR -> orNull(in.pointer(NdrReader::wideString), PropValue.Text::new);
			case PropValue.VT_CLSID -> orNull(in.pointer(NdrReader::uuid), PropValue.Guid::new);
			case PropValue.VT_BLOB, PropValue.VT_VECTOR | PropValue.VT_UI1 -> bytes(in, type);
			case PropValue.VT_VECTOR | PropValue.VT_LPWSTR -> texts(in);
			case PropValue.VT_VECTOR | PropValue.VT_CLSID -> vector(in, 16, NdrReader::uuid, PropValue.Guids::new);
			case PropValue.VT_VECTOR | PropValue.VT_VARIANT -> variants(in, depth, arms);
			default -> numbers(in, at, type);
		};
	}

	private static long integer(NdrReader in, int type) {
		return switch (type) {
			case PropValue.VT_I1 -> (byte) in.uint8();
			case PropValue.VT_UI1 -> in.uint8();
			case PropValue.VT_I2, PropValue.VT_BOOL -> (short) in.uint16();
			case PropValue.VT_UI2 -> in.uint16();
			case PropValue.VT_I4 -> in.int32();
			case PropValue.VT_UI4 -> in.uint32();
			default -> in.uint64();
		};
	}

	private static <T> Supplier<PropValue> orNull(Supplier<T> pointee, Function<T, PropValue> value) {
		return () -> pointee.get() == null ? PropValue.None.NULL : value.apply(pointee.get());
	}

	private static Supplier<PropValue> bytes(NdrReader in, int type) {
		int at = in.align(4).offset();
		long count = in.uint32();
		Supplier<byte[]> bytes = in.pointer(NdrReader::conformantBytes);
		return () -> {
			byte[] value = bytes.get() == null ? new byte[0] : bytes.get();
			checkCount(at, count, value.length);
			return new PropValue.Bytes(type, value);
		};
	}

	private static void checkCount(int at, long declared, int found) {
		if (declared != found) {
			throw new NdrException(at, "as many elements as declared, not " + found + " instead of " + declared);
		}
	}

	private static <T> Supplier<PropValue> vector(NdrReader in, int elementSize, Function<NdrReader, T> element,
			Function<List<T>, PropValue> value) {
		int at = in.align(4).offset();
		long count = in.uint32();
		Supplier<List<T>> elements = in.pointer(body -> body.conformantArray(elementSize, element));
		return () -> {
			List<T> list = elements.get() == null ? List.of() : elements.get();
			checkCount(at, count, list.size());
			return value.apply(list);
		};
	}

	private static Supplier<PropValue> texts(NdrReader in) {
		return vector(in, 4, element -> element.pointer(NdrReader::wideString), suppliers -> new PropValue.Texts(
				suppliers.stream().map(Supplier::get).map(text -> text == null ? "" : text).toList()));
	}

	private static Supplier<PropValue> variants(NdrReader in, int depth, AtomicInteger arms) {
		if (depth >= MAX_DEPTH) {
			throw new NdrException(in.offset(), "variants nested at most " + MAX_DEPTH + " deep");
		}
		return vector(in, MIN_SIZE, element -> read(element, depth + 1, arms),
				suppliers -> new PropValue.Variants(suppliers.stream().map(Supplier::get).toList()));
	}

	private static Supplier<PropValue> numbers(NdrReader in, int at, int type) {
		int element = type & ~PropValue.VT_VECTOR;
		if ((type & PropValue.VT_VECTOR) == 0 || !VECTORS.contains(element)) {
			throw new NdrException(at, String.format("a VARTYPE that MSMQ uses, not %d", type));
		}
		return vector(in, width(element), body -> integer(body, element),
				values -> new PropValue.Numbers(type, values));
	}
}
