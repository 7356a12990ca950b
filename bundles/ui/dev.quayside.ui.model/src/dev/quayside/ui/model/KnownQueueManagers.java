package dev.quayside.ui.model;

import dev.quayside.admin.Protection;
import dev.quayside.admin.QueueManagerAddress;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
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
import java.util.Locale;
import java.util.OptionalInt;

/** The queue managers that the user added; {@link #save} keeps them in a file, without passwords. Safe for use by several threads. */
public final class KnownQueueManagers {

	private final Path file;
	private final List<KnownQueueManager> entries = new ArrayList<>();

	/**
	 * @param file
	 *            need not exist; one that cannot be read is set aside and the list begins empty
	 */
	public KnownQueueManagers(Path file) throws IOException {
		this.file = file;
		if (Files.exists(file)) {
			try {
				JsonParser.parseString(Files.readString(file, StandardCharsets.UTF_8)).getAsJsonArray()
						.forEach(element -> entries.add(parse(element)));
			} catch (JsonParseException | IllegalStateException | IllegalArgumentException | NullPointerException
					| ClassCastException e) {
				entries.clear();
				Files.move(file, file.resolveSibling(file.getFileName() + ".damaged"),
						StandardCopyOption.REPLACE_EXISTING);
			}
		}
	}

	public synchronized List<KnownQueueManager> entries() {
		return List.copyOf(entries);
	}

	/** Adds it, or replaces the one with the same address. */
	public synchronized void put(KnownQueueManager entry) {
		for (int i = 0; i < entries.size(); i++) {
			if (entries.get(i).address().equals(entry.address())) {
				entries.set(i, entry);
				return;
			}
		}
		entries.add(entry);
	}

	/** In the place of another one, which may have had another address. */
	public synchronized void replace(QueueManagerAddress old, KnownQueueManager entry) {
		int place = 0;
		while (place < entries.size() && !entries.get(place).address().equals(old)) {
			place++;
		}
		if (place == entries.size()) {
			put(entry);
		} else {
			entries.set(place, entry);
		}
	}

	public synchronized void remove(QueueManagerAddress address) {
		entries.removeIf(entry -> entry.address().equals(address));
	}

	/** Writes what there is now. Blocks: for jobs only. */
	public void save() throws IOException {
		synchronized (file) {
			JsonArray array = new JsonArray();
			entries().forEach(entry -> array.add(json(entry)));
			Files.createDirectories(file.toAbsolutePath().getParent());
			Path fresh = file.resolveSibling(file.getFileName() + ".new");
			Files.writeString(fresh, array.toString(), StandardCharsets.UTF_8);
			Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
		}
	}

	private static JsonObject json(KnownQueueManager entry) {
		JsonObject object = new JsonObject();
		object.addProperty("host", entry.address().host());
		entry.address().rpcPort().ifPresent(port -> object.addProperty("rpcPort", port));
		entry.address().transferPort().ifPresent(port -> object.addProperty("transferPort", port));
		object.addProperty("readOnly", entry.isReadOnly());
		if (entry.protection() != Protection.NONE) {
			object.addProperty("protection", entry.protection().name().toLowerCase(Locale.ROOT));
			object.add("identity", IdentityJson.write(entry.identity()));
		}
		return object;
	}

	private static KnownQueueManager parse(JsonElement element) {
		JsonObject object = element.getAsJsonObject();
		QueueManagerAddress address = new QueueManagerAddress(object.get("host").getAsString(),
				number(object, "rpcPort"), number(object, "transferPort"));
		Identity identity = object.has("identity")
				? IdentityJson.read(object.getAsJsonObject("identity"))
				: Identity.NOBODY;
		Protection protection = object.has("protection")
				? Protection.valueOf(object.get("protection").getAsString().toUpperCase(Locale.ROOT))
				: Protection.NONE;
		return new KnownQueueManager(address, identity, protection,
				object.has("readOnly") && object.get("readOnly").getAsBoolean());
	}

	private static OptionalInt number(JsonObject object, String name) {
		return object.has(name) ? OptionalInt.of(object.get(name).getAsInt()) : OptionalInt.empty();
	}
}
