package dev.quayside.ui.model;

import dev.quayside.admin.BodyText;
import dev.quayside.admin.Message;

import java.util.Optional;

/**
 * A body as people read it.
 *
 * @param kind
 *            what it was found to be
 * @param lines
 *            what to show
 * @param note
 *            a line above it: what it is, in which encoding, how long
 */
public record BodyView(Kind kind, Lines lines, String note) {

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

	/** In the form that suits it best. */
	public static BodyView of(Message message) {
		Optional<BodyText> text = text(message);
		if (text.isEmpty()) {
			return hex(message, "");
		}
		String start = text.get().text().stripLeading();
		if (start.startsWith("<")) {
			return of(message, Kind.XML);
		}
		return of(message, start.startsWith("{") || start.startsWith("[") ? Kind.JSON : Kind.TEXT);
	}

	/** In the wanted form; where the body does not have it, as plain text, else in hex, which the note says. */
	public static BodyView of(Message message, Kind wanted) {
		if (wanted == Kind.HEX) {
			return hex(message, "");
		}
		Optional<BodyText> text = text(message);
		if (text.isEmpty()) {
			return hex(message, "Not text: ");
		}
		Optional<String> indented = switch (wanted) {
			case XML -> Indent.xml(text.get().text());
			case JSON -> Indent.json(text.get().text());
			case TEXT, HEX -> Optional.empty();
		};
		Kind kind = indented.isPresent() ? wanted : Kind.TEXT;
		String reason = kind == wanted ? "" : "Not well-formed " + wanted.title() + ": ";
		return new BodyView(kind, TextLines.of(indented.orElse(text.get().text())),
				reason + kind.title() + " in " + text.get().charset().name() + ", " + size(message));
	}

	private static Optional<BodyText> text(Message message) {
		return message.body().length == 0
				? Optional.empty()
				: BodyText.decode(message.summary().bodyType(), message.body());
	}

	private static BodyView hex(Message message, String reason) {
		byte[] body = message.body();
		return body.length == 0
				? new BodyView(Kind.HEX, new HexLines(body), "The message has no body")
				: new BodyView(Kind.HEX, new HexLines(body),
						reason + size(message) + ", body type " + Words.bodyType(message.summary().bodyType()));
	}

	private static String size(Message message) {
		String size = Words.bytes(message.summary().bodySize());
		return message.isCut() ? "only the first " + Words.bytes(message.body().length) + " of " + size : size;
	}
}
