package dev.quayside.admin;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The text of a body.
 *
 * @param charset
 *            in which it was found to be written
 */
public record BodyText(String text, Charset charset) {

	private static final Charset ANSI = Charset.forName("windows-1252");

	private static final int VT_EMPTY = 0;
	private static final int VT_BSTR = 8;
	private static final int VT_LPSTR = 30;
	private static final int VT_LPWSTR = 31;
	private static final int VT_UI1_ARRAY = 0x1011;

	/**
	 * Decodes by the type that the sender declared; where that is bytes or nothing, by what the bytes look like.
	 *
	 * @return empty if it is not text
	 */
	public static Optional<BodyText> decode(long bodyType, byte[] body) {
		if (bodyType == VT_BSTR || bodyType == VT_LPWSTR) {
			return strict(body, 0, StandardCharsets.UTF_16LE).map(text -> withoutEnd(text, StandardCharsets.UTF_16LE));
		}
		if (bodyType == VT_LPSTR) {
			return Optional.of(withoutEnd(new String(body, ANSI), ANSI));
		}
		return bodyType == VT_EMPTY || bodyType == VT_UI1_ARRAY ? detect(body) : Optional.empty();
	}

	/** C strings are often sent with their terminator. */
	private static BodyText withoutEnd(String text, Charset charset) {
		return new BodyText(text.endsWith("\0") ? text.substring(0, text.length() - 1) : text, charset);
	}

	private static Optional<BodyText> detect(byte[] body) {
		if (startsWith(body, 0xEF, 0xBB, 0xBF)) {
			return readable(body, 3, StandardCharsets.UTF_8);
		}
		if (startsWith(body, 0xFF, 0xFE)) {
			return readable(body, 2, StandardCharsets.UTF_16LE);
		}
		if (startsWith(body, 0xFE, 0xFF)) {
			return readable(body, 2, StandardCharsets.UTF_16BE);
		}
		return readable(body, 0, StandardCharsets.UTF_8)
				.or(() -> looksLikeUtf16(body) ? readable(body, 0, StandardCharsets.UTF_16LE) : Optional.empty());
	}

	private static boolean startsWith(byte[] body, int... mark) {
		if (body.length < mark.length) {
			return false;
		}
		for (int i = 0; i < mark.length; i++) {
			if ((body[i] & 0xFF) != mark[i]) {
				return false;
			}
		}
		return true;
	}

	/** Whether all characters exist and most are of the scripts in which people write. */
	private static boolean looksLikeUtf16(byte[] body) {
		if (body.length == 0 || body.length % 2 != 0) {
			return false;
		}
		CharBuffer chars = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN).asCharBuffer();
		int common = 0;
		while (chars.hasRemaining()) {
			char c = chars.get();
			if (!Character.isDefined(c)) {
				return false;
			}
			common += isCommon(c) ? 1 : 0;
		}
		return common * 10L >= body.length / 2 * 9L;
	}

	/** Latin, Greek, Cyrillic, Hebrew and Arabic, general punctuation, Chinese, Japanese and Korean. */
	private static boolean isCommon(char c) {
		return c < 0x0700 || c >= 0x2000 && c < 0x2070 || c >= 0x3000 && c < 0xA000 || c >= 0xAC00 && c < 0xD7A4;
	}

	/** Text in the charset without control characters. */
	private static Optional<BodyText> readable(byte[] body, int offset, Charset charset) {
		return strict(body, offset, charset).filter(text -> text.chars().noneMatch(BodyText::isControl))
				.map(text -> new BodyText(text, charset));
	}

	private static boolean isControl(int c) {
		return c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' || c == 0x7F;
	}

	private static Optional<String> strict(byte[] body, int offset, Charset charset) {
		try {
			return Optional.of(charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
					.onUnmappableCharacter(CodingErrorAction.REPORT)
					.decode(ByteBuffer.wrap(body, offset, body.length - offset)).toString());
		} catch (CharacterCodingException e) {
			return Optional.empty();
		}
	}
}
