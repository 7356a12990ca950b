package dev.quayside.admin.remote;

import dev.quayside.admin.Reading;
import dev.quayside.msmq.property.PropValue;
import dev.quayside.msmq.rpc.management.ManagementClient.Answer;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Properties in words. */
final class PropertyWords {

	private static final int LONGEST_BYTES = 1_024;

	private PropertyWords() {}

	/** "Bytes in queue" of {@code BYTES_IN_QUEUE}; "EOD" is exactly once and in order. */
	static String name(String property) {
		String words = property.toLowerCase(Locale.ROOT).replace('_', ' ').replaceFirst("^eod ", "EOD ");
		return Character.toUpperCase(words.charAt(0)) + words.substring(1);
	}

	static Reading<String> value(Answer answer) {
		return value("", answer);
	}

	static Reading<String> value(String property, Answer answer) {
		return answer.status().isError()
				? Reading.unknown(answer.status().toString())
				: value(property, answer.value());
	}

	static Reading<String> value(String property, PropValue value) {
		if (value instanceof PropValue.None) {
			return Reading.absent();
		}
		if (value instanceof PropValue.Number number && property.endsWith("_TIME")) {
			return number.value() == 0
					? Reading.absent()
					: Reading.known(Instant.ofEpochSecond(number.value() & 0xFFFFFFFFL).toString());
		}
		return Reading.known(text(value));
	}

	private static String text(PropValue value) {
		if (value instanceof PropValue.Number number) {
			return number.type() == PropValue.VT_UI8
					? Long.toUnsignedString(number.value())
					: Long.toString(number.value());
		} else if (value instanceof PropValue.Text text) {
			return text.value();
		} else if (value instanceof PropValue.Guid guid) {
			return guid.value().toString();
		} else if (value instanceof PropValue.Bytes bytes) {
			int shown = Math.min(bytes.value().length, LONGEST_BYTES);
			return HexFormat.of().formatHex(bytes.value(), 0, shown) + (shown < bytes.value().length ? "…" : "");
		} else if (value instanceof PropValue.Texts texts) {
			return String.join("\n", texts.values());
		} else if (value instanceof PropValue.Guids guids) {
			return lines(guids.values());
		} else if (value instanceof PropValue.Numbers numbers) {
			return lines(numbers.values());
		} else if (value instanceof PropValue.Variants variants) {
			return lines(variants.values().stream().map(PropertyWords::text).toList());
		}
		return "";
	}

	private static String lines(List<?> values) {
		return values.stream().map(String::valueOf).collect(Collectors.joining("\n"));
	}
}
