package dev.quayside.ui.model;

/**
 * A text as a widget reads it, line by line, so that only what is visible is ever made. Lines are separated by one line
 * feed, which counts as a character; there is always one line at least.
 */
public interface Lines {

	/** The lines of a text; those that are longer than widgets can draw are broken. */
	static Lines of(String text) {
		return TextLines.of(text);
	}

	int count();

	/** Of all characters, line feeds included. */
	int length();

	/** Without its line feed. */
	String line(int index);

	/** Of the first character of a line. */
	int offset(int line);

	/** The line that holds this character, or the line feed behind it. */
	int lineAt(int offset);

	/** So many characters from there on. */
	default String text(int start, int length) {
		StringBuilder out = new StringBuilder(length);
		int end = start + length;
		for (int line = lineAt(start), at = start; at < end; line++) {
			String text = line(line);
			int from = at - offset(line);
			int to = Math.min(text.length(), end - offset(line));
			if (from < to) {
				out.append(text, from, to);
				at += to - from;
			}
			if (at < end) {
				out.append('\n');
				at++;
			}
		}
		return out.toString();
	}

	/** All of it as one text. */
	default String all() {
		return text(0, length());
	}
}
