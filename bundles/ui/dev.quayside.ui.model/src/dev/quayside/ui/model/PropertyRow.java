package dev.quayside.ui.model;

import dev.quayside.admin.Capabilities;
import dev.quayside.admin.Capability;
import dev.quayside.admin.MachineDetails;
import dev.quayside.admin.Permissions;
import dev.quayside.admin.QueueDetails;
import dev.quayside.admin.QueueSettings;
import dev.quayside.admin.QueueSummary;
import dev.quayside.admin.Reading;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * A line of the Properties view.
 *
 * @param group
 *            "Permissions"; empty where it is that of the line before
 */
public record PropertyRow(String group, String name, String value) {

	public static final List<ColumnSpec<PropertyRow>> COLUMNS = List.of(
			ColumnSpec.text("Of", 14, PropertyRow::group), ColumnSpec.text("Property", 38, PropertyRow::name),
			ColumnSpec.text("Value", 80, PropertyRow::value));

	private static final String NO_PROTOCOL = Words.UNKNOWN
			+ " (No published protocol tells it of a queue manager as a "
			+ "whole: its own tools do at that machine. Those of a queue are among its properties)";

	/** All that is known of a queue, and of the rest why it is not. */
	public static List<PropertyRow> of(QueueDetails details) {
		PropertyRows rows = new PropertyRows("Queue");
		summary(details.summary(), rows);
		Optional<String> elsewhere = elsewhere(details.summary());
		settings(details.settings(), elsewhere, rows);
		rows.group("State");
		details.properties().forEach(rows::add);
		rows.group("Permissions");
		permissions(details.permissions(), elsewhere, rows);
		return rows.all();
	}

	/** Where settings and permissions are that this queue has not; empty: it has its own. */
	private static Optional<String> elsewhere(QueueSummary queue) {
		if (Subqueues.name(queue.pathName()).isPresent()) {
			return Optional.of("Those of " + Subqueues.parent(queue.pathName()));
		}
		QueueKind kind = QueueKind.of(queue);
		return kind == QueueKind.PRIVATE || kind == QueueKind.PUBLIC
				? Optional.empty()
				: Optional.of("None of its own: it belongs to the queue manager");
	}

	/** What it was made with. */
	private static void settings(Reading<QueueSettings> reading, Optional<String> elsewhere, PropertyRows rows) {
		rows.group("Made with");
		if (reading.optional().isEmpty()) {
			rows.add("Settings", reading, elsewhere);
			return;
		}
		QueueSettings settings = reading.optional().get();
		rows.add("Label", settings.label().orElse(Words.UNKNOWN));
		rows.add("Transactional", yes(settings.transactional()));
		rows.add("Quota", quota(settings.quota()));
		rows.add("Journal", yes(settings.journal()));
		rows.add("Journal quota", quota(settings.journalQuota()));
		rows.add("Authenticated messages only", yes(settings.authenticated()));
		rows.add("Encrypted messages",
				settings.privacyLevel().map(level -> level.name().toLowerCase(Locale.ROOT)).orElse(Words.UNKNOWN));
	}

	private static String yes(Optional<Boolean> is) {
		return is.map(yes -> yes ? "yes" : "no").orElse(Words.UNKNOWN);
	}

	private static String quota(OptionalLong kilobytes) {
		if (kilobytes.isEmpty()) {
			return Words.UNKNOWN;
		}
		long value = kilobytes.getAsLong();
		return value == QueueSettings.UNLIMITED ? "no limit" : value + " KB";
	}

	private static void summary(QueueSummary queue, PropertyRows rows) {
		rows.add("Path", queue.pathName());
		rows.add("Messages", queue.messageCount(), Words::count);
		rows.add("Bytes", queue.bytesInQueue(), Words::bytes);
		rows.add("Messages in its journal", queue.journalMessageCount(), Words::count);
		rows.add("Subqueues", queue.subqueues(), names -> String.join(", ", names));
	}

	/**
	 * All that is known of a queue manager.
	 *
	 * @param access
	 *            who may do what there, as a sentence; empty: that is not known
	 */
	public static List<PropertyRow> of(MachineDetails details, Optional<Capabilities> capabilities,
			Optional<String> access) {
		PropertyRows rows = new PropertyRows("Queue manager");
		rows.add("Host", details.summary().host());
		rows.add("Version", details.summary().version(), Function.identity());
		rows.add("Id", details.summary().queueManagerId(), Object::toString);
		details.properties().forEach(rows::add);
		rows.group("Offers");
		for (Capability capability : Capability.values()) {
			capabilities.ifPresent(known -> rows.add(capitalized(capability.toString()),
					known.whyNot(capability).map(why -> "no: " + why).orElse("yes")));
		}
		rows.group("Permissions");
		rows.add("Who may do what", access.orElse(NO_PROTOCOL));
		return rows.all();
	}

	private static String capitalized(String words) {
		return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
	}

	private static void permissions(Reading<Permissions> reading, Optional<String> elsewhere, PropertyRows rows) {
		if (reading.optional().isEmpty()) {
			rows.add("Who may do what", reading, elsewhere);
			return;
		}
		Permissions permissions = reading.optional().get();
		rows.add("Owner", permissions.owner().map(Object::toString).orElse("none"));
		if (permissions.everyone()) {
			rows.add("Everyone", "may do everything");
		} else if (permissions.entries().isEmpty()) {
			rows.add("Everyone", "may do nothing");
		}
		permissions.entries().forEach(entry -> rows.add(entry.trustee().toString(),
				(entry.allowed() ? "allowed: " : "denied: ") + PermissionForm.rights(entry.rights())));
	}
}
