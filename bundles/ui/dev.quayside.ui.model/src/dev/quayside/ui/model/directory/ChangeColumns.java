package dev.quayside.ui.model.directory;

import dev.quayside.admin.directory.CertificateChange;
import dev.quayside.admin.directory.CertificateCounts;
import dev.quayside.admin.directory.ChangeReceipt;
import dev.quayside.admin.directory.PlannedChange;
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

	public static final List<ColumnSpec<PlannedChange>> PLANNED = List.of(
			ColumnSpec.text("Account", 28, planned -> Words.oneLine(planned.account())),
			ColumnSpec.text("Certificates", 16, planned -> step(planned, CertificateCounts::certificates)),
			ColumnSpec.text("Digests", 16, planned -> step(planned, CertificateCounts::digests)),
			ColumnSpec.text("Bytes", 20, planned -> step(planned, CertificateCounts::bytes)),
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

	private static String step(PlannedChange planned, ToLongFunction<CertificateCounts> count) {
		return planned.change().map(change -> step(change.account().counts(), change.countsAfter(), count))
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

	private static String what(PlannedChange planned) {
		return planned.failure().map(failure -> Words.oneLine(failure.getMessage()))
				.orElseGet(() -> planned.change().filter(CertificateChange::isEmpty).map(change -> "nothing to do")
						.orElseGet(() -> planned.change().map(CertificateChange::what).orElse("")));
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
	public static String summary(PlannedChange planned) {
		if (planned.failure().isPresent()) {
			return QueueWords.failure(planned.failure().get());
		}
		CertificateChange change = planned.change().orElseThrow();
		if (change.isEmpty()) {
			return "Nothing is to be done." + gap(change);
		}
		long added = change.countsAfter().certificates() - change.account().counts().certificates()
				+ change.removed().size();
		String gone = change.removed().isEmpty() ? "" : certificates(change.removed().size(), "go") + ". ";
		String come = added > 0 ? certificates(added, "come") + ". " : "";
		return gone + come + change.warning() + (change.removed().isEmpty() ? "" : gap(change));
	}

	/** A rule chooses less where machines could not be looked for. */
	private static String gap(CertificateChange change) {
		return change.before().obstacle()
				.map(why -> " " + why + ". Certificates of machines that were not found are left alone.").orElse("");
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
