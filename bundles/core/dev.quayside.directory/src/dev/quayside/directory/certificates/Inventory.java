package dev.quayside.directory.certificates;

import dev.quayside.admin.Reading;
import dev.quayside.admin.directory.AccountCertificate;
import dev.quayside.admin.directory.AccountCertificates;
import dev.quayside.admin.directory.AccountState;
import dev.quayside.admin.directory.CertificateAccount;
import dev.quayside.admin.directory.CertificateAttributes;
import dev.quayside.admin.directory.CertificateCounts;
import dev.quayside.admin.directory.CertificateDetails;
import dev.quayside.admin.directory.CertificateLimits;
import dev.quayside.admin.directory.CertificateQuery;
import dev.quayside.admin.directory.DigestState;
import dev.quayside.admin.directory.MachineState;
import dev.quayside.admin.directory.Verdict;
import dev.quayside.msmq.certificate.UserCertificate;
import dev.quayside.msmq.certificate.UserCertificates;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the two attributes of an account hold: read once, then counted and judged. */
public final class Inventory {

	/** Characters of a subject that are shown as evidence. */
	private static final int MAX_SHOWN = 200;

	/** A certificate, its digests, and what it says or why it says nothing. */
	private record Item(UserCertificate entry, String digest, String stated, DigestState state,
			Optional<CertificateDetails> details, Optional<MachineNames.Named> named, String problem) {}

	private final CertificateAttributes attributes;
	private final UserCertificates value;
	private final List<Item> items = new ArrayList<>();

	public Inventory(CertificateAttributes attributes, CertificateReader reader) {
		this.attributes = attributes;
		value = attributes.certificates().map(UserCertificates::parse).orElse(UserCertificates.NONE);
		Set<String> seen = new HashSet<>();
		for (UserCertificate entry : value.entries()) {
			items.add(item(entry, seen, reader));
		}
	}

	private Item item(UserCertificate entry, Set<String> seen, CertificateReader reader) {
		String digest = HexFormat.of().formatHex(UserCertificate.digestOf(entry.certificate()));
		String stated = HexFormat.of().formatHex(entry.digest());
		DigestState state = !stated.equals(digest)
				? DigestState.MISMATCH
				: !seen.add(digest)
						? DigestState.DUPLICATE
						: attributes.digests().contains(digest) ? DigestState.PRESENT : DigestState.MISSING;
		try {
			CertificateDetails details = reader.read(entry.certificate());
			return new Item(entry, digest, stated, state, Optional.of(details), MachineNames.of(details.subject()), "");
		} catch (CertificateException e) {
			return new Item(entry, digest, stated, state, Optional.empty(), Optional.empty(), e.getMessage());
		}
	}

	public CertificateCounts counts() {
		Set<String> orphans = new HashSet<>(attributes.digests());
		Set<String> missing = new HashSet<>();
		for (Item item : items) {
			orphans.remove(item.digest());
			orphans.remove(item.stated());
			if (!attributes.digests().contains(item.digest())) {
				missing.add(item.digest());
			}
		}
		int readable = (int) items.stream().filter(item -> item.details().isPresent()).count();
		Reading<Long> declared = value.declared().isPresent()
				? Reading.known(value.declared().getAsLong())
				: Reading.unknown("The value is too short to say it");
		return new CertificateCounts(readable, declared, attributes.digests().size(), orphans.size(), missing.size(),
				attributes.certificates().map(bytes -> bytes.length).orElse(0));
	}

	/** The gravest of what is true. */
	public AccountState state(CertificateLimits limits) {
		CertificateCounts counts = counts();
		if (value.damage().isPresent() || items.stream().anyMatch(item -> item.details().isEmpty())) {
			return AccountState.DAMAGED;
		} else if (limits.isNear(counts)) {
			return AccountState.NEAR_LIMIT;
		}
		boolean agree = counts.orphanDigests() == 0 && items.stream()
				.allMatch(item -> item.state() == DigestState.PRESENT);
		return agree ? AccountState.OK : AccountState.INCONSISTENT;
	}

	/** Of the certificates. */
	Set<String> digests() {
		return items.stream().map(Item::digest).collect(Collectors.toSet());
	}

	/** The machines that certificates name. */
	public Set<MachineNames.Named> machines() {
		return items.stream().flatMap(item -> item.named().stream()).collect(Collectors.toSet());
	}

	/** @param machines what is known of each machine that {@link #machines} names */
	public AccountCertificates judge(CertificateAccount account, CertificateQuery query,
			Function<MachineNames.Named, MachineFinding> machines) {
		List<AccountCertificate> certificates = new ArrayList<>();
		for (Item item : items) {
			MachineFinding machine = item.named().map(machines)
					.orElseGet(() -> MachineFinding.unknown(nameless(item)));
			certificates.add(judge(certificates.size(), item, machine, query));
		}
		return new AccountCertificates(account, attributes, certificates, value.damage());
	}

	private static String nameless(Item item) {
		String subject = item.details().map(CertificateDetails::subject).orElse("");
		String shown = subject.length() > MAX_SHOWN ? subject.substring(0, MAX_SHOWN) + "…" : subject;
		return "Its subject names no machine that is recognised" + (shown.isEmpty() ? "" : ": " + shown);
	}

	private static AccountCertificate judge(int index, Item item, MachineFinding machine, CertificateQuery query) {
		Optional<CertificateDetails> details = item.details();
		boolean isExpired = details.filter(known -> known.isExpiredAt(query.now())).isPresent();
		Verdict verdict = details.isEmpty() ? Verdict.UNPARSABLE : verdict(machine.state(), isExpired);
		String evidence = switch (verdict) {
			case UNPARSABLE -> "Its bytes say nothing: " + item.problem();
			case EXPIRED -> "Expired " + day(details.orElseThrow()) + "; " + machine.evidence();
			default -> machine.evidence();
		};
		return new AccountCertificate(index, item.entry().identifier(), item.digest(), item.stated(),
				thumbprint(item.entry().certificate()), item.entry().certificate().length, details, item.state(),
				details.isEmpty() ? MachineState.UNKNOWN : machine.state(), verdict, evidence);
	}

	private static Verdict verdict(MachineState machine, boolean isExpired) {
		return switch (machine) {
			case GONE -> Verdict.MACHINE_GONE;
			case DISABLED -> Verdict.MACHINE_DISABLED;
			case SILENT -> isExpired ? Verdict.EXPIRED : Verdict.MACHINE_SILENT;
			case UNKNOWN -> isExpired ? Verdict.EXPIRED : Verdict.MACHINE_UNKNOWN;
			case PRESENT -> isExpired ? Verdict.EXPIRED : Verdict.CURRENT;
		};
	}

	private static String day(CertificateDetails details) {
		return details.notAfter().toString().substring(0, "2026-01-01".length());
	}

	private static String thumbprint(byte[] certificate) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(certificate));
		} catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException(e);
		}
	}
}
