package dev.quayside.admin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class ObjectFieldsTest {

	@Test
	void aMessageKeepsTheNamesAndOrderOfTheContract() {
		Map<String, Object> fields = ObjectFields.of(Samples.message(-1, "first"));
		assertThat(fields.keySet()).containsExactly("lookupId", "messageId", "label", "priority", "messageClass",
				"delivery", "journaling", "acknowledgement", "sentTime", "arrivedTime", "expiryTime", "bodyType",
				"bodySize", "senderId", "authenticated", "correlationId", "responseQueue", "adminQueue",
				"sourceMachineId", "transactionId", "body", "bodyBase64");
		assertThat(fields).containsEntry("lookupId", "18446744073709551615").containsEntry("delivery", "recoverable")
				.containsEntry("sentTime", "2026-11-21T09:00:00Z").containsEntry("arrivedTime", "2026-11-21T09:00:01Z")
				.containsEntry("expiryTime", null).containsEntry("body", "first")
				.containsEntry("bodyBase64", "ZgBpAHIAcwB0AA==");
	}

	@Test
	void aBodyThatIsNoTextIsNullAndItsBytesAreThere() {
		Message message = new Message(Samples.summary(1, 1), new byte[]{ 7 }, new byte[0]);
		assertThat(ObjectFields.of(message)).containsEntry("body", null).containsEntry("bodyBase64", "Bw==");
	}

	@Test
	void unknownReadingsAreNullAndNeverZero() {
		QueueSummary queue = new QueueSummary(new QueueAddress(Samples.SETTINGS.address(), "private$\\q"),
				"private$\\q", Reading.unknown("denied"), Reading.known(QueueType.PRIVATE), Reading.known(false),
				Reading.absent(), Reading.unknown("denied"), Reading.unknown("denied"), Reading.known(0L),
				Reading.absent(), Reading.absent(), Reading.known(List.of("poison")));
		Map<String, Object> fields = ObjectFields.plain(ObjectFields.of(queue));
		assertThat(fields.keySet()).containsExactly("pathName", "formatName", "type", "transactional", "location",
				"state", "messageCount", "bytesInQueue", "journalMessageCount", "bytesInJournal", "subqueues");
		assertThat(fields).containsEntry("type", "private").containsEntry("formatName", null)
				.containsEntry("messageCount", null).containsEntry("bytesInQueue", 0L)
				.containsEntry("subqueues", List.of("poison"));
	}

	@Test
	void aMachineKeepsTheNamesAndOrderOfTheContract() {
		MachineSummary machine = new MachineSummary("h", Reading.known(Samples.SOURCE), Reading.known("Quayside"),
				Reading.known(true), Reading.absent(), Reading.known(4096L), Reading.known(3), Reading.unknown("why"));
		Map<String, Object> fields = ObjectFields.plain(ObjectFields.of(machine));
		assertThat(fields.keySet()).containsExactly("host", "queueManagerId", "version", "connected",
				"directoryServer", "bytesInAllQueues", "privateQueues", "activeQueues");
		assertThat(fields).containsEntry("queueManagerId", Samples.SOURCE.toString())
				.containsEntry("directoryServer", null).containsEntry("activeQueues", null);
	}

	@Test
	void readingsMapAndKeepTheirReason() {
		assertThat(Reading.known(3).map(n -> n + 1).optional()).contains(4);
		assertThat(Reading.<Integer>unknown("why").map(n -> n + 1).unknownReason()).contains("why");
		assertThat(Reading.<Integer>absent().map(n -> n + 1).isUnknown()).isFalse();
	}
}
