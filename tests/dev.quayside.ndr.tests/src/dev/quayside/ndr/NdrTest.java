package dev.quayside.ndr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Supplier;

class NdrTest {

	record Section(int type, long size, byte[] data) {

		void write(NdrWriter out) {
			out.align(4).enum16(type).uint32(size).uint32(data.length).pointer(data, NdrWriter::conformantBytes);
		}

		static Supplier<Section> read(NdrReader in) {
			int type = in.align(4).enum16();
			long size = in.uint32();
			in.uint32();
			Supplier<byte[]> data = in.requiredPointer(NdrReader::conformantBytes);
			return () -> new Section(type, size, data.get());
		}

		@Override
		public String toString() {
			return type + " " + size + " " + Arrays.toString(data);
		}
	}

	record Reply(long time, long sequence, List<Section> sections) {

		static final NdrType<Reply> NDR = new NdrType<>((out, reply) -> {
			out.uint32(reply.time()).uint64(reply.sequence()).uint32(reply.sections().size());
			out.pointer(reply.sections(), (body, list) -> body.conformantArray(list, (element, s) -> s.write(element)));
		}, in -> {
			long time = in.uint32();
			long sequence = in.uint64();
			in.uint32();
			Supplier<List<Supplier<Section>>> sections = in
					.requiredPointer(body -> body.conformantArray(16, Section::read));
			in.deferred();
			return new Reply(time, sequence, sections.get().stream().map(Supplier::get).toList());
		});
	}

	static final Reply REPLY = new Reply(1, 2,
			List.of(new Section(1, 10, new byte[]{ 1, 2, 3 }), new Section(2, 2, new byte[]{ 9, 8 })));

	/** Written by hand after [C706] 14.3.12.3: referents first, what they refer to behind the array. */
	private static final String REPLY_BYTES = "0100000000000000 0200000000000000 02000000 00000200 02000000 01000000"
			+ "0a000000 03000000 04000200 02000000 02000000 02000000 08000200 03000000 01020300 02000000 0908";

	private static final NdrType<String> STRING = new NdrType<>(NdrWriter::wideString, NdrReader::wideString);

	private static byte[] hex(String text) {
		return HexFormat.of().parseHex(text.replace(" ", ""));
	}

	@Test
	void pointeesFollowTheOutermostConstruct() {
		assertThat(Reply.NDR.encode(REPLY)).isEqualTo(hex(REPLY_BYTES));
		assertThat(Reply.NDR.encode(Reply.NDR.decode(hex(REPLY_BYTES)))).isEqualTo(hex(REPLY_BYTES));
	}

	@Test
	void everyTruncationIsRefused() {
		byte[] whole = hex(REPLY_BYTES);
		for (int length = 0; length < whole.length; length++) {
			byte[] cut = Arrays.copyOf(whole, length);
			assertThatThrownBy(() -> Reply.NDR.decode(cut)).isInstanceOf(NdrException.class);
		}
	}

	@Test
	void onlyNdrExceptionsComeOutOfCorruptedBytes() {
		SplittableRandom random = new SplittableRandom(20261124);
		for (int round = 0; round < 200_000; round++) {
			byte[] bytes = hex(REPLY_BYTES);
			bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
			try {
				Reply.NDR.decode(bytes);
			} catch (NdrException e) {
				assertThat(e.offset()).isBetween(0, bytes.length);
			}
		}
	}

	@Test
	void aTailIsRefusedWhereTheTypeMustFitAndIgnoredOnTheWire() {
		byte[] padded = Arrays.copyOf(hex(REPLY_BYTES), 70 + 50);
		assertThatThrownBy(() -> Reply.NDR.decode(padded)).isInstanceOf(NdrException.class)
				.hasMessageContaining("left");
		assertThat(Reply.NDR.decodeWithPadding(padded, NdrSyntax.NDR20, ByteOrder.LITTLE_ENDIAN).sequence())
				.isEqualTo(2);
	}

