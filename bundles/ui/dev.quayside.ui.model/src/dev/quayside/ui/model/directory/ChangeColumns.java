package dev.quayside.ui.model.directory;

import dev.quayside.admin.directory.CertificateChange;
import dev.quayside.admin.directory.CertificateCounts;
import dev.quayside.admin.directory.ChangeReceipt;
import dev.quayside.admin.directory.CleanupPreview;
import dev.quayside.ui.model.ColumnSpec;
import dev.quayside.ui.model.QueueWords;
import dev.quayside.ui.model.Words;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;

/** Changes to accounts before and after they are made, as tables and in words. */
public final class ChangeColumns {

	public static final List<ColumnSpec<PreviewRow>> PLANNED = List.of(
			ColumnSpec.text("Account", 28, row -> Words.oneLine(row.account())),
			ColumnSpec.text("Certificates", 16, row -> step(row, CertificateCounts::certificates)),
			ColumnSpec.text("Digests", 16, row -> step(row, CertificateCounts::digests)),
			ColumnSpec.text("Bytes", 20, row -> step(row, CertificateCounts::bytes)),
			ColumnSpec.text("What", 60, ChangeColumns::what));

	public static final List<ColumnSpec<ChangeReceipt>> RECEIPTS = List.of(
			ColumnSpec.text("Account", 28, receipt -> Words.oneLine(receipt.account().account())),
			ColumnSpec.text("Outcome", 11, receipt -> receipt.outcome().toString()),
			ColumnSpec.text("Certificates", 16,
					receipt -> step(receipt.account().counts(), receipt.after(), CertificateCounts::certificates)),
			ColumnSpec.text("Digests", 16,
					receipt -> step(receipt.account().counts(), receipt.after(), CertificateCounts::digests)),
			ColumnSpec.text("Bytes", 20,
					receipt -> step(receipt.account().counts(), receipt.after(), CertificateCounts::bytes)),
			ColumnSpec.text("Result", 60, receipt -> Words.oneLine(receipt.sentence())));

	private ChangeColumns() {}

	private static String step(PreviewRow row, ToLongFunction<CertificateCounts> count) {
		return row.preview().map(preview -> step(preview.account().counts(), preview.after(), count))
				.orElse(Words.UNKNOWN);
	}

	private static String step(CertificateCounts before, Optional<CertificateCounts> after,
			ToLongFunction<CertificateCounts> count) {
		return after.map(known -> step(before, known, count))
				.orElseGet(() -> Words.count(count.applyAsLong(before)) + " → " + Words.UNKNOWN);
	}

	private static String step(CertificateCounts before, CertificateCounts after,
			ToLongFunction<CertificateCounts> count) {
		long from = count.applyAsLong(before);
		long to = count.applyAsLong(after);
		return from == to ? Words.count(from) : Words.count(from) + " → " + Words.count(to);
	}

	private static String what(PreviewRow row) {
		return row.failure().map(failure -> Words.oneLine(failure.getMessage()))
				.orElseGet(() -> row.isChanged() ? row.what() : "nothing to do");
	}

	/** Certificates and digests that a change takes away. */
	public static List<CertificateRow> removed(CertificateChange change) {
		List<CertificateRow> rows = new ArrayList<>();
		change.before().certificates().stream().filter(certificate -> change.removed().contains(certificate.index()))
				.map(CertificateRow::of).forEach(rows::add);
		Set<String> orphans = new HashSet<>(change.before().orphanDigests());
		orphans.removeAll(change.after().digests());
		orphans.stream().sorted().map(digest -> new CertificateRow(Optional.empty(), digest)).forEach(rows::add);
		return rows;
	}

	/** What the preview of an account says in a sentence. */
	public static String summary(PreviewRow row) {
		if (row.failure().isPresent()) {
			return QueueWords.failure(row.failure().get());
		}
		String gap = row.obstacle().map(ChangeColumns::gap).orElse("");
		if (!row.isChanged()) {
			return "Nothing is to be done." + gap;
		}
		CleanupPreview preview = row.preview().orElseThrow();
		long added = row.kept().map(ChangeColumns::added).orElse(0L);
		String gone = preview.removed() == 0 ? "" : certificates(preview.removed(), "go") + ". ";
		String come = added > 0 ? certificates(added, "come") + ". " : "";
		return gone + come + preview.warning() + (preview.removed() == 0 ? "" : gap);
	}

	/** A rule chooses less where machines could not be looked for. */
	private static String gap(String obstacle) {
		return " " + obstacle + ". Certificates of machines that were not found are left alone.";
	}

	/** Those that cannot be read are in no count. */
	private static long added(CertificateChange change) {
		long removed = change.before().certificates().stream()
				.filter(certificate -> change.removed().contains(certificate.index())
						&& certificate.details().isPresent())
				.count();
		return change.countsAfter().certificates() - change.account().counts().certificates() + removed;
	}

	/** LDIF that makes the change; what takes it back stands behind it in comments. */
	public static String ldif(CertificateChange change) {
		StringBuilder text = new StringBuilder("# ").append(Words.oneLine(change.account().account())).append(": ")
				.append(Words.oneLine(change.what())).append('\n');
		if (!change.warning().isEmpty()) {
			text.append("# ").append(Words.oneLine(change.warning())).append('\n');
		}
		text.append(change.forward().stripTrailing()).append("\n\n# The inverse:\n");
		change.inverse().stripTrailing().lines().forEach(line -> text.append("# ").append(line).append('\n'));
		return text.append('\n').toString();
	}

	private static String certificates(long count, String verb) {
		return count == 1
				? "1 certificate " + verb + (verb.equals("go") ? "es" : "s")
				: Words.count(count) + " certificates " + verb;
	}

	/** Everything that a receipt says. */
	public static String details(ChangeReceipt receipt) {
		return Words.oneLine(receipt.account().account()) + ": " + receipt.what() + "\n" + receipt.sentence() + '.'
				+ receipt.failure().map(failure -> failure.advice()).filter(advice -> !advice.isEmpty())
						.map(advice -> "\n\nTry this: " + advice).orElse("")
				+ receipt.backup().map(Path::toString).map(path -> "\n\nBackup: " + path).orElse("");
	}
}
