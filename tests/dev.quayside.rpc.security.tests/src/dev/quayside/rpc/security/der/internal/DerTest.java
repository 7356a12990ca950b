package dev.quayside.rpc.security.der.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.quayside.testkit.Hostile;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.HexFormat;

/** Elements one by one; what is made of them is tested with the messages of Kerberos and the tokens of SPNEGO. */
class DerTest {

	private static final Instant TIME = Instant.parse("2026-11-25T03:37:54Z");
	private static final byte[] EVERYTHING = DerWriter.message(7,
			out -> out.field(0, field -> field.integer(-2)).field(1, field -> field.octets(new byte[300]))
					.field(2, field -> field.string("Zoë")).field(3, field -> field.time(TIME))
					.field(4, field -> field.flags(0x4000_0001)).field(5, field -> field.integer(0xFFFF_FFFFL))
					.field(6, field -> field.integer(999_999)).field(7, field -> field.sequence(list -> list.string("a")
							.string("b"))));

	private static DerReader reader(String hex) {
		return new DerReader(HexFormat.of().parseHex(hex.replace(" ", "")));
	}

	private static String read(byte[] bytes) throws DerException {
		DerReader in = new DerReader(bytes).message(7);
		StringBuilder all = new StringBuilder().append(in.field(0).int32()).append(in.field(1).octets().length)
				.append(in.field(2).string()).append(in.field(3).time()).append(in.field(4).flags())
				.append(in.field(5).uint32()).append(in.field(6).microseconds());
		DerReader list = in.field(7).sequence();
		while (list.hasNext()) {
			all.append(list.nextString());
		}
		in.end();
		return all.toString();
	}

	@Test
	void everyKindIsReadAsItWasWritten() throws DerException {
		assertThat(read(EVERYTHING)).isEqualTo("-2300Zoë" + TIME + 0x4000_0001 + 0xFFFF_FFFFL + 999_999 + "ab");
	}

	@Test
	void whatWasCutOrChangedIsRefusedAndNothingElseHappens() {
		Hostile.refusesEveryPrefix(EVERYTHING, DerTest::read, DerException.class);
		Hostile.survivesCorruption(EVERYTHING, 690, 20_000, DerTest::read, DerException.class);
	}

	@Test
	void anOptionalFieldMayBeMissing() throws DerException {
		DerReader in = reader("a103040101");
		assertThat(in.optional(0)).isEmpty();
		assertThat(in.optional(1).orElseThrow().octets()).containsExactly(1);
		assertThat(in.optional(2)).isEmpty();
		in.end();
	}

	@Test
	void aLengthMayTakeMoreBytesThanItNeeds() throws DerException {
		assertThat(reader("04 84 00000001 ff").octets()).containsExactly(0xFF);
	}

	/** Indefinite, too many bytes, beyond the end (also as a negative number), cut within the length. */
	@ParameterizedTest
	@ValueSource(strings = { "0480", "048500000000 01ff", "0402ff", "0484ffffffff", "04847fffffff", "048200", "04",
			"" })
	void aLengthThatIsNoneIsRefusedWithoutMemory(String hex) {
		assertThatExceptionOfType(DerException.class).isThrownBy(() -> reader(hex).octets());
	}

	@Test
	void anElementEndsWithinTheOneAroundIt() throws DerException {
		DerReader inner = reader("3003 040201 02").sequence();
		assertThatExceptionOfType(DerException.class).isThrownBy(inner::octets);
	}

	@Test
	void nothingIsLeftBehindTheOneElement() {
		assertThatExceptionOfType(DerException.class).isThrownBy(() -> reader("0400 00").octets())
				.withMessageContaining("1 bytes are left over");
	}

	@ParameterizedTest
	@ValueSource(strings = { "0200", "020a01000000000000000000", "02050100000000", "0400" })
	void anIntegerOfAnotherSizeIsRefused(String hex) {
		assertThatExceptionOfType(DerException.class).isThrownBy(() -> reader(hex).int32());
	}

	/** Not UTF-8, an encoded surrogate, a longer form than needed, a line feed, a zero. */
	@ParameterizedTest
	@ValueSource(strings = { "1b02 61ff", "1b03 eda080", "1b02 c0af", "1b02 610a", "1b02 6100" })
	void aTextThatCouldStandForAnotherIsRefused(String hex) {
		assertThatExceptionOfType(DerException.class).isThrownBy(() -> reader(hex).string());
	}

	@ParameterizedTest
	@CsvSource({ "20261125033754", "20261325033754Z", "2026112503375Z", "20260230033754Z" })
	void aTimeThatIsNoneIsRefused(String text) {
		byte[] bytes = new byte[2 + text.length()];
		bytes[0] = DerReader.GENERALIZED_TIME;
		bytes[1] = (byte) text.length();
		System.arraycopy(text.getBytes(), 0, bytes, 2, text.length());
		assertThatExceptionOfType(DerException.class).isThrownBy(() -> new DerReader(bytes).time());
	}

	@Test
	void depthCostsNothing() {
		byte[] deep = HexFormat.of().parseHex("3080".repeat(32_767));
		assertThatExceptionOfType(DerException.class).isThrownBy(() -> new DerReader(deep).sequence());
	}
}
