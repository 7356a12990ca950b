package dev.quayside.cli;

import dev.quayside.admin.QueueSettings;
import dev.quayside.admin.QueueSettings.PrivacyLevel;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;

import picocli.CommandLine.Option;

/** What a queue is made with or changed to. */
final class QueueOptions {

	private static final String UNLIMITED = "unlimited";

	@Option(names = "--label", paramLabel = "L", description = "At most 124 characters.")
	private String label;

	@Option(names = "--quota", paramLabel = "KB|unlimited", description = "For all messages.")
	private String quota;

	@Option(names = "--journal", negatable = true, description = "Whether it keeps what is received.")
	private Boolean journal;

	@Option(names = "--journal-quota", paramLabel = "KB|unlimited", description = "For its journal.")
	private String journalQuota;

	@Option(names = "--authenticated", negatable = true, description = "Whether it takes authenticated messages only.")
	private Boolean authenticated;

	@Option(names = "--privacy-level", paramLabel = "none|optional|body", description = "Whether it takes encrypted messages.")
	private PrivacyLevel privacyLevel;

	@Option(names = "--base-priority", paramLabel = "N", description = "-32768 to 32767; private queues keep 0.")
	private Integer basePriority;

	@Option(names = "--type", paramLabel = "GUID", description = "Of the service.")
	private String type;

	@Option(names = "--multicast", paramLabel = "ADDRESS:PORT", description = "Of multicast messages that it takes; empty: none.")
	private String multicast;

	/** @param transactional empty: not said */
	QueueSettings settings(Optional<Boolean> transactional) throws UsageException {
		try {
			return new QueueSettings(transactional, Optional.ofNullable(label), kilobytes("--quota", quota),
					Optional.ofNullable(journal), kilobytes("--journal-quota", journalQuota),
					Optional.ofNullable(authenticated), Optional.ofNullable(privacyLevel),
					basePriority == null ? OptionalInt.empty() : OptionalInt.of(basePriority), guid(),
					Optional.ofNullable(multicast));
		} catch (IllegalArgumentException e) {
			throw new UsageException(e.getMessage());
		}
	}

	private static OptionalLong kilobytes(String option, String text) throws UsageException {
		if (text == null) {
			return OptionalLong.empty();
		}
		if (text.toLowerCase(Locale.ROOT).equals(UNLIMITED)) {
			return OptionalLong.of(QueueSettings.UNLIMITED);
		}
		if (!text.matches("[0-9]{1,10}") || Long.parseLong(text) >= QueueSettings.UNLIMITED) {
			throw new UsageException(option + " '" + text + "': expected 0 to " + (QueueSettings.UNLIMITED - 1)
					+ " kilobytes, or unlimited");
		}
		return OptionalLong.of(Long.parseLong(text));
	}

	private Optional<UUID> guid() throws UsageException {
		if (type == null) {
			return Optional.empty();
		}
		if (!type.matches("\\{?[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}}?")) {
			throw new UsageException("--type '" + type + "' is no GUID");
		}
		return Optional.of(UUID.fromString(type.replaceAll("[{}]", "")));
	}
}
