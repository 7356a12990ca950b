package dev.quayside.queuemanager.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps a second queue manager out of a data folder; the system lets go of it with the process. */
final class FolderLock {

	private final FileChannel channel;

	private FolderLock(FileChannel channel) {
		this.channel = channel;
	}

	static FolderLock take(Path folder) throws StoreException {
		FileChannel channel = null;
		try {
			Folders.create(folder);
			channel = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
			FileLock lock = channel.tryLock();
			if (lock != null) {
				return new FolderLock(channel);
			}
		} catch (OverlappingFileLockException e) {
			// the same process has it
		} catch (IOException e) {
			close(channel);
			throw new StoreException(StoreException.Kind.WRITE_FAILED, "Cannot use the folder " + folder + ": "
					+ Folders.reason(e), e);
		}
		close(channel);
		throw new StoreException(StoreException.Kind.IN_USE, "The folder " + folder
				+ " is used by another queue manager: stop that one, or choose another folder", null);
	}

	void release() {
		close(channel);
	}

	private static void close(FileChannel channel) {
		try {
			if (channel != null) {
				channel.close();
			}
		} catch (IOException e) {
			System.getLogger(FolderLock.class.getName()).log(System.Logger.Level.DEBUG, "Cannot close the lock file",
					e);
		}
	}
}
