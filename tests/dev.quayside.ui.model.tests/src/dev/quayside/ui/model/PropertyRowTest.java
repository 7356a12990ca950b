package dev.quayside.ui.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.Capabilities;
import dev.quayside.admin.Capability;
import dev.quayside.admin.MachineDetails;
import dev.quayside.admin.MachineSummary;
import dev.quayside.admin.NamedValue;
import dev.quayside.admin.Permissions;
import dev.quayside.admin.QueueAddress;
import dev.quayside.admin.QueueDetails;
import dev.quayside.admin.QueueManagerAddress;
import dev.quayside.admin.QueueSummary;
import dev.quayside.admin.Reading;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Optional;

class PropertyRowTest {

	private static final QueueSummary SUMMARY = new QueueSummary(
			new QueueAddress(QueueManagerAddress.parse("srv"), "private$\\orders"), "private$\\orders",
			Reading.absent(), Reading.absent(), Reading.absent(), Reading.absent(), Reading.absent(),
			Reading.known(1200L), Reading.unknown("denied"), Reading.absent(), Reading.absent(), Reading.absent());

	private static List<String> lines(Reading<Permissions> permissions) {
		return lines(PropertyRow.of(new QueueDetails(SUMMARY, Reading.unknown("not offered"),
				List.of(new NamedValue("Label", Reading.known("two\nlines"))), permissions)));
	}

	private static List<String> lines(List<PropertyRow> rows) {
		return rows.stream().map(row -> row.group() + "|" + row.name() + "|" + row.value()).toList();
	}

	@Test
	void whatIsUnknownSaysWhyAndALineOfAValueIsALine() {
		assertThat(lines(Reading.absent())).startsWith("Queue|Path|private$\\orders", "|Messages|1,200",
				"|Bytes|? (denied)")
				.containsSubsequence("Made with|Settings|? (not offered)", "State|Label|two", "||lines");
	}

	@Test
	void permissionsSayWhoMayDoWhat() {
		Permissions.Trustee ann = new Permissions.Trustee("S-1-5-21-1", Optional.empty());
		Permissions.Trustee everyone = new Permissions.Trustee("S-1-1-0", Optional.of("Everyone"));
		assertThat(lines(Reading.known(new Permissions(Optional.of(ann), List.of(
				new Permissions.Entry(everyone, true, List.of("send", "peek")),
				new Permissions.Entry(ann, false, List.of("receive"))), false))))
				.endsWith("Permissions|Owner|S-1-5-21-1", "|Everyone (S-1-1-0)|allowed: send, peek",
						"|S-1-5-21-1|denied: receive");
	}

	@Test
	void noListIsNotAnEmptyList() {
		assertThat(lines(Reading.known(new Permissions(Optional.empty(), List.of(), true))))
				.endsWith("Permissions|Owner|none", "|Everyone|may do everything");
		assertThat(lines(Reading.known(new Permissions(Optional.empty(), List.of(), false))))
				.endsWith("|Everyone|may do nothing");
		assertThat(lines(Reading.unknown("denied"))).endsWith("Permissions|Who may do what|? (denied)");
	}

	@Test
	void whatHasNoSettingsOfItsOwnSaysWhoseItIs() {
		assertThat(lines(details("private$\\orders;late"))).contains("Made with|Settings|Those of private$\\orders",
				"Permissions|Who may do what|Those of private$\\orders");
		assertThat(lines(details("system$;deadletter")))
				.contains("Permissions|Who may do what|None of its own: it belongs to the queue manager");
	}

	private static List<PropertyRow> details(String path) {
		QueueSummary summary = new QueueSummary(SUMMARY.address(), path, Reading.absent(), Reading.absent(),
				Reading.absent(), Reading.absent(), Reading.absent(), Reading.known(0L), Reading.known(0L),
				Reading.absent(), Reading.absent(), Reading.absent());
		return PropertyRow.of(new QueueDetails(summary, Reading.unknown("0xC00E0020"), List.of(),
				Reading.unknown("0xC00E0020")));
	}

	@Test
	void aQueueManagerSaysWhatItOffersAndWhyNot() {
		MachineSummary machine = new MachineSummary("srv", Reading.unknown("denied"), Reading.known("MSMQ 6.3"),
				Reading.absent(), Reading.absent(), Reading.absent(), Reading.absent(), Reading.absent());
		assertThat(lines(PropertyRow.of(new MachineDetails(machine, List.of()),
				Optional.of(new Capabilities(Map.of(Capability.MANAGE_QUEUES, "only for local callers"))),
				Optional.empty())))
				.contains("Queue manager|Host|srv", "|Id|? (denied)",
						"Offers|Making, changing and deleting queues|no: only for local callers",
						"|Moving messages to subqueues|yes")
				.anyMatch(line -> line.startsWith("Permissions|Who may do what|? (No published protocol"));
	}
}
