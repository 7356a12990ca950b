package dev.quayside.cli;

import java.util.ArrayList;
import java.util.List;

/** What tables show of each kind of object. */
final class Tables {

	static final ResultWriter.Columns MACHINE = columns(List.of("host"), List.of("Host"));

	static final ResultWriter.Columns QUEUES = columns(
			List.of("pathName", "messageCount", "bytesInQueue", "journalMessageCount", "transactional", "state"),
			List.of("Queue", "Messages", "Bytes", "In journal", "Transactional", "State"));

	static final ResultWriter.Columns MESSAGES = columns(
			List.of("lookupId", "label", "priority", "messageClass", "delivery", "bodySize", "sentTime"),
			List.of("Lookup id", "Label", "Priority", "Class", "Delivery", "Size", "Sent"));

	static final ResultWriter.Columns BODIES = with(MESSAGES, "body", "Body");

	static final ResultWriter.Columns ITEMS = columns(List.of("lookupId", "status"), List.of("Lookup id", "Status"));

	static final ResultWriter.Columns SENT = columns(List.of("messageId"), List.of("Message id"));

	private Tables() {}

	private static ResultWriter.Columns columns(List<String> fields, List<String> titles) {
		return new ResultWriter.Columns(fields, titles);
	}

	static ResultWriter.Columns with(ResultWriter.Columns columns, String field, String title) {
		List<String> fields = new ArrayList<>(columns.fields());
		fields.add(field);
		List<String> titles = new ArrayList<>(columns.titles());
		titles.add(title);
		return columns(fields, titles);
	}
}
