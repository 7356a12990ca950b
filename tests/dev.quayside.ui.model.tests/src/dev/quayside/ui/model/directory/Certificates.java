package dev.quayside.ui.model.directory;

import dev.quayside.admin.Reading;
import dev.quayside.admin.directory.AccountCertificate;
import dev.quayside.admin.directory.AccountCertificates;
import dev.quayside.admin.directory.AccountKind;
import dev.quayside.admin.directory.AccountState;
import dev.quayside.admin.directory.CertificateAccount;
import dev.quayside.admin.directory.CertificateAttributes;
import dev.quayside.admin.directory.CertificateCounts;
import dev.quayside.admin.directory.CertificateDetails;
import dev.quayside.admin.directory.DigestState;
import dev.quayside.admin.directory.MachineState;
import dev.quayside.admin.directory.Verdict;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Made-up accounts. */
final class Certificates {

	static final String ORPHAN = "f".repeat(32);

	private Certificates() {}

	static CertificateCounts counts(int certificates, int digests, int bytes) {
		return new CertificateCounts(certificates, Reading.known((long) certificates), digests, 0, 0, bytes);
	}

	static CertificateAccount account(CertificateCounts counts, AccountState state) {
		return new CertificateAccount("CORP\\ann", "CN=ann,DC=corp", new UUID(1, 2), AccountKind.USER, counts, state);
	}

	static AccountCertificate certificate(int index, String machine, Verdict verdict, MachineState state) {
		CertificateDetails details = new CertificateDetails("CN=CORP\\ann, O=" + machine, "CN=ann",
				Instant.parse("2020-01-01T00:00:00Z"), Instant.parse("2028-01-01T00:00:00Z"), "RSA 1024",
				Optional.of(machine), Optional.of("CORP\\ann"));
		String digest = String.format("%032x", index + 1);
		return new AccountCertificate(index, new UUID(0, index), digest, digest, "a".repeat(40), 460,
				Optional.of(details), DigestState.PRESENT, state, verdict, "No computer " + machine);
	}

	static AccountCertificate unparsable(int index) {
		String digest = String.format("%032x", index + 1);
		return new AccountCertificate(index, new UUID(0, index), digest, "b".repeat(32), "c".repeat(40), 3,
				Optional.empty(), DigestState.MISMATCH, MachineState.UNKNOWN, Verdict.UNPARSABLE, "It is no X.509");
	}

	/** With one orphan digest. */
	static AccountCertificates account(AccountCertificate... certificates) {
		Set<String> digests = new TreeSet<>(Set.of(ORPHAN));
		List.of(certificates).forEach(certificate -> digests.add(certificate.digest()));
		return new AccountCertificates(
				account(counts(certificates.length, digests.size(), 1000), AccountState.INCONSISTENT),
				new CertificateAttributes(Optional.of(new byte[]{ 1 }), digests), List.of(certificates),
				Optional.empty());
	}
}
