package dev.quayside.ui.model.directory;

import dev.quayside.admin.directory.CertificateAccount;
import dev.quayside.admin.directory.CertificateCounts;
import dev.quayside.admin.directory.CertificateLimits;
import dev.quayside.ui.model.ColumnSpec;
import dev.quayside.ui.model.RowColumn;
import dev.quayside.ui.model.Words;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;

/** Accounts with certificates as a table. */
public final class AccountColumns {

	/** Number of the column with the count of certificates. */
	public static final int COUNT = 1;

	/** Number of the column with the gauge of bytes. */
	public static final int BYTES = 2;

	/** Number of the column with the gauge of digests. */
	public static final int DIGESTS = 3;

	/** For a spreadsheet: plain numbers, unknown is empty. */
	public static final List<ColumnSpec<CertificateAccount>> EXPORT = List.of(
			ColumnSpec.text("Account", 0, CertificateAccount::account),
			ColumnSpec.text("Distinguished name", 0, CertificateAccount::dn),
			ColumnSpec.text("Kind", 0, account -> account.kind().toString()),
			count("Certificates", CertificateCounts::certificates),
			ColumnSpec.number("Declared certificates", 0,
					account -> account.counts().declared().optional().map(String::valueOf).orElse("")),
			count("Digests", CertificateCounts::digests), count("Orphan digests", CertificateCounts::orphanDigests),
			count("Missing digests", CertificateCounts::missingDigests), count("Bytes", CertificateCounts::bytes),
			ColumnSpec.text("State", 0, account -> account.state().toString()));

	private AccountColumns() {}

	private static ColumnSpec<CertificateAccount> count(String title, ToIntFunction<CertificateCounts> count) {
		return ColumnSpec.number(title, 0, account -> Integer.toString(count.applyAsInt(account.counts())));
	}

	public static List<RowColumn<CertificateAccount>> of(CertificateLimits limits) {
		return List.of(RowColumn.text("Account", 30, account -> Words.oneLine(account.account())),
				RowColumn.number("Certificates", 15, account -> count(account.counts()),
						account -> account.counts().certificates()),
				RowColumn.number("Bytes of 1,048,576", 20, account -> Gauge.bytes(account.counts()).brief(),
						account -> account.counts().bytes()),
				RowColumn.number("Digests of " + Words.count(limits.digestsLimit()), 18,
						account -> Gauge.digests(account.counts(), limits).brief(),
						account -> account.counts().digests()),
				new RowColumn<>(ColumnSpec.text("State", 50, AccountColumns::state),
						Comparator.comparing(CertificateAccount::state)),
				RowColumn.text("Distinguished name", 60, account -> Words.oneLine(account.dn())));
	}

	/** With what the value claims, where that is something else: "3 of 4", "3 of ?". */
	private static String count(CertificateCounts counts) {
		String declared = Words.count(counts.declared());
		String found = Words.count(counts.certificates());
		return declared.isEmpty() || declared.equals(found) ? found : found + " of " + declared;
	}

	/** What is to be known first about an account, and why. */
	public static String state(CertificateAccount account) {
		CertificateCounts counts = account.counts();
		return switch (account.state()) {
			case OK -> "ok";
			case NEAR_LIMIT -> "near the limit" + inconsistency(counts);
			case INCONSISTENT -> "inconsistent" + inconsistency(counts);
			case DAMAGED -> "damaged: it cannot be read to its end, or makes no sense";
		};
	}

	private static String inconsistency(CertificateCounts counts) {
		String orphans = counts.orphanDigests() == 0
				? ""
				: Words.count(counts.orphanDigests()) + " orphan "
						+ (counts.orphanDigests() == 1 ? "digest" : "digests");
		String missing = counts.missingDigests() == 0 ? "" : Words.count(counts.missingDigests()) + " without digest";
		return orphans.isEmpty() && missing.isEmpty()
				? ""
				: ": " + orphans + (orphans.isEmpty() || missing.isEmpty() ? "" : ", ") + missing;
	}
}
