package dev.quayside.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.directory.CertificateChange;
import dev.quayside.admin.directory.CertificateQuery;
import dev.quayside.admin.directory.ChangeReceipt;
import dev.quayside.admin.directory.ChangeReceipt.Outcome;
import dev.quayside.admin.directory.CleanupRule;
import dev.quayside.admin.directory.DirectoryConnection;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.testkit.DirectorySeed;
import dev.quayside.testkit.FakeDirectory;
import dev.quayside.testkit.FakeDirectory.Modification;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** Accounts that somebody else changes at the same time, and servers that send us to another. */
class ConflictTest {

	private static final List<byte[]> TWO = DirectorySeed.certificates("alice", "WS01", "WS02");
	private static final List<byte[]> DIGESTS = DirectorySeed.digests(TWO);
	private static final byte[] BLOB = DirectorySeed.blob(TWO);
	private static final String DIGEST = "mSMQDigests";
	private static final String CERTIFICATES = "mSMQSignCertificates";

	private FakeDirectory server;
	private DirectoryConnection connection;
	private String alice;

	@TempDir
	private Path folder;

	@BeforeEach
	void start() throws Exception {
		server = new FakeDirectory();
		alice = server.account("alice", BLOB, DIGESTS);
		connection = Directory.connect(Directory.settings(server, folder));
	}

	@AfterEach
	void stop() {
		connection.close();
		server.close();
	}

	/** The second certificate goes, and its digest; the first stays. */
	private CertificateChange second() throws DirectoryException {
		return connection.clean(Directory.read(connection, alice),
				new CleanupRule.ByHand(Set.of(HexFormat.of().formatHex(DIGESTS.get(1)))), CertificateQuery.usual());
	}

	private ChangeReceipt apply(CertificateChange change) {
		return connection.apply(change, folder.resolve("backups"), Directory.MONITOR);
	}

	@Test
	void aDigestThatWasToStayAndIsTakenAwayAtTheLastMomentIsAConflict() throws DirectoryException {
		CertificateChange change = second();
		server.meanwhile = () -> server.set(alice, DIGEST, DIGESTS.subList(1, 2));
		ChangeReceipt receipt = apply(change);
		assertThat(receipt.outcome()).isEqualTo(Outcome.CONFLICT);
		assertThat(receipt.sentence()).startsWith("Nothing was changed: ");
		assertThat(server.values(alice, CERTIFICATES)).containsExactly(BLOB);
		assertThat(server.values(alice, DIGEST)).containsExactly(DIGESTS.get(1));
	}

	@Test
	void otherCertificatesAtTheLastMomentAreAConflict() throws DirectoryException {
		CertificateChange change = second();
		byte[] other = DirectorySeed.blob(TWO.subList(0, 1));
		server.meanwhile = () -> server.set(alice, CERTIFICATES, List.of(other));
		assertThat(apply(change).outcome()).isEqualTo(Outcome.CONFLICT);
		assertThat(server.values(alice, CERTIFICATES)).containsExactly(other);
		assertThat(server.values(alice, DIGEST)).hasSize(2);
	}

	@Test
	void aDigestThatIsAddedAtTheLastMomentIsSeenAndStays() throws DirectoryException {
		CertificateChange change = second();
		List<byte[]> more = new ArrayList<>(DIGESTS);
		more.add(new byte[16]);
		server.meanwhile = () -> server.set(alice, DIGEST, more);
		ChangeReceipt receipt = apply(change);
		assertThat(receipt.outcome()).isEqualTo(Outcome.UNCERTAIN);
		assertThat(receipt.sentence()).contains("somebody else has changed it");
		assertThat(receipt.after().orElseThrow().digests()).isEqualTo(2);
		assertThat(server.values(alice, DIGEST)).containsExactlyInAnyOrder(DIGESTS.get(0), new byte[16]);
	}

	@Test
	void otherDigestsBeforeTheBackupAreAConflictWithoutABackup() throws DirectoryException {
		CertificateChange change = second();
		List<byte[]> more = new ArrayList<>(DIGESTS);
		more.add(new byte[16]);
		server.set(alice, DIGEST, more);
		ChangeReceipt receipt = apply(change);
		assertThat(receipt.outcome()).isEqualTo(Outcome.CONFLICT);
		assertThat(receipt.backup()).isEmpty();
		assertThat(receipt.failure()).hasValueSatisfying(
				failure -> assertThat(failure.advice()).contains("Read the account again"));
		assertThat(folder.resolve("backups")).doesNotExist();
		assertThat(server.values(alice, DIGEST)).hasSize(3);
	}

	@Test
	void anotherAccountOfTheSameNameIsNotChanged() throws DirectoryException {
		CertificateChange change = second();
		server.set(alice, "objectGUID", List.of(new byte[]{ 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16 }));
		assertThat(apply(change).sentence()).contains("another account has this name now");
		assertThat(server.values(alice, DIGEST)).hasSize(2);
	}

	@Test
	void aReadOnlyServerLeadsToTheOneThatWritesAndIsReadBackThere() throws Exception {
		try (FakeDirectory writable = new FakeDirectory()) {
			writable.account("alice", BLOB, DIGESTS);
			server.modification = Modification.REFER;
			server.elsewhere = "ldap://127.0.0.1:" + writable.port() + "/" + alice;
			ChangeReceipt receipt = apply(second());
			assertThat(receipt.outcome()).isEqualTo(Outcome.DONE);
			assertThat(receipt.sentence()).contains("127.0.0.1:" + writable.port());
			assertThat(receipt.after().orElseThrow().certificates()).isEqualTo(1);
			assertThat(writable.values(alice, DIGEST)).containsExactly(DIGESTS.get(0));
			assertThat(server.values(alice, DIGEST)).hasSize(2);
		}
	}

	@Test
	void aCutConnectionToTheServerThatWritesIsLookedAtThere() throws Exception {
		try (FakeDirectory writable = new FakeDirectory()) {
			writable.account("alice", BLOB, DIGESTS);
			writable.modification = Modification.CUT_AFTER;
			server.modification = Modification.REFER;
			server.elsewhere = "ldap://127.0.0.1:" + writable.port() + "/" + alice;
			ChangeReceipt receipt = apply(second());
			assertThat(receipt.outcome()).isEqualTo(Outcome.DONE);
			assertThat(receipt.sentence()).contains("although the connection broke");
		}
	}

	@Test
	void aServerThatLeadsInACircleChangesNothing() throws DirectoryException {
		server.modification = Modification.REFER;
		server.elsewhere = "ldap://127.0.0.1:" + server.port() + "/" + alice;
		ChangeReceipt receipt = apply(second());
		assertThat(receipt.outcome()).isEqualTo(Outcome.FAILED);
		assertThat(receipt.sentence()).contains("Nothing was changed", "from server to server");
		assertThat(Files.exists(receipt.backup().orElseThrow())).isTrue();
	}
}
