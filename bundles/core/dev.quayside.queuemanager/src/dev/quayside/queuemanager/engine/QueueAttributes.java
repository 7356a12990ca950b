package dev.quayside.queuemanager.engine;

import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.NameException;
import dev.quayside.msmq.QueuePath;

import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What a queue was made with ([MS-MQDMPR] 3.1.1.2).
 *
 * @param owner
 *            number of the queue that a journal or subqueue belongs to; 0: none
 * @param name
 *            in the case that it was given, without {@code private$\}; of a subqueue what follows the semicolon, of an
 *            outgoing queue its format name
 * @param id
 *            of a public queue
 * @param type
 *            that applications give a meaning
 * @param settings
 *            what can be changed
 * @param created
 *            seconds since 1970
 * @param modified
 *            seconds since 1970
 */
public record QueueAttributes(QueueKind kind, int owner, String name, UUID id, boolean transactional,
		Settings settings, long created, long modified) {

	public static final long UNLIMITED = 0xFFFFFFFFL;
	/** UTF-16 code units of a label ([MS-MQMQ] 2.3.1). */
	public static final int MAX_LABEL = 124;

	private static final UUID NO_ID = new UUID(0, 0);

	/** Which messages a queue takes by their encryption. */
	public enum Privacy {
		NONE,
		OPTIONAL,
		BODY
	}

	/**
	 * What can be changed.
	 *
	 * @param journal
	 *            whether what is received is copied to its journal
	 * @param authenticated
	 *            whether it takes authenticated messages only
	 * @param quota
	 *            kilobytes, unsigned; {@link #UNLIMITED}
	 * @param journalQuota
	 *            the same of its journal
	 * @param multicast
	 *            address and port; empty: none
	 * @param securityOrNull
	 *            a self-relative security descriptor; null: the default one
	 */
	public record Settings(String label, UUID type, boolean journal, boolean authenticated, Privacy privacy,
			int basePriority, long quota, long journalQuota, String multicast, byte[] securityOrNull) {

		/** Those of a queue of which nothing is said ([MS-MQDMPR] 3.1.7.1.33). */
		public static final Settings DEFAULT = new Settings("", NO_ID, false, false, Privacy.OPTIONAL, 0, UNLIMITED,
				UNLIMITED, "", null);

		public Settings {
			Objects.requireNonNull(label);
			Objects.requireNonNull(type);
			Objects.requireNonNull(privacy);
			Objects.requireNonNull(multicast);
		}

		public Settings withLabel(String text) {
			return new Settings(text, type, journal, authenticated, privacy, basePriority, quota, journalQuota,
					multicast, securityOrNull);
		}

		public Settings withType(UUID id) {
			return new Settings(label, id, journal, authenticated, privacy, basePriority, quota, journalQuota,
					multicast, securityOrNull);
		}

		public Settings withFlags(boolean isJournal, boolean isAuthenticated) {
			return new Settings(label, type, isJournal, isAuthenticated, privacy, basePriority, quota, journalQuota,
					multicast, securityOrNull);
		}

		public Settings withPrivacy(Privacy level) {
			return new Settings(label, type, journal, authenticated, level, basePriority, quota, journalQuota,
					multicast, securityOrNull);
		}

		public Settings withBasePriority(int priority) {
			return new Settings(label, type, journal, authenticated, privacy, priority, quota, journalQuota,
					multicast, securityOrNull);
		}

		public Settings withQuotas(long kilobytes, long journalKilobytes) {
			return new Settings(label, type, journal, authenticated, privacy, basePriority, kilobytes,
					journalKilobytes, multicast, securityOrNull);
		}

		public Settings withMulticast(String address) {
			return new Settings(label, type, journal, authenticated, privacy, basePriority, quota, journalQuota,
					address, securityOrNull);
		}

		public Settings withSecurity(byte[] descriptorOrNull) {
			return new Settings(label, type, journal, authenticated, privacy, basePriority, quota, journalQuota,
					multicast, descriptorOrNull);
		}
	}

	/** A plain private queue. */
	public static QueueAttributes named(String name) {
		return of(QueueKind.PRIVATE, 0, name);
	}

	/** A public queue with an id of its own. */
	public static QueueAttributes publicQueue(String name) {
		return of(QueueKind.PUBLIC, 0, name).withId(UUID.randomUUID());
	}

	static QueueAttributes of(QueueKind kind, int owner, String name) {
		long now = System.currentTimeMillis() / 1000;
		return new QueueAttributes(kind, owner, name, NO_ID, false, Settings.DEFAULT, now, now);
	}

	public String label() {
		return settings.label();
	}

	public boolean journal() {
		return settings.journal();
	}

	public boolean authenticated() {
		return settings.authenticated();
	}

	public long quota() {
		return settings.quota();
	}

	public QueueAttributes withId(UUID guid) {
		return new QueueAttributes(kind, owner, name, guid, transactional, settings, created, modified);
	}

	public QueueAttributes with(Settings changed) {
		return new QueueAttributes(kind, owner, name, id, transactional, changed, created, modified);
	}

	public QueueAttributes withTransactional(boolean isTransactional) {
		return new QueueAttributes(kind, owner, name, id, isTransactional, settings, created, modified);
	}

	public QueueAttributes withFlags(boolean isTransactional, boolean isJournal, boolean isAuthenticated) {
		return withTransactional(isTransactional).with(settings.withFlags(isJournal, isAuthenticated));
	}

	public QueueAttributes withQuota(long kilobytes) {
		return with(settings.withQuotas(kilobytes, settings.journalQuota()));
	}

	QueueAttributes modifiedAt(long seconds) {
		return new QueueAttributes(kind, owner, name, id, transactional, settings, created, seconds);
	}

	/** The same moment for both times. */
	QueueAttributes createdAt(long seconds) {
		return new QueueAttributes(kind, owner, name, id, transactional, settings, seconds, seconds);
	}

	/**
	 * The path of a public or private queue.
	 *
	 * @throws MqException
	 *             MQ_ERROR_ILLEGAL_QUEUE_PATHNAME
	 */
	QueuePath.Application path() throws MqException {
		try {
			return new QueuePath.Application(kind == QueueKind.PRIVATE, name, false, Optional.empty());
		} catch (NameException e) {
			throw new MqException(MqStatus.ILLEGAL_QUEUE_PATHNAME, e.getMessage());
		}
	}

	/**
	 * @throws MqException
	 *             MQ_ERROR_ILLEGAL_PROPERTY_VALUE for what cannot be
	 */
	void check() throws MqException {
		boolean inRange = settings.quota() >= 0 && settings.quota() <= UNLIMITED && settings.journalQuota() >= 0
				&& settings.journalQuota() <= UNLIMITED && settings.basePriority() >= Short.MIN_VALUE
				&& settings.basePriority() <= Short.MAX_VALUE;
		if (settings.label().length() > MAX_LABEL || settings.label().indexOf('\0') >= 0 || !inRange) {
			throw new MqException(MqStatus.ILLEGAL_PROPERTY_VALUE, "A label of " + settings.label().length()
					+ " characters, quotas of " + settings.quota() + " and " + settings.journalQuota()
					+ " KB, base priority " + settings.basePriority());
		}
	}

	Map<String, String> toMap() {
		Map<String, String> map = new TreeMap<>();
		map.put("kind", kind.name());
		map.put("owner", Integer.toString(owner));
		map.put("name", name);
		map.put("id", id.toString());
		map.put("transactional", Boolean.toString(transactional));
		map.put("created", Long.toString(created));
		map.put("modified", Long.toString(modified));
		map.put("label", settings.label());
		map.put("type", settings.type().toString());
		map.put("journal", Boolean.toString(settings.journal()));
		map.put("authenticated", Boolean.toString(settings.authenticated()));
		map.put("privacy", settings.privacy().name());
		map.put("basePriority", Integer.toString(settings.basePriority()));
		map.put("quota", Long.toString(settings.quota()));
		map.put("journalQuota", Long.toString(settings.journalQuota()));
		map.put("multicast", settings.multicast());
		if (settings.securityOrNull() != null) {
			map.put("security", HexFormat.of().formatHex(settings.securityOrNull()));
		}
		return map;
	}

	/** Reads what {@link #toMap} and earlier versions, which had private queues only, have written. */
	static QueueAttributes of(Map<String, String> map) {
		String created = map.getOrDefault("created", "0");
		String unlimited = Long.toString(UNLIMITED);
		String security = map.get("security");
		Settings settings = new Settings(map.getOrDefault("label", ""), id(map, "type"),
				Boolean.parseBoolean(map.get("journal")), Boolean.parseBoolean(map.get("authenticated")),
				Privacy.valueOf(map.getOrDefault("privacy", Privacy.OPTIONAL.name())),
				Integer.parseInt(map.getOrDefault("basePriority", "0")),
				Long.parseLong(map.getOrDefault("quota", unlimited)),
				Long.parseLong(map.getOrDefault("journalQuota", unlimited)), map.getOrDefault("multicast", ""),
				security == null ? null : HexFormat.of().parseHex(security));
		return new QueueAttributes(QueueKind.valueOf(map.getOrDefault("kind", QueueKind.PRIVATE.name())),
				Integer.parseInt(map.getOrDefault("owner", "0")), map.get("name"), id(map, "id"),
				Boolean.parseBoolean(map.get("transactional")), settings, Long.parseLong(created),
				Long.parseLong(map.getOrDefault("modified", created)));
	}

	private static UUID id(Map<String, String> map, String key) {
		return map.containsKey(key) ? UUID.fromString(map.get(key)) : NO_ID;
	}
}
