package dev.quayside.ndr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Supplier;

class NdrTest {

	private record Section(int type, long size, byte[] data) {

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
	}

	private record Reply(long time, long sequence, List<Section> sections) {

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

	private static final Reply REPLY = new Reply(1, 2,
			List.of(new Section(1, 10, new byte[]{ 1, 2, 3 }), new Section(2, 2, new byte[]{ 9, 8 })));

	/** Written by hand after [C706] 14.3.12.3: referents first, what they refer to behind the array. */
	private static final String REPLY_BYTES = "0100000000000000 0200000000000000 02000000 00000200 02000000 01000000"
			+ "0a000000 03000000 04000200 02000000 02000000 02000000 08000200 03000000 01020300 02000000 0908";

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
		NdrType<String> type = new NdrType<>(NdrWriter::wideString, NdrReader::wideString);
		assertThat(type.encode("ab")).isEqualTo(hex("03000000 00000000 03000000 610062000000"));
		assertThat(type.decode(type.encode("Żółć 😀"))).isEqualTo("Żółć 😀");
		assertThat(type.decode(type.encode(""))).isEmpty();
		assertThatThrownBy(() -> type.decode(hex("03000000 00000000 03000000 610062006300")))
				.isInstanceOf(NdrException.class);
		assertThatThrownBy(() -> type.decode(hex("03000000 00000000 03000000 610000000000")))
				.isInstanceOf(NdrException.class);
		assertThatThrownBy(() -> type.decode(hex("04000000 00000000 03000000 610062000000")))
				.isInstanceOf(NdrException.class);
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
