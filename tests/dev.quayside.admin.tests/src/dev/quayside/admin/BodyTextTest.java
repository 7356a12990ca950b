package dev.quayside.admin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

class BodyTextTest {

	private static final String TEXT = "Grüße, 世界, привет";

	private static Optional<String> text(long type, byte[] body) {
		return BodyText.decode(type, body).map(BodyText::text);
	}

	private static byte[] bytes(String hex) {
		return HexFormat.of().parseHex(hex);
	}

	@ParameterizedTest
	@ValueSource(longs = { 8, 31 })
	void unicodeStringsAreUtf16WithOrWithoutTheirEnd(long type) {
		byte[] body = TEXT.getBytes(StandardCharsets.UTF_16LE);
		assertThat(BodyText.decode(type, body)).contains(new BodyText(TEXT, StandardCharsets.UTF_16LE));
		assertThat(text(type, (TEXT + "\0").getBytes(StandardCharsets.UTF_16LE))).contains(TEXT);
		assertThat(text(type, new byte[0])).contains("");
	}

	@Test
	void aUnicodeStringOfAnOddLengthOrWithHalfACharacterIsNoText() {
		assertThat(text(8, new byte[]{ 'a', 0, 'b' })).isEmpty();
		assertThat(text(8, bytes("00d8"))).isEmpty();
		assertThat(text(8, bytes("00d80000"))).isEmpty();
	}

	@Test
	void ansiStringsAreWindows1252() {
		byte[] body = "Grüße €".getBytes(Charset.forName("windows-1252"));
		assertThat(BodyText.decode(30, body)).contains(new BodyText("Grüße €", Charset.forName("windows-1252")));
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, 0x1011 })
	void bytesAreTextWhereTheyLookLikeIt(long type) {
		assertThat(BodyText.decode(type, "<a>ü</a>".getBytes(StandardCharsets.UTF_8)))
				.contains(new BodyText("<a>ü</a>", StandardCharsets.UTF_8));
		assertThat(text(type, TEXT.getBytes(StandardCharsets.UTF_16LE))).contains(TEXT);
		assertThat(text(type, "tab\tline\r\n".getBytes(StandardCharsets.UTF_8))).contains("tab\tline\r\n");
		assertThat(text(type, new byte[0])).contains("");
	}

	@Test
	void byteOrderMarksDecideAndDisappear() {
		assertThat(BodyText.decode(0, bytes("efbbbf6869"))).contains(new BodyText("hi", StandardCharsets.UTF_8));
		assertThat(BodyText.decode(0, bytes("fffe68006900"))).contains(new BodyText("hi", StandardCharsets.UTF_16LE));
		assertThat(BodyText.decode(0, bytes("feff00680069"))).contains(new BodyText("hi", StandardCharsets.UTF_16BE));
	}

	@ParameterizedTest
	@ValueSource(strings = { "00", "0001020304", "ff", "89504e470d0a1a0a0000000d49484452", "c328",
			"0001000000ffffffff0100000000000000", "680069006a", "d0cf11e0a1b11ae1" })
	void otherBytesAreNoText(String hex) {
		assertThat(text(0, bytes(hex))).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(longs = { 3, 19, 65, 72, 0x2008, 0xFFFFFFFFL })
	void otherTypesAreNoText(long type) {
		assertThat(text(type, "hello".getBytes(StandardCharsets.UTF_8))).isEmpty();
	}
}
