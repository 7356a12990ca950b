package dev.quayside.queuemanager.store;

import dev.quayside.queuemanager.store.FaultyDisk.Survival;

import java.nio.file.Path;
import java.time.Duration;

/** A store on a disk that can be full, for tests of what is above it. */
public final class FullDisk implements AutoCloseable {

	private final FaultyDisk disk = new FaultyDisk();
	private final QuietLog quiet = new QuietLog();

	/**
	 * @param folder
	 *            for the lock only
	 */
	public MessageStore open(Path folder) throws StoreException {
		return MvMessageStore.open(folder, disk.path("store"), Duration.ofMillis(1));
	}

	/** From now on there is room for so many bytes more. */
	public void leave(long bytes) {
		disk.setCapacity(disk.used() + bytes);
	}

	/** From now on nothing can be written. */
	public void fill() {
		disk.setCapacity(0);
	}

	/** There is room again. */
	public void empty() {
		disk.setCapacity(Long.MAX_VALUE);
	}

	/** Messages of a queue that are there after a power cut now. */
	public long countAfterPowerCut(Path folder, int queue) throws StoreException {
		FaultyDisk revived = disk.revive(Survival.NOTHING, 0);
		try (MvMessageStore again = MvMessageStore.open(folder, revived.path("store"), Duration.ofMillis(1))) {
			return again.queue(queue).count();
		} finally {
			revived.remove();
		}
	}

	@Override
	public void close() {
		disk.remove();
		quiet.close();
	}
}
