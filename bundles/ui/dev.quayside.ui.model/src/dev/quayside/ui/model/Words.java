package dev.quayside.ui.model;

import dev.quayside.admin.Reading;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Values as people read them. */
public final class Words {

	/** What stands for a value that could not be read. */
	public static final String UNKNOWN = "?";

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
	private static final String[] UNITS = { "B", "KB", "MB", "GB", "TB" };

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

	/** Control characters become visible, so that a label cannot pretend to be something else. */
	public static String oneLine(String text) {
		StringBuilder line = new StringBuilder(text.length());
		text.chars().forEach(c -> line.append(c < ' ' ? (char) (0x2400 + c) : c == 0x7F ? '\u2421' : (char) c));
		return line.toString();
	}
}
