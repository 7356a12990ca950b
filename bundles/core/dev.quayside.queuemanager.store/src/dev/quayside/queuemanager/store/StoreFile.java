package dev.quayside.queuemanager.store;

import dev.quayside.queuemanager.store.StoreException.Kind;
import dev.quayside.queuemanager.store.internal.CommitFiles;
import dev.quayside.queuemanager.store.internal.DamagedFileException;

import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.store.fs.FilePath;

import java.io.IOException;
import java.util.Map;

/**
 * The file of a store as H2 keeps it: written by explicit commits only, which their writer forces, so that space may be
 * used again as soon as no reader and no recent version needs it.
 */
final class StoreFile {

	/**
	 * How long the space of dead chunks is left alone. H2 checks the 20 newest chunks when it opens a file, also dead ones;
	 * if one is overwritten it looks for an older version.
	 */
	private static final int VERSIONS_TO_KEEP = 25;
	private static final int CACHE_MEGABYTES = 16;
	private static final String NEW = ".new";

	private final String name;
	/** The name for people. */
	private final String shown;

	/**
	 * @param name
	 *            of the file, which may have a scheme of H2's file systems
	 */
	StoreFile(String name) {
		this.name = name;
		this.shown = CommitFiles.get(name).unwrap().unwrap().toString();
	}

	/** Whether it was made completely. */
	boolean exists() {
		return CommitFiles.get(name).exists();
	}

	/** Bytes on disk. */
	long size() {
		return CommitFiles.get(name).size();
	}

	/** Makes the file with these values in its map of settings. */
	void create(Map<String, String> settings) throws StoreException {
		replace(store -> {
			Tables.settings(store).putAll(settings);
			store.commit();
			store.sync();
		});
	}

	/** Writes and forces what a file holds. */
	interface Filling {

		void fill(MVStore store);
	}

	/**
	 * Makes the file, or a new one in the place of the old one, which must not be open. It has another name until everything
	 * is on disk: a file with the right name is whole.
	 */
	void replace(Filling filling) throws StoreException {
		boolean made = false;
		try {
			removeUnfinished();
			MVStore store = mvStore(name + NEW, false);
			try {
				filling.fill(store);
			} finally {
				store.closeImmediately();
			}
			CommitFiles.get(name + NEW).moveTo(CommitFiles.get(name), true);
			made = true;
		} catch (RuntimeException e) {
			throw new StoreException(Kind.WRITE_FAILED, "Cannot make " + shown + ": " + reason(e), e);
		} finally {
			if (!made) {
				forgetUnfinished();
			}
		}
	}

	/** Removes what was being made when the process ended. */
	void removeUnfinished() {
		FilePath unfinished = CommitFiles.get(name + NEW);
		if (unfinished.exists()) {
			unfinished.delete();
		}
	}

	private void forgetUnfinished() {
		try {
			removeUnfinished();
		} catch (RuntimeException e) {
			System.getLogger(StoreFile.class.getName()).log(System.Logger.Level.DEBUG, "Left behind: " + name + NEW, e);
		}
	}

	/** Whether the last write was cut off, or what it wrote is damaged: the version before counts then. */
	boolean isCutOff() throws StoreException {
		try {
			return CommitFiles.isCutOff(name);
		} catch (IOException | RuntimeException e) {
			throw new StoreException(Kind.READ_FAILED, "Cannot read " + shown + ": " + reason(e), e);
		}
	}

	/** Opens the file at the newest version that was forced. */
	MVStore open() throws StoreException {
		return open(false);
	}

	/** Opens it likewise, and writes nothing. */
	MVStore openForReading() throws StoreException {
		return open(true);
	}

	private MVStore open(boolean onlyRead) throws StoreException {
		MVStore store = null;
		try {
			if (CommitFiles.get(name).size() == 0) {
				throw damaged("it is empty", null);
			}
			store = mvStore(name, onlyRead);
			long newest = Long.parseLong(store.getStoreHeader().get("version").toString(), 16);
			if (store.isReadOnly() && !onlyRead) {
				throw new StoreException(Kind.WRITE_FAILED, "The file " + shown
						+ " cannot be written to: give the account that runs the queue manager the right to", null);
			}
			if (store.getCurrentVersion() != newest) {
				throw damaged("its newest version refers to what is not there", null);
			}
			if (!onlyRead) {
				store.sync();
			}
			return store;
		} catch (MVStoreException e) {
			throw failed(e, store);
		} catch (StoreException | RuntimeException e) {
			if (store != null) {
				store.closeImmediately();
			}
			throw e instanceof StoreException known ? known : damaged(reason(e), e);
		}
	}

	private static MVStore mvStore(String file, boolean onlyRead) {
		MVStore.Builder builder = new MVStore.Builder().fileName(CommitFiles.get(file).toString()).autoCommitDisabled()
				.autoCommitBufferSize(0).cacheSize(CACHE_MEGABYTES);
		MVStore store = (onlyRead ? builder.readOnly() : builder).open();
		store.setRetentionTime(0);
		store.setVersionsToKeep(VERSIONS_TO_KEEP);
		return store;
	}

	private StoreException failed(MVStoreException e, MVStore store) {
		if (store != null) {
			store.closeImmediately();
		}
		return switch (e.getErrorCode()) {
			case DataUtils.ERROR_FILE_LOCKED -> new StoreException(Kind.IN_USE, "The file " + shown
					+ " is used by another program: stop that one", e);
			case DataUtils.ERROR_UNSUPPORTED_FORMAT -> new StoreException(Kind.NEWER, "The file " + shown
					+ " was written by another version (" + reason(e) + "): use that one, or another folder", e);
			case DataUtils.ERROR_FILE_CORRUPT -> damaged(reason(e), e);
			default -> e.getCause() instanceof DamagedFileException damage
					? damaged(damage.getMessage(), e)
					: new StoreException(Kind.READ_FAILED, "Cannot open " + shown + ": " + reason(e), e);
		};
	}

	/** Says what to do as well. */
	StoreException damaged(String why, Throwable cause) {
		return new StoreException(Kind.DAMAGED, "The file " + shown + " is damaged: " + why
				+ "; keep a copy of it, and start with another folder or restore the file from a backup", cause);
	}

	/** What went wrong, in one line. */
	static String reason(Throwable e) {
		Throwable root = e;
		while (root.getCause() != null) {
			root = root.getCause();
		}
		return root.getMessage() == null ? root.toString() : root.getMessage();
	}

	@Override
	public String toString() {
		return shown;
	}
}
