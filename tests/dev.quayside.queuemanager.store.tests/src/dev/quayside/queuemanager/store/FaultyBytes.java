package dev.quayside.queuemanager.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** A file of a {@link FaultyDisk}, which guards it: its bytes in the cache and on the platter, and what is between. */
final class FaultyBytes {

	/** Written bytes, or a truncation where they are null. */
	private record Pending(long position, byte[] data) {

		int length() {
			return data == null ? 1 : data.length;
		}
	}

	private static final class Image {

		private byte[] bytes;
		private int size;

		Image(byte[] content) {
			bytes = content.clone();
			size = content.length;
		}

		byte[] content() {
			return Arrays.copyOf(bytes, size);
		}

		/** Applies a part of a change; a truncation happens if that is not empty. */
		void apply(Pending change, int from, int to) {
			if (change.data() == null) {
				if (to > 0 && change.position() < size) {
					Arrays.fill(bytes, (int) change.position(), size, (byte) 0);
					size = (int) change.position();
				}
				return;
			}
			int end = (int) change.position() + to;
			if (end > bytes.length) {
				bytes = Arrays.copyOf(bytes, Math.max(end, 2 * bytes.length));
			}
			System.arraycopy(change.data(), from, bytes, (int) change.position() + from, to - from);
			size = to > from ? Math.max(size, end) : size;
		}

		void apply(Pending change) {
			apply(change, 0, change.length());
		}

		/** Mostly the size of the file survives, and sectors that did not arrive are zeros. */
		void applySectors(Pending change, SplittableRandom random) {
			if (change.data() == null) {
				apply(change, 0, random.nextInt(2));
				return;
			}
			int length = change.length();
			int odds = 1 + random.nextInt(8);
			for (int from = 0; from < length; from += FaultyDisk.SECTOR) {
				if (random.nextInt(8) < odds) {
					apply(change, from, Math.min(length, from + FaultyDisk.SECTOR));
				}
			}
			if (change.position() + length > size && random.nextInt(4) > 0) {
				apply(new Pending(change.position() + length - 1, new byte[1]));
			}
		}
	}

	private final Image cache;
	private final Image platter;
	private final List<Pending> pending = new ArrayList<>();
	private Pending onItsWay;

	/** A file that is on the platter. */
	FaultyBytes(byte[] content) {
		cache = new Image(content);
		platter = new Image(content);
	}

	int size() {
		return cache.size;
	}

	byte[] content() {
		return cache.content();
	}

	int read(long position, byte[] into) {
		if (position >= cache.size) {
			return -1;
		}
		int count = (int) Math.min(into.length, cache.size - position);
		System.arraycopy(cache.bytes, (int) position, into, 0, count);
		return count;
	}

	/** Bytes are on their way; the power may go before they are even in the cache. */
	Runnable write(long position, byte[] data) {
		Pending change = new Pending(position, data);
		pending.add(change);
		onItsWay = change;
		return () -> {
			cache.apply(change);
			onItsWay = null;
		};
	}

	/** The process has gone and the system has not: what did not get into the cache never will. */
	void loseProcess() {
		pending.remove(onItsWay);
		onItsWay = null;
	}

	void truncate(long size) {
		Pending change = new Pending(size, null);
		pending.add(change);
		cache.apply(change);
	}

	void force() {
		pending.forEach(platter::apply);
		pending.clear();
	}

	/** As Linux does: the pages count as clean, although they never got to the platter. */
	void failToForce() {
		pending.clear();
	}

	/** What is there after the power came back. */
	FaultyBytes survivor(FaultyDisk.Survival survival, SplittableRandom random) {
		Image result = new Image(platter.content());
		switch (survival) {
			case EVERYTHING -> pending.forEach(result::apply);
			case PREFIX -> {
				int whole = random.nextInt(pending.size() + 1);
				pending.subList(0, whole).forEach(result::apply);
				if (whole < pending.size()) {
					Pending torn = pending.get(whole);
					result.apply(torn, 0, random.nextInt(torn.length() + 1));
				}
			}
			case WRITES -> pending.stream().filter(change -> random.nextBoolean()).forEach(result::apply);
			case SECTORS -> pending.forEach(change -> result.applySectors(change, random));
			default -> {
				// nothing
			}
		}
		return new FaultyBytes(result.content());
	}
}
