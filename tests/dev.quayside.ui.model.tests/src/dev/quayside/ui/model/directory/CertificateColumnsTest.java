package dev.quayside.ui.model.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.directory.AccountCertificates;
import dev.quayside.admin.directory.CertificateAttributes;
import dev.quayside.admin.directory.CertificateChange;
import dev.quayside.admin.directory.ChangeReceipt;
import dev.quayside.admin.directory.CleanupRule;
import dev.quayside.admin.directory.CleanupSelection;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.admin.directory.MachineState;
import dev.quayside.admin.directory.PlannedChange;
import dev.quayside.admin.directory.Verdict;
import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.ui.model.ColumnSpec;
import dev.quayside.ui.model.RowList;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the window says of certificates and of changes to them. */
class CertificateColumnsTest {

	private static final AccountCertificates ACCOUNT = Certificates.account(
			Certificates.certificate(0, "WS01", Verdict.CURRENT, MachineState.PRESENT),
			Certificates.certificate(1, "OLD2", Verdict.MACHINE_GONE, MachineState.GONE),
			Certificates.certificate(2, "OLD1", Verdict.MACHINE_GONE, MachineState.GONE), Certificates.unparsable(3));

	private static String cell(CertificateRow row, String column) {
		return CertificateColumns.ALL.stream().map(one -> one.spec()).filter(spec -> spec.title().equals(column))
				.findAny().map(ColumnSpec::text).orElseThrow().apply(row);
	}

	@Test
	void theGravestVerdictIsAtTheTopAndOrphansAtTheEnd() {
		RowList<CertificateRow> rows = new RowList<>(CertificateColumns.ALL, CertificateColumns.VERDICT, false);
		rows.add(CertificateRow.of(ACCOUNT));
		assertThat(rows.shown()).extracting(CertificateColumns::verdict).containsExactly("unparsable", "machine gone",
				"machine gone", "current", "orphan digest");
		assertThat(cell(rows.get(1), "Machine")).isEqualTo("OLD1");
	}

	@Test
	void theyAreSummedUpByVerdict() {
		assertThat(CertificateColumns.summary(CertificateRow.of(ACCOUNT)))
				.isEqualTo("1 unparsable, 2 machine gone, 1 current, 1 orphan digest");
	}

	@Test
	void whatIsNotKnownIsAQuestionMarkAndNotEmpty() {
		CertificateRow row = CertificateRow.of(ACCOUNT.certificates().get(3));
		assertThat(cell(row, "Machine")).isEqualTo("?");
		assertThat(cell(row, "Subject")).isEmpty();
		assertThat(CertificateColumns.details(row)).contains("unparsable: It is no X.509.",
				"Its entry states: " + "b".repeat(32));
	}

	@Test
	void anOrphanSaysWhatItIs() {
		CertificateRow row = new CertificateRow(Optional.empty(), Certificates.ORPHAN);
		assertThat(cell(row, "Digest")).isEqualTo("extra");
		assertThat(CertificateColumns.details(row)).contains("no certificate of this account has this digest");
	}

	@Test
	void whatIsSelectedIsChosenLineByLine() {
		List<CertificateRow> rows = CertificateRow.of(ACCOUNT);
		assertThat(CleanupChoice.picked(List.of(rows.get(1), rows.get(4))))
				.isEqualTo(new CleanupSelection(Set.of(1), Set.of(Certificates.ORPHAN), false));
	}

	@Test
	void rulesAddUp() {
		CleanupChoice choice = new CleanupChoice(Set.of(CleanupChoice.Kind.GONE, CleanupChoice.Kind.ORPHANS), "");
		assertThat(choice.rule().select(ACCOUNT, Instant.now()))
				.isEqualTo(new CleanupSelection(Set.of(1, 2), Set.of(Certificates.ORPHAN), false));
	}

	@Test
	void anAgeIsANumberOfDays() {
		CleanupChoice old = new CleanupChoice(Set.of(CleanupChoice.Kind.OLDER), " 30 ");
		assertThat(old.rule()).isEqualTo(new CleanupRule.OlderThan(Duration.ofDays(30)));
		assertThat(new CleanupChoice(Set.of(CleanupChoice.Kind.OLDER), "x").problem()).contains(
				"'x' is no number of days");
		assertThat(new CleanupChoice(Set.of(), "1").problem()).contains("Choose what is to go");
	}

	@Test
	void aPreviewSaysWhatGoes() {
		CertificateAttributes after = new CertificateAttributes(Optional.of(new byte[]{ 2 }),
				Set.of(ACCOUNT.certificates().get(0).digest(), ACCOUNT.certificates().get(3).digest()));
		CertificateChange change = new CertificateChange("Clean up", ACCOUNT, Set.of(1, 2), after,
				Certificates.counts(2, 2, 500), "f", "i", "They fail.");
		PreviewRow row = PreviewRow.of(PlannedChange.of(change), false);
		assertThat(row.kept()).isEmpty();
		assertThat(ChangeColumns.summary(row)).isEqualTo("2 certificates go. They fail.");
		assertThat(ChangeColumns.removed(change)).extracting(CertificateRow::digest).containsExactly(
				ACCOUNT.certificates().get(1).digest(), ACCOUNT.certificates().get(2).digest(), Certificates.ORPHAN);
		assertThat(ColumnSpec.line(ChangeColumns.PLANNED, row))
				.isEqualTo("CORP\\ann\t4 → 2\t5 → 2\t1,000 → 500\tClean up");
	}

	@Test
	void whatCannotBeWorkedOutIsAQuestionMarkWithTheReason() {
		PreviewRow planned = PreviewRow.of(PlannedChange.failed("CORP\\bob",
				new DirectoryException(Kind.NOT_FOUND, "There is no bob", "Look again", null)), false);
		assertThat(ColumnSpec.line(ChangeColumns.PLANNED, planned)).isEqualTo("CORP\\bob\t?\t?\t?\tThere is no bob");
		assertThat(ChangeColumns.summary(planned)).isEqualTo("There is no bob\n\nTry this: Look again");
	}

	@Test
	void whatIsNotKnownAfterAChangeIsAQuestionMark() {
		ChangeReceipt receipt = new ChangeReceipt(ACCOUNT.account(), "Clean up", Instant.EPOCH,
				ChangeReceipt.Outcome.UNCERTAIN, Optional.empty(), Optional.empty(), "Not known", Optional.empty());
		assertThat(ColumnSpec.line(ChangeColumns.RECEIPTS, receipt))
				.isEqualTo("CORP\\ann\tuncertain\t4 → ?\t5 → ?\t1,000 → ?\tNot known");
	}

	@Test
	void aPreviewSaysWhatARuleCouldNotJudge() {
		AccountCertificates searched = ACCOUNT.withObstacle(Optional.of("The search was not complete"));
		CertificateChange change = new CertificateChange("Clean up", searched, Set.of(), searched.attributes(),
				searched.account().counts(), "", "", "");
		assertThat(ChangeColumns.summary(PreviewRow.of(PlannedChange.of(change), false)))
				.isEqualTo("Nothing is to be done. The search was "
						+ "not complete. Certificates of machines that were not found are left alone.");
	}
}
