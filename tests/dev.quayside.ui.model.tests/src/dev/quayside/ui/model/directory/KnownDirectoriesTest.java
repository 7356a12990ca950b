package dev.quayside.ui.model.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.admin.directory.DirectoryAddress;
import dev.quayside.admin.directory.DirectoryProtection;
import dev.quayside.ui.model.Identity;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

class KnownDirectoriesTest {

	private static final String FINGERPRINT = "ab".repeat(32);
	private static final KnownDirectory SERVER = new KnownDirectory(new DirectoryAddress.Server("dc1.corp.example", 0),
			DirectoryProtection.LDAPS, new Identity.Account("ann", "CORP", true), "/etc/ca.pem", Set.of(FINGERPRINT),
			true);
	private static final KnownDirectory DOMAIN = new KnownDirectory(new DirectoryAddress.Domain("corp.example"),
			DirectoryProtection.SIGN_AND_SEAL, new Identity.Tickets("", ""), "", Set.of(), false);

	@TempDir
	private Path folder;

	private KnownDirectories read() throws IOException {
		return new KnownDirectories(folder.resolve("directories.json"));
	}

	@Test
	void whatWasAddedIsThereAtTheNextStart() throws IOException {
		KnownDirectories list = read();
		list.put(SERVER);
		list.put(DOMAIN);
		list.save();
		assertThat(read().entries()).containsExactly(SERVER, DOMAIN);
	}

	@Test
	void whatIsTrustedIsKept() throws IOException {
		KnownDirectories list = read();
		list.put(DOMAIN.withTrusted(FINGERPRINT));
		list.save();
		assertThat(read().entries().get(0).fingerprints()).containsExactly(FINGERPRINT);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "[{}]", "[1]", "null", "[{\"host\":\"x y\",\"port\":1}]",
			"[{\"domain\":\"d\",\"protection\":\"ldaps\",\"identity\":{\"kind\":\"nobody\"},\"authorities\":\"\","
					+ "\"fingerprints\":[],\"readOnly\":false}]",
			"[{\"domain\":\"d\",\"protection\":\"ldaps\",\"identity\":{\"kind\":\"tickets\"},\"authorities\":\"\","
					+ "\"fingerprints\":[\"zz\"],\"readOnly\":false}]" })
	void aDamagedListIsSetAside(String text) throws IOException {
		Files.writeString(folder.resolve("directories.json"), text);
		assertThat(read().entries()).isEmpty();
		assertThat(folder.resolve("directories.json.damaged")).hasContent(text);
	}

	@Test
	void aPasswordWithoutTlsIsRefused() {
		assertThatThrownBy(() -> new KnownDirectory(SERVER.address(), DirectoryProtection.SIGN_AND_SEAL,
				SERVER.identity(), "", Set.of(), false)).isInstanceOf(IllegalArgumentException.class)
				.hasMessageContaining("within TLS only");
	}

	@Test
	void anotherAccountHasAnotherPassword() {
		KnownDirectory other = new KnownDirectory(SERVER.address(), SERVER.protection(),
				new Identity.Account("bob", "CORP", true), "", Set.of(), false);
		assertThat(other.secretKey()).isNotEqualTo(SERVER.secretKey());
	}
}
