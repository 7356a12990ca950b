package dev.quayside.cli;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/** Text from other machines on a terminal. */
final class Text {

	/** Line ends and tabs, which some formats can quote. */
	static final IntPredicate LINES = c -> c == '\n' || c == '\r' || c == '\t';

	private Text() {}

	/**
	 * Control characters become visible, and those that turn the direction of writing: so a label can neither move the
	 * cursor nor forge a line.
	 */
	static String printable(String text) {
		return printable(text, c -> false);
	}

	/**
	 * @param harmless
	 *            control characters that may stay
	 */
	static String printable(String text, IntPredicate harmless) {
		if (text.chars().noneMatch(c -> isHostile(c) && !harmless.test(c))) {
			return text;
		}
		StringBuilder result = new StringBuilder();
		text.chars().forEach(c -> {
			if (!isHostile(c) || harmless.test(c)) {
				result.append((char) c);
			} else {
				result.append(c == '\n' ? "\\n" : c == '\r' ? "\\r" : c == '\t' ? "\\t" : String.format("\\u%04x", c));
			}
		});
		return result.toString();
	}

	/** A value of a field: the parts of an object one after the other, the elements of a list with commas between. */
	static String of(Object value) {
		if (value instanceof Map<?, ?> map) {
			return map.values().stream().filter(Objects::nonNull).map(Text::of).collect(Collectors.joining(" "));
		}
		return value instanceof List<?> list
				? list.stream().map(Text::of).collect(Collectors.joining(", "))
				: String.valueOf(value);
	}

	/** Controls, line and paragraph separators, and directional marks, embeddings, overrides and isolates. */
	private static boolean isHostile(int c) {
		return Character.isISOControl(c) || c >= 0x200E && c <= 0x200F || c >= 0x2028 && c <= 0x202E
				|| c >= 0x2066 && c <= 0x2069 || c == 0x061C || c == 0xFEFF;
	}
}
