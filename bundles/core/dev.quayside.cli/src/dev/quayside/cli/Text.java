package dev.quayside.cli;

/** Text from other machines on a terminal. */
final class Text {

	private Text() {}

	/** Control characters become visible, so that a label can neither move the cursor nor forge a line. */
	static String printable(String text) {
		if (text.chars().noneMatch(Character::isISOControl)) {
			return text;
		}
		StringBuilder result = new StringBuilder();
		text.chars().forEach(c -> {
			if (Character.isISOControl(c)) {
				result.append(c == '\n' ? "\\n" : c == '\r' ? "\\r" : c == '\t' ? "\\t" : String.format("\\u%04x", c));
			} else {
				result.append((char) c);
			}
		});
		return result.toString();
	}
}
