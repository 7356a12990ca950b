package dev.quayside.queuemanager.store.internal;

import org.h2.mvstore.DataUtils;
import org.h2.mvstore.FileStore;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Looks at the chunks of a file: where they should be, there is one with the same number, and they do not overlap. Those
 * that nothing refers to any more do not count: the room of one may have been used for a commit that was cut off.
 */
public final class ChunkInspection {

	private static final String CHUNK = "chunk.";
	/** Absent where all are. */
	private static final String LIVE_PAGES = "livePages";
	private static final int HEADER = 1024;
	private static final int FOOTER = 128;

	private final FileStore<?> file;
	private final Map<String, String> layout;
	private long count;
	private long blocks;

	/**
	 * @param layout
	 *            H2's map of chunks
	 */
	public ChunkInspection(FileStore<?> file, Map<String, String> layout) {
		this.file = file;
		this.layout = layout;
	}

	/**
	 * @param damage
	 *            told what is wrong, a sentence each
	 */
	public void run(Consumer<String> damage) {
		SortedMap<Long, Long> ends = new TreeMap<>();
		layout.forEach((key, text) -> {
			if (key.startsWith(CHUNK)) {
				look(key.substring(CHUNK.length()), text, ends, damage);
			}
		});
		long end = 0;
		for (Map.Entry<Long, Long> chunk : ends.entrySet()) {
			if (chunk.getKey() < end) {
				damage.accept("The chunk at block " + chunk.getKey() + " begins in another one");
			}
			end = Math.max(end, chunk.getValue());
		}
	}

	private void look(String chunk, String text, SortedMap<Long, Long> ends, Consumer<String> damage) {
		Map<String, String> expected = CommitRecord.attributes(text);
		if (number(expected, LIVE_PAGES) == 0) {
			return;
		}
		long block = number(expected, "block");
		long length = number(expected, "len");
		count++;
		blocks += Math.max(0, length);
		if (block < 2 || length <= 0 || block + length > file.size() / CommitRecord.BLOCK
				|| ends.put(block, block + length) != null) {
			damage.accept("Chunk " + chunk + " is outside of the file: " + text);
		} else if (!isThere(expected, block, length)) {
			damage.accept("Chunk " + chunk + " is not at block " + block);
		}
	}

	private static long number(Map<String, String> attributes, String key) {
		try {
			return Long.parseUnsignedLong(attributes.getOrDefault(key, ""), 16);
		} catch (NumberFormatException e) {
			return -1;
		}
	}

	private boolean isThere(Map<String, String> expected, long block, long length) {
		try {
			byte[] header = bytes(block * CommitRecord.BLOCK, HEADER);
			byte[] footer = bytes((block + length) * CommitRecord.BLOCK - FOOTER, FOOTER);
			return isSame(expected, CommitRecord.attributes(CommitRecord.firstLine(header)))
					&& isSame(expected, CommitRecord.attributes(CommitRecord.firstLine(footer))) && isSummed(footer);
		} catch (RuntimeException e) {
			return false;
		}
	}

	private byte[] bytes(long position, int length) {
		ByteBuffer buffer = file.readFully(null, position, length);
		byte[] bytes = new byte[length];
		buffer.get(bytes);
		return bytes;
	}

	private static boolean isSame(Map<String, String> expected, Map<String, String> found) {
		return expected.get("chunk") != null && expected.get("chunk").equals(found.get("chunk"))
				&& number(expected, "len") == number(found, "len")
				&& number(expected, "version") == number(found, "version");
	}

	private static boolean isSummed(byte[] footer) {
		String text = CommitRecord.firstLine(footer);
		int fletcher = text.lastIndexOf(",fletcher:");
		byte[] summed = text.substring(0, Math.max(0, fletcher)).getBytes(StandardCharsets.ISO_8859_1);
		return text.endsWith(":" + Integer.toHexString(DataUtils.getFletcher32(summed, 0, summed.length)));
	}

	/** Chunks that there should be. */
	public long count() {
		return count;
	}

	/** Bytes of those. */
	public long bytes() {
		return blocks * CommitRecord.BLOCK;
	}
}
