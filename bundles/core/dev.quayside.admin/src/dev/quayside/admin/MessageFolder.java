package dev.quayside.admin;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * A folder in which messages are kept before they are destroyed: of each the bytes of the body in
 * {@code <lookup id>.body} and its properties in {@code <lookup id>.json}. Made if it is missing, readable by the owner
 * only.
 */
public final class MessageFolder {

	private static final Gson JSON = new GsonBuilder().serializeNulls().disableHtmlEscaping().setPrettyPrinting()
			.create();

	private final PrivateFolder folder;

	public MessageFolder(Path folder) throws IOException {
		this.folder = new PrivateFolder(folder);
	}

	public Path path() {
		return folder.path();
	}

	/** Writes the message and forces it to disk; a message that was saved before is written again. */
	public void save(Message message) throws IOException {
		if (message.isCut()) {
			throw new IOException("The body of message " + message.summary().lookupId() + " is not complete: "
					+ message.body().length + " of " + message.summary().bodySize() + " bytes");
		}
		Map<String, Object> fields = ObjectFields.of(message.summary());
		folder.write(message.summary().lookupId() + ".body", message.body());
		folder.write(message.summary().lookupId() + ".json", JSON.toJson(fields).getBytes(StandardCharsets.UTF_8));
	}

	/** Makes sure that the names of the files are on disk as well, where the system can do that. */
	public void force() throws IOException {
		folder.force();
	}
}
