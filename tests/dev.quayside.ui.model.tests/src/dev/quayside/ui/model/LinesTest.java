package dev.quayside.ui.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What text widgets rely on, for both kinds of lines. */
class LinesTest {

	@Test
	void linesEndAtEveryKindOfLineEnd() {
		Lines lines = Lines.of("a\nb\r\nc\rd\n");
		assertThat(texts(lines)).containsExactly("a", "b", "c", "d", "");
		assertThat(lines.all()).isEqualTo("a\nb\nc\nd\n");
	}

	@Test
	void nothingIsOneEmptyLine() {
		assertThat(texts(Lines.of(""))).containsExactly("");
		assertThat(texts(new HexLines(new byte[0]))).containsExactly("");
		assertThat(new HexLines(new byte[0]).length()).isZero();
	}

	@Test
	void aLineThatIsTooLongIsBrokenAndLosesNothing() {
		String text = "x".repeat(2500);
		Lines lines = Lines.of(text);
		assertThat(texts(lines)).extracting(String::length).containsExactly(1000, 1000, 500);
		assertThat(String.join("", texts(lines))).isEqualTo(text);
	}

	@Test
	void aCharacterOfTwoUnitsIsNotBroken() {
		Lines lines = Lines.of("x".repeat(999) + "😀😀");
		assertThat(texts(lines)).allMatch(line -> line.isEmpty() || !Character.isLowSurrogate(line.charAt(0)));
		assertThat(String.join("", texts(lines))).endsWith("😀😀");
	}

	@Test
	void aLineOfExactlyTheLimitIsNotFollowedByAnEmptyOne() {
		assertThat(texts(Lines.of("x".repeat(1000)))).hasSize(1);
		assertThat(texts(Lines.of("x".repeat(1000) + "\ny"))).hasSize(2);
	}

	@Test
	void hexShowsOffsetValuesAndCharacters() {
		byte[] bytes = new byte[18];
		for (int i = 0; i < bytes.length; i++) {
			bytes[i] = (byte) (i + 0x3E);
		}
		assertThat(texts(new HexLines(bytes))).containsExactly(
				"00000000  3e 3f 40 41 42 43 44 45  46 47 48 49 4a 4b 4c 4d  >?@ABCDEFGHIJKLM",
				"00000010  4e 4f                                             NO");
	}

	@Test
	void bytesThatAreNoCharactersAreDots() {
		assertThat(new HexLines(new byte[]{ 0x1F, 0x7F, (byte) 0x80, (byte) 0xFF, 0x20 }).line(0))
				.startsWith("00000000  1f 7f 80 ff 20 ").endsWith(".... ");
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 15, 16, 17, 31, 32, 33, 1000 })
	void offsetsOfHexLinesFitTheirTexts(int size) {
		byte[] bytes = new byte[size];
		new Random(size).nextBytes(bytes);
		check(new HexLines(bytes));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "\n", "a", "a\n", "\na", "a\r\nbc\n\nd", "\r\r\n" })
	void offsetsOfTextLinesFitTheirTexts(String text) {
		check(Lines.of(text));
	}

	/** Every offset belongs to the line that holds it, and every part is the part of the whole. */
	private static void check(Lines lines) {
		String all = String.join("\n", texts(lines));
		assertThat(lines.length()).isEqualTo(all.length());
		assertThat(lines.all()).isEqualTo(all);
		int at = 0;
		for (int line = 0; line < lines.count(); line++) {
			assertThat(lines.offset(line)).isEqualTo(at);
			for (int i = 0; i <= lines.line(line).length(); i++) {
				assertThat(lines.lineAt(at + i)).isEqualTo(line);
			}
			at += lines.line(line).length() + 1;
		}
		for (int start = 0; start <= all.length(); start += 7) {
			int length = Math.min(90, all.length() - start);
			assertThat(lines.text(start, length)).isEqualTo(all.substring(start, start + length));
		}
	}

	private static List<String> texts(Lines lines) {
		List<String> texts = new ArrayList<>();
		for (int i = 0; i < lines.count(); i++) {
			texts.add(lines.line(i));
		}
		return texts;
	}
}
