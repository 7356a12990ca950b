package dev.quayside.directory.certificates;

import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.admin.directory.AccountCertificate;
import dev.quayside.admin.directory.AccountCertificates;
import dev.quayside.admin.directory.AccountKind;
import dev.quayside.admin.directory.CertificateAttributes;
import dev.quayside.admin.directory.CertificateChange;
import dev.quayside.admin.directory.CertificateCounts;
import dev.quayside.admin.directory.CertificateDetails;
import dev.quayside.admin.directory.CertificateLimits;
import dev.quayside.admin.directory.CleanupRule;
import dev.quayside.admin.directory.CleanupSelection;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.directory.ldif.Ldif;
import dev.quayside.msmq.certificate.UserCertificate;
import dev.quayside.msmq.certificate.UserCertificates;

import java.security.cert.CertificateException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/** Works out changes; makes none. */
public final class ChangePlanner {

	private static final String RENEW = "Renew";

	private final CertificateReader reader;

	public ChangePlanner(CertificateReader reader) {
		this.reader = reader;
	}

	/**
	 * @throws DirectoryException
	 *             of kind INVALID for a computer, unless it was picked by hand
	 */
	public void requireAllowed(AccountCertificates account, CleanupRule rule) throws DirectoryException {
		if (account.account().kind() == AccountKind.COMPUTER && !(rule instanceof CleanupRule.ByHand)) {
			throw new DirectoryException(Kind.INVALID,
					account.account().account() + " is a computer: its certificates are the keys of its queue manager, "
							+ "and no rule removes them",
					"Pick the certificates one by one if you are sure", null);
		}
	}

	public CertificateChange clean(AccountCertificates account, CleanupSelection selection, String what) {
		CertificateAttributes before = account.attributes();
		if (selection.whole()) {
			Set<Integer> all = account.certificates().stream().map(AccountCertificate::index)
					.collect(Collectors.toSet());
			return change(what, account, all, CertificateAttributes.NONE, true);
		}
		UserCertificates value = before.certificates().map(UserCertificates::parse).orElse(UserCertificates.NONE);
		UserCertificates kept = value.without(selection.certificates());
		Set<String> digests = digestsWithout(account, selection);
		Optional<byte[]> bytes = kept.equals(UserCertificates.NONE)
				? Optional.<byte[]>empty()
				: before.certificates().map(old -> kept.equals(value) ? old : kept.toBytes());
		return change(what, account, selection.certificates(), new CertificateAttributes(bytes, digests), false);
	}

	private static Set<String> digestsWithout(AccountCertificates account, CleanupSelection selection) {
		Set<String> before = account.attributes().digests();
		Set<String> digests = new TreeSet<>(before);
		digests.removeAll(selection.orphanDigests());
		for (AccountCertificate certificate : account.certificates()) {
			if (selection.certificates().contains(certificate.index())) {
				digests.remove(certificate.digest());
				digests.remove(certificate.statedDigest());
			}
		}
		// what remains may share a digest with what goes
		for (AccountCertificate certificate : account.certificates()) {
			if (!selection.certificates().contains(certificate.index())) {
				List.of(certificate.digest(), certificate.statedDigest()).stream().filter(before::contains)
						.forEach(digests::add);
			}
		}
		return digests;
	}

	public CertificateChange restore(AccountCertificates account, CertificateAttributes backup) {
		Set<String> kept = new Inventory(backup, reader).digests();
		Set<Integer> removed = account.certificates().stream()
				.filter(certificate -> !kept.contains(certificate.digest())).map(AccountCertificate::index)
				.collect(Collectors.toSet());
		return change("Restore", account, removed, backup, false);
	}

	/**
	 * @throws DirectoryException
	 *             of kind INVALID if it is none, the account has it already, or its value is damaged or full
	 */
	public CertificateChange register(AccountCertificates account, byte[] der, UUID id) throws DirectoryException {
		return with("Register", account, Set.of(), der, id);
	}

	/**
	 * One certificate in the place of all older ones of the same machine and user; where it names no machine, of the same
	 * subject.
	 *
	 * @throws DirectoryException
	 *             of kind INVALID likewise, or if there is no older one
	 */
	public CertificateChange renew(AccountCertificates account, byte[] der, UUID id) throws DirectoryException {
		CertificateDetails fresh;
		try {
			fresh = reader.read(der);
		} catch (CertificateException e) {
			throw new DirectoryException(Kind.INVALID, "This is no certificate: " + e.getMessage(), "", e);
		}
		Set<Integer> older = account.certificates().stream()
				.filter(certificate -> certificate.details().filter(details -> isOlder(details, fresh)).isPresent())
				.map(AccountCertificate::index).collect(Collectors.toSet());
		if (older.isEmpty()) {
			throw new DirectoryException(Kind.INVALID, account.account().account() + " has no older certificate of "
					+ fresh.machine().map(machine -> "the machine " + machine).orElse("the subject " + fresh.subject()),
					"Register it beside the others", null);
		}
		return with(RENEW, account, older, der, id);
	}

