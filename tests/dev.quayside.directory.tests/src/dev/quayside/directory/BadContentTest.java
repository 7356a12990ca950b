package dev.quayside.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.directory.AccountCertificates;
import dev.quayside.admin.directory.AccountQuery;
import dev.quayside.admin.directory.AccountState;
import dev.quayside.admin.directory.CertificateAccount;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** Accounts that hold what nobody should have written, and connections that end at the wrong moment. */
class BadContentTest {

	private static final List<byte[]> TWO = DirectorySeed.certificates("alice", "WS01", "WS02");
	private static final List<byte[]> DIGESTS = DirectorySeed.digests(TWO);
	private static final String DIGEST = "mSMQDigests";
	private static final String CERTIFICATES = "mSMQSignCertificates";
	private static final int MAX_BYTES = 1 << 20;

	private FakeDirectory server;
	private DirectoryConnection connection;

	@TempDir
	private Path folder;

	@BeforeEach
	void start() throws Exception {
		server = new FakeDirectory();
		connection = Directory.connect(Directory.settings(server, folder));
	}

	@AfterEach
	void stop() {
		connection.close();
		server.close();
	}

	private ChangeReceipt apply(CertificateChange change) {
		return connection.apply(change, folder.resolve("backups"), Directory.MONITOR);
	}

	private CertificateChange clean(String account, CleanupRule rule) throws DirectoryException {
		return connection.clean(Directory.read(connection, account), rule, CertificateQuery.usual());
	}

	private static CleanupRule second() {
		return new CleanupRule.ByHand(Set.of(HexFormat.of().formatHex(DIGESTS.get(1))));
	}

	private ChangeReceipt restore(ChangeReceipt receipt) throws DirectoryException, IOException {
		return apply(connection.restore(receipt.backup().orElseThrow(), CertificateQuery.usual(), Directory.MONITOR));
	}

	/** A count, or the length of the first certificate, that is wrong. */
	@ParameterizedTest
	@CsvSource({ "0, 0", "0, 1", "0, 3", "0, -1", "0, 2147483647", "40, -1", "40, 2147483647", "40, -2147483648",
			"40, 0" })
	void aWrongNumberIsDamageAndWhatIsThereIsKeptToTheByte(int offset, int number) throws Exception {
		byte[] blob = DirectorySeed.blob(TWO);
		ByteBuffer.wrap(blob).order(ByteOrder.LITTLE_ENDIAN).putInt(offset, number);
		String alice = server.account("alice", blob, DIGESTS);
		AccountCertificates account = Directory.read(connection, alice);
		assertThat(account.account().state()).isEqualTo(AccountState.DAMAGED);
		List<CertificateAccount> listed = new ArrayList<>();
		connection.accounts(AccountQuery.users(), listed::add, Directory.MONITOR);
		assertThat(listed).anyMatch(found -> found.dn().equals(alice) && found.state() == AccountState.DAMAGED);
		ChangeReceipt receipt = apply(clean(alice, new CleanupRule.Everything()));
		assertThat(receipt.outcome()).isEqualTo(Outcome.DONE);
		assertThat(server.values(alice, CERTIFICATES)).isEmpty();
		assertThat(restore(receipt).outcome()).isEqualTo(Outcome.DONE);
		assertThat(server.values(alice, CERTIFICATES)).containsExactly(blob);
	}

	@Test
	void aCertificateThatIsNoneStaysWhereTheOthersGo() throws DirectoryException {
		List<byte[]> three = new ArrayList<>(TWO);
		three.add(new byte[]{ 0x30, 0x03, 1, 2, 3 });
		String alice = server.account("alice", DirectorySeed.blob(three), DirectorySeed.digests(three));
		assertThat(apply(clean(alice, second())).outcome()).isEqualTo(Outcome.DONE);
		assertThat(Directory.read(connection, alice).certificates())
				.satisfiesExactly(certificate -> assertThat(certificate.details()).isPresent(),
						certificate -> assertThat(certificate.details()).isEmpty());
	}

