package dev.quayside.admin;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A folder for what is kept before it is destroyed: made if it is missing, with files that only their owner may read and that
 * are forced to disk.
 */
public final class PrivateFolder {

	private static final boolean IS_POSIX = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
	private static final int MAX_NAMES = 10_000;

	private final Path folder;

	public PrivateFolder(Path folder) throws IOException {
		this.folder = folder;
		Files.createDirectories(folder, ownerOnly("rwx------"));
	}

	public Path path() {
		return folder;
	}

	/** Writes a file, in the place of an older one of the same name. */
	public void write(String name, byte[] bytes) throws IOException {
		Path file = folder.resolve(name);
		Files.deleteIfExists(file);
		fill(Files.createFile(file, ownerOnly("rw-------")), bytes);
	}

	/** Writes a file of a name that none has yet. */
	public Path create(String name, String suffix, byte[] bytes) throws IOException {
		for (int i = 1; i < MAX_NAMES; i++) {
			Path file = folder.resolve(name + (i == 1 ? "" : "-" + i) + suffix);
			try {
				Files.createFile(file, ownerOnly("rw-------"));
			} catch (FileAlreadyExistsException e) {
				continue;
			}
			fill(file, bytes);
			return file;
		}
		throw new FileAlreadyExistsException(folder.resolve(name + suffix).toString());
	}

	/** Makes sure that the names of the files are on disk as well, where the system can do that. */
	public void force() throws IOException {
		if (IS_POSIX) {
			try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
				channel.force(true);
			}
		}
	}

	private static void fill(Path file, byte[] bytes) throws IOException {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
			ByteBuffer buffer = ByteBuffer.wrap(bytes);
			while (buffer.hasRemaining()) {
				channel.write(buffer);
			}
			channel.force(true);
		}
	}

	/**
	 * What a new file or folder is made with that only its owner may use.
	 *
	 * @param permissions
	 *            such as {@code rw-------}; nothing where the system knows no such permissions
	 */
	public static FileAttribute<?>[] ownerOnly(String permissions) {
		return IS_POSIX
				? new FileAttribute<?>[]{
						PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)) }
				: new FileAttribute<?>[0];
	}
}