	@Test
	void stringsCarryTheirTerminator() {
		assertThat(STRING.encode("ab")).isEqualTo(hex("03000000 00000000 03000000 610062000000"));
		assertThat(STRING.decode(STRING.encode("Żółć 😀"))).isEqualTo("Żółć 😀");
		assertThat(STRING.decode(STRING.encode(""))).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "03000000 00000000 03000000 610062006300, no NUL at the end", //
			"03000000 00000000 03000000 610000000000, a NUL before the end",
			"02000000 00000000 03000000 610062000000, a maximum below what is sent",
			"04000000 01000000 03000000 610062000000, an offset", //
			"03000000 00000000 00000000, not even a NUL", "00000000 00000000 00000000, nothing at all",
			"03000000 00000000 04000000 610062000000, more than there is",
			"03000000 00000000 ffffffff 610062000000, much more than there is",
			"00000080 00000000 03000000 610062000000, a maximum of 2^31" })
	void stringsThatCannotBeAreRefused(String stub, String why) {
		assertThatThrownBy(() -> STRING.decode(hex(stub))).as(why).isInstanceOf(NdrException.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "03000000", "04000000", "ffffff7f" })
	void theMaximumOfAStringMayBeLarger(String maximum) {
		assertThat(STRING.decode(hex(maximum + "00000000 03000000 610062000000"))).isEqualTo("ab");
	}

	@Test
	void halvesOfSurrogatePairsSurvive() {
		for (String text : List.of("\uD83D", "\uDE00", "a\uD83Db", "\uDE00\uD83D", "x\uD83D\uD83D\uDE00",
				"\uFFFE\uFFFF")) {
			byte[] stub = STRING.encode(text);
			assertThat(stub).hasSize(12 + 2 * text.length() + 2);
			assertThat(STRING.decode(stub)).isEqualTo(text);
		}
		assertThat(STRING.decode(hex("02000000 00000000 02000000 3dd80000"))).isEqualTo("\uD83D");
	}

	@Test
	void aNullPointerIsNullUnlessItIsRequired() {
		NdrReader in = new NdrReader(hex("00000000 00000000"));
		Supplier<Long> none = in.pointer(NdrReader::uint32);
		assertThat(none.get()).isNull();
		assertThatThrownBy(() -> in.requiredPointer(NdrReader::uint32)).isInstanceOf(NdrException.class)
				.hasMessageContaining("byte 4");
	}

	@Test
	void whatAPointerRefersToIsThereOnlyAfterItsConstruct() {
		NdrReader in = new NdrReader(hex("01000000 07000000"));
		Supplier<Long> pointee = in.pointer(NdrReader::uint32);
		assertThatThrownBy(pointee::get).isInstanceOf(NdrException.class);
		in.deferred();
		assertThat(pointee.get()).isEqualTo(7);
	}

	@Test
	void pointersInPointeesFollowTheirPointeeBeforeTheNextOne() {
		NdrWriter out = new NdrWriter();
		out.pointer(1L, (body, value) -> body.uint32(value).pointer(2L, NdrWriter::uint32));
		out.pointer(3L, NdrWriter::uint32);
		byte[] stub = out.toByteArray();
		assertThat(stub).isEqualTo(hex("00000200 04000200 01000000 08000200 02000000 03000000"));
		NdrReader in = new NdrReader(stub);
		List<Long> order = new ArrayList<>();
		in.pointer(body -> {
			order.add(body.uint32());
			body.pointer(inner -> order.add(inner.uint32()));
			return 0;
		});
		in.pointer(body -> order.add(body.uint32()));
		in.end();
		assertThat(order).containsExactly(1L, 2L, 3L);
	}

	@Test
	void emptyArraysHaveACountAndNothingElse() {
		NdrWriter out = new NdrWriter().conformantArray(List.<Long>of(), NdrWriter::uint64)
				.conformantBytes(new byte[0]);
		assertThat(out.toByteArray()).isEqualTo(hex("00000000 00000000"));
		NdrReader in = new NdrReader(out.toByteArray());
		assertThat(in.conformantArray(8, NdrReader::uint64)).isEmpty();
		assertThat(in.conformantBytes()).isEmpty();
		in.end();
	}

	@Test
	void everyPrimitiveIsAtItsOwnAlignment() {
		byte[] stub = new NdrWriter().uint8(1).uint16(2).uint8(3).enum16(4).uint8(5).uint32(6).uint8(7).uint64(8)
				.uint8(9).uuid(new UUID(0, 1)).toByteArray();
		assertThat(stub).isEqualTo(hex("01 00 0200 03 00 0400 05 000000 06000000 07 00000000000000 0800000000000000"
				+ "09 000000 00000000 0000 0000 0000000000000001"));
		NdrReader in = new NdrReader(stub);
		assertThat(List.of(in.uint8(), in.uint16(), in.uint8(), in.enum16(), in.uint8(), (int) in.uint32(), in.uint8(),
				(int) in.uint64(), in.uint8())).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
		assertThat(in.uuid()).isEqualTo(new UUID(0, 1));
		in.end();
	}

	@Test
	void gapsMayHoldAnything() {

		NdrReader in = new NdrReader(hex("01 ffffff 02000000"));
		in.uint8();
		assertThat(in.uint32()).isEqualTo(2);
	}

	@Test
	void guidsAndNumbersAreReadInTheOrderOfThePeer() {
		UUID uuid = UUID.fromString("1a9134dd-7b39-45ba-ad88-44d01ca47f28");
		NdrWriter out = new NdrWriter().uuid(uuid);
		assertThat(out.toByteArray()).isEqualTo(hex("dd34911a 397b ba45 ad8844d01ca47f28"));
		byte[] big = hex("1a9134dd 7b39 45ba ad8844d01ca47f28 00000007");
		NdrReader in = new NdrReader(big, 0, big.length, NdrSyntax.NDR20, ByteOrder.BIG_ENDIAN);
		assertThat(in.uuid()).isEqualTo(uuid);
		assertThat(in.uint32()).isEqualTo(7);
	}

	@Test
	void ndr64WidensPointersCountsAndEnumerations() {
		NdrWriter out = new NdrWriter(NdrSyntax.NDR64).enum16(1).pointer(new byte[]{ 5 }, NdrWriter::conformantBytes);
		assertThat(out.toByteArray()).isEqualTo(hex("01000000 00000000 0000020000000000 0100000000000000 05"));
	}

	@Test
	void aHugeCountAllocatesNothing() {
		NdrReader in = new NdrReader(hex("ffffffff 00"));
		assertThatThrownBy(in::conformantBytes).isInstanceOf(NdrException.class).hasMessageContaining("4294967295");
	}
}
