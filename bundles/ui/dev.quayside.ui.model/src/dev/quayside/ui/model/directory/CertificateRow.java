package dev.quayside.ui.model.directory;

import dev.quayside.admin.directory.AccountCertificate;
import dev.quayside.admin.directory.AccountCertificates;
import dev.quayside.admin.directory.CertificateDetails;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A line of the table of certificates.
 *
 * @param certificate
 *            empty: a digest that no certificate has
 * @param digest
 *            in hex
 */
public record CertificateRow(Optional<AccountCertificate> certificate, String digest) {

	/** The certificates of an account, and behind them its orphan digests. */
	public static List<CertificateRow> of(AccountCertificates account) {
		List<CertificateRow> rows = new ArrayList<>();
		account.certificates().forEach(certificate -> rows.add(of(certificate)));
		account.orphanDigests().forEach(digest -> rows.add(new CertificateRow(Optional.empty(), digest)));
		return rows;
	}

	public static CertificateRow of(AccountCertificate certificate) {
		return new CertificateRow(Optional.of(certificate), certificate.digest());
	}

	/** The same for the same line, also where it was read again. */
	public String key() {
		return certificate.map(AccountCertificate::index).orElse(-1) + digest;
	}

	/** Empty where there is none. */
	String text(Function<CertificateDetails, String> field) {
		return certificate.flatMap(AccountCertificate::details).map(field).orElse("");
	}
}
