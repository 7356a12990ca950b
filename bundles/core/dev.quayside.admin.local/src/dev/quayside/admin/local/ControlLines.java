package dev.quayside.admin.local;

import dev.quayside.admin.HeldCursor;
import dev.quayside.admin.HeldQueue;
import dev.quayside.admin.LookupId;
import dev.quayside.admin.ObjectFields;
import dev.quayside.admin.PendingReceive;
import dev.quayside.admin.QueueAddress;
import dev.quayside.admin.QueueManagerAddress;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.QueueManagerException.Kind;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The lines of the control socket, both ways. */
final class ControlLines {

	/** Bytes of a request with its line end. */
	static final int MAX_REQUEST = 256;
	/** Bytes of a line of an answer: a client can hold some thousand receives. */
	static final int MAX_ANSWER = 4 * 1024 * 1024;

	private static final Gson JSON = new GsonBuilder().serializeNulls().disableHtmlEscaping().create();
	private static final QueueManagerAddress LOCAL = QueueManagerAddress.parse("localhost");

	private ControlLines() {}

	/**
	 * Reads a line.
	 *
	 * @throws IOException
	 *             if it is longer, or has no end
	 */
	static String read(InputStream in, int max) throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		int next = in.read();
		while (next != '\n') {
			if (next < 0) {
				throw new EOFException("The other side ended in the middle of a line");
			}
			line.write(next);
			if (line.size() >= max) {
				throw new IOException("A line of more than " + max + " bytes");
			}
			next = in.read();
		}
		return line.toString(StandardCharsets.UTF_8);
	}

	static String failure(QueueManagerException e) {
		String words = e.getMessage() + (e.advice().isEmpty() ? "" : ". " + e.advice());
		return "error " + e.kind() + " " + words.replaceAll("\\p{Cntrl}+", " ") + "\n";
	}

	/** Of a line that begins with {@code error}. */
	static QueueManagerException failure(String line) {
		String[] words = line.split(" ", 3);
		Kind kind = Kind.FAILED;
		for (Kind known : Kind.values()) {
			kind = words.length > 1 && known.name().equals(words[1]) ? known : kind;
		}
		return new QueueManagerException(kind, words.length > 2 ? words[2] : line, "", null);
	}

	/** As in the output of the command line. */
	static String write(HeldQueue held) {
		return JSON.toJson(ObjectFields.of(held));
	}

	/**
	 * @throws IOException
	 *             if it is no such object
	 */
	static HeldQueue parse(String line) throws IOException {
		try {
			JsonObject object = JsonParser.parseString(line).getAsJsonObject();
			List<HeldCursor> cursors = new ArrayList<>();
			for (JsonElement element : object.getAsJsonArray("cursors")) {
				JsonObject cursor = element.getAsJsonObject();
				cursors.add(new HeldCursor(cursor.get("cursor").getAsLong(), cursor.get("state").getAsString(),
						text(cursor, "lookupId").map(LookupId::parse)));
			}
			List<PendingReceive> receives = new ArrayList<>();
			for (JsonElement element : object.getAsJsonArray("receives")) {
				JsonObject receive = element.getAsJsonObject();
				receives.add(new PendingReceive(receive.get("requestId").getAsLong(),
						receive.get("cursor").getAsLong(), text(receive, "lookupId").map(LookupId::parse),
						text(receive, "deadline").map(Instant::parse)));
			}
			return new HeldQueue(Long.parseUnsignedLong(object.get("handle").getAsString()),
					object.get("client").getAsString(), new QueueAddress(LOCAL, object.get("pathName").getAsString()),
					HeldQueue.Access.valueOf(object.get("access").getAsString().toUpperCase(Locale.ROOT)),
					object.get("exclusive").getAsBoolean(), cursors, receives);
		} catch (RuntimeException e) {
			throw new IOException("Not understood: " + e.getMessage(), e);
		}
	}

	private static Optional<String> text(JsonObject object, String name) {
		return object.get(name).isJsonNull() ? Optional.empty() : Optional.of(object.get(name).getAsString());
	}
}
