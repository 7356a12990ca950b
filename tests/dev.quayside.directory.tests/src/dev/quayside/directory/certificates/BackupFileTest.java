package dev.quayside.directory.certificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.admin.directory.AccountKind;
import dev.quayside.admin.directory.CertificateAccount;
import dev.quayside.admin.directory.CertificateAttributes;
import dev.quayside.admin.directory.CertificateLimits;
import dev.quayside.testkit.DirectorySeed;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;

class BackupFileTest {

	private static final CertificateAttributes THREE = Accounts
			.agreeing(DirectorySeed.certificates("alice", "WS01", "WS02", "WS03"));

	@TempDir
	private Path folder;

	private Path write(String dn, CertificateAttributes attributes) throws IOException {
		Inventory inventory = new Inventory(attributes, Accounts.READER);
		return BackupFile.write(folder.resolve("backups"), new CertificateAccount("QUAYSIDE\\alice", dn, new UUID(1, 2),
				AccountKind.USER, inventory.counts(), inventory.state(CertificateLimits.DEFAULT)), attributes,
				Accounts.NOW);
	}

	private Path file(String text) throws IOException {
		return Files.writeString(folder.resolve("some.ldif"), text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "CN=alice,DC=quayside,DC=test", "CN=Müller\\, Ärger,OU=Größe,DC=quayside,DC=test",
			"CN=a very long name of an account that does not fit into one line of a file,OU=Users,DC=quayside,DC=test" })
	void whatIsWrittenIsRead(String dn) throws IOException {
		BackupFile backup = BackupFile.read(write(dn, THREE));
		assertThat(backup.dn()).isEqualTo(dn);
		assertThat(backup.attributes()).isEqualTo(THREE);
	}

	@Test
	void absentAttributesAreWrittenAndReadAsSuch() throws IOException {
		assertThat(BackupFile.read(write("CN=alice,DC=quayside,DC=test", CertificateAttributes.NONE)).attributes())
				.isEqualTo(CertificateAttributes.NONE);
	}

	@Test
	void aLargeValueIsRead() throws IOException {
		byte[] bytes = new byte[1 << 20];
		new SplittableRandom(1).nextBytes(bytes);
		CertificateAttributes large = new CertificateAttributes(Optional.of(bytes), Set.of("00".repeat(16)));
		assertThat(BackupFile.read(write("CN=alice,DC=quayside,DC=test", large)).attributes()).isEqualTo(large);
	}

	@Test
	void onlyTheOwnerMayReadAFileAndNoneIsOverwritten() throws IOException {
		Path first = write("CN=alice,DC=quayside,DC=test", THREE);
		Path second = write("CN=alice,DC=quayside,DC=test", CertificateAttributes.NONE);
		assertThat(first.getFileName()).hasToString("QUAYSIDE_alice-20260601T000000Z.ldif");
		assertThat(second.getFileName()).hasToString("QUAYSIDE_alice-20260601T000000Z-2.ldif");
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(first))).isEqualTo("rw-------");
		assertThat(BackupFile.read(first).attributes()).isEqualTo(THREE);
	}

	@Test
	void anExportOfAnAccountIsReadAsWell() throws IOException {
		String base64 = Base64.getEncoder().encodeToString(THREE.certificates().orElseThrow());
		StringBuilder text = new StringBuilder("dn: CN=alice,DC=quayside,DC=test\nchangetype: add\nobjectClass: user\n"
				+ "mSMQSignCertificates:: " + base64 + "\n");
		THREE.digests().forEach(digest -> text.append("mSMQDigests:: ")
				.append(Base64.getEncoder().encodeToString(HexFormat.of().parseHex(digest))).append('\n'));
		assertThat(BackupFile.read(file(text.append('\n').toString())).attributes()).isEqualTo(THREE);
		assertThat(BackupFile.read(file(text.toString().replace("changetype: add\n", ""))).attributes())
				.isEqualTo(THREE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "no LDIF", "dn: CN=a,DC=b\n", "dn: CN=a,DC=b\nchangetype: delete\n\n",
			"dn: CN=a,DC=b\ncn: a\n\n", "dn: CN=a,DC=b\nmSMQDigests:: AAAA\n\n",
			"dn: CN=a,DC=b\nmSMQDigests:: AAAAAAAAAAAAAAAAAAAAAA==\n\ndn: CN=c,DC=b\nmSMQDigests:: AAAAAAAAAAAAAAAAAAAAAA==\n\n",
			"dn: no name\nmSMQDigests:: AAAAAAAAAAAAAAAAAAAAAA==\n\n", "dn: CN=a,DC=b\nmSMQDigests:: !!!\n\n" })
	void anythingElseIsRefused(String text) throws IOException {
		Path file = file(text);
		assertThatThrownBy(() -> BackupFile.read(file)).isInstanceOf(IOException.class)
				.hasMessageContaining(file.toString());
	}

	@Test
	void aSpoiltFileIsReadOrRefused() throws IOException {
		byte[] whole = Files.readAllBytes(write("CN=alice,DC=quayside,DC=test", THREE));
		SplittableRandom random = new SplittableRandom(7);
		for (int round = 0; round < 500; round++) {
			byte[] bytes = whole.clone();
			bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
			Path file = Files.write(folder.resolve("spoilt.ldif"), bytes);
			try {
				BackupFile.read(file);
			} catch (IOException e) {
				assertThat(e).hasMessageContaining("spoilt.ldif");
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "delete: mSMQDigests\nmSMQDigests:: AAAAAAAAAAAAAAAAAAAAAA==\n-\n",
			"add: mSMQDigests\nmSMQDigests:: AAAAAAAAAAAAAAAAAAAAAA==\n-\n", "replace: mSMQSignCertificates\n-\n" })
	void aChangeOrHalfOfTheAttributesIsNoBackup(String steps) throws IOException {
		Path file = file("dn: CN=a,DC=b\nchangetype: modify\n" + steps + "\n");
		assertThatThrownBy(() -> BackupFile.read(file)).isInstanceOf(IOException.class)
				.hasMessageContaining("is no backup");
	}
}
