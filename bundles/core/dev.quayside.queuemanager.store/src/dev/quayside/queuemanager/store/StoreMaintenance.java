package dev.quayside.queuemanager.store;

import dev.quayside.queuemanager.store.StoreException.Kind;

import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What can be done with a store while no queue manager uses it. */
public final class StoreMaintenance {

	/** So much is in memory until it is written to the new file. */
	private static final int PORTION = 8 * 1024 * 1024;

	/**
	 * A file that was written anew.
	 *
	 * @param before
	 *            bytes on disk
	 * @param after
	 *            bytes on disk
	 */
	public record Compacted(long before, long after) {}

	private StoreMaintenance() {}

	/** Work on a file that nobody else has. */
	private interface Work<T> {

		T run(StoreFile file) throws StoreException;
	}

	/**
	 * Looks at everything in the store of a folder, and changes nothing.
	 *
	 * @throws StoreException
	 *             if there is none, a process uses it, a later version wrote it, or it cannot be opened at all
	 */
	public static StoreReport check(Path folder) throws StoreException {
		return alone(folder, MvMessageStore.RETRY + folder.resolve(MvMessageStore.FILE).toAbsolutePath(),
				StoreMaintenance::check);
	}

	/**
	 * Writes the store of a folder anew, without what is not needed any more; it has the current format then. After a crash
	 * the folder has the old file or the new one.
	 *
	 * @throws StoreException
	 *             as {@link #check}, or if something is damaged: the file stays as it is then
	 */
	public static Compacted compact(Path folder) throws StoreException {
		return compact(folder, MvMessageStore.RETRY + folder.resolve(MvMessageStore.FILE).toAbsolutePath());
	}

	/** Like {@link #compact(Path)}, the file by a name that may select a file system of H2. */
	static Compacted compact(Path folder, String name) throws StoreException {
		return alone(folder, name, file -> {
			StoreReport report = check(file);
			if (!report.isIntact()) {
				throw file.damaged(report.damage().get(0), null);
			}
			rewrite(file);
			Folders.force(folder);
			return new Compacted(report.fileBytes(), file.size());
		});
	}

	/** Like {@link #check(Path)}, the file by a name that may select a file system of H2. */
	static StoreReport check(Path folder, String name) throws StoreException {
		return alone(folder, name, StoreMaintenance::check);
	}

	private static <T> T alone(Path folder, String name, Work<T> work) throws StoreException {
		StoreFile file = new StoreFile(name);
		if (!Files.isDirectory(folder) || !file.exists()) {
			throw new StoreException(Kind.NO_STORE, "There is no store in " + folder
					+ ": name the data folder of a queue manager", null);
		}
		FolderLock lock = FolderLock.take(folder);
		try {
			return work.run(file);
		} finally {
			lock.release();
		}
	}

	private static StoreReport check(StoreFile file) throws StoreException {
		MVStore store = file.openForReading();
		try {
			return new StoreWalk(file, store).run();
		} finally {
			store.closeImmediately();
		}
	}

	private static void rewrite(StoreFile file) throws StoreException {
		MVStore old = file.openForReading();
		try {
			file.replace(fresh -> {
				copy(old, fresh);
				Settings.upgrade(Tables.settings(fresh));
				fresh.commit();
				fresh.sync();
				old.closeImmediately();
			});
		} finally {
			old.closeImmediately();
		}
	}

	private static void copy(MVStore old, MVStore fresh) {
		copy(Tables.settings(old), Tables.settings(fresh));
		if (old.hasMap(Tables.QUEUES)) {
			copy(Tables.queues(old), Tables.queues(fresh));
		}
		if (old.hasMap(Tables.TOTALS)) {
			copy(Tables.totals(old), Tables.totals(fresh));
		}
		if (old.hasMap(Tables.VALUES)) {
			copy(Tables.values(old), Tables.values(fresh));
		}
		for (long number : Tables.queues(fresh).keySet()) {
			for (String name : Tables.names(number)) {
				copy(Tables.bytes(old, name), Tables.bytes(fresh, name));
			}
		}
	}

	private static <K, V> void copy(MVMap<K, V> from, MVMap<K, V> to) {
		for (Map.Entry<K, V> entry : from.entrySet()) {
			to.append(entry.getKey(), entry.getValue());
			if (to.getStore().getUnsavedMemory() > PORTION) {
				to.getStore().commit();
				to.getStore().sync();
			}
		}
	}
}
