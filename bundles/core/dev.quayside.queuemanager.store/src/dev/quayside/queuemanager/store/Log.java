package dev.quayside.queuemanager.store;

import org.h2.mvstore.MVMap;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The latest records of a table, all of one size, in a ring of small values (docs/storage-format.md). One comes with nearly
 * every message, so they come into the map many at a time, when something is committed. For the writer's thread.
 */
final class Log {

	/** Values of the ring. */
	static final int BLOCKS = 64;
	private static final int HEAD = Long.BYTES;

	private final MVMap<String, byte[]> values;
	private final String table;
	private final Deque<byte[]> pending = new ArrayDeque<>();
	/** The newest block, which grows until the next record does not fit. */
	private byte[] block;

	Log(MVMap<String, byte[]> values, String table) {
		this.values = values;
		this.table = table;
		this.block = blocks(values, table).stream().reduce((first, second) -> second)
				.orElseGet(() -> ByteBuffer.allocate(HEAD).array());
	}

	/** Blocks in their order. */
	private static List<byte[]> blocks(MVMap<String, byte[]> values, String table) {
		return IntStream.range(0, BLOCKS).mapToObj(place -> values.get(name(table, place)))
				.filter(Objects::nonNull).filter(block -> block.length > HEAD)
				.sorted(Comparator.comparingLong(Log::number)).toList();
	}

	private static String name(String table, long number) {
		return SmallValues.name(table, Long.toString(Math.floorMod(number, BLOCKS)));
	}

	private static long number(byte[] block) {
		return ByteBuffer.wrap(block).getLong();
	}

	/**
	 * All records on disk, the oldest first.
	 *
	 * @param size
	 *            of each; blocks with others are left out
	 */
	static List<byte[]> read(MVMap<String, byte[]> values, String table, int size) {
		List<byte[]> records = new ArrayList<>();
		for (byte[] block : blocks(values, table)) {
			ByteBuffer in = ByteBuffer.wrap(block, HEAD, block.length - HEAD);
			while (in.remaining() % size == 0 && in.hasRemaining()) {
				byte[] record = new byte[size];
				in.get(record);
				records.add(record);
			}
		}
		return records;
	}

	void add(byte[] record, Undo undo) {
		pending.add(record);
		undo.onRollback(pending::removeLast);
	}

	/** Puts what was added into the map. */
	void save() {
		while (!pending.isEmpty()) {
			byte[] first = pending.peek();
			if (block.length + first.length > SmallValues.MAX_VALUE_BYTES) {
				block = ByteBuffer.allocate(HEAD).putLong(number(block) + 1).array();
			}
			int count = Math.min(pending.size(), (SmallValues.MAX_VALUE_BYTES - block.length) / first.length);
			ByteBuffer longer = ByteBuffer.allocate(block.length + count * first.length).put(block);
			for (int i = 0; i < count; i++) {
				longer.put(pending.remove());
			}
			block = longer.array();
			values.put(name(table, number(block)), block);
		}
	}
}
