package dev.quayside.queuemanager.store.internal;

import org.h2.mvstore.DataUtils;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One of the two header blocks of a store file: H2's header, with the place, the length and the checksum of the chunk
 * that holds the newest version (docs/storage-format.md).
 */
final class CommitRecord {

	/** Bytes of a block; a chunk is some of them. */
	static final int BLOCK = 4096;
	/** In front of the first chunk. */
	static final int HEADER = 2 * BLOCK;

	private static final String BLOCK_KEY = "block";
	private static final String CHUNK_KEY = "chunk";
	private static final String CLEAN_KEY = "clean";
	private static final String CHECKSUM_KEY = "crc";
	private static final String FLETCHER_KEY = "fletcher";
	private static final String LENGTH_KEY = "len";
	private static final String VERSION_KEY = "version";

	private final SortedMap<String, String> attributes;

	private CommitRecord(SortedMap<String, String> attributes) {
		this.attributes = attributes;
	}

	/** Reads a block; empty if it is not intact. */
	static Optional<CommitRecord> parse(byte[] block) {
		String text = firstLine(block);
		int fletcher = text.lastIndexOf("," + FLETCHER_KEY + ":");
		if (fletcher < 0) {
			return Optional.empty();
		}
		byte[] summed = text.substring(0, fletcher).getBytes(StandardCharsets.ISO_8859_1);
		String sum = text.substring(fletcher + FLETCHER_KEY.length() + 2);
		if (!sum.equals(Integer.toHexString(DataUtils.getFletcher32(summed, 0, summed.length)))) {
			return Optional.empty();
		}
		return Optional.of(new CommitRecord(attributes(text.substring(0, fletcher))));
	}

	/** The text up to the end of the line; H2 begins headers and chunks with such a line. */
	static String firstLine(byte[] bytes) {
		int end = 0;
		while (end < bytes.length && bytes[end] != '\n' && bytes[end] != 0) {
			end++;
		}
		return new String(bytes, 0, end, StandardCharsets.ISO_8859_1).strip();
	}

	/** The attributes of a line; later ones win. */
	static SortedMap<String, String> attributes(String line) {
		SortedMap<String, String> result = new TreeMap<>();
		for (String attribute : line.split(",")) {
			int colon = attribute.indexOf(':');
			if (colon > 0) {
				result.put(attribute.substring(0, colon), attribute.substring(colon + 1));
			}
		}
		return result;
	}

	/** The record of a chunk in the same file. */
	CommitRecord with(Map<String, String> chunk, long block, int checksum) {
		SortedMap<String, String> next = new TreeMap<>(attributes);
		next.remove(CLEAN_KEY);
		next.put(BLOCK_KEY, Long.toHexString(block));
		next.put(CHUNK_KEY, chunk.get(CHUNK_KEY));
		next.put(CHECKSUM_KEY, Integer.toHexString(checksum));
		next.put(LENGTH_KEY, chunk.get(LENGTH_KEY));
		next.put(VERSION_KEY, chunk.get(VERSION_KEY));
		return new CommitRecord(next);
	}

	/** 0 in the header of a new file, which has no chunk yet. */
	long version() {
		return number(VERSION_KEY, 0);
	}

	/** First block of the chunk. */
	long block() {
		return number(BLOCK_KEY, -1);
	}

	/** Blocks of the chunk. */
	long length() {
		return number(LENGTH_KEY, -1);
	}

	int checksum() {
		return (int) number(CHECKSUM_KEY, 0);
	}

	private long number(String key, long missing) {
		try {
			return attributes.containsKey(key) ? Long.parseUnsignedLong(attributes.get(key), 16) : missing;
		} catch (NumberFormatException e) {
			return missing;
		}
	}

	/** The block as it is on disk. */
	byte[] encode() {
		return block(attributes);
	}

	/** Both blocks as H2 is to see them: it has closed the file properly, with this version. */
	byte[] forStore() {
		SortedMap<String, String> seen = new TreeMap<>(attributes);
		seen.remove(CHECKSUM_KEY);
		seen.remove(LENGTH_KEY);
		seen.put(CLEAN_KEY, "1");
		byte[] both = new byte[HEADER];
		System.arraycopy(block(seen), 0, both, 0, BLOCK);
		System.arraycopy(block(seen), 0, both, BLOCK, BLOCK);
		return both;
	}

	private static byte[] block(Map<String, String> attributes) {
		String text = attributes.entrySet().stream().map(entry -> entry.getKey() + ":" + entry.getValue())
				.collect(Collectors.joining(","));
		byte[] summed = text.getBytes(StandardCharsets.ISO_8859_1);
		String line = text + "," + FLETCHER_KEY + ":"
				+ Integer.toHexString(DataUtils.getFletcher32(summed, 0, summed.length)) + "\n";
		byte[] block = new byte[BLOCK];
		byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
		System.arraycopy(bytes, 0, block, 0, bytes.length);
		return block;
	}

	@Override
	public String toString() {
		return attributes.toString();
	}
}
