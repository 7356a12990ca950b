package dev.quayside.admin.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.admin.local.AccountsFile.Entry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;

class AccountsFileTest {

	private static final String HASH = "0123456789abcdefFEDCBA9876543210";

	@TempDir
	private Path folder;

	private Path file(byte[] content, String permissions) throws IOException {
		Path file = Files.write(folder.resolve("accounts"), content);
		return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
	}

	private List<Entry> read(String content) throws IOException {
		return AccountsFile.read(file(content.getBytes(StandardCharsets.UTF_8), "rw-------"));
	}

	@Test
	void oneAccountALineWithCommentsAndBlankLines() throws IOException {
		List<Entry> entries = read("# who\n\nalice:CORP:" + HASH + "\r\n  böb::" + HASH + "\n\t# end");
		assertThat(entries).extracting(Entry::name).containsExactly("alice", "böb");
		assertThat(entries).extracting(Entry::domain).containsExactly("CORP", "");
		assertThat(HexFormat.of().formatHex(entries.get(0).ntHash())).isEqualToIgnoringCase(HASH);
	}

	@ParameterizedTest
	@ValueSource(strings = { "alice", "alice:CORP", "alice:CORP:", ":CORP:0123456789abcdef0123456789abcdef",
			"alice:CORP:0123456789abcdef0123456789abcde", "alice:CORP:0123456789abcdef0123456789abcdeg",
			"alice:CORP:0123456789abcdef0123456789abcdef0", "alice :CORP:0123456789abcdef0123456789abcdef",
			"alice:CORP :0123456789abcdef0123456789abcdef", "al\tice:CORP:0123456789abcdef0123456789abcdef",
			"alice:CORP:31d6cfe0d16ae931b73c59d7e0c089c0", "alice:CORP:0123456789abcdef0123456789abcdef:x" })
	void aLineThatIsNoneIsNamedByItsNumberAndNotShown(String line) {
		assertThatThrownBy(() -> read("# comment\n" + line + "\n")).isInstanceOf(IllegalArgumentException.class)
				.hasMessageContaining("line 2").hasMessageNotContaining("alice").hasMessageNotContaining("0123456");
	}

	@Test
	void whatAnEditorOnWindowsPutsInFrontIsNoPartOfTheFirstName() throws IOException {
		assertThat(read("\uFEFFalice::" + HASH + "\r\n")).extracting(Entry::name).containsExactly("alice");
	}

	@Test
	void namesThatOnlyLookAlikeAreDifferentAccounts() throws IOException {
		assertThat(read("admin::" + HASH + "\nadm\u0131n::" + HASH)).hasSize(2);
	}

	@Test
	void aLinkLeadsToAFileThatMustBeOfTheOwnerAlone() throws IOException {
		Path file = file(("alice::" + HASH).getBytes(StandardCharsets.UTF_8), "rw-------");
		Path link = Files.createSymbolicLink(folder.resolve("link"), file);
		assertThat(AccountsFile.read(link)).hasSize(1);
		Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
		assertThatThrownBy(() -> AccountsFile.read(link)).hasMessageContaining("chmod 600");
	}

	@Test
	void whatIsNoFileIsNotWaitedFor() throws Exception {
		Path pipe = folder.resolve("pipe");
		assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
		assertThatThrownBy(() -> AccountsFile.read(pipe)).hasMessageContaining("is not a file");
	}

	@Test
	void theSameAccountTwiceIsAMistake() {
		assertThatThrownBy(() -> read("alice:CORP:" + HASH + "\nALICE:corp:" + HASH))
				.isInstanceOf(IllegalArgumentException.class).hasMessageContaining("line 2");
	}

	@ParameterizedTest
	@ValueSource(strings = { "rw-r-----", "rw--w----", "rw----r--", "rw-----w-" })
	void nobodyButTheOwnerMayReadOrWriteIt(String permissions) {
		assertThatThrownBy(
				() -> AccountsFile.read(file(("a::" + HASH).getBytes(StandardCharsets.UTF_8), permissions)))
				.isInstanceOf(IllegalArgumentException.class).hasMessageContaining("chmod 600");
	}

	@Test
	void whatCannotBeReadOrIsTooLargeIsSaid() {
		assertThatThrownBy(() -> AccountsFile.read(folder.resolve("none"))).hasMessageContaining("does not exist");
		assertThatThrownBy(() -> AccountsFile.read(folder)).hasMessageContaining("is not a file");
		assertThatThrownBy(() -> AccountsFile.read(file(new byte[]{ 'a', (byte) 0xFF }, "rw-------")))
				.hasMessageContaining("not UTF-8");
		assertThatThrownBy(() -> AccountsFile.read(file(new byte[5 * 1024 * 1024], "rw-------")))
				.hasMessageContaining("longer than");
		assertThatThrownBy(() -> read("# nobody\n")).hasMessageContaining("has no accounts");
		StringBuilder many = new StringBuilder();
		for (int i = 0; i <= 10_000; i++) {
			many.append('u').append(i).append("::").append(HASH).append('\n');
		}
		assertThatThrownBy(() -> read(many.toString())).hasMessageContaining("more than 10000");
	}
}
