package dev.quayside.admin;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Keeps the newest 10,000 operations in a file, one JSON object per line; lines that cannot be read are left out. */
public final class FileOperationJournal implements OperationJournal {

	private static final System.Logger LOG = System.getLogger(FileOperationJournal.class.getName());
	private static final int KEPT = 10_000;

	private final Path file;
	private final List<OperationRecord> entries = new ArrayList<>();
	private final List<Consumer<OperationRecord>> listeners = new CopyOnWriteArrayList<>();

	/**
	 * @param file
	 *            need not exist
	 */
	public FileOperationJournal(Path file) throws IOException {
		this.file = file;
		if (file.getParent() != null) {
			Files.createDirectories(file.getParent());
		}
		byte[] bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
		List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
		lines.stream().map(FileOperationJournal::parse).flatMap(Optional::stream).forEach(entries::add);
		if (lines.size() > KEPT) {
			shorten();
		} else if (bytes.length > 0 && bytes[bytes.length - 1] != '\n') {
			// the last program was ended while it wrote
			Files.writeString(file, "\n", StandardOpenOption.APPEND);
		}
	}

	private void shorten() throws IOException {
		if (entries.size() > KEPT) {
			entries.subList(0, entries.size() - KEPT).clear();
		}
		Path fresh = file.resolveSibling(file.getFileName() + ".new");
		Files.write(fresh, entries.stream().map(FileOperationJournal::line).toList(), StandardCharsets.UTF_8);
		Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
	}

	@Override
	public void add(OperationRecord entry) {
		synchronized (entries) {
			entries.add(entry);
			try {
				Files.writeString(file, line(entry) + "\n", StandardCharsets.UTF_8, StandardOpenOption.CREATE,
						StandardOpenOption.APPEND);
			} catch (IOException e) {
				LOG.log(System.Logger.Level.ERROR, "Cannot write the operations journal " + file, e);
			}
		}
		listeners.forEach(listener -> listener.accept(entry));
	}

	@Override
	public List<OperationRecord> entries() {
		synchronized (entries) {
			return List.copyOf(entries);
		}
	}

	@Override
	public Runnable onAdded(Consumer<OperationRecord> listener) {
		listeners.add(listener);
		return () -> listeners.remove(listener);
	}

	private static String line(OperationRecord entry) {
		JsonObject object = new JsonObject();
		object.addProperty("when", entry.when().toString());
		object.addProperty("what", entry.what());
		object.addProperty("where", entry.where());
		object.addProperty("identity", entry.identity());
		object.addProperty("outcome", entry.outcome().name());
		object.addProperty("result", entry.result());
		return object.toString();
	}

	private static Optional<OperationRecord> parse(String line) {
		try {
			JsonElement element = JsonParser.parseString(line);
			JsonObject object = element.getAsJsonObject();
			return Optional.of(new OperationRecord(Instant.parse(text(object, "when")), text(object, "what"),
					text(object, "where"), text(object, "identity"),
					OperationRecord.Outcome.valueOf(text(object, "outcome")), text(object, "result")));
		} catch (JsonParseException | IllegalStateException | IllegalArgumentException | DateTimeParseException
				| UnsupportedOperationException e) {
			LOG.log(System.Logger.Level.WARNING, () -> "A line of the operations journal cannot be read: "
					+ e.getClass().getSimpleName());
			return Optional.empty();
		}
	}

	private static String text(JsonObject object, String name) {
		if (!object.has(name)) {
			throw new IllegalArgumentException("No " + name);
		}
		return object.get(name).getAsString();
	}
}
