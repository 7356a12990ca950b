package dev.quayside.ui.model.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.admin.directory.AccountCertificates;
import dev.quayside.admin.directory.CertificateAttributes;
import dev.quayside.admin.directory.CertificateChange;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.admin.directory.MachineState;
import dev.quayside.admin.directory.PlannedChange;
import dev.quayside.admin.directory.Verdict;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;

/** Sums of a preview of many accounts. */
class PreviewTotalsTest {

	private static final AccountCertificates ACCOUNT = Certificates.account(
			Certificates.certificate(0, "WS01", Verdict.CURRENT, MachineState.PRESENT),
			Certificates.certificate(1, "OLD2", Verdict.MACHINE_GONE, MachineState.GONE));

	@TempDir
	private Path folder;

	private final PreviewTotals totals = new PreviewTotals();

	private static CertificateChange change() {
		return new CertificateChange("Clean up (stale)", ACCOUNT, Set.of(1),
				new CertificateAttributes(Optional.of(new byte[4]), Set.of()), Certificates.counts(1, 1, 500),
				"dn: a\nforward", "dn: a\ninverse\n", "They fail.");
	}

	private static PreviewRow changed() {
		return PreviewRow.of(PlannedChange.of(change()), false);
	}

	private static PreviewRow failed() {
		return PreviewRow.of(
				PlannedChange.failed("CORP\\bob", new DirectoryException(Kind.NOT_FOUND, "There is no bob", "", null)),
				false);
	}

	@Test
	void countsAndBytesAreSummed() {
		totals.add(changed());
		assertThat(totals.sentence()).isEqualTo("1 account is changed, in one request.");
		totals.add(changed());
		totals.add(failed());
		assertThat(totals.progress(10_000)).isEqualTo(
				"3 of 10,000 accounts read, 2 are changed: 2 certificates go, 2,000 → 1,000 bytes…");
		assertThat(totals.sentence()).isEqualTo("2 accounts are changed, each in one request: 2 certificates go, "
				+ "2,000 → 1,000 bytes; 1 cannot be.");
	}

	@Test
	void whereNothingIsToBeDoneThereIsNothingToSum() {
		totals.add(failed());
		assertThat(totals.sentence()).isEqualTo("0 accounts are changed, each in one request; 1 cannot be.");
	}

	@Test
	void oneOfSeveralHasItsSum() {
		totals.add(failed());
		totals.add(changed());
		assertThat(totals.sentence()).isEqualTo(
				"1 account is changed in one request: 1 certificate goes, 1,000 → 500 bytes; 1 cannot be.");
	}

	@Test
	void theInverseStandsBehindTheChangeInComments() {
		assertThat(ChangeColumns.ldif(change())).isEqualTo("""
				# CORP\\ann: Clean up (stale)
				# They fail.
				dn: a
				forward

				# The inverse:
				# dn: a
				# inverse

				""");
	}

	@Test
	void aFileHasAllAccountsOrIsAsItWas() throws Exception {
		Path file = Files.writeString(folder.resolve("changes.ldif"), "before");
		List<PreviewRow> rows = List.of(changed(), changed());
		assertThatThrownBy(() -> new LdifFile(file).write(rows, row -> change(), count -> {
			throw new CancellationException();
		})).isInstanceOf(CancellationException.class);
		assertThat(folder).isDirectoryContaining(file::equals).isDirectoryNotContaining("glob:**.part");
		assertThat(file).hasContent("before");
		List<Integer> counts = new ArrayList<>();
		new LdifFile(file).write(rows, row -> change(), counts::add);
		assertThat(counts).containsExactly(1, 2);
		assertThat(file).hasContent(ChangeColumns.ldif(change()).repeat(2));
		assertThat(folder).isDirectoryNotContaining("glob:**.part");
	}

	@Test
	void digestsThatDoNotFitAreNotCountedInPart() {
		RemovedDigests digests = new RemovedDigests(2);
		digests.add(Set.of("a", "b"));
		assertThat(digests.all()).containsExactlyInAnyOrder("a", "b");
		digests.add(Set.of("c"));
		assertThat(digests.isComplete()).isFalse();
		digests.add(Set.of("d"));
		assertThat(digests.all()).isEmpty();
	}
}
