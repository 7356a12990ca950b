package dev.quayside.directory.certificates;

import dev.quayside.admin.PrivateFolder;
import dev.quayside.admin.directory.CertificateAccount;
import dev.quayside.admin.directory.CertificateAttributes;
import dev.quayside.directory.ldif.Ldif;

import org.apache.directory.api.ldap.model.entry.Attribute;
import org.apache.directory.api.ldap.model.entry.Modification;
import org.apache.directory.api.ldap.model.entry.ModificationOperation;
import org.apache.directory.api.ldap.model.entry.Value;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.ldif.LdifEntry;
import org.apache.directory.api.ldap.model.ldif.LdifReader;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Both attributes of one account in LDIF, which puts them back whatever is there: for us, for {@code ldifde} and for
 * {@code ldapmodify}.
 *
 * @param dn
 *            of the account when it was written
 */
public record BackupFile(String dn, CertificateAttributes attributes) {

	/** A value of 1 MiB and some thousand digests, in base64. */
	private static final long MAX_FILE = 8L << 20;
	private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT)
			.withZone(ZoneOffset.UTC);

	/** Writes it where no file is yet, for the owner alone, and forces it to disk. */
	public static Path write(Path folder, CertificateAccount account, CertificateAttributes attributes, Instant now)
			throws IOException {
		Ldif ldif = Ldif.modify(account.dn());
		ldif.begin("replace", Steps.CERTIFICATES)
				.values(Steps.CERTIFICATES, attributes.certificates().stream().toList()).end();
		ldif.begin("replace", Steps.DIGESTS)
				.values(Steps.DIGESTS, attributes.digests().stream().map(CertificateAttributes::bytes).toList()).end();
		String head = "# Certificates of " + account.account().replaceAll("\\p{Cntrl}", "?") + " at " + now + ": "
				+ account.counts().certificates() + " certificates, " + account.counts().digests() + " digests\n"
				+ "# Puts both attributes back whatever is there: quayside certs restore FILE, or ldifde -i -f FILE\n";
		PrivateFolder target = new PrivateFolder(folder);
		String name = account.account().replaceAll("[^\\p{L}\\p{N}._-]+", "_") + '-' + STAMP.format(now);
		Path file = target.create(name, ".ldif", (head + ldif).getBytes(StandardCharsets.UTF_8));
		target.force();
		return file;
	}

	/**
	 * Reads a file of ours, or what a program exported of one account.
	 *
	 * @throws IOException
	 *             if it holds no certificates of exactly one account
	 */
	public static BackupFile read(Path file) throws IOException {
		if (Files.size(file) > MAX_FILE) {
			throw new IOException(file + " is too large for a backup of one account");
		}
		List<LdifEntry> entries;
		try (LdifReader reader = new LdifReader()) {
			entries = reader.parseLdif(Files.readString(file, StandardCharsets.UTF_8));
		} catch (CharacterCodingException e) {
			throw new IOException(file + " is not UTF-8", e);
		} catch (LdapException | RuntimeException e) {
			throw new IOException(file + " is no LDIF: " + e.getMessage(), e);
		}
		List<BackupFile> found;
		try {
			found = entries.stream().flatMap(entry -> of(entry).stream()).toList();
		} catch (IllegalArgumentException e) {
			throw new IOException(file + " is no backup: " + e.getMessage(), e);
		}
		if (found.size() != 1) {
			throw new IOException(file + " holds certificates of " + found.size() + " accounts; expected one");
		}
		return found.get(0);
	}

	/** Empty if it says nothing of certificates. */
	private static Optional<BackupFile> of(LdifEntry entry) {
		Values values = new Values();
		if (entry.isChangeModify()) {
			for (Modification modification : entry.getModifications()) {
				if (Values.isOne(modification.getAttribute())
						&& modification.getOperation() != ModificationOperation.REPLACE_ATTRIBUTE) {
					throw new IllegalArgumentException("it is a change for ldapmodify or ldifde to make");
				}
				values.take(modification.getAttribute());
			}
		} else if (entry.getEntry() != null) {
			entry.getEntry().forEach(values::take);
		}
		if (values.hasCertificates != values.hasDigests) {
			throw new IllegalArgumentException(
					"it has only one of " + Steps.CERTIFICATES + " and " + Steps.DIGESTS);
		}
		return values.hasCertificates
				? Optional.of(new BackupFile(entry.getDn().getName(),
						new CertificateAttributes(Optional.ofNullable(values.certificates), values.digests)))
				: Optional.empty();
	}

	private static final class Values {

		private boolean hasCertificates;
		private boolean hasDigests;
		private byte[] certificates;
		private final Set<String> digests = new TreeSet<>();

		static boolean isOne(Attribute attribute) {
			return attribute.getUpId().equalsIgnoreCase(Steps.CERTIFICATES)
					|| attribute.getUpId().equalsIgnoreCase(Steps.DIGESTS);
		}

		void take(Attribute attribute) {
			if (attribute.getUpId().equalsIgnoreCase(Steps.CERTIFICATES)) {
				hasCertificates = true;
				for (Value value : attribute) {
					certificates = value.getBytes();
				}
			} else if (attribute.getUpId().equalsIgnoreCase(Steps.DIGESTS)) {
				hasDigests = true;
				attribute.forEach(value -> digests.add(HexFormat.of().formatHex(value.getBytes())));
			}
		}
	}
}
