package dev.quayside.cli;

import dev.quayside.cli.ResultWriter.Columns;

import java.util.ArrayList;
import java.util.List;

/** What tables show of each kind of object. */
final class Tables {

	static final Columns MACHINE = new Columns(List.of("host"), List.of("Host"), List.of());

	static final Columns QUEUES = new Columns(
			List.of("pathName", "messageCount", "bytesInQueue", "journalMessageCount", "transactional", "state"),
			List.of("Queue", "Messages", "Bytes", "In journal", "Transactional", "State"),
			List.of("pathName", "formatName", "type", "transactional", "location", "state", "messageCount",
					"bytesInQueue", "journalMessageCount", "bytesInJournal", "subqueues"));

	static final Columns MESSAGES = new Columns(
			List.of("lookupId", "label", "priority", "messageClass", "delivery", "bodySize", "sentTime"),
			List.of("Lookup id", "Label", "Priority", "Class", "Delivery", "Size", "Sent"),
			List.of("lookupId", "messageId", "label", "priority", "messageClass", "delivery", "journaling",
					"acknowledgement", "sentTime", "arrivedTime", "expiryTime", "bodyType", "bodySize", "senderId",
					"authenticated", "correlationId", "responseQueue", "adminQueue", "sourceMachineId",
					"transactionId"));

	static final Columns BODIES = new Columns(plus(MESSAGES.fields(), "body"), plus(MESSAGES.titles(), "Body"),
			plus(plus(MESSAGES.all(), "body"), "bodyBase64"));

	static final Columns ITEMS = of(List.of("lookupId", "status"), List.of("Lookup id", "Status"));

	static final Columns SENT = of(List.of("messageId"), List.of("Message id"));

	static final Columns VERIFIED = of(List.of("messageId", "inQueue"), List.of("Message id", "In queue"));

	static final Columns PURGED = of(List.of("purged"), List.of("Purged"));

	static final Columns FINDINGS = of(List.of("step", "result", "milliseconds", "cause", "advice"),
			List.of("Step", "Result", "ms", "Cause", "Advice"));

	static final Columns STORE = new Columns(List.of("data"), List.of("Folder"), List.of());

	private Tables() {}

	private static Columns of(List<String> fields, List<String> titles) {
		return new Columns(fields, titles, fields);
	}

	private static List<String> plus(List<String> list, String more) {
		List<String> result = new ArrayList<>(list);
		result.add(more);
		return List.copyOf(result);
	}
}
