package dev.quayside.queuemanager.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Folders whose entries survive a power cut. */
final class Folders {

	private static final FileAttribute<?>[] OWNER_ONLY = {
			PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")) };

	private Folders() {}

	/** Makes a folder that only its owner may use, and those that it is in, where they are missing. */
	static void create(Path folder) throws IOException {
		boolean hasOwner = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
		create(folder, hasOwner ? OWNER_ONLY : new FileAttribute<?>[0]);
	}

	private static void create(Path folder, FileAttribute<?>... attributes) throws IOException {
		if (Files.isDirectory(folder)) {
			return;
		}
		Path parent = folder.toAbsolutePath().getParent();
		if (parent != null) {
			create(parent, new FileAttribute<?>[0]);
		}
		try {
			Files.createDirectory(folder, attributes);
		} catch (FileAlreadyExistsException e) {
			if (!Files.isDirectory(folder)) {
				throw new FileSystemException(folder.toString(), null, "it is a file");
			}
		}
		if (parent != null) {
			force(parent);
		}
	}

	/** Forces the entries of a folder to disk, where the system can do that. */
	static void force(Path folder) {
		try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
			channel.force(true);
		} catch (IOException e) {
			System.getLogger(Folders.class.getName()).log(System.Logger.Level.DEBUG,
					() -> "The system does not force the folder " + folder, e);
		}
	}

	/** What went wrong with a file, without its name. */
	static String reason(IOException e) {
		if (e instanceof AccessDeniedException) {
			return "access denied";
		}
		if (e instanceof FileSystemException known && known.getReason() != null) {
			return known.getReason();
		}
		return String.valueOf(e.getMessage());
	}
}
