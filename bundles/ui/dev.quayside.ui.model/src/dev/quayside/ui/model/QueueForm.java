package dev.quayside.ui.model;

import dev.quayside.admin.QueueSettings;
import dev.quayside.admin.QueueSettings.PrivacyLevel;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the dialog of a queue holds.
 *
 * @param name
 *            without {@code private$\}
 * @param quota
 *            kilobytes; blank: no limit
 * @param journalQuota
 *            likewise
 * @param basePriority
 *            blank: 0
 * @param type
 *            GUID of the kind of service; blank: none
 * @param multicast
 *            {@code 234.1.1.1:8001}; blank: none
 */
public record QueueForm(String name, boolean isPublic, boolean isTransactional, String label, String quota,
		boolean hasJournal, String journalQuota, boolean isAuthenticated, PrivacyLevel privacy, String basePriority,
		String type, String multicast) {

	/** What the name of a queue has room for. */
	public static final int MAX_NAME = 124;

	private static final String PRIVATE = "private$\\";
	private static final Pattern FORBIDDEN = Pattern.compile("[\\x00-\\x1F\\x7F\\\\;+,\"]");

	private static final UUID NO_TYPE = new UUID(0, 0);
	private static final Pattern GUID = Pattern
			.compile("\\{?([0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12})\\}?");
	private static final String OCTET = "\\.(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
	private static final Pattern MULTICAST = Pattern
			.compile("(?:22[4-9]|23[0-9])" + OCTET + OCTET + OCTET + ":([0-9]{1,5})");
	private static final int MAX_PORT = 0xFFFF;

	/** For a new queue. */
	public static final QueueForm NEW = new QueueForm("", false, false, "", "", false, "", false,
			PrivacyLevel.OPTIONAL, "", "", "");

	/** A queue as it is. */
	public static QueueForm of(String path, QueueSettings settings) {
		boolean isPrivate = path.toLowerCase(Locale.ROOT).startsWith(PRIVATE);
		int priority = settings.basePriority().orElse(0);
		return new QueueForm(isPrivate ? path.substring(PRIVATE.length()) : path, !isPrivate,
				settings.transactional().orElse(false), settings.label().orElse(""), quota(settings.quota()),
				settings.journal().orElse(false), quota(settings.journalQuota()),
				settings.authenticated().orElse(false), settings.privacyLevel().orElse(PrivacyLevel.OPTIONAL),
				priority == 0 ? "" : Integer.toString(priority), type(settings.type()),
				settings.multicast().orElse(""));
	}

	/** As the form has it: nothing where it is none. */
	public static String type(Optional<UUID> type) {
		return type.filter(id -> !NO_TYPE.equals(id)).map(UUID::toString).orElse("");
	}

	private static String quota(OptionalLong kilobytes) {
		long value = kilobytes.orElse(QueueSettings.UNLIMITED);
		return value == QueueSettings.UNLIMITED ? "" : Long.toString(value);
	}

	public String path() {
		return isPublic ? name.strip() : PRIVATE + name.strip();
	}

	/** Why it cannot be done, as a sentence. */
	public Optional<String> refusal() {
		String stripped = name.strip();
		if (stripped.isEmpty()) {
			return Optional.of("Name the queue");
		}
		if (stripped.length() > MAX_NAME) {
			return Optional.of("The name of a queue has at most " + MAX_NAME + " characters, not " + stripped.length());
		}
		if (FORBIDDEN.matcher(stripped).find()) {
			return Optional.of("The name of a queue has no backslash, semicolon, plus sign, comma or quotation mark");
		}
		try {
			settings();
			return Optional.empty();
		} catch (IllegalArgumentException e) {
			return Optional.of(e.getMessage());
		}
	}

	/**
	 * All of it.
	 *
	 * @throws IllegalArgumentException
	 *             with a sentence for the user
	 */
	public QueueSettings settings() {
		int priority = basePriority.isBlank() ? 0 : (int) number("base priority", basePriority, "-32768 to 32767");
		return new QueueSettings(Optional.of(isTransactional), Optional.of(label), OptionalLong.of(kilobytes(quota)),
				Optional.of(hasJournal), OptionalLong.of(kilobytes(journalQuota)), Optional.of(isAuthenticated),
				Optional.of(privacy), isPublic ? OptionalInt.of(priority) : OptionalInt.empty(),
				type.isBlank() ? Optional.empty() : Optional.of(guid(type.strip())),
				multicast.isBlank() ? Optional.empty() : Optional.of(multicast(multicast.strip())));
	}

	/** What is other than in another one. */
	public QueueSettings changes(QueueForm before) {
		QueueSettings now = settings();
		QueueSettings then = before.settings();
		return new QueueSettings(changed(now.transactional(), then.transactional()), changed(now.label(), then.label()),
				now.quota().equals(then.quota()) ? OptionalLong.empty() : now.quota(),
				changed(now.journal(), then.journal()),
				now.journalQuota().equals(then.journalQuota()) ? OptionalLong.empty() : now.journalQuota(),
				changed(now.authenticated(), then.authenticated()), changed(now.privacyLevel(), then.privacyLevel()),
				now.basePriority().equals(then.basePriority()) ? OptionalInt.empty() : now.basePriority(),
				changed(Optional.of(now.type().orElse(NO_TYPE)), Optional.of(then.type().orElse(NO_TYPE))),
				changed(Optional.of(now.multicast().orElse("")), Optional.of(then.multicast().orElse(""))));
	}

	private static <T> Optional<T> changed(Optional<T> now, Optional<T> then) {
		return now.equals(then) ? Optional.empty() : now;
	}

	private static UUID guid(String text) {
		Matcher matcher = GUID.matcher(text);
		if (!matcher.matches()) {
			throw new IllegalArgumentException("'" + Words.oneLine(text)
					+ "' is no type: expected a GUID, for instance 55ee8f32-cce9-11cf-b108-0020afd61ce9");
		}
		return UUID.fromString(matcher.group(1));
	}

	/** Of class D, with a port ([MS-MQMQ] 2.3.1.23). */
	private static String multicast(String text) {
		Matcher matcher = MULTICAST.matcher(text);
		if (!matcher.matches() || Integer.parseInt(matcher.group(1)) > MAX_PORT) {
			throw new IllegalArgumentException("'" + Words.oneLine(text)
					+ "' is no multicast address: expected 224.0.0.0 to 239.255.255.255 with a port, as 234.1.1.1:8001");
		}
		return text;
	}

	private static long kilobytes(String text) {
		return text.isBlank() ? QueueSettings.UNLIMITED : number("quota", text, "kilobytes, or nothing for no limit");
	}

	private static long number(String what, String text, String expected) {
		if (!text.strip().matches("-?[0-9]{1,10}")) {
			throw new IllegalArgumentException(
					"'" + Words.oneLine(text.strip()) + "' is no " + what + ": expected " + expected);
		}
		long value = Long.parseLong(text.strip());
		if ("base priority".equals(what) && (value < Short.MIN_VALUE || value > Short.MAX_VALUE)) {
			throw new IllegalArgumentException("Base priority " + value + " is out of range: expected " + expected);
		}
		return value;
	}
}
