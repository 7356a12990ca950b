package dev.quayside.admin.directory;

import dev.quayside.admin.ObjectFields;
import dev.quayside.admin.PrivateFolder;
import dev.quayside.admin.QueueManagerException.Kind;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The receipts of one run over accounts, in a file beside its backups: one JSON object a line, the first of which says what the
 * run removes. A run that was stopped goes on from there.
 */
public final class ReceiptLog {

	private static final String PREFIX = "receipts-";
	private static final String SUFFIX = ".jsonl";
	private static final long MAX_FILE = 256L << 20;
	private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT)
			.withZone(ZoneOffset.UTC);
	private static final Gson JSON = new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

	private final Path file;
	private final Set<String> done = new HashSet<>();

	private ReceiptLog(Path file) {
		this.file = file;
	}

	/**
	 * For a new run.
	 *
	 * @param directory
	 *            DN of the domain in which plain names are looked for
	 */
	public static ReceiptLog start(Path folder, String rule, String directory) throws IOException {
		Map<String, String> fields = new LinkedHashMap<>();
		fields.put("rule", rule);
		fields.put("directory", directory);
		String head = JSON.toJson(fields) + '\n';
		return new ReceiptLog(new PrivateFolder(folder).create(PREFIX + STAMP.format(Instant.now()), SUFFIX,
				head.getBytes(StandardCharsets.UTF_8)));
	}

	/**
	 * Of the last run in this folder.
	 *
	 * @throws DirectoryException
	 *             of kind INVALID if there is none, or it was for something else or in another directory
	 */
	public static ReceiptLog resume(Path folder, String rule, String directory)
			throws DirectoryException, IOException {
		ReceiptLog log = new ReceiptLog(last(folder).orElseThrow(
				() -> new DirectoryException(Kind.INVALID, "There is no run in " + folder + " to go on with",
						"Name the folder of its backups, or begin anew", null)));
		if (Files.size(log.file) > MAX_FILE) {
			throw new IOException(log.file + " is too large for receipts");
		}
		String was = "";
		String where = "";
		String text = new String(Files.readAllBytes(log.file), StandardCharsets.UTF_8);
		for (String line : text.lines().toList()) {
			JsonObject fields = parse(line);
			was = was.isEmpty() ? text(fields, "rule") : was;
			where = where.isEmpty() ? text(fields, "directory") : where;
			if (Set.of("done", "unchanged").contains(text(fields, "outcome"))) {
				log.done.add(text(fields, "named"));
			}
		}
		if (!was.equals(rule)) {
			throw new DirectoryException(Kind.INVALID,
					"The last run in " + folder + " removed " + (was.isEmpty()
							? "something that its file does not say"
							: "'" + was + "'") + ", this one would remove '" + rule + "'",
					"Choose what that run removed, or begin anew", null);
		}
		if (!where.isEmpty() && !where.equalsIgnoreCase(directory)) {
			throw new DirectoryException(Kind.INVALID,
					"The last run in " + folder + " was in " + where + ", this one is in " + directory,
					"Connect to where that run was, or begin anew", null);
		}
		if (!text.endsWith("\n")) {
			log.append("");
		}
		return log;
	}

	private static Optional<Path> last(Path folder) throws IOException {
		if (!Files.isDirectory(folder)) {
			return Optional.empty();
		}
		try (Stream<Path> files = Files.list(folder)) {
			return files.filter(file -> file.getFileName().toString().matches("receipts-.*\\.jsonl"))
					.max(Comparator.comparingLong((Path file) -> file.toFile().lastModified())
							.thenComparing(Comparator.naturalOrder()));
		}
	}

	/** A line that was cut by a crash, maybe inside a character, says nothing. */
	private static JsonObject parse(String line) {
		try {
			JsonElement element = JsonParser.parseString(line);
			return element.isJsonObject() ? element.getAsJsonObject() : new JsonObject();
		} catch (JsonParseException e) {
			return new JsonObject();
		}
	}

	private static String text(JsonObject fields, String name) {
		JsonElement value = fields.get(name);
		return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
	}

	/** Whether it was done, by the name that the user gave. */
	public boolean isDone(String account) {
		return done.contains(account);
	}

	/** Is on disk when this returns. */
	public void add(String account, ChangeReceipt receipt) throws IOException {
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("named", account);
		fields.putAll(DirectoryFields.of(receipt));
		append(JSON.toJson(ObjectFields.plain(fields)));
	}

	private void append(String line) throws IOException {
		Files.writeString(file, line + '\n', StandardCharsets.UTF_8, StandardOpenOption.WRITE,
				StandardOpenOption.APPEND, StandardOpenOption.DSYNC);
	}
}
