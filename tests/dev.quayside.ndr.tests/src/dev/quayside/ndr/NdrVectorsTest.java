package dev.quayside.ndr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.testkit.Hostile;
import dev.quayside.testkit.Vectors;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** What other engines write is read, in both byte orders, and ours is written as MIDL stubs write it. */
class NdrVectorsTest {

	private static final Map<String, byte[]> VECTORS = Vectors.read("dev.quayside.ndr.tests/vectors/ndr.txt");

	private record Texts(String first, String second, String none, long number) {

		static final NdrType<Texts> NDR = new NdrType<>((out, texts) -> {
			out.wideString(texts.first());
			out.pointer(texts.second(), NdrWriter::wideString).deferred();
			out.pointer(texts.none(), NdrWriter::wideString).deferred();
			out.uint32(texts.number());
		}, in -> {
			String first = in.wideString();
			Supplier<String> second = in.pointer(NdrReader::wideString);
			in.deferred();
			Supplier<String> none = in.pointer(NdrReader::wideString);
			in.deferred();
			return new Texts(first, second.get(), none.get(), in.uint32());
		});
	}

	private record Arrays(List<Integer> bytes, UUID id, List<Long> empty, long number) {

		static final NdrType<Arrays> NDR = new NdrType<>(
				(out, arrays) -> out.conformantArray(arrays.bytes(), NdrWriter::uint8).uuid(arrays.id())
						.conformantArray(arrays.empty(), NdrWriter::uint32).uint64(arrays.number()),
				in -> new Arrays(in.conformantArray(1, NdrReader::uint8), in.uuid(),
						in.conformantArray(4, NdrReader::uint32), in.uint64()));
	}

	private static final Map<String, Object> VALUES = Map.of("reply", NdrTest.REPLY.toString(), "strings",
			new Texts("ab", "Żó😀", null, 7), "arrays",
			new Arrays(List.of(1), UUID.fromString("1a9134dd-7b39-45ba-ad88-44d01ca47f28"), List.of(),
					0x0102030405060708L));

	private static final Map<String, NdrType<?>> TYPES = Map.of("reply", NdrTest.Reply.NDR, "strings", Texts.NDR,
			"arrays", Arrays.NDR);

	static Set<String> names() {
		return VECTORS.keySet();
	}

	private static String kind(String name) {
		return name.replaceAll("-.*", "");
	}

	private static Object decode(String name, byte[] stub) {
		ByteOrder order = name.endsWith("big-endian") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
		NdrReader in = new NdrReader(stub, 0, stub.length, NdrSyntax.NDR20, order);
		Object value = TYPES.get(kind(name)).read(in);
		in.end();
		return value;
	}

	@ParameterizedTest
	@MethodSource("names")
	void everyVectorHasItsValue(String name) {
		Object value = decode(name, VECTORS.get(name));
		assertThat(value instanceof NdrTest.Reply ? value.toString() : value).isEqualTo(VALUES.get(kind(name)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "reply", "strings", "arrays" })
	void whatIsWrittenIsTheVectorAgain(String name) {
		assertThat(encode(TYPES.get(name), decode(name, VECTORS.get(name)))).isEqualTo(VECTORS.get(name));
	}

	@SuppressWarnings("unchecked")
	private static <T> byte[] encode(NdrType<T> type, Object value) {
		return type.encode((T) value);
	}

	@ParameterizedTest
	@MethodSource("names")
	void everyPrefixIsRefused(String name) {
		Hostile.refusesEveryPrefix(VECTORS.get(name), bytes -> decode(name, bytes), NdrException.class);
	}

	@ParameterizedTest
	@MethodSource("names")
	void corruptionIsReadOrRefused(String name) {
		Hostile.survivesCorruption(VECTORS.get(name), 20261124 + name.hashCode(), 20_000, bytes -> decode(name, bytes),
				NdrException.class);
	}

	@ParameterizedTest
	@MethodSource("names")
	void stubDataMayBeginAnywhereInItsFrame(String name) {
		byte[] stub = VECTORS.get(name);
		byte[] frame = new byte[stub.length + 8];
		System.arraycopy(stub, 0, frame, 3, stub.length);
		ByteOrder order = name.endsWith("big-endian") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
		NdrReader in = new NdrReader(frame, 3, stub.length, NdrSyntax.NDR20, order);
		Object value = TYPES.get(kind(name)).read(in);
		in.end();
		assertThat(value.toString()).isEqualTo(VALUES.get(kind(name)).toString());
	}
}
