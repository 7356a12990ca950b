package dev.quayside.directory.certificates;

import dev.quayside.admin.directory.AccountCertificates;
import dev.quayside.admin.directory.AccountKind;
import dev.quayside.admin.directory.CertificateAccount;
import dev.quayside.admin.directory.CertificateAttributes;
import dev.quayside.admin.directory.CertificateLimits;
import dev.quayside.admin.directory.CertificateQuery;
import dev.quayside.admin.directory.MachineState;
import dev.quayside.testkit.DirectorySeed;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Accounts that no server knows. */
final class Accounts {

	static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
	static final CertificateReader READER = new CertificateReader();

	private Accounts() {}

	static CertificateAttributes attributes(byte[] blob, List<byte[]> digests) {
		return new CertificateAttributes(blob.length == 0 ? Optional.empty() : Optional.of(blob),
				digests.stream().map(HexFormat.of()::formatHex).collect(Collectors.toSet()));
	}

	static CertificateAttributes agreeing(List<byte[]> certificates) {
		return attributes(DirectorySeed.blob(certificates), DirectorySeed.digests(certificates));
	}

	/** Machines whose names begin with {@code OLD} are gone, those with {@code ODD} unknown. */
	static AccountCertificates account(CertificateAttributes attributes, AccountKind kind) {
		Inventory inventory = new Inventory(attributes, READER);
		CertificateAccount account = new CertificateAccount("QUAYSIDE\\alice", "CN=alice,OU=Users,DC=quayside,DC=test",
				new UUID(1, 2), kind, inventory.counts(), inventory.state(CertificateLimits.DEFAULT));
		return inventory.judge(account,
				new CertificateQuery(CertificateQuery.DEFAULT_SILENCE, CertificateLimits.DEFAULT, NOW),
				named -> named.machine().startsWith("OLD")
						? new MachineFinding(MachineState.GONE, "gone")
						: named.machine().startsWith("ODD")
								? MachineFinding.unknown("unknown")
								: new MachineFinding(MachineState.PRESENT, "there"));
	}

	static AccountCertificates account(CertificateAttributes attributes) {
		return account(attributes, AccountKind.USER);
	}
}
