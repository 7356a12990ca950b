package dev.quayside.queuemanager.store;

import dev.quayside.queuemanager.store.FaultyDisk.Survival;

import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.UUID;

/** A store on a disk that loses its power again and again, and what it has promised so far. */
final class CrashedStore implements AutoCloseable {

	/** Nothing comes to the disk but by what a script does. */
	private static final Duration NEVER = Duration.ofDays(1);

	private final Path folder;
	private FaultyDisk disk;
	private Model state = new Model();
	private Script script;
	private UUID id;
	private long lastSequence;

	CrashedStore(Path folder, FaultyDisk disk) {
		this.folder = folder;
		this.disk = disk;
	}

	/** The same, on a disk of its own. */
	CrashedStore copy() {
		CrashedStore copy = new CrashedStore(folder, disk.revive(Survival.NOTHING, 0));
		copy.state = state;
		copy.id = id;
		copy.lastSequence = lastSequence;
		return copy;
	}

	/**
	 * Opens the store and makes random changes.
	 *
	 * @param cutAt
	 *            the event, counted from here, at which the power goes
	 * @return whether it went
	 */
	boolean run(long seed, int steps, int cutAt) throws StoreException {
		disk.cutAt(cutAt == Integer.MAX_VALUE ? cutAt : disk.events() + cutAt);
		script = new Script(seed, state, lastSequence);
		try (MvMessageStore store = MvMessageStore.open(folder, disk.path("store"), NEVER)) {
			opened(store);
			if (!script.run(store, steps) && !disk.isOff()) {
				script.undo();
				checkFull(store);
				script.run(store, steps / 2);
			}
		} catch (StoreException e) {
			if (!disk.isOff()) {
				throw e;
			}
		}
		lastSequence = script.lastSequence();
		if (!disk.isOff()) {
			state = script.last();
		}
		return disk.isOff();
	}

	/** A change has failed for want of room, and only that: while the process lives nothing else is lost. */
	private void checkFull(MvMessageStore store) throws StoreException {
		disk.setCapacity(Long.MAX_VALUE);
		Model found = Model.read(store);
		if (!found.equals(script.last())) {
			throw new AssertionError("On a full disk there is " + found + ", not " + script.last());
		}
	}

	private void opened(MvMessageStore store) {
		if (id != null && !id.equals(store.queueManagerId())) {
			throw new AssertionError("The queue manager was " + id + " and is " + store.queueManagerId());
		}
		id = store.queueManagerId();
	}

	/**
	 * Random changes until a random kill or power cut, so many times, sometimes with a disk that is full on the way; fails
	 * unless what was promised is there each time.
	 */
	void crash(SplittableRandom random, int times) throws StoreException {
		for (int crash = 0; crash < times; crash++) {
			disk.setCapacity(random.nextInt(3) > 0 ? Long.MAX_VALUE : disk.used() + 40_000 + random.nextInt(300_000));
			run(random.nextLong(), 40, random.nextInt(90));
			if (random.nextInt(3) == 0) {
				restart();
			} else {
				revive(Survival.values()[random.nextInt(Survival.values().length)], random.nextLong());
			}
			check();
		}
	}

	/** The power comes back. */
	void revive(Survival survival, long seed) {
		FaultyDisk revived = disk.revive(survival, seed);
		disk.remove();
		disk = revived;
	}

	/** It was only the process that went. */
	void restart() {
		disk.restart();
	}

	/** Opens the store, and fails unless everything that was promised is there. */
	void check() throws StoreException {
		try (MvMessageStore store = MvMessageStore.open(folder, disk.path("store"), NEVER)) {
			opened(store);
			state = script.check(store);
		}
		script = new Script(0, state, lastSequence);
	}

	/** Forgets the disk. */
	@Override
	public void close() {
		disk.remove();
	}
}
