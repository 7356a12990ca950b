package dev.quayside.admin;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Objects as ordered fields for JSON, tables and files: text, numbers, booleans, lists of text, {@link Reading}s of
 * those, and null for what is absent. Names and order are a contract with scripts: add, never change.
 */
public final class ObjectFields {

	private ObjectFields() {}

	public static Map<String, Object> of(MachineSummary machine) {
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("host", machine.host());
		fields.put("queueManagerId", machine.queueManagerId().map(UUID::toString));
		fields.put("version", machine.version());
		fields.put("connected", machine.connected());
		fields.put("directoryServer", machine.directoryServer());
		fields.put("bytesInAllQueues", machine.bytesInAllQueues());
		fields.put("privateQueues", machine.privateQueues());
		fields.put("activeQueues", machine.activeQueues());
		return fields;
	}

	public static Map<String, Object> of(QueueSummary queue) {
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("pathName", queue.pathName());
		fields.put("formatName", queue.formatName());
		fields.put("type", queue.type().map(QueueType::toString));
		fields.put("transactional", queue.transactional());
		fields.put("location", queue.location());
		fields.put("state", queue.state());
		fields.put("messageCount", queue.messageCount());
		fields.put("bytesInQueue", queue.bytesInQueue());
		fields.put("journalMessageCount", queue.journalMessageCount());
		fields.put("bytesInJournal", queue.bytesInJournal());
		fields.put("subqueues", queue.subqueues());
		return fields;
	}

	public static Map<String, Object> of(StoreCheck check) {
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("data", check.data().toString());
		fields.put("result", check.isIntact() ? "intact" : "damaged");
		fields.put("queueManagerId", check.queueManagerId().toString());
		fields.put("format", check.format());
		fields.put("lastWriteCutOff", check.cutOff());
		fields.put("bytesInFile", check.size().bytesInFile());
		fields.put("chunks", check.size().chunks());
		fields.put("bytesInChunks", check.size().bytesInChunks());
		fields.put("queues", check.size().queues());
		fields.put("messages", check.size().messages());
		fields.put("bytesInMessages", check.size().bytesInMessages());
		fields.put("largeBodies", check.size().largeBodies());
		fields.put("values", check.size().values());
		fields.put("damages", check.damages());
		fields.put("damage", check.damage());
		return fields;
	}

	public static Map<String, Object> of(StoreCompaction compaction) {
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("data", compaction.data().toString());
		fields.put("bytesBefore", compaction.bytesBefore());
		fields.put("bytesAfter", compaction.bytesAfter());
		return fields;
	}

	public static Map<String, Object> of(Finding finding) {
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("step", finding.step());
		fields.put("result", finding.result().name().toLowerCase(Locale.ROOT));
		fields.put("milliseconds", finding.millis().isPresent() ? finding.millis().getAsLong() : null);
		fields.put("cause", finding.cause());
		fields.put("advice", finding.advice().isEmpty() ? null : finding.advice());
		return fields;
	}

	/** Without the body. */
	public static Map<String, Object> of(MessageSummary message) {
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("lookupId", message.lookupId().toString());
		fields.put("messageId", message.messageId());
		fields.put("label", message.label());
		fields.put("priority", message.priority());
		fields.put("messageClass", message.messageClass());
		fields.put("delivery", message.delivery().toString());
		fields.put("journaling", message.journaling());
		fields.put("acknowledgement", message.acknowledgement());
		fields.put("sentTime", time(Optional.of(message.times().sent())));
		fields.put("arrivedTime", time(message.times().arrived()));
		fields.put("expiryTime", time(message.times().expiry()));
		fields.put("bodyType", message.bodyType());
		fields.put("bodySize", message.bodySize());
		fields.put("senderId", message.senderId().orElse(null));
		fields.put("authenticated", message.authenticated());
		fields.put("correlationId", message.correlationId().orElse(null));
		fields.put("responseQueue", message.routes().responseQueue().orElse(null));
		fields.put("adminQueue", message.routes().adminQueue().orElse(null));
		fields.put("sourceMachineId", message.sourceMachineId().toString());
		fields.put("transactionId", message.transactionId().orElse(null));
		return fields;
	}

	/** With the body: as text, null where it is none, and as bytes. */
	public static Map<String, Object> of(Message message) {
		Map<String, Object> fields = of(message.summary());
		fields.put("body",
				BodyText.decode(message.summary().bodyType(), message.body()).map(BodyText::text).orElse(null));
		fields.put("bodyBase64", Base64.getEncoder().encodeToString(message.body()));
		return fields;
	}

	/** Readings replaced by their values, null where there is none. */
	public static Map<String, Object> plain(Map<String, Object> fields) {
		Map<String, Object> plain = new LinkedHashMap<>();
		fields.forEach((name, value) -> plain.put(name,
				value instanceof Reading<?> reading ? reading.optional().orElse(null) : value));
		return plain;
	}

	/** ISO 8601 in UTC, whole seconds as the protocol has them. */
	private static String time(Optional<Instant> time) {
		return time.map(instant -> instant.truncatedTo(ChronoUnit.SECONDS).toString()).orElse(null);
	}
}
