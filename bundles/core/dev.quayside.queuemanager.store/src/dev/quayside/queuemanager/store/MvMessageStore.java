package dev.quayside.queuemanager.store;

import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

/** The store in one file of H2's MVStore: one map per queue, keyed by lookup id (docs/storage-format.md). */
public final class MvMessageStore implements MessageStore {

	/** The name of the file in the data folder. */
	public static final String FILE = "queues.mv.db";

	static final int FORMAT = 1;

	private static final long SEQUENCE_BLOCK = 1_000_000;
	private static final String FORMAT_KEY = "format";
	private static final String ID_KEY = "queueManagerId";
	private static final String SEQUENCE_KEY = "sequence";

	private final Path folder;
	private final FolderLock lock;
	private final Journal journal;
	private final UUID id;
	private final Map<Integer, MvStoredQueue> queues = new ConcurrentHashMap<>();
	private long nextSequence;
	private long reservedSequence;

	private MvMessageStore(Path folder, FolderLock lock, Journal journal) throws StoreException {
		this.folder = folder;
		this.lock = lock;
		this.journal = journal;
		MVMap<String, String> meta = journal.store().openMap("meta");
		checkFormat(meta);
		if (meta.get(ID_KEY) == null) {
			await(journal.submit(store -> {
				store.<String, String>openMap("meta").put(FORMAT_KEY, Integer.toString(FORMAT));
				store.<String, String>openMap("meta").put(ID_KEY, UUID.randomUUID().toString());
			}, true));
		}
		this.id = UUID.fromString(meta.get(ID_KEY));
		this.reservedSequence = Long.parseLong(meta.getOrDefault(SEQUENCE_KEY, "1"));
		this.nextSequence = reservedSequence;
	}

	/**
	 * Opens the store of a folder; makes folder and store where they are missing.
	 *
	 * @throws StoreException
	 *             if another process has it open, or it is damaged or newer
	 */
	public static MvMessageStore open(Path folder) throws StoreException {
		return open(folder, folder.resolve(FILE).toString());
	}

	/** Like {@link #open(Path)}, the file by a name that may select a file system of H2. */
	static MvMessageStore open(Path folder, String file) throws StoreException {
		FolderLock lock = FolderLock.take(folder);
		Journal journal = null;
		try {
			journal = new Journal(file);
			return new MvMessageStore(folder, lock, journal);
		} catch (StoreException e) {
			if (journal != null) {
				journal.close();
			}
			lock.release();
			throw e;
		}
	}

	private void checkFormat(MVMap<String, String> meta) throws StoreException {
		String format = meta.get(FORMAT_KEY);
		if (format != null && Integer.parseInt(format) > FORMAT) {
			throw new StoreException(StoreException.Kind.NEWER, "The store in " + folder + " has format " + format
					+ ", this version reads up to " + FORMAT + ": use the version that wrote it, or another folder",
					null);
		}
	}

	@Override
	public UUID queueManagerId() {
		return id;
	}

	@Override
	public SortedMap<Integer, Map<String, String>> queues() throws StoreException {
		SortedMap<Integer, Map<String, String>> result = new TreeMap<>();
		MVMap<Integer, String> map = journal.store().openMap("queues");
		map.forEach((number, text) -> result.put(number, Attributes.parse(text)));
		return result;
	}

	@Override
	public void putQueue(int number, Map<String, String> attributes) throws StoreException {
		await(journal.submit(
				store -> store.<Integer, String>openMap("queues").put(number, Attributes.format(attributes)),
				true));
	}

	@Override
	public void removeQueue(int number) throws StoreException {
		MvStoredQueue queue = queues.remove(number);
		await(journal.submit(store -> {
			store.<Integer, String>openMap("queues").remove(number);
			MvStoredQueue.remove(store, number);
		}, true));
		if (queue != null) {
			queue.forget();
		}
	}

	@Override
	public StoredQueue queue(int number) {
		return queues.computeIfAbsent(number, key -> new MvStoredQueue(journal, key));
	}

	@Override
	public synchronized long nextSequence() throws StoreException {
		if (nextSequence == reservedSequence) {
			long reserved = reservedSequence + SEQUENCE_BLOCK;
			await(journal.submit(
					store -> store.<String, String>openMap("meta").put(SEQUENCE_KEY, Long.toString(reserved)),
					true));
			reservedSequence = reserved;
		}
		return nextSequence++;
	}

	@Override
	public long size() {
		try {
			return Files.size(folder.resolve(FILE));
		} catch (IOException e) {
			return 0;
		}
	}

	@Override
	public long forces() {
		return journal.forces();
	}

	@Override
	public void close() {
		journal.close();
		lock.release();
	}

	private static void await(CompletableFuture<Void> change) throws StoreException {
		try {
			change.join();
		} catch (CompletionException e) {
			if (e.getCause() instanceof StoreException cause) {
				throw new StoreException(cause.kind(), cause.getMessage(), e);
			}
			throw e;
		}
	}

	/** A change of the maps; runs in the writer's thread only. */
	interface Change {

		void apply(MVStore store);
	}
}
