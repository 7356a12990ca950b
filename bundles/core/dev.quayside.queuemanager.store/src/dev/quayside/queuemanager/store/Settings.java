package dev.quayside.queuemanager.store;

import dev.quayside.queuemanager.store.StoreException.Kind;

import org.h2.mvstore.MVStoreException;

import java.util.Map;
import java.util.UUID;

/**
 * What a store file says about itself.
 *
 * @param sequence
 *            the first number that was not given before
 */
record Settings(int format, UUID id, long sequence) {

	/** What this version writes; it reads the earlier ones as well. */
	static final int FORMAT = 2;

	private static final long LAST_SEQUENCE = (1L << 56) - 1;
	private static final String FORMAT_KEY = "format";
	private static final String ID_KEY = "queueManagerId";
	private static final String SEQUENCE_KEY = "sequence";

	/** Those of a new store. */
	static Map<String, String> fresh() {
		return Map.of(FORMAT_KEY, Integer.toString(FORMAT), ID_KEY, UUID.randomUUID().toString());
	}

	/**
	 * @throws StoreException
	 *             if a later version wrote them, or they make no sense
	 */
	static Settings read(StoreFile file, Map<String, String> settings) throws StoreException {
		try {
			int format = Integer.parseInt(settings.get(FORMAT_KEY));
			if (format > FORMAT) {
				throw new StoreException(Kind.NEWER, "The file " + file + " has format " + format
						+ ", this version reads up to " + FORMAT + ": use the version that wrote it, or another folder",
						null);
			}
			long sequence = Long.parseLong(settings.getOrDefault(SEQUENCE_KEY, "1"));
			if (sequence < 1 || sequence > LAST_SEQUENCE) {
				throw file.damaged("its sequence is " + sequence, null);
			}
			return new Settings(format, UUID.fromString(settings.get(ID_KEY)), sequence);
		} catch (IllegalArgumentException | NullPointerException | MVStoreException e) {
			throw file.damaged("its settings cannot be read", e);
		}
	}

	/** From now on earlier versions refuse the file, for they would misread it. */
	static void upgrade(Map<String, String> settings) {
		settings.put(FORMAT_KEY, Integer.toString(FORMAT));
	}

	/** Numbers below this one may have been given. */
	static void reserve(Map<String, String> settings, long below) {
		settings.put(SEQUENCE_KEY, Long.toString(below));
	}
}
