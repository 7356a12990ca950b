package dev.quayside.admin.directory;

import dev.quayside.admin.Reading;

import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Objects of MSMQ in a directory as ordered fields for JSON, tables and files. Names and order are a contract with scripts:
 * add, never change.
 */
public final class DirectoryObjectFields {

	private DirectoryObjectFields() {}

	public static Map<String, Object> of(EnterpriseSettings settings) {
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("dn", settings.dn());
		fields.put("enterpriseId", settings.id().toString());
		fields.put("defaultTimeToLive", settings.defaultTimeToLive());
		fields.put("weakenedSecurity", settings.weakenedSecurity());
		fields.put("notifiesOthers", settings.notifiesOthers());
		fields.put("version", settings.version());
		return fields;
	}

	/** A change that is not made yet. */
	public static Map<String, Object> of(ObjectChange change) {
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("name", change.name());
		fields.put("what", change.what());
		fields.put("dn", change.dn());
		fields.put("warning", change.warning().isEmpty() ? null : change.warning());
		fields.put("forward", change.isEmpty() ? null : change.forward());
		fields.put("inverse", change.isEmpty() ? null : change.inverse());
		return fields;
	}

	public static Map<String, Object> of(RoutingLink link) {
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("name", link.name());
		fields.put("site", link.site().orElse(null));
		fields.put("otherSite", link.otherSite().orElse(null));
		fields.put("cost", link.cost());
		fields.put("gates", link.gates());
		fields.put("description", link.description().orElse(null));
		fields.put("linkId", link.id().toString());
		fields.put("dn", link.dn());
		return fields;
	}

	public static Map<String, Object> of(ServerSettings settings) {
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("server", settings.server());
		fields.put("site", settings.site());
		fields.put("queueManagerId", id(settings.queueManagerId()));
		fields.put("services", settings.services());
		fields.put("routing", settings.routing());
		fields.put("directory", settings.directory());
		fields.put("dependentClients", settings.dependentClients());
		fields.put("dn", settings.dn());
		return fields;
	}

	public static Map<String, Object> of(QueueAlias alias) {
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("name", alias.name());
		fields.put("formatName", alias.formatName());
		fields.put("description", alias.description().orElse(null));
		fields.put("aliasId", alias.id().toString());
		fields.put("dn", alias.dn());
		return fields;
	}

	public static Map<String, Object> of(DistributionList list) {
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("name", list.name());
		fields.put("formatName", list.formatName());
		fields.put("objectClass", list.objectClass());
		fields.put("members", list.members().stream().map(DirectoryObjectFields::of).toList());
		fields.put("queues", list.queues().optional().orElse(null));
		fields.put("problem", list.queues().unknownReason().orElse(null));
		fields.put("dn", list.dn());
		return fields;
	}

	private static Map<String, Object> of(DistributionList.Member member) {
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("dn", member.dn());
		fields.put("objectClass", member.kind());
		fields.put("formatName", member.formatName().optional().orElse(null));
		return fields;
	}

	public static Map<String, Object> of(ObjectReceipt receipt) {
		ObjectChange change = receipt.change();
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("name", change.name());
		fields.put("what", change.what());
		fields.put("outcome", receipt.outcome().toString());
		fields.put("time", receipt.when().truncatedTo(ChronoUnit.SECONDS).toString());
		fields.put("objectId", receipt.id().map(UUID::toString).orElse(null));
		fields.put("dn", change.dn());
		fields.put("notified", receipt.notified().optional().orElse(receipt.notified().isUnknown() ? false : null));
		fields.put("backup", receipt.backup().map(Object::toString).orElse(null));
		fields.put("result", receipt.sentence());
		return fields;
	}

	public static Map<String, Object> of(QueueManagerIdFinding finding) {
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("machine", finding.machine());
		fields.put("host", finding.host());
		fields.put("directoryId", finding.directoryId().toString());
		fields.put("answeredId", id(finding.answeredId()));
		fields.put("settingsIds", finding.settingsIds().stream().map(UUID::toString).toList());
		fields.put("state", finding.state().toString());
		fields.put("evidence", finding.evidence());
		return fields;
	}

	private static String id(Reading<UUID> id) {
		return Optional.of(id).flatMap(Reading::optional).map(UUID::toString).orElse(null);
	}
}
