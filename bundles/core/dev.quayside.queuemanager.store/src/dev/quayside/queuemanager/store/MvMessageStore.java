package dev.quayside.queuemanager.store;

import org.h2.mvstore.MVStoreException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** The store in one file of H2's MVStore: one map per queue, keyed by lookup id (docs/storage-format.md). */
public final class MvMessageStore implements MessageStore {

	/** The name of the file in the data folder. */
	public static final String FILE = "queues.mv.db";

	/** H2's files that survive the interrupt of a thread that reads. */
	static final String RETRY = "retry:";
	private static final long SEQUENCE_BLOCK = 1_000_000;

	private final Path folder;
	private final FolderLock lock;
	private final Journal journal;
	private final UUID id;
	private final SmallValues values;
	private final Map<Integer, MvStoredQueue> queues = new ConcurrentHashMap<>();
	private long nextSequence;
	private long reservedSequence;

	private MvMessageStore(Path folder, FolderLock lock, Journal journal, Settings settings) {
		this.folder = folder;
		this.lock = lock;
		this.journal = journal;
		this.id = settings.id();
		this.values = new SmallValues(journal.tables());
		this.reservedSequence = settings.sequence();
		this.nextSequence = settings.sequence();
	}

	/**
	 * Opens the store of a folder; makes folder and store where they are missing.
	 *
	 * @throws StoreException
	 *             if another process has it open, or it is damaged or newer
	 */
	public static MvMessageStore open(Path folder) throws StoreException {
		return open(folder, RETRY + folder.resolve(FILE).toAbsolutePath(), Journal.MAX_DELAY);
	}

	/** Like {@link #open(Path)}, the file by a name that may select a file system of H2. */
	static MvMessageStore open(Path folder, String name, Duration maxDelay) throws StoreException {
		FolderLock lock = FolderLock.take(folder);
		Journal journal = null;
		boolean opened = false;
		try {
			StoreFile file = new StoreFile(name);
			if (!file.exists()) {
				file.create(Settings.fresh());
				Folders.force(folder);
			}
			file.removeUnfinished();
			journal = new Journal(file, maxDelay);
			MvMessageStore store = read(folder, lock, journal, file);
			opened = true;
			return store;
		} finally {
			if (!opened) {
				if (journal != null) {
					journal.close();
				}
				lock.release();
			}
		}
	}

	private static MvMessageStore read(Path folder, FolderLock lock, Journal journal, StoreFile file)
			throws StoreException {
		Settings settings = Settings.read(file, journal.tables().settings());
		if (settings.format() < Settings.FORMAT) {
			await(journal.submit(tables -> Settings.upgrade(tables.settings()), true, 0));
		}
		return new MvMessageStore(folder, lock, journal, settings);
	}

	@Override
	public UUID queueManagerId() {
		return id;
	}

	@Override
	public SortedMap<Integer, Map<String, String>> queues() throws StoreException {
		Tables tables = journal.tables();
		try {
			return tables.read(() -> {
				SortedMap<Integer, Map<String, String>> result = new TreeMap<>();
				tables.queues().forEach((number, text) -> result.put(number.intValue(), Attributes.parse(text)));
				return result;
			});
		} catch (IllegalArgumentException | MVStoreException e) {
			throw new StoreException(StoreException.Kind.DAMAGED, "The list of queues cannot be read: "
					+ StoreFile.reason(e), e);
		}
	}

	@Override
	public void putQueue(int number, Map<String, String> attributes) throws StoreException {
		String text = Attributes.format(attributes);
		await(journal.submit(tables -> tables.putQueue(number, text), true, text.length()));
	}

	@Override
	public void removeQueue(int number) throws StoreException {
		await(journal.submit(tables -> tables.removeQueue(number), true, 0));
	}

	@Override
	public StoredQueue queue(int number) {
		return stored(number);
	}

	private MvStoredQueue stored(int number) {
		return queues.computeIfAbsent(number, key -> new MvStoredQueue(journal, key, this::apply));
	}

	@Override
	public CompletionStage<Void> apply(List<StoreChange> changes, boolean force) {
		if (changes.size() > MAX_CHANGES) {
			throw new IllegalArgumentException(changes.size() + " changes at once, more than " + MAX_CHANGES);
		}
		Batch batch = new Batch(changes, this::stored);
		return batch.watch(journal.submit(batch, force, batch.bytes()), values);
	}

	@Override
	public SortedMap<String, byte[]> table(String name) {
		return values.table(name);
	}

	@Override
	public List<byte[]> log(String table, int size) throws StoreException {
		Tables tables = journal.tables();
		try {
			return tables.read(() -> Log.read(tables.values(), table, size));
		} catch (MVStoreException e) {
			throw new StoreException(StoreException.Kind.DAMAGED, "The table " + table + " cannot be read: "
					+ StoreFile.reason(e), e);
		}
	}

	@Override
	public synchronized long nextSequence() throws StoreException {
		if (nextSequence == reservedSequence) {
			long reserved = reservedSequence + SEQUENCE_BLOCK;
			await(journal.submit(tables -> Settings.reserve(tables.settings(), reserved), true, 0));
			reservedSequence = reserved;
		}
		return nextSequence++;
	}

	@Override
	public long size() throws StoreException {
		try {
			return Files.size(folder.resolve(FILE));
		} catch (IOException e) {
			throw new StoreException(StoreException.Kind.READ_FAILED, "The size of the store is unknown: "
					+ Folders.reason(e), e);
		}
	}

	@Override
	public CompletionStage<Void> tidy() {
		return journal.submit(tables -> {
			tables.dropPurged();
			tables.save();
			Compaction.tidy(tables.store());
		}, true, 0);
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

	/** Waits for a change. */
	static void await(CompletableFuture<Void> change) throws StoreException {
		try {
			change.join();
		} catch (CompletionException e) {
			if (e.getCause() instanceof StoreException cause) {
				throw new StoreException(cause.kind(), cause.getMessage(), e);
			}
			throw e;
		}
	}
}
