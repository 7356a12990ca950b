package dev.quayside.ui.messages;

import dev.quayside.ui.model.Lines;

import org.eclipse.swt.custom.StyledTextContent;
import org.eclipse.swt.custom.TextChangeListener;

/** Gives a text widget the lines that it draws, and no more. */
final class BodyContent implements StyledTextContent {

	private final Lines lines;

	BodyContent(Lines lines) {
		this.lines = lines;
	}

	@Override
	public int getCharCount() {
		return lines.length();
	}

	@Override
	public String getLine(int lineIndex) {
		return lines.line(lineIndex);
	}

	@Override
	public int getLineAtOffset(int offset) {
		return lines.lineAt(offset);
	}

	@Override
	public int getLineCount() {
		return lines.count();
	}

	@Override
	public String getLineDelimiter() {
		return "\n";
	}

	@Override
	public int getOffsetAtLine(int lineIndex) {
		return lines.offset(lineIndex);
	}

	@Override
	public String getTextRange(int start, int length) {
		return lines.text(start, length);
	}

	/** The text never changes. */
	@Override
	public void addTextChangeListener(TextChangeListener listener) {
		// nobody will be called
	}

	@Override
	public void removeTextChangeListener(TextChangeListener listener) {
		// nobody will be called
	}

	@Override
	public void replaceTextRange(int start, int replaceLength, String text) {
		throw new UnsupportedOperationException("A body is only read");
	}

	@Override
	public void setText(String text) {
		throw new UnsupportedOperationException("A body is only read");
	}
}
