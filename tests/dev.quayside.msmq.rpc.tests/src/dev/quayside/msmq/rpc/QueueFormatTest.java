package dev.quayside.msmq.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.NameException;
import dev.quayside.ndr.NdrException;
import dev.quayside.testkit.Hostile;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HexFormat;

/** QUEUE_FORMAT ([MS-MQMQ] 2.2.7), both directions. */
class QueueFormatTest {

	private static final String GUID_TEXT = "728EBA75-3A1A-4D8E-9C4B-2A9E2E5C1A10";
	private static final String GUID = "75ba8e721a3a8e4d9c4b2a9e2e5c1a10";

	private static byte[] hex(String hex) {
		return HexFormat.of().parseHex(hex.replace(" ", ""));
	}

	/** Kind, suffix and flags, reserved, discriminant, padding. */
	private static String head(int kind, int suffix) {
		return String.format("%02x %02x 0000 %02x 000000 ", kind, suffix, kind);
	}

	/** A referent, three counts and the text, padded. */
	private static String pointer(String text) {
		StringBuilder hex = new StringBuilder("00000200 ");
		String units = String.format("%02x000000", text.length() + 1);
		hex.append(units).append("00000000").append(units);
		for (char c : (text + "\0").toCharArray()) {
			hex.append(String.format("%02x%02x", c & 0xFF, c >> 8));
		}
		return hex.toString();
	}

	@ParameterizedTest
	@CsvSource({ "PUBLIC={g}, 1, 0, g", "PUBLIC={g};JOURNAL, 1, 0x81, g", "PRIVATE={g}\\0000000d, 2, 0, g 0d000000",
			"PRIVATE={g}\\ffffffff;JOURNAL, 2, 0x81, g ffffffff", "MACHINE={g};JOURNAL, 4, 0x81, g",
			"MACHINE={g};DEADLETTER, 4, 0x82, g", "MACHINE={g};DEADXACT, 4, 0x83, g", "CONNECTOR={g}, 5, 0, g",
			"CONNECTOR={g};XACTONLY, 5, 4, g", "DL={g}, 6, 0, g 00000000",
			"MULTICAST=234.1.2.3:8001, 7, 0, 030201ea 411f0000" })
	void kindsWithNumbersCrossTheWireBothWays(String name, int kind, String suffix, String arm) {
		FormatName expected = FormatName.parse(name.replace("{g}", GUID_TEXT));
		byte[] bytes = hex(head(kind, Integer.decode(suffix)) + arm.replace("g", GUID));
		bothWays(expected, bytes);
	}

	@ParameterizedTest
	@CsvSource({ "OS:srv01\\private$\\orders, 3, 0", "TCP:10.1.2.3\\q, 3, 0", "OS:s\\private$\\q;journal, 3, 0x81",
			"OS:s\\system$;deadletter, 3, 0x82", "OS:s\\system$;deadxact, 3, 0x83", "OS:s\\system$;journal, 3, 0x81",
			"HTTP://web1:80/MSMQ\\private$\\q, 3, 0", "OS:s\\private$\\q;sub, 8, 5" })
	void kindsWithATextCrossTheWireBothWays(String direct, int kind, String suffix) {
		bothWays(FormatName.parse("DIRECT=" + direct), hex(head(kind, Integer.decode(suffix)) + pointer(direct)));
	}

	@Test
	void aDistributionListMayHaveADomain() {
		bothWays(FormatName.parse("DL=" + GUID_TEXT + "@d"), hex(head(6, 0) + GUID + pointer("d")));
	}

	private static void bothWays(FormatName expected, byte[] bytes) {
		assertThat(QueueFormat.NDR.decode(bytes)).isEqualTo(QueueFormat.of(expected));
		assertThat(QueueFormat.NDR.encode(QueueFormat.of(expected))).isEqualTo(bytes);
		Hostile.refusesEveryPrefix(bytes, QueueFormat.NDR::decode, NdrException.class);
		Hostile.survivesCorruption(bytes, 5, 2_000, QueueFormat.NDR::decode, NdrException.class);
	}

	@ParameterizedTest
	@CsvSource({ "3, 0x81, OS:s\\private$\\q, OS:s\\private$\\q;journal", "3, 0, OS:s\\q;JOURNAL, OS:s\\q;journal",
			"3, 0x82, OS:s\\SYSTEM$, OS:s\\system$;deadletter", "8, 0, OS:s\\q;sub, OS:s\\q;sub",
			"8, 5, direct=os:s\\q;sub, OS:s\\q;sub", "3, 0, OS:s\\q;sub, OS:s\\q;sub" })
	void otherSpellingsAreUnderstood(int kind, String suffix, String text, String meaning) {
		assertThat(QueueFormat.NDR.decode(hex(head(kind, Integer.decode(suffix)) + pointer(text))))
				.isEqualTo(QueueFormat.of(FormatName.parse("DIRECT=" + meaning)));
	}

	@ParameterizedTest
	@CsvSource({ "1, 0x01", "1, 0x80", "1, 0x82", "1, 0x11", "4, 0", "4, 0x01", "4, 0x84", "5, 0x81", "5, 0x05" })
	void suffixesThatDoNotGoWithTheKindNameNoQueue(int kind, String suffix) {
		assertThat(QueueFormat.NDR.decode(hex(head(kind, Integer.decode(suffix)) + GUID)))
				.isInstanceOf(QueueFormat.Invalid.class);
	}

	@ParameterizedTest
	@CsvSource({ "3, 5, OS:s\\q;sub", "3, 0x82, OS:s\\q", "3, 0x83, OS:s\\system$;deadletter", "8, 5, OS:s\\q",
			"8, 0x81, OS:s\\q;sub", "3, 0x81, OS:s\\q;sub", "3, 0, DIRECT=OS:s\\q", "3, 0, s\\q", "8, 5, q;sub",
			"3, 0, OS:s" })
	void textsThatDoNotGoWithTheSuffixNameNoQueue(int kind, String suffix, String text) {
		assertThat(QueueFormat.NDR.decode(hex(head(kind, Integer.decode(suffix)) + pointer(text))))
				.isInstanceOf(QueueFormat.Invalid.class);
	}

	@Test
	void theReservedFieldIsIgnored() {
		assertThat(QueueFormat.NDR.decode(hex("01 00 ffff 01 000000" + GUID)))
				.isEqualTo(QueueFormat.of(FormatName.parse("PUBLIC=" + GUID_TEXT)));
	}

	@Test
	void nothingAndNullNameNoQueue() {
		assertThat(QueueFormat.NDR.decode(hex("00 00 0000 00"))).isInstanceOf(QueueFormat.Invalid.class);
		assertThat(QueueFormat.NDR.decode(hex(head(3, 0) + "00000000"))).isInstanceOf(QueueFormat.Invalid.class);
		assertThat(QueueFormat.NDR.decode(hex(head(7, 0) + "030201ea 00000100"))).as("port 65536")
				.isInstanceOf(QueueFormat.Invalid.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "09 00 0000 09 000000", "01 00 0000 02 000000", "ff 00 0000 ff 000000" })
	void otherKindsAndDiscriminantsAreRefused(String start) {
		assertThatThrownBy(() -> QueueFormat.NDR.decode(hex(start + GUID))).isInstanceOf(NdrException.class);
	}

	@Test
	void severalQueuesAreNotOne() {
		QueueFormat several = QueueFormat.of(FormatName.parse("DIRECT=OS:a\\q,DIRECT=OS:b\\q"));
		assertThatThrownBy(() -> QueueFormat.NDR.encode(several)).isInstanceOf(NameException.class);
	}
}
