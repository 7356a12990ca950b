package dev.quayside.ui.model;

import dev.quayside.admin.BodyText;
import dev.quayside.admin.Message;

import java.util.Optional;

/**
 * A body as people read it.
 *
 * @param kind
 *            what it was found to be
 * @param text
 *            what to show
 * @param note
 *            a line above it: encoding, or what was left out
 */
public record BodyView(Kind kind, String text, String note) {

	/** How a body is shown. */
	public enum Kind {
		XML("XML"),
		JSON("JSON"),
		TEXT("Text"),
		HEX("Hex");

		private final String title;

		Kind(String title) {
			this.title = title;
		}

		public String title() {
			return title;
		}
	}

	private static final int MAX_CHARS = 1024 * 1024;
	private static final int MAX_LINE = 1000;
	private static final int MAX_HEX = 64 * 1024;

	/** In the form that suits it best. */
	public static BodyView of(Message message) {
		Optional<BodyText> text = text(message);
		if (text.isEmpty()) {
			return hex(message);
		}
		String start = text.get().text().stripLeading();
		if (start.startsWith("<")) {
			return of(message, Kind.XML);
		}
		return of(message, start.startsWith("{") || start.startsWith("[") ? Kind.JSON : Kind.TEXT);
	}

	/** In the wanted form; where that is not possible as text, else in hex, which the note says. */
	public static BodyView of(Message message, Kind wanted) {
		Optional<BodyText> text = text(message);
		if (wanted == Kind.HEX || text.isEmpty()) {
			return hex(message);
		}
		Optional<String> indented = switch (wanted) {
			case XML -> Indent.xml(text.get().text());
			case JSON -> Indent.json(text.get().text());
			case TEXT, HEX -> Optional.empty();
		};
		Kind kind = indented.isPresent() ? wanted : Kind.TEXT;
		return limited(kind, indented.orElse(text.get().text()), text.get().charset().name(), message);
	}

	private static Optional<BodyText> text(Message message) {
		return message.body().length == 0
				? Optional.empty()
				: BodyText.decode(message.summary().bodyType(), message.body());
	}

	private static BodyView limited(Kind kind, String text, String charset, Message message) {
		String note = kind.title() + " in " + charset + ", " + Words.bytes(message.summary().bodySize());
		if (text.length() > MAX_CHARS) {
			return new BodyView(kind, broken(text.substring(0, MAX_CHARS)),
					note + " – only the first " + Words.count(MAX_CHARS)
							+ " characters are shown; save the message for all");
		}
		return new BodyView(kind, broken(text), note);
	}

	/** Text widgets freeze on lines of a megabyte: long ones are broken. */
	private static String broken(String text) {
		StringBuilder out = new StringBuilder(text.length() + text.length() / MAX_LINE);
		int column = 0;
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			column = c == '\n' ? 0 : column + 1;
			if (column > MAX_LINE && !Character.isLowSurrogate(c)) {
				out.append('\n');
				column = 1;
			}
			out.append(c == 0 ? '\u2400' : c);
		}
		return out.toString();
	}

	private static BodyView hex(Message message) {
		byte[] body = message.body();
		if (body.length == 0) {
			return new BodyView(Kind.HEX, "", "The message has no body");
		}
		String note = Words.bytes(message.summary().bodySize()) + ", body type " + message.summary().bodyType();
		return new BodyView(Kind.HEX, HexDump.of(body, MAX_HEX),
				body.length > MAX_HEX
						? note + " – only the first " + Words.bytes(MAX_HEX) + " are shown; save the message for all"
						: note);
	}
}
