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

	static final Columns QUEUE = new Columns(QUEUES.fields(), QUEUES.titles(), List.of());

	static final Columns HANDLES = new Columns(
			List.of("handle", "client", "pathName", "access", "exclusive", "cursors", "receives"),
			List.of("Handle", "Client", "Queue", "For", "Exclusive", "Cursors", "Receives"),
			List.of("handle", "client", "pathName", "access", "exclusive", "cursors", "receives"));

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

	static final Columns ACCOUNTS = new Columns(
			List.of("account", "certificates", "digests", "orphanDigests", "missingDigests", "bytes", "state"),
			List.of("Account", "Certificates", "Digests", "Orphans", "Missing", "Bytes", "State"),
			List.of("account", "dn", "objectClass", "certificates", "declaredCertificates", "digests", "orphanDigests",
					"missingDigests", "bytes", "state"));

	static final Columns CERTIFICATES = new Columns(
			List.of("index", "machine", "notBefore", "notAfter", "digest", "digestState", "verdict", "evidence"),
			List.of("#", "Machine", "From", "To", "Digest", "State", "Verdict", "Evidence"),
			List.of("index", "machine", "subject", "issuer", "notBefore", "notAfter", "digest", "registrationId",
					"thumbprint", "digestState", "verdict", "evidence", "key", "user"));

	/** Of changes that are not made; a table has LDIF in their place. */
	static final Columns PLANS = of(
			List.of("account", "dn", "what", "certificatesBefore", "certificatesAfter", "digestsBefore", "digestsAfter",
					"bytesBefore", "bytesAfter", "warning", "remarks", "forward", "inverse"),
			List.of());

	static final Columns OBJECT_PLANS = of(List.of("name", "what", "dn", "warning", "forward", "inverse"), List.of());

	static final Columns RECEIPTS = new Columns(
			List.of("account", "what", "outcome", "certificatesBefore", "certificatesAfter", "digestsBefore",
					"digestsAfter", "backup", "result"),
			List.of("Account", "What", "Outcome", "Certificates", "After", "Digests", "After", "Backup", "Result"),
			List.of("account", "dn", "what", "outcome", "time", "certificatesBefore", "certificatesAfter",
					"digestsBefore", "digestsAfter", "bytesBefore", "bytesAfter", "backup", "result"));

	static final Columns MACHINES = new Columns(
			List.of("name", "dnsName", "queueManagerId", "version", "osType", "sites", "routing"),
			List.of("Machine", "DNS name", "Queue manager", "Version", "System", "Sites", "Routing"),
			List.of("name", "dnsName", "dn", "queueManagerId", "version", "osType", "sites", "quota", "journalQuota",
					"routing", "foreign", "disabled"));

	static final Columns PUBLIC_QUEUES = new Columns(
			List.of("pathName", "label", "transactional", "journal", "authenticated", "queueId"),
			List.of("Queue", "Label", "Transactional", "Journal", "Authenticated", "Id"),
			List.of("pathName", "formatName", "queueId", "machine", "label", "type", "transactional", "journal",
					"authenticated", "privacy", "basePriority", "quota", "journalQuota", "multicastAddress", "dn"));

	static final Columns SITES = new Columns(List.of("name", "siteId", "foreign", "links"),
			List.of("Site", "Id", "Foreign", "Links"), List.of("name", "siteId", "dn", "foreign", "links"));

	static final Columns ENTERPRISE = new Columns(List.of("dn"), List.of("Settings"), List.of());

	static final Columns LINKS = new Columns(List.of("name", "site", "otherSite", "cost", "gates"),
			List.of("Link", "Site", "Other site", "Cost", "Gates"),
			List.of("name", "site", "otherSite", "cost", "gates", "description", "linkId", "dn"));

	static final Columns SETTINGS = new Columns(
			List.of("server", "site", "queueManagerId", "services", "routing", "directory", "dependentClients"),
			List.of("Server", "Site", "Queue manager", "Services", "Routing", "Directory", "Dependent clients"),
			List.of("server", "site", "queueManagerId", "services", "routing", "directory", "dependentClients", "dn"));

	static final Columns ALIASES = new Columns(List.of("name", "formatName", "description"),
			List.of("Alias", "Queue", "Description"),
			List.of("name", "formatName", "description", "aliasId", "dn"));

	static final Columns LISTS = new Columns(List.of("name", "formatName", "queues", "problem"),
			List.of("List", "Format name", "Queues", "Problem"),
			List.of("name", "formatName", "objectClass", "members", "queues", "problem", "dn"));

	static final Columns OBJECT_RECEIPTS = new Columns(
			List.of("name", "what", "outcome", "objectId", "notified", "backup", "result"),
			List.of("Name", "What", "Outcome", "Id", "Notified", "Backup", "Result"),
			List.of("name", "what", "outcome", "time", "objectId", "dn", "notified", "backup", "result"));

	static final Columns IDS = new Columns(List.of("machine", "directoryId", "answeredId", "state", "evidence"),
			List.of("Machine", "In the directory", "Answered", "State", "Evidence"),
			List.of("machine", "host", "directoryId", "answeredId", "settingsIds", "state", "evidence"));

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
