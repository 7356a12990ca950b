package dev.quayside.admin.directory;

import dev.quayside.admin.QueueSettings;
import dev.quayside.admin.Reading;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Objects of a directory as ordered fields for JSON, tables and files. Names and order are a contract with scripts: add,
 * never change.
 */
public final class DirectoryFields {

	private DirectoryFields() {}

	public static Map<String, Object> of(CertificateAccount account) {
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("account", account.account());
		fields.put("dn", account.dn());
		fields.put("objectClass", account.kind().toString());
		counts(fields, account.counts());
		fields.put("state", account.state().toString());
		return fields;
	}

	private static void counts(Map<String, Object> fields, CertificateCounts counts) {
		fields.put("certificates", counts.certificates());
		fields.put("declaredCertificates", counts.declared());
		fields.put("digests", counts.digests());
		fields.put("orphanDigests", counts.orphanDigests());
		fields.put("missingDigests", counts.missingDigests());
		fields.put("bytes", counts.bytes());
	}

	public static Map<String, Object> of(AccountCertificate certificate) {
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("index", certificate.index());
		fields.put("machine", certificate.machine().orElse(null));
		fields.put("subject", detail(certificate, CertificateDetails::subject));
		fields.put("issuer", detail(certificate, CertificateDetails::issuer));
		fields.put("notBefore", detail(certificate, details -> time(details.notBefore())));
		fields.put("notAfter", detail(certificate, details -> time(details.notAfter())));
		fields.put("digest", certificate.digest());
		fields.put("registrationId", certificate.registrationId().toString());
		fields.put("thumbprint", certificate.thumbprint());
		fields.put("digestState", certificate.digestState().toString());
		fields.put("verdict", certificate.verdict().toString());
		fields.put("evidence", certificate.evidence());
		fields.put("key", detail(certificate, CertificateDetails::key));
		fields.put("user", certificate.details().flatMap(CertificateDetails::user).orElse(null));
		return fields;
	}

	private static String detail(AccountCertificate certificate, Function<CertificateDetails, String> field) {
		return certificate.details().map(field).orElse(null);
	}

	/** The account, then its certificates and the digests that none of them has. */
	public static Map<String, Object> of(AccountCertificates account) {
		Map<String, Object> fields = of(account.account());
		fields.put("certificates", account.certificates().stream().map(DirectoryFields::of).toList());
		fields.put("orphanDigests", List.copyOf(account.orphanDigests()));
		fields.put("damage", account.damage().orElse(null));
		return fields;
	}

	/** A change that is not made yet. */
	public static Map<String, Object> of(CertificateChange change) {
		CertificateCounts before = change.account().counts();
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("account", change.account().account());
		fields.put("dn", change.account().dn());
		fields.put("what", change.what());
		fields.put("certificatesBefore", before.certificates());
		fields.put("certificatesAfter", change.countsAfter().certificates());
		fields.put("digestsBefore", before.digests());
		fields.put("digestsAfter", change.countsAfter().digests());
		fields.put("bytesBefore", before.bytes());
		fields.put("bytesAfter", change.countsAfter().bytes());
		fields.put("warning", change.warning().isEmpty() ? null : change.warning());
		fields.put("forward", change.isEmpty() ? null : change.forward());
		fields.put("inverse", change.isEmpty() ? null : change.inverse());
		return fields;
	}

	public static Map<String, Object> of(ChangeReceipt receipt) {
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("account", receipt.account().account());
		fields.put("dn", receipt.account().dn());
		fields.put("what", receipt.what());
		fields.put("outcome", receipt.outcome().toString());
		fields.put("time", time(receipt.when()));
		fields.put("certificatesBefore", receipt.account().counts().certificates());
		fields.put("certificatesAfter", receipt.after().map(CertificateCounts::certificates).orElse(null));
		fields.put("digestsBefore", receipt.account().counts().digests());
		fields.put("digestsAfter", receipt.after().map(CertificateCounts::digests).orElse(null));
		fields.put("bytesBefore", receipt.account().counts().bytes());
		fields.put("bytesAfter", receipt.after().map(CertificateCounts::bytes).orElse(null));
		fields.put("backup", receipt.backup().map(Object::toString).orElse(null));
		fields.put("result", receipt.sentence());
		return fields;
	}

	public static Map<String, Object> of(DirectoryMachine machine) {
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("name", machine.name());
		fields.put("dnsName", machine.dnsName().orElse(null));
		fields.put("dn", machine.dn());
		fields.put("queueManagerId", machine.queueManagerId().toString());
		fields.put("version", machine.version());
		fields.put("osType", machine.osType());
		fields.put("sites", machine.sites());
		fields.put("quota", quota(machine.quota()));
		fields.put("journalQuota", quota(machine.journalQuota()));
		fields.put("routing", machine.routing());
		fields.put("foreign", machine.foreign());
		fields.put("disabled", machine.disabled());
		return fields;
	}

	public static Map<String, Object> of(PublicQueue queue) {
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("pathName", queue.pathName());
		fields.put("formatName", queue.formatName());
		fields.put("queueId", queue.id().toString());
		fields.put("machine", queue.machine());
		fields.put("label", queue.label());
		fields.put("type", queue.type().toString());
		fields.put("transactional", queue.transactional());
		fields.put("journal", queue.journal());
		fields.put("authenticated", queue.authenticated());
		fields.put("privacy", queue.privacy());
		fields.put("basePriority", queue.basePriority());
		fields.put("quota", quota(queue.quota()));
		fields.put("journalQuota", quota(queue.journalQuota()));
		fields.put("multicastAddress", queue.multicastAddress().orElse(null));
		fields.put("dn", queue.dn());
		return fields;
	}

	public static Map<String, Object> of(DirectorySite site) {
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("name", site.name());
		fields.put("siteId", site.id().toString());
		fields.put("dn", site.dn());
		fields.put("foreign", site.foreign());
		fields.put("links", site.links().stream().map(DirectoryFields::of).toList());
		return fields;
	}

	private static Map<String, Object> of(DirectorySite.Link link) {
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("to", link.to());
		fields.put("cost", link.cost().optional().orElse(null));
		fields.put("gates", link.gates());
		return fields;
	}

	/** None is a number, as with queues of queue managers: null is unknown. */
	private static Reading<Long> quota(Reading<Long> quota) {
		return quota instanceof Reading.Absent ? Reading.known(QueueSettings.UNLIMITED) : quota;
	}

	private static String time(Instant time) {
		return time.truncatedTo(ChronoUnit.SECONDS).toString();
	}
}
