package dev.quayside.queuemanager.engine;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a queue was made with.
 *
 * @param name
 *            without {@code private$\}, in the case that it was given
 * @param quota
 *            kilobytes, unsigned; {@link #UNLIMITED}
 * @param created
 *            seconds since 1970
 */
public record QueueAttributes(String name, String label, boolean transactional, boolean journal, boolean authenticated,
		long quota, long created) {

	public static final long UNLIMITED = 0xFFFFFFFFL;

	/** A plain queue. */
	public static QueueAttributes named(String name) {
		return new QueueAttributes(name, "", false, false, false, UNLIMITED, System.currentTimeMillis() / 1000);
	}

	public QueueAttributes withFlags(boolean isTransactional, boolean isJournal, boolean isAuthenticated) {
		return new QueueAttributes(name, label, isTransactional, isJournal, isAuthenticated, quota, created);
	}

	public QueueAttributes withQuota(long kilobytes) {
		return new QueueAttributes(name, label, transactional, journal, authenticated, kilobytes, created);
	}

	Map<String, String> toMap() {
		Map<String, String> map = new TreeMap<>();
		map.put("name", name);
		map.put("label", label);
		map.put("transactional", Boolean.toString(transactional));
		map.put("journal", Boolean.toString(journal));
		map.put("authenticated", Boolean.toString(authenticated));
		map.put("quota", Long.toString(quota));
		map.put("created", Long.toString(created));
		return map;
	}

	static QueueAttributes of(Map<String, String> map) {
		return new QueueAttributes(map.get("name"), map.getOrDefault("label", ""),
				Boolean.parseBoolean(map.get("transactional")), Boolean.parseBoolean(map.get("journal")),
				Boolean.parseBoolean(map.get("authenticated")),
				Long.parseLong(map.getOrDefault("quota", Long.toString(UNLIMITED))),
				Long.parseLong(map.getOrDefault("created", "0")));
	}
}
