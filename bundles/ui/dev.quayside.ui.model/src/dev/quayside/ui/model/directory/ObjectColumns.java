package dev.quayside.ui.model.directory;

import dev.quayside.admin.QueueSettings.PrivacyLevel;
import dev.quayside.admin.Reading;
import dev.quayside.admin.directory.DirectoryMachine;
import dev.quayside.admin.directory.PublicQueue;
import dev.quayside.admin.directory.QueueManagerIdFinding;
import dev.quayside.ui.model.ColumnSpec;
import dev.quayside.ui.model.QueueForm;
import dev.quayside.ui.model.RowColumn;
import dev.quayside.ui.model.Words;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Machines and public queues of a directory as tables. */
public final class ObjectColumns {

	public static final List<RowColumn<MachineRow>> MACHINES = List.of(
			RowColumn.text("Machine", 22, row -> Words.oneLine(row.machine().name())),
			RowColumn.text("DNS name", 34, row -> Words.oneLine(row.machine().dnsName().orElse(""))),
			RowColumn.text("State", 12, row -> state(row.machine())),
			RowColumn.text("Its id", 22, row -> IdFindings.words(row.finding())),
			RowColumn.text("System", 26, row -> text(row.machine().osType())),
			RowColumn.text("Version", 16, row -> text(row.machine().version())),
			RowColumn.text("Sites", 26, row -> Words.oneLine(String.join(", ", row.machine().sites()))),
			RowColumn.text("Routing", 10, row -> yes(row.machine().routing())),
			RowColumn.text("Queue manager", 40, row -> row.machine().queueManagerId().toString()),
			RowColumn.text("Distinguished name", 60, row -> Words.oneLine(row.machine().dn())));

	/** For a spreadsheet: with what is behind the finding. */
	public static final List<ColumnSpec<MachineRow>> MACHINES_EXPORT = Stream.concat(
			MACHINES.stream().map(RowColumn::spec), Stream.of(ColumnSpec.text("Evidence", 0, ObjectColumns::evidence)))
			.toList();

	public static final List<RowColumn<PublicQueue>> QUEUES = List.of(
			RowColumn.text("Queue", 40, queue -> Words.oneLine(queue.pathName())),
			RowColumn.text("Label", 34, queue -> Words.oneLine(queue.label())),
			RowColumn.text("Transactional", 15, queue -> yes(queue.transactional())),
			RowColumn.text("Journal", 10, queue -> yes(queue.journal())),
			RowColumn.text("Authenticated", 16, queue -> yes(queue.authenticated())),
			RowColumn.number("Quota in KB", 16, queue -> Words.count(queue.quota()),
					queue -> queue.quota().optional().orElse(Long.MAX_VALUE)),
			RowColumn.text("Id", 40, queue -> queue.id().toString()),
			RowColumn.text("Distinguished name", 60, queue -> Words.oneLine(queue.dn())));

	private ObjectColumns() {}

	private static String text(Reading<String> reading) {
		return reading.optional().map(Words::oneLine).orElse(reading.isUnknown() ? Words.UNKNOWN : "");
	}

	private static String yes(boolean value) {
		return value ? "yes" : "";
	}

	private static String yes(Reading<Boolean> reading) {
		return reading.optional().map(ObjectColumns::yes).orElse(reading.isUnknown() ? Words.UNKNOWN : "");
	}

	private static String evidence(MachineRow row) {
		return Words.oneLine(row.finding().map(QueueManagerIdFinding::evidence).orElse(""));
	}

	private static String state(DirectoryMachine machine) {
		if (machine.foreign().optional().orElse(false)) {
			return "foreign";
		}
		return machine.disabled().optional().map(disabled -> disabled ? "disabled" : "enabled")
				.orElse(machine.disabled().isUnknown() ? Words.UNKNOWN : "");
	}

	/** A public queue as its dialog shows it. */
	public static QueueForm form(PublicQueue queue) {
		PrivacyLevel privacy = queue.privacy().optional()
				.map(text -> PrivacyLevel.valueOf(text.toUpperCase(Locale.ROOT))).orElse(PrivacyLevel.OPTIONAL);
		return new QueueForm(queue.name(), true, queue.transactional(), queue.label(), kilobytes(queue.quota()),
				queue.journal(), kilobytes(queue.journalQuota()), queue.authenticated(), privacy,
				queue.basePriority() == 0 ? "" : Integer.toString(queue.basePriority()),
				QueueForm.type(Optional.of(queue.type())), queue.multicastAddress().orElse(""));
	}

	private static String kilobytes(Reading<Long> quota) {
		return quota.optional().map(String::valueOf).orElse("");
	}
}
