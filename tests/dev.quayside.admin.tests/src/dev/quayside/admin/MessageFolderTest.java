package dev.quayside.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

class MessageFolderTest {

	@TempDir
	private Path temporary;

	@Test
	void aMessageIsItsBodyAndItsProperties() throws IOException {
		MessageFolder folder = new MessageFolder(temporary.resolve("a/b"));
		folder.save(Samples.message(864691128455135233L, "grüße"));
		folder.force();
		assertThat(folder.path().resolve("864691128455135233.body"))
				.hasBinaryContent("grüße".getBytes(StandardCharsets.UTF_16LE));
		JsonObject fields = JsonParser
				.parseString(Files.readString(folder.path().resolve("864691128455135233.json"))).getAsJsonObject();
		assertThat(fields.get("lookupId").getAsString()).isEqualTo("864691128455135233");
		assertThat(fields.get("expiryTime").isJsonNull()).isTrue();
	}

	@Test
	void onlyTheOwnerReadsIt() throws IOException {
		MessageFolder folder = new MessageFolder(temporary.resolve("saved"));
		folder.save(Samples.message(1, "secret"));
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.path()))).isEqualTo("rwx------");
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.path().resolve("1.json"))))
				.isEqualTo("rw-------");
	}

	@Test
	void aMessageThatWasSavedBeforeIsWrittenAgain() throws IOException {
		MessageFolder folder = new MessageFolder(temporary);
		folder.save(Samples.message(1, "a long first text"));
		folder.save(Samples.message(1, "short"));
		assertThat(temporary.resolve("1.body")).hasBinaryContent("short".getBytes(StandardCharsets.UTF_16LE));
	}

	@Test
	void lookupIdsWithTheHighestBitAreNames() throws IOException {
		new MessageFolder(temporary).save(Samples.message(-1, "x"));
		assertThat(temporary.resolve("18446744073709551615.body")).exists();
	}

	@Test
	void aCutBodyIsRefused() throws IOException {
		MessageFolder folder = new MessageFolder(temporary);
		Message cut = new Message(Samples.summary(1, 5), new byte[4], new byte[4]);
		assertThatThrownBy(() -> folder.save(cut)).isInstanceOf(IOException.class).hasMessageContaining("4 of 5 bytes");
		assertThat(temporary).isEmptyDirectory();
	}

	@Test
	void failuresAreSentences() throws IOException {
		Path file = Files.writeString(temporary.resolve("file"), "");
		assertThatThrownBy(() -> new MessageFolder(file)).isInstanceOfSatisfying(IOException.class,
				e -> assertThat(FileFailures.sentence(e)).isEqualTo(file + ": a file is in the way"));
		assertThatThrownBy(() -> Files.newInputStream(temporary.resolve("missing"))).isInstanceOfSatisfying(
				IOException.class,
				e -> assertThat(FileFailures.sentence(e)).endsWith("missing: no such file or folder"));
		assertThat(FileFailures.sentence(new IOException("No space left on device")))
				.isEqualTo("No space left on device");
		assertThat(FileFailures.sentence(new IOException())).isEqualTo("java.io.IOException");
	}
}
