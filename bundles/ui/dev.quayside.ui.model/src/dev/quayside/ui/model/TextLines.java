package dev.quayside.ui.model;

import java.util.Arrays;

/** The lines of a text; those that are longer than widgets can draw are broken. */
final class TextLines implements Lines {

	/** Widgets measure a line as a whole each time that they draw it. */
	static final int MAX_LINE = 1000;

	private final String text;
	private final int[] starts;

	private TextLines(String text, int[] starts) {
		this.text = text;
		this.starts = starts;
	}

	static TextLines of(String text) {
		StringBuilder out = new StringBuilder(text.length() + text.length() / MAX_LINE);
		int[] starts = new int[16];
		int count = 1;
		int column = 0;
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			boolean isEnd = c == '\n' || c == '\r';
			if (isEnd && c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
				continue;
			}
			boolean isTooLong = !isEnd && column >= MAX_LINE && !Character.isLowSurrogate(c);
			if (isEnd || isTooLong) {
				out.append('\n');
				starts = count == starts.length ? Arrays.copyOf(starts, count * 2) : starts;
				starts[count++] = out.length();
				column = 0;
			}
			if (!isEnd) {
				out.append(c == 0 ? '\u2400' : c);
				column++;
			}
		}
		return new TextLines(out.toString(), Arrays.copyOf(starts, count));
	}

	@Override
	public int count() {
		return starts.length;
	}

	@Override
	public int length() {
		return text.length();
	}

	@Override
	public String line(int index) {
		return text.substring(starts[index], index + 1 < starts.length ? starts[index + 1] - 1 : text.length());
	}

	@Override
	public int offset(int line) {
		return starts[line];
	}

	@Override
	public int lineAt(int offset) {
		int found = Arrays.binarySearch(starts, offset);
		return found >= 0 ? found : -found - 2;
	}

	@Override
	public String text(int start, int length) {
		return text.substring(start, start + length);
	}
}
