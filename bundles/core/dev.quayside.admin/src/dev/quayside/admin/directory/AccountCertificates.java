package dev.quayside.admin.directory;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The certificates of an account as they were read at one moment.
 *
 * @param attributes
 *            what they were read from; a change is made only while the directory still has exactly that
 * @param damage
 *            what is wrong with the value as a whole, as a sentence without full stop
 * @param obstacle
 *            why machines that the certificates name could not be looked for, likewise; those are unknown then
 */
public record AccountCertificates(CertificateAccount account, CertificateAttributes attributes,
		List<AccountCertificate> certificates, Optional<String> damage, Optional<String> obstacle) {

	public AccountCertificates {
		certificates = List.copyOf(certificates);
	}

	public AccountCertificates(CertificateAccount account, CertificateAttributes attributes,
			List<AccountCertificate> certificates, Optional<String> damage) {
		this(account, attributes, certificates, damage, Optional.empty());
	}

	/** The same, with what stood in the way of the search for machines. */
	public AccountCertificates withObstacle(Optional<String> why) {
		return new AccountCertificates(account, attributes, certificates, damage, why);
	}

	/** Digests that no certificate has or states, in hex. */
	public Set<String> orphanDigests() {
		Set<String> orphans = new TreeSet<>(attributes.digests());
		certificates.forEach(certificate -> {
			orphans.remove(certificate.digest());
			orphans.remove(certificate.statedDigest());
		});
		return orphans;
	}
}
