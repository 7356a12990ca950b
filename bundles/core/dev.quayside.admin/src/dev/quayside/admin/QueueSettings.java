package dev.quayside.admin;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * What to make a queue with, or what of it to change ([MS-MQMQ] 2.3.1); empty: the default of the queue manager, or left
 * as it is.
 *
 * @param transactional
 *            can only be given when the queue is made
 * @param quota
 *            kilobytes for all messages; {@link #UNLIMITED}
 * @param journalQuota
 *            kilobytes for the journal; {@link #UNLIMITED}
 * @param authenticated
 *            whether it takes authenticated messages only
 * @param basePriority
 *            -32768 to 32767, of public queues
 * @param type
 *            of the service, chosen by its programs
 * @param multicast
 *            address and port, {@code 234.1.1.1:8001}; an empty text takes it away
 */
public record QueueSettings(Optional<Boolean> transactional, Optional<String> label, OptionalLong quota,
		Optional<Boolean> journal, OptionalLong journalQuota, Optional<Boolean> authenticated,
		Optional<PrivacyLevel> privacyLevel, OptionalInt basePriority, Optional<UUID> type,
		Optional<String> multicast) {

	/** No limit to a quota. */
	public static final long UNLIMITED = 0xFFFFFFFFL;

	/** What the label of a queue has room for. */
	public static final int MAX_LABEL = 124;

	public static final QueueSettings NONE = new QueueSettings(Optional.empty(), Optional.empty(),
			OptionalLong.empty(), Optional.empty(), OptionalLong.empty(), Optional.empty(), Optional.empty(),
			OptionalInt.empty(), Optional.empty(), Optional.empty());

	/** Which messages it takes, in the order of their numbers on the wire. */
	public enum PrivacyLevel {
		/** Only such as are not encrypted. */
		NONE,
		/** Both kinds. */
		OPTIONAL,
		/** Only encrypted ones. */
		BODY
	}

	/**
	 * @throws IllegalArgumentException
	 *             with a sentence for the user
	 */
	public QueueSettings {
		label.ifPresent(text -> {
			if (text.length() > MAX_LABEL) {
				throw new IllegalArgumentException(
						"The label of a queue has at most " + MAX_LABEL + " characters, not " + text.length());
			}
			if (text.indexOf('\0') >= 0) {
				throw new IllegalArgumentException("The label of a queue cannot hold a NUL");
			}
		});
		quota.ifPresent(kilobytes -> checkQuota("quota", kilobytes));
		journalQuota.ifPresent(kilobytes -> checkQuota("journal quota", kilobytes));
		basePriority.ifPresent(priority -> {
			if (priority < Short.MIN_VALUE || priority > Short.MAX_VALUE) {
				throw new IllegalArgumentException(
						"Base priority " + priority + " is out of range: expected -32768 to 32767");
			}
		});
	}

	private static void checkQuota(String what, long kilobytes) {
		if (kilobytes < 0 || kilobytes > UNLIMITED) {
			throw new IllegalArgumentException("A " + what + " of " + kilobytes
					+ " is out of range: expected 0 to 4294967294 kilobytes, or unlimited");
		}
	}

	/** Whether nothing is given. */
	public boolean isEmpty() {
		return equals(NONE);
	}
}
