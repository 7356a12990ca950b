package dev.quayside.ui.model;

import dev.quayside.admin.Reading;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Values as people read them. */
public final class Words {

	/** What stands for a value that could not be read. */
	public static final String UNKNOWN = "?";

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
	private static final String[] UNITS = { "B", "KB", "MB", "GB", "TB" };

	/** They join letters and signs in several scripts, and change nothing else. */
	private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
	private static final int ZERO_WIDTH_JOINER = 0x200D;

	/** [MS-MQMQ] 2.2.12, those that senders use. */
	private static final Map<Long, String> BODY_TYPES = Map.of(0L, "VT_EMPTY", 1L, "VT_NULL", 8L, "VT_BSTR", 30L,
			"VT_LPSTR", 31L, "VT_LPWSTR", 66L, "VT_STREAM", 67L, "VT_STORAGE", 68L, "VT_STREAMED_OBJECT", 0x1011L,
			"VT_UI1 | VT_ARRAY");

	private Words() {}

	/** With thousands separated. */
	public static String count(long value) {
		return String.format(Locale.US, "%,d", value);
	}

	public static String count(Reading<Long> reading) {
		return reading.optional().map(Words::count).orElse(reading.isUnknown() ? UNKNOWN : "");
	}

	/** "1 message", "2,000 messages". */
	public static String messages(long count) {
		return count == 1 ? "1 message" : count(count) + " messages";
	}

	public static String messages(Reading<Long> count) {
		return count.optional().map(Words::messages).orElse("an unknown number of messages");
	}

	/** In the largest unit of 1,024 steps that leaves a number of 1 or more. */
	public static String bytes(long bytes) {
		double value = bytes;
		int unit = 0;
		while (value >= 1024 && unit < UNITS.length - 1) {
			value /= 1024;
			unit++;
		}
		return unit == 0
				? bytes + " B"
				: String.format(Locale.US, value < 10 ? "%.1f %s" : "%.0f %s", value, UNITS[unit]);
	}

	public static String bytes(Reading<Long> reading) {
		return reading.optional().map(Words::bytes).orElse(reading.isUnknown() ? UNKNOWN : "");
	}

	/** In the time zone of this machine, to the second as the protocol has it. */
	public static String time(Optional<Instant> time) {
		return time.map(instant -> TIME.format(instant.atZone(ZoneId.systemDefault()))).orElse("");
	}

	/**
	 * On one line, with all characters that are not seen or that turn the direction of writing as escapes, so that a label
	 * cannot pretend to be something else.
	 */
	public static String oneLine(String text) {
		if (text.codePoints().noneMatch(Words::isHidden)) {
			return text;
		}
		StringBuilder line = new StringBuilder(text.length() + 8);
		text.codePoints().forEach(c -> {
			if (isHidden(c)) {
				line.append(escape(c));
			} else {
				line.appendCodePoint(c);
			}
		});
		return line.toString();
	}

	private static boolean isHidden(int c) {
		return switch (Character.getType(c)) {
			case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
				true;
			case Character.FORMAT -> c != ZERO_WIDTH_JOINER && c != ZERO_WIDTH_NON_JOINER;
			default -> false;
		};
	}

	private static String escape(int c) {
		return switch (c) {
			case '\n' -> "\\n";
			case '\r' -> "\\r";
			case '\t' -> "\\t";
			default -> String.format("\\u%04x", c);
		};
	}

	/** The number with the name of the type where it is one that people use. */
	public static String bodyType(long type) {
		String name = BODY_TYPES.get(type);
		return name == null ? Long.toString(type) : type + " (" + name + ")";
	}
}
