package dev.quayside.ui.model;

import dev.quayside.admin.Protection;
import dev.quayside.admin.QueueManagerAddress;

import com.google.gson.JsonObject;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalInt;

/** The queue managers that the user added. */
public final class KnownQueueManagers extends KnownList<QueueManagerAddress, KnownQueueManager> {

	/** As {@link KnownList}. */
	public KnownQueueManagers(Path file) throws IOException {
		super(file, KnownQueueManager::address, KnownQueueManagers::json, KnownQueueManagers::parse);
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

	private static KnownQueueManager parse(JsonObject object) {
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
