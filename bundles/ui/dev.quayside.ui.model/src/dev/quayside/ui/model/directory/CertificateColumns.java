package dev.quayside.ui.model.directory;

import dev.quayside.admin.directory.AccountCertificate;
import dev.quayside.admin.directory.CertificateDetails;
import dev.quayside.admin.directory.DigestState;
import dev.quayside.admin.directory.Verdict;
import dev.quayside.ui.model.ColumnSpec;
import dev.quayside.ui.model.RowColumn;
import dev.quayside.ui.model.Words;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Certificates of an account, and digests without certificate, as a table. */
public final class CertificateColumns {

	/** Number of the column with the verdict. */
	public static final int VERDICT = 1;

	private static final int DAY = 10;
	private static final int ORPHAN = Verdict.values().length;

	public static final List<RowColumn<CertificateRow>> ALL = List.of(
			RowColumn.text("Machine", 14, CertificateColumns::machine),
			new RowColumn<>(ColumnSpec.text("Verdict", 16, CertificateColumns::verdict),
					Comparator.comparingInt(CertificateColumns::rank).thenComparing(CertificateColumns::machine)),
			RowColumn.text("User", 18, row -> row.text(details -> Words.oneLine(details.user().orElse("")))),
			time("Valid from", CertificateDetails::notBefore), time("Valid to", CertificateDetails::notAfter),
			RowColumn.text("Digest", 10, CertificateColumns::digest),
			RowColumn.text("Key", 9, row -> row.text(CertificateDetails::key)),
			RowColumn.text("Subject", 34, row -> row.text(details -> Words.oneLine(details.subject()))),
			RowColumn.text("Issuer", 34, row -> row.text(details -> Words.oneLine(details.issuer()))),
			RowColumn.text("Thumbprint (SHA-1)", 40,
					row -> row.certificate().map(AccountCertificate::thumbprint).orElse("")),
			RowColumn.text("Digest (MD5)", 34, CertificateRow::digest), RowColumn.text("Registration", 38,
					row -> row.certificate().map(one -> one.registrationId().toString()).orElse("")));

	/** For a spreadsheet: with why a certificate is judged as it is. */
	public static final List<ColumnSpec<CertificateRow>> EXPORT = Stream
			.concat(ALL.stream().map(RowColumn::spec),
					Stream.of(ColumnSpec.<CertificateRow>text("Evidence", 0, CertificateColumns::evidence)))
			.toList();

	private CertificateColumns() {}

	private static RowColumn<CertificateRow> time(String title,
			Function<CertificateDetails, Instant> field) {
		return new RowColumn<>(
				ColumnSpec.text(title, DAY, row -> row.text(details -> day(field.apply(details)))),
				Comparator.comparing(row -> row.certificate().flatMap(AccountCertificate::details).map(field)
						.orElse(Instant.MAX)));
	}

	private static String day(Instant time) {
		return Words.time(Optional.of(time)).substring(0, DAY);
	}

	private static String evidence(CertificateRow row) {
		return row.certificate().map(certificate -> Words.oneLine(certificate.evidence())).orElse("");
	}

	private static String machine(CertificateRow row) {
		return row.certificate().map(certificate -> Words.oneLine(certificate.machine().orElse(Words.UNKNOWN)))
				.orElse("");
	}

	private static int rank(CertificateRow row) {
		return row.certificate().map(certificate -> certificate.verdict().ordinal()).orElse(ORPHAN);
	}

	private static String digest(CertificateRow row) {
		return row.certificate().map(certificate -> words(certificate.digestState())).orElse("extra");
	}

	/** As the table says it. */
	public static String verdict(CertificateRow row) {
		return row.certificate().map(certificate -> words(certificate.verdict())).orElse("orphan digest");
	}

	/** "machine gone". */
	public static String words(Verdict verdict) {
		return verdict.toString().replace('-', ' ');
	}

	private static String words(DigestState state) {
		return state.toString();
	}

	/** Everything that is known about a line, and why it is judged so. */
	public static String details(CertificateRow row) {
		List<String> lines = new ArrayList<>();
		lines.add(verdict(row) + ": " + row.certificate().map(certificate -> Words.oneLine(certificate.evidence()))
				.orElse("no certificate of this account has this digest") + '.');
		lines.add("");
		row.certificate().flatMap(AccountCertificate::details).ifPresent(details -> {
			lines.add("Machine: " + Words.oneLine(details.machine().orElse(Words.UNKNOWN)));
			lines.add("User: " + Words.oneLine(details.user().orElse(Words.UNKNOWN)));
			lines.add("Subject: " + Words.oneLine(details.subject()));
			lines.add("Issuer: " + Words.oneLine(details.issuer()));
			lines.add("Valid: " + Words.time(Optional.of(details.notBefore())) + " to "
					+ Words.time(Optional.of(details.notAfter())));
			lines.add("Key: " + details.key());
		});
		lines.add("Digest (MD5): " + row.digest());
		row.certificate().ifPresent(certificate -> {
			if (!certificate.statedDigest().equals(certificate.digest())) {
				lines.add("Its entry states: " + certificate.statedDigest());
			}
			lines.add("Digest in the directory: " + words(certificate.digestState()));
			lines.add("Thumbprint (SHA-1): " + certificate.thumbprint());
			lines.add("Registration: " + certificate.registrationId());
			lines.add("Size: " + Words.count(certificate.bytes()) + " bytes");
		});
		return String.join("\n", lines);
	}

	/** How many of which verdict, the gravest first: "600 machine gone, 10 machine disabled, 290 current". */
	public static String summary(List<CertificateRow> rows) {
		List<String> parts = new ArrayList<>();
		for (Verdict verdict : Verdict.values()) {
			long count = rows.stream().flatMap(row -> row.certificate().stream())
					.filter(certificate -> certificate.verdict() == verdict).count();
			if (count > 0) {
				parts.add(Words.count(count) + ' ' + words(verdict));
			}
		}
		long orphans = rows.stream().filter(row -> row.certificate().isEmpty()).count();
		if (orphans > 0) {
			parts.add(Words.count(orphans) + (orphans == 1 ? " orphan digest" : " orphan digests"));
		}
		return String.join(", ", parts);
	}
}