	@Test
	void aDigestThatIsThereTwiceCountsOnce() throws DirectoryException {
		List<byte[]> twice = new ArrayList<>(DIGESTS);
		twice.add(DIGESTS.get(0));
		String alice = server.account("alice", DirectorySeed.blob(TWO), twice);
		assertThat(Directory.read(connection, alice).account().counts().digests()).isEqualTo(2);
		assertThat(apply(clean(alice, second())).outcome()).isEqualTo(Outcome.DONE);
		assertThat(server.values(alice, DIGEST)).containsExactly(DIGESTS.get(0));
	}

	@Test
	void digestsOfOtherLengthsAreOrphansThatAreNotTouchedUnlessTheyGo() throws Exception {
		byte[] shorter = new byte[15];
		byte[] longer = new byte[300];
		List<byte[]> odd = new ArrayList<>(DIGESTS);
		Collections.addAll(odd, shorter, longer);
		String alice = server.account("alice", DirectorySeed.blob(TWO), odd);
		CertificateChange change = clean(alice, second());
		assertThat(change.before().orphanDigests()).hasSize(2);
		assertThat(change.forward()).doesNotContain("AAAAAAAAAAAAAAAAAAAA");
		ChangeReceipt receipt = apply(change);
		assertThat(receipt.outcome()).isEqualTo(Outcome.DONE);
		assertThat(restore(receipt).outcome()).isEqualTo(Outcome.DONE);
		assertThat(server.values(alice, DIGEST)).containsExactlyInAnyOrderElementsOf(odd);
		assertThat(apply(clean(alice, new CleanupRule.OrphanDigests())).outcome()).isEqualTo(Outcome.DONE);
		assertThat(server.values(alice, DIGEST)).containsExactlyInAnyOrderElementsOf(DIGESTS);
	}

	@Test
	void aValueOfOneMegabyteIsReadCleanedAndRestored() throws Exception {
		List<byte[]> many = Collections.nCopies((MAX_BYTES - 4) / (36 + TWO.get(0).length), TWO.get(0));
		byte[] blob = DirectorySeed.blob(many);
		String alice = server.account("alice", blob, DIGESTS.subList(0, 1));
		assertThat(Directory.read(connection, alice).account().counts().certificates()).isEqualTo(many.size());
		ChangeReceipt receipt = apply(clean(alice, new CleanupRule.Everything()));
		assertThat(receipt.outcome()).isEqualTo(Outcome.DONE);
		assertThat(restore(receipt).outcome()).isEqualTo(Outcome.DONE);
		assertThat(server.values(alice, CERTIFICATES)).containsExactly(blob);
	}

	@Test
	void aConnectionThatIsCutBeforeTheReadingBackIsMadeAnewForIt() throws DirectoryException {
		String alice = server.account("alice", DirectorySeed.blob(TWO), DIGESTS);
		CertificateChange change = clean(alice, second());
		server.modification = Modification.MAKE_AND_CUT;
		ChangeReceipt receipt = apply(change);
		assertThat(receipt.outcome()).isEqualTo(Outcome.DONE);
		assertThat(receipt.after().orElseThrow().certificates()).isEqualTo(1);
		assertThat(server.values(alice, DIGEST)).containsExactly(DIGESTS.get(0));
	}

	@Test
	void aServerThatIsGoneBeforeTheReadingBackLeavesItUncertainWithItsBackup() throws DirectoryException {
		String alice = server.account("alice", DirectorySeed.blob(TWO), DIGESTS);
		CertificateChange change = clean(alice, second());
		server.modification = Modification.MAKE_AND_CUT;
		server.meanwhile = server::close;
		ChangeReceipt receipt = apply(change);
		assertThat(receipt.outcome()).isEqualTo(Outcome.UNCERTAIN);
		assertThat(receipt.sentence()).contains("It was changed, but could not be read back");
		assertThat(receipt.backup()).hasValueSatisfying(file -> assertThat(file).exists());
	}
}
