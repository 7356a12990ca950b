package dev.quayside.admin;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
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

	/** With settings, of which an unlimited quota is 4294967295, and permissions. */
	public static Map<String, Object> of(QueueDetails queue) {
		Map<String, Object> fields = of(queue.summary());
		Reading<QueueSettings> settings = queue.settings();
		fields.put("label", optional(settings.map(QueueSettings::label)).orElse(null));
		fields.put("quota", number(settings.map(QueueSettings::quota)));
		fields.put("journal", optional(settings.map(QueueSettings::journal)).orElse(null));
		fields.put("journalQuota", number(settings.map(QueueSettings::journalQuota)));
		fields.put("authenticated", optional(settings.map(QueueSettings::authenticated)).orElse(null));
		fields.put("privacyLevel", optional(settings.map(QueueSettings::privacyLevel))
				.map(level -> level.name().toLowerCase(Locale.ROOT)).orElse(null));
		fields.put("basePriority", settings.optional().map(QueueSettings::basePriority)
				.filter(OptionalInt::isPresent).map(OptionalInt::getAsInt).orElse(null));
		fields.put("typeId", optional(settings.map(QueueSettings::type)).map(UUID::toString).orElse(null));
		fields.put("multicast", optional(settings.map(QueueSettings::multicast)).orElse(null));
		fields.put("owner", optional(queue.permissions().map(Permissions::owner)).map(Permissions.Trustee::sid)
				.orElse(null));
		fields.put("permissions", queue.permissions().map(ObjectFields::entries));
		return fields;
	}

	private static Long number(Reading<OptionalLong> reading) {
		return reading.optional().filter(OptionalLong::isPresent).map(OptionalLong::getAsLong).orElse(null);
	}

	private static <T> Optional<T> optional(Reading<Optional<T>> reading) {
		return reading.optional().flatMap(value -> value);
	}

	private static List<Map<String, Object>> entries(Permissions permissions) {
		List<Map<String, Object>> entries = new ArrayList<>();
		if (permissions.everyone()) {
			entries.add(entry(new Permissions.Trustee("S-1-1-0", Optional.of("Everyone")), true, List.of("all")));
		}
		permissions.entries().forEach(entry -> entries.add(entry(entry.trustee(), entry.allowed(), entry.rights())));
		return entries;
	}

	private static Map<String, Object> entry(Permissions.Trustee trustee, boolean allowed, List<String> rights) {
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("sid", trustee.sid());
		fields.put("name", trustee.name().orElse(null));
		fields.put("access", allowed ? "allow" : "deny");
		fields.put("rights", rights);
		return fields;
	}

	/** What a client holds open. */
	public static Map<String, Object> of(HeldQueue held) {
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("handle", Long.toUnsignedString(held.handle()));
		fields.put("client", held.client());
		fields.put("pathName", held.queue().queue());
		fields.put("access", held.access().name().toLowerCase(Locale.ROOT));
		fields.put("exclusive", held.exclusive());
		fields.put("cursors", held.cursors().stream().map(ObjectFields::cursor).toList());
		fields.put("receives", held.receives().stream().map(ObjectFields::receive).toList());
		return fields;
	}

	private static Map<String, Object> cursor(HeldCursor cursor) {
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("cursor", cursor.cursor());
		fields.put("state", cursor.state());
		fields.put("lookupId", cursor.position().map(LookupId::toString).orElse(null));
		return fields;
	}

	private static Map<String, Object> receive(PendingReceive receive) {
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("requestId", receive.requestId());
		fields.put("cursor", receive.cursor());
		fields.put("lookupId", receive.message().map(LookupId::toString).orElse(null));
		fields.put("deadline", time(receive.deadline()));
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
