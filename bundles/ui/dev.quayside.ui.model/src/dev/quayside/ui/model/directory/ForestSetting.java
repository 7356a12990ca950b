package dev.quayside.ui.model.directory;

import dev.quayside.admin.Reading;
import dev.quayside.admin.directory.EnterpriseSettings;
import dev.quayside.ui.model.Words;

import java.time.Duration;
import java.util.List;

/**
 * One of the settings that hold for MSMQ in the whole forest ({@code mSMQEnterpriseSettings}).
 *
 * @param value
 *            in words
 * @param meaning
 *            what depends on it, a sentence
 * @param of
 *            the object that has it
 */
public record ForestSetting(String name, Reading<String> value, String meaning, EnterpriseSettings of) {

	/** [MS-MQDSSM] 2.2.2. */
	private static final long ACTIVE_DIRECTORY = 200;
	private static final long OLD_DIRECTORY = 3;

	public static List<ForestSetting> of(EnterpriseSettings settings) {
		return List.of(
				new ForestSetting("Time to reach the queue", settings.defaultTimeToLive().map(ForestSetting::time),
						"How long a message may be under way whose sender sets no time", settings),
				new ForestSetting("Weakened security", settings.weakenedSecurity().map(ForestSetting::yes),
						"Whether queue managers are put up with that cannot authenticate themselves", settings),
				new ForestSetting("Notifies queue managers without LDAP",
						settings.notifiesOthers().map(ForestSetting::yes),
						"Whether they are told when their objects in the directory change", settings),
				new ForestSetting("Version of the directory", settings.version().map(ForestSetting::version),
						"How sites and servers are kept: in Active Directory, or as MSMQ 1.0 did", settings));
	}

	/** As people read it: the value, a question mark, or that nobody has set it. */
	public String words() {
		return value.optional().map(Words::oneLine)
				.orElse(value.unknownReason().map(reason -> Words.UNKNOWN + " (" + Words.oneLine(reason) + ")")
						.orElse("not set: queue managers use their own default"));
	}

	private static String time(long seconds) {
		long days = Duration.ofSeconds(seconds).toDays();
		boolean isWhole = days > 0 && Duration.ofDays(days).toSeconds() == seconds;
		return Words.count(seconds) + " s" + (isWhole ? " (" + (days == 1 ? "1 day" : days + " days") + ")" : "");
	}

	private static String yes(boolean value) {
		return value ? "yes" : "no";
	}

	private static String version(long number) {
		return number + (number == ACTIVE_DIRECTORY
				? " (Active Directory)"
				: number == OLD_DIRECTORY ? " (the directory before Active Directory)" : "");
	}
}
