package dev.quayside.ui.model;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Connections that the user added; {@link #save} keeps them in a file, without passwords. Safe for use by several threads.
 *
 * @param <A>
 *            the address: each is there once
 */
public abstract class KnownList<A, E> {

	private final Path file;
	private final Function<E, A> address;
	private final Function<E, JsonObject> writer;
	private final List<E> entries = new ArrayList<>();

	/**
	 * @param file
	 *            need not exist; one that cannot be read is set aside and the list begins empty
	 */
	protected KnownList(Path file, Function<E, A> address, Function<E, JsonObject> writer,
			Function<JsonObject, E> reader) throws IOException {
		this.file = file;
		this.address = address;
		this.writer = writer;
		if (Files.exists(file)) {
			try {
				JsonParser.parseString(Files.readString(file, StandardCharsets.UTF_8)).getAsJsonArray()
						.forEach(element -> entries.add(reader.apply(element.getAsJsonObject())));
			} catch (JsonParseException | IllegalStateException | IllegalArgumentException | NullPointerException
					| ClassCastException e) {
				entries.clear();
				Files.move(file, file.resolveSibling(file.getFileName() + ".damaged"),
						StandardCopyOption.REPLACE_EXISTING);
			}
		}
	}

	public synchronized List<E> entries() {
		return List.copyOf(entries);
	}

	/** Adds it, or replaces the one with the same address. */
	public synchronized void put(E entry) {
		for (int i = 0; i < entries.size(); i++) {
			if (address.apply(entries.get(i)).equals(address.apply(entry))) {
				entries.set(i, entry);
				return;
			}
		}
		entries.add(entry);
	}

	/** In the place of another one, which may have had another address. */
	public synchronized void replace(A old, E entry) {
		int place = 0;
		while (place < entries.size() && !address.apply(entries.get(place)).equals(old)) {
			place++;
		}
		if (place == entries.size()) {
			put(entry);
		} else {
			entries.set(place, entry);
		}
	}

	public synchronized void remove(A old) {
		entries.removeIf(entry -> address.apply(entry).equals(old));
	}

	/** Writes what there is now. Blocks: for jobs only. */
	public void save() throws IOException {
		synchronized (file) {
			JsonArray array = new JsonArray();
			entries().forEach(entry -> array.add(writer.apply(entry)));
			Files.createDirectories(file.toAbsolutePath().getParent());
			Path fresh = file.resolveSibling(file.getFileName() + ".new");
			Files.writeString(fresh, array.toString(), StandardCharsets.UTF_8);
			Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
		}
	}
}