	private static boolean isOlder(CertificateDetails details, CertificateDetails fresh) {
		boolean isSame = fresh.machine().isPresent()
				? isSame(details.machine(), fresh.machine()) && isSame(details.user(), fresh.user())
				: details.subject().equalsIgnoreCase(fresh.subject());
		return isSame && details.notBefore().isBefore(fresh.notBefore());
	}

	private static boolean isSame(Optional<String> one, Optional<String> other) {
		return one.isPresent() && other.isPresent() && one.get().equalsIgnoreCase(other.get());
	}

	private CertificateChange with(String what, AccountCertificates account, Set<Integer> replaced, byte[] der,
			UUID id) throws DirectoryException {
		UserCertificates value = account.attributes().certificates().map(UserCertificates::parse)
				.orElse(UserCertificates.NONE);
		if (value.damage().isPresent()) {
			throw new DirectoryException(Kind.INVALID,
					"mSMQSignCertificates of " + account.account().account() + " is damaged: " + value.damage().get(),
					"Remove everything or restore a backup first", null);
		}
		UserCertificate entry = UserCertificate.of(id, der);
		byte[] bytes = value.without(replaced).with(entry).toBytes();
		if (bytes.length > UserCertificates.MAX_BYTES) {
			throw new DirectoryException(Kind.INVALID,
					account.account().account() + " has no room for a certificate of "
							+ der.length + " bytes: " + bytes.length + " would be more than "
							+ UserCertificates.MAX_BYTES,
					"Remove certificates first", null);
		}
		Set<String> digests = digestsWithout(account, new CleanupSelection(replaced, Set.of(), false));
		digests.add(HexFormat.of().formatHex(entry.digest()));
		return change(what, account, replaced, new CertificateAttributes(Optional.of(bytes), digests), false);
	}

	public CertificateChange repairDigests(AccountCertificates account) {
		Set<String> digests = new TreeSet<>(account.attributes().digests());
		account.certificates().stream().filter(certificate -> certificate.details().isPresent())
				.forEach(certificate -> digests.add(certificate.digest()));
		return change("Repair digests", account, Set.of(),
				new CertificateAttributes(account.attributes().certificates(), digests), false);
	}

	private CertificateChange change(String what, AccountCertificates account, Set<Integer> removed,
			CertificateAttributes after, boolean whole) {
		CertificateAttributes before = account.attributes();
		CertificateCounts counts = new Inventory(after, reader).counts();
		String dn = account.account().dn();
		boolean isEmpty = before.equals(after);
		String forward = isEmpty ? "" : whole ? clear(dn, before) : ldif(dn, before, after);
		String inverse = isEmpty ? "" : ldif(dn, after, before);
		return new CertificateChange(what, account, removed, after, counts, forward, inverse,
				(warning(what, account, removed) + crowding(before, after)).strip());
	}

	private static String warning(String what, AccountCertificates account, Set<Integer> removed) {
		if (removed.isEmpty()) {
			return "";
		}
		String who = removed.size() == 1
				? "this certificate fail"
				: "these " + removed.size() + " certificates fail";
		return "Messages that are signed with " + who + " authentication, also those that wait in queues now, until "
				+ (what.equals(RENEW)
						? "their sender uses the new one."
						: account.account().account() + " registers again by a logon" + machines(account, removed));
	}

	private static String machines(AccountCertificates account, Set<Integer> removed) {
		long machines = account.certificates().stream().filter(certificate -> removed.contains(certificate.index()))
				.flatMap(certificate -> certificate.machine().stream()).map(name -> name.toUpperCase(Locale.ROOT))
				.distinct().count();
		return machines == 0
				? "."
				: machines == 1 ? " on that machine." : " on each of " + machines + " machines.";
	}

	private static String crowding(CertificateAttributes before, CertificateAttributes after) {
		CertificateLimits limits = CertificateLimits.DEFAULT;
		int digests = after.digests().size();
		return digests > before.digests().size() && digests >= limits.digestsWarning()
				? " The account then has " + digests + " digests: servers refuse more than "
						+ limits.digestsWarning() + " to " + limits.digestsLimit() + "."
				: "";
	}

	/** Both attributes go as a whole. */
	private static String clear(String dn, CertificateAttributes before) {
		Ldif ldif = Ldif.modify(dn);
		if (before.certificates().isPresent()) {
			ldif.begin("delete", Steps.CERTIFICATES).end();
		}
		if (!before.digests().isEmpty()) {
			ldif.begin("delete", Steps.DIGESTS).end();
		}
		return ldif.toString();
	}

	private static String ldif(String dn, CertificateAttributes before, CertificateAttributes after) {
		Ldif ldif = Ldif.modify(dn);
		for (Steps.Step step : Steps.between(before, after)) {
			ldif.begin(step.isDelete() ? "delete" : "add", step.attribute()).values(step.attribute(), step.values())
					.end();
		}
		return ldif.toString();
	}
}
