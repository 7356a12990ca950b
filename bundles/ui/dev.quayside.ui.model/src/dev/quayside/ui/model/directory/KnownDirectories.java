package dev.quayside.ui.model.directory;

import dev.quayside.admin.directory.DirectoryAddress;
import dev.quayside.admin.directory.DirectoryProtection;
import dev.quayside.admin.directory.ServerTrust;
import dev.quayside.ui.model.IdentityJson;
import dev.quayside.ui.model.KnownList;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The directories that the user added. */
public final class KnownDirectories extends KnownList<DirectoryAddress, KnownDirectory> {

	private static final String DOMAIN = "domain";
	private static final String HOST = "host";
	private static final String PORT = "port";
	private static final String PROTECTION = "protection";
	private static final String IDENTITY = "identity";
	private static final String AUTHORITIES = "authorities";
	private static final String FINGERPRINTS = "fingerprints";
	private static final String READ_ONLY = "readOnly";

	/** As {@link KnownList}. */
	public KnownDirectories(Path file) throws IOException {
		super(file, KnownDirectory::address, KnownDirectories::json, KnownDirectories::parse);
	}

	private static JsonObject json(KnownDirectory entry) {
		JsonObject object = new JsonObject();
		if (entry.address() instanceof DirectoryAddress.Server server) {
			object.addProperty(HOST, server.host());
			object.addProperty(PORT, server.port());
		} else {
			object.addProperty(DOMAIN, entry.address().toString());
		}
		object.addProperty(PROTECTION, entry.protection().name().toLowerCase(Locale.ROOT));
		object.add(IDENTITY, IdentityJson.write(entry.identity()));
		object.addProperty(AUTHORITIES, entry.authorities());
		JsonArray fingerprints = new JsonArray();
		entry.fingerprints().stream().sorted().forEach(fingerprints::add);
		object.add(FINGERPRINTS, fingerprints);
		object.addProperty(READ_ONLY, entry.isReadOnly());
		return object;
	}

	private static KnownDirectory parse(JsonObject object) {
		DirectoryAddress address = object.has(DOMAIN)
				? new DirectoryAddress.Domain(object.get(DOMAIN).getAsString())
				: new DirectoryAddress.Server(object.get(HOST).getAsString(), object.get(PORT).getAsInt());
		Set<String> fingerprints = new HashSet<>();
		for (JsonElement fingerprint : object.getAsJsonArray(FINGERPRINTS)) {
			fingerprints.add(fingerprint.getAsString());
		}
		return new KnownDirectory(address,
				DirectoryProtection.valueOf(object.get(PROTECTION).getAsString().toUpperCase(Locale.ROOT)),
				IdentityJson.read(object.getAsJsonObject(IDENTITY)), object.get(AUTHORITIES).getAsString(),
				new ServerTrust(Optional.empty(), fingerprints).fingerprints(),
				object.get(READ_ONLY).getAsBoolean());
	}
}
