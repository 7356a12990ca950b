package dev.quayside.directory;

import dev.quayside.admin.QueueSettings;
import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.admin.directory.ObjectAttributes;
import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.Guids;
import dev.quayside.msmq.NameException;
import dev.quayside.msmq.directory.DirectoryQueueName;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a public queue is made with, as attributes ([MS-MQDSSM] 3.1.6.1.2.2 and 3.1.6.7.2.2). */
final class QueueAttributes {

	private static final String NAME_EXT = "mSMQQueueNameExt";
	private static final String TYPE = "mSMQQueueType";
	private static final String LABEL = "mSMQLabelEx";
	private static final String TRANSACTIONAL = "mSMQTransactional";
	private static final String JOURNAL = "mSMQJournal";
	private static final String AUTHENTICATE = "mSMQAuthenticate";
	private static final String PRIVACY = "mSMQPrivacyLevel";
	private static final String PRIORITY = "mSMQBasePriority";
	private static final String QUOTA = "mSMQQueueQuota";
	private static final String JOURNAL_QUOTA = "mSMQQueueJournalQuota";
	private static final String MULTICAST = "MSMQ-MulticastAddress";

	static final List<String> NAMES = List.of(NAME_EXT, TYPE, LABEL, TRANSACTIONAL, JOURNAL, AUTHENTICATE, PRIVACY,
			PRIORITY, QUOTA, JOURNAL_QUOTA, MULTICAST);

	private final Map<String, byte[]> values = new HashMap<>();

	private QueueAttributes() {}

	/** Of a new queue: the defaults of [MS-MQDMPR] 3.1.7.1.33, and over them the settings. */
	static ObjectAttributes of(DirectoryQueueName name, QueueSettings settings) throws DirectoryException {
		QueueAttributes queue = new QueueAttributes();
		name.extension().ifPresent(rest -> queue.text(NAME_EXT, rest));
		queue.values.put(TYPE, Guids.bytes(Guids.NIL));
		queue.truth(JOURNAL, false);
		queue.truth(AUTHENTICATE, false);
		queue.truth(TRANSACTIONAL, settings.transactional().orElse(false));
		queue.number(QUOTA, QueueSettings.UNLIMITED);
		queue.number(JOURNAL_QUOTA, QueueSettings.UNLIMITED);
		queue.number(PRIVACY, QueueSettings.PrivacyLevel.OPTIONAL.ordinal());
		queue.number(PRIORITY, 0);
		queue.set(settings);
		return new ObjectAttributes(queue.values);
	}

	/**
	 * Of a queue that is there, with the settings over what it has.
	 *
	 * @throws DirectoryException
	 *             of kind INVALID where a setting cannot be changed
	 */
	static ObjectAttributes changed(ObjectAttributes before, QueueSettings settings) throws DirectoryException {
		QueueAttributes queue = new QueueAttributes();
		before.names().forEach(name -> queue.values.put(name, before.value(name).orElseThrow()));
		boolean isTransactional = before.text(TRANSACTIONAL).filter("TRUE"::equalsIgnoreCase).isPresent();
		if (settings.transactional().isPresent() && settings.transactional().get() != isTransactional) {
			throw new DirectoryException(Kind.INVALID, "Whether a queue is transactional cannot be changed",
					"Delete the queue and make another one", null);
		}
		queue.set(settings);
		return new ObjectAttributes(queue.values);
	}

	private void set(QueueSettings settings) throws DirectoryException {
		settings.label().ifPresent(label -> text(LABEL, label));
		settings.quota().ifPresent(kilobytes -> number(QUOTA, kilobytes));
		settings.journal().ifPresent(journal -> truth(JOURNAL, journal));
		settings.journalQuota().ifPresent(kilobytes -> number(JOURNAL_QUOTA, kilobytes));
		settings.authenticated().ifPresent(authenticated -> truth(AUTHENTICATE, authenticated));
		settings.privacyLevel().ifPresent(level -> number(PRIVACY, level.ordinal()));
		settings.basePriority().ifPresent(priority -> number(PRIORITY, priority));
		settings.type().ifPresent(type -> values.put(TYPE, Guids.bytes(type)));
		if (settings.multicast().isPresent()) {
			text(MULTICAST, multicast(settings.multicast().get()));
		}
	}

	private static String multicast(String address) throws DirectoryException {
		try {
			if (!address.isEmpty()) {
				FormatName.parse("MULTICAST=" + address);
			}
			return address;
		} catch (NameException e) {
			throw new DirectoryException(Kind.INVALID, "'" + address + "' is no multicast address: " + e.getMessage(),
					"Name it as 234.1.1.1:8001", e);
		}
	}

	/** A directory has no empty values. */
	private void text(String name, String value) {
		if (value.isEmpty()) {
			values.remove(name);
		} else {
			values.put(name, value.getBytes(StandardCharsets.UTF_8));
		}
	}

	private void truth(String name, boolean value) {
		text(name, String.valueOf(value).toUpperCase(Locale.ROOT));
	}

	/** Signed, as the schema has it; no limit is -1. */
	private void number(String name, long value) {
		text(name, String.valueOf((int) value));
	}
}
