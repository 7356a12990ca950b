package dev.quayside.queuemanager.store;

import org.h2.store.fs.FilePath;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A disk in memory, for H2's file layer. It keeps what was forced apart from what was only written, can lose its power at
 * any write, force, truncation or renaming, can fill up, and can fail to force. Names and renamings are on disk at once.
 */
final class FaultyDisk {

	/** What of the writes since the last force survives. */
	enum Survival {
		NOTHING,
		EVERYTHING,
		/** The first ones, and a part of the one behind them. */
		PREFIX,
		/** Some of them, whole. */
		WRITES,
		/** Some of their sectors. */
		SECTORS
	}

	/** The power is off. */
	static final class PowerCut extends IOException {
		private static final long serialVersionUID = 1L;

		PowerCut() {
			super("The power is off");
		}
	}

	static final int SECTOR = 512;
	static final String NO_SPACE = "No space left on device";

	private static final Map<String, FaultyDisk> DISKS = new ConcurrentHashMap<>();
	private static final AtomicInteger LAST = new AtomicInteger();

	static {
		FilePath.register(new FaultyPath());
	}

	private final String name = "disk" + LAST.incrementAndGet();
	private final Map<String, FaultyBytes> files = new TreeMap<>();
	private final List<String> log = new ArrayList<>();
	private int events;
	private int cutAt = Integer.MAX_VALUE;
	private int forces;
	private int failingForces;
	private long capacity = Long.MAX_VALUE;
	private Wait forceWait = () -> {};
	private boolean off;

	FaultyDisk() {
		DISKS.put(name, this);
	}

	static FaultyDisk named(String name) {
		return DISKS.get(name);
	}

	/** The name of a file on this disk for H2. */
	String path(String file) {
		return FaultyPath.SCHEME + ":" + name + "/" + file;
	}

	/** Forgets the disk. */
	void remove() {
		DISKS.remove(name);
	}

	/** Cuts the power at the event with this number, beginning with 0. */
	synchronized void cutAt(int event) {
		cutAt = event;
	}

	/** Writes, forces, truncations and renamings so far. */
	synchronized int events() {
		return events;
	}

	synchronized int forces() {
		return forces;
	}

	synchronized boolean isOff() {
		return off;
	}

	/** The events so far, in words. */
	synchronized List<String> log() {
		return List.copyOf(log);
	}

	/** So many bytes fit. */
	synchronized void setCapacity(long bytes) {
		capacity = bytes;
	}

	/** Bytes in all files. */
	synchronized long used() {
		return files.values().stream().mapToLong(FaultyBytes::size).sum();
	}

	/** The next forces fail, and what they should have forced is gone. */
	synchronized void failForces(int count) {
		failingForces = count;
	}

	/** What a force waits for. */
	interface Wait {

		void await() throws InterruptedException;
	}

	/** Forces wait for something. */
	synchronized void onForce(Wait wait) {
		forceWait = wait;
	}

	/** How long a force takes, as on a real disk. */
	void setForceNanos(long nanos) {
		onForce(() -> LockSupport.parkNanos(nanos));
	}

	/** A disk with what this one has after the power came back. */
	synchronized FaultyDisk revive(Survival survival, long seed) {
		FaultyDisk disk = new FaultyDisk();
		SplittableRandom random = new SplittableRandom(seed);
		files.forEach((file, bytes) -> disk.files.put(file, bytes.survivor(survival, random)));
		return disk;
	}

	/** It was not the power that went but only the process: another one finds what is in the cache. */
	synchronized void restart() {
		files.values().forEach(FaultyBytes::loseProcess);
		off = false;
		cutAt = Integer.MAX_VALUE;
	}

	/** Puts a file there. */
	synchronized void put(String file, byte[] content) {
		files.put(file, new FaultyBytes(content));
	}

	synchronized byte[] content(String file) {
		return files.get(file).content();
	}

	synchronized boolean exists(String file) {
		return files.containsKey(file);
	}

	synchronized long size(String file) {
		FaultyBytes bytes = files.get(file);
		return bytes == null ? 0 : bytes.size();
	}

	synchronized void create(String file) throws IOException {
		check();
		files.computeIfAbsent(file, key -> new FaultyBytes(new byte[0]));
	}

	synchronized void delete(String file) throws IOException {
		event("delete " + file);
		files.remove(file);
	}

	synchronized void rename(String from, String to) throws IOException {
		event("rename " + from);
		files.put(to, files.remove(from));
	}

	synchronized int read(String file, long position, byte[] into) throws IOException {
		check();
		return files.get(file).read(position, into);
	}

	synchronized int write(String file, long position, byte[] data) throws IOException {
		FaultyBytes bytes = files.get(file);
		long room = capacity - used() + Math.max(0, bytes.size() - position);
		if (room < data.length) {
			bytes.write(position, Arrays.copyOf(data, (int) Math.max(0, room))).run();
			throw new IOException(NO_SPACE);
		}
		check();
		Runnable arrival = bytes.write(position, data);
		event("write " + data.length + " at " + position);
		arrival.run();
		return data.length;
	}

	synchronized void truncate(String file, long size) throws IOException {
		event("truncate to " + size);
		files.get(file).truncate(size);
	}

	void force(String file) throws IOException {
		Wait wait;
		synchronized (this) {
			wait = forceWait;
		}
		try {
			wait.await();
		} catch (InterruptedException e) {
			throw new IOException(e);
		}
		synchronized (this) {
			event("force");
			forces++;
			if (failingForces > 0) {
				failingForces--;
				files.get(file).failToForce();
				throw new IOException("Input/output error");
			}
			files.get(file).force();
		}
	}

	private void event(String what) throws IOException {
		check();
		if (events++ == cutAt) {
			off = true;
		}
		log.add(what);
		check();
	}

	private void check() throws IOException {
		if (off) {
			throw new PowerCut();
		}
	}
}
