package dev.quayside.ui.model.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.Reading;
import dev.quayside.admin.directory.AccountKind;
import dev.quayside.admin.directory.AccountState;
import dev.quayside.admin.directory.CertificateAccount;
import dev.quayside.admin.directory.CertificateCounts;
import dev.quayside.admin.directory.CertificateLimits;
import dev.quayside.admin.directory.ServerCertificate;
import dev.quayside.ui.model.Csv;
import dev.quayside.ui.model.directory.Gauge.Level;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

class AccountColumnsTest {

	@Test
	void aGaugeSaysHowFullItIs() {
		Gauge gauge = Gauge.digests(Certificates.counts(900, 900, 459_902), CertificateLimits.DEFAULT);
		assertThat(gauge.level()).isEqualTo(Level.NEAR);
		assertThat(gauge.words()).isEqualTo("Digests: 900 of 1,200 (75 %), near the limit");
		assertThat(Gauge.bytes(Certificates.counts(900, 900, 459_902)).words())
				.isEqualTo("Bytes: 459,902 of 1,048,576 (43 %)");
	}

	@Test
	void theLimitCanBeSet() {
		Gauge gauge = Gauge.digests(Certificates.counts(900, 900, 0), new CertificateLimits(500, 800));
		assertThat(gauge.level()).isEqualTo(Level.FULL);
		assertThat(gauge.fraction()).isEqualTo(1);
		assertThat(gauge.percent()).isEqualTo(112);
	}

	@Test
	void whatAValueClaimsIsShownWhereItIsSomethingElse() {
		assertThat(count(Reading.known(3L))).isEqualTo("2 of 3");
		assertThat(count(Reading.known(2L))).isEqualTo("2");
		assertThat(count(Reading.unknown("too short"))).isEqualTo("2 of ?");
	}

	private static String count(Reading<Long> declared) {
		CertificateAccount account = new CertificateAccount("a", "dn", new UUID(0, 0), AccountKind.USER,
				new CertificateCounts(2, declared, 2, 0, 0, 10), AccountState.OK);
		return AccountColumns.of(CertificateLimits.DEFAULT).get(AccountColumns.COUNT).spec().text().apply(account);
	}

	@Test
	void aSpreadsheetGetsPlainNumbersAndNothingForUnknown() {
		CertificateAccount account = Certificates.account(
				new CertificateCounts(900, Reading.unknown("too short"), 900, 1, 2, 459_902), AccountState.DAMAGED);
		assertThat(Csv.of(AccountColumns.EXPORT, List.of(account))).endsWith(
				"\"CORP\\ann\",\"CN=ann,DC=corp\",\"user\",\"900\",\"\",\"900\",\"1\",\"2\",\"459902\",\"damaged\"\r\n");
	}

	@Test
	void aStateSaysWhy() {
		CertificateCounts counts = new CertificateCounts(5, Reading.known(5L), 4, 1, 2, 10);
		assertThat(AccountColumns.state(Certificates.account(counts, AccountState.INCONSISTENT)))
				.isEqualTo("inconsistent: 1 orphan digest, 2 without digest");
		assertThat(AccountColumns.state(Certificates.account(Certificates.counts(1, 1, 1), AccountState.OK)))
				.isEqualTo("ok");
	}

	@Test
	void theQuestionOfTrustShowsTheFingerprintInPairs() {
		ServerCertificate certificate = new ServerCertificate("dc1:636", "CN=dc1\u202e", "CN=ca", Instant.EPOCH,
				Instant.EPOCH, "0123456789abcdef".repeat(4), "nobody vouches for it");
		assertThat(DirectoryWords.question(certificate)).contains("nobody vouches for it", "CN=dc1\\u202e",
				"01:23:45:67:89:AB:CD:EF");
	}

	@TempDir
	private Path folder;

	@Test
	void aFolderForBackupsIsMadeAndTried() throws IOException {
		Path wanted = folder.resolve("a/b");
		assertThat(BackupFolder.refusal(wanted)).isEmpty();
		assertThat(wanted).isEmptyDirectory();
	}

	@Test
	void aFolderThatCannotBeWrittenIsSaidWithWhatToDo() throws IOException {
		Path file = Files.writeString(folder.resolve("file"), "");
		assertThat(BackupFolder.refusal(file).orElseThrow()).startsWith("The backup cannot be written: " + file)
				.contains("Choose a folder that you may write");
	}

	@Test
	void whatIsNoWholePathIsNoFolder() {
		assertThat(BackupFolder.problem("")).isPresent();
		assertThat(BackupFolder.problem("backups")).isPresent();
		assertThat(BackupFolder.problem(folder.toString())).isEmpty();
	}
}
