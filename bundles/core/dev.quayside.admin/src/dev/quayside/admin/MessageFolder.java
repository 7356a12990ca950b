package dev.quayside.admin;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/**
 * A folder in which messages are kept before they are destroyed: of each the bytes of the body in
 * {@code <lookup id>.body} and its properties in {@code <lookup id>.json}. Made if it is missing, readable by the owner
 * only.
 */
public final class MessageFolder {

	private static final Gson JSON = new GsonBuilder().serializeNulls().disableHtmlEscaping().setPrettyPrinting()
			.create();

	private static final boolean IS_POSIX = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

	private final Path folder;

	public MessageFolder(Path folder) throws IOException {
		this.folder = folder;
		Files.createDirectories(folder, ownerOnly("rwx------"));
	}

	public Path path() {
		return folder;
	}

	/** Writes the message and forces it to disk; a message that was saved before is written again. */
	public void save(Message message) throws IOException {
		if (message.isCut()) {
			throw new IOException("The body of message " + message.summary().lookupId() + " is not complete: "
					+ message.body().length + " of " + message.summary().bodySize() + " bytes");
		}
		Map<String, Object> fields = ObjectFields.of(message.summary());
		write(message.summary().lookupId() + ".body", message.body());
		write(message.summary().lookupId() + ".json", JSON.toJson(fields).getBytes(StandardCharsets.UTF_8));
	}

	/** Makes sure that the names of the files are on disk as well, where the system can do that. */
	public void force() throws IOException {
		if (IS_POSIX) {
			try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
				channel.force(true);
			}
		}
	}

	private void write(String name, byte[] bytes) throws IOException {
		Path file = folder.resolve(name);
		Files.deleteIfExists(file);
		Files.createFile(file, ownerOnly("rw-------"));
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
			ByteBuffer buffer = ByteBuffer.wrap(bytes);
			while (buffer.hasRemaining()) {
				channel.write(buffer);
			}
			channel.force(true);
		}
	}

	private static FileAttribute<?>[] ownerOnly(String permissions) {
		return IS_POSIX
				? new FileAttribute<?>[]{
						PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)) }
				: new FileAttribute<?>[0];
	}
}
