package dev.quayside.ui.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.Protection;
import dev.quayside.admin.QueueManagerAddress;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class KnownQueueManagersTest {

	@TempDir
	private Path folder;
	private Path file;

	@BeforeEach
	void file() {
		file = folder.resolve("new/queue-managers.json");
	}

	private static KnownQueueManager known(String address, boolean isReadOnly) {
		return new KnownQueueManager(QueueManagerAddress.parse(address), isReadOnly);
	}

	@Test
	void thereIsNobodyAtFirst() throws IOException {
		assertThat(new KnownQueueManagers(file).entries()).isEmpty();
	}

	@Test
	void whatWasAddedIsThereAtTheNextStart() throws IOException {
		KnownQueueManagers known = new KnownQueueManagers(file);
		KnownQueueManager full = new KnownQueueManager(
				QueueManagerAddress.parse("[::1]:2103").withTransferPort(1801), true);
		known.put(known("server", false));
		known.put(full);
		known.save();
		assertThat(new KnownQueueManagers(file).entries()).containsExactly(known("server", false), full);
	}

	@Test
	void theSameAddressIsReplacedInItsPlace() throws IOException {
		KnownQueueManagers known = new KnownQueueManagers(file);
		known.put(known("a", false));
		known.put(known("b", false));
		known.put(known("a", true));
		known.save();
		assertThat(new KnownQueueManagers(file).entries()).containsExactly(known("a", true), known("b", false));
	}

	@Test
	void whatWasRemovedIsGone() throws IOException {
		KnownQueueManagers known = new KnownQueueManagers(file);
		known.put(known("a", false));
		known.put(known("a:2103", false));
		known.remove(QueueManagerAddress.parse("a"));
		known.save();
		assertThat(new KnownQueueManagers(file).entries()).containsExactly(known("a:2103", false));
	}

	@Test
	void anotherAddressTakesThePlaceOfTheOld() throws IOException {
		KnownQueueManagers known = new KnownQueueManagers(file);
		known.put(known("a", false));
		known.put(known("b", false));
		known.replace(QueueManagerAddress.parse("a"), known("c", false));
		known.replace(QueueManagerAddress.parse("new"), known("d", false));
		assertThat(known.entries()).containsExactly(known("c", false), known("b", false), known("d", false));
	}

	@Test
	void identitiesAndProtectionsAreThereAtTheNextStart() throws IOException {
		QueueManagerAddress address = QueueManagerAddress.parse("a");
		List<KnownQueueManager> entries = List.of(
				new KnownQueueManager(address, new Identity.Account("alice", "CORP", true), Protection.INTEGRITY, true),
				new KnownQueueManager(QueueManagerAddress.parse("b"), new Identity.Tickets("/tmp/cache", ""),
						Protection.PRIVACY, false),
				new KnownQueueManager(QueueManagerAddress.parse("c"), new Identity.Keytab("/tmp/keytab", "a@R"),
						Protection.CONNECT, false));
		KnownQueueManagers known = new KnownQueueManagers(file);
		entries.forEach(known::put);
		known.save();
		assertThat(new KnownQueueManagers(file).entries()).isEqualTo(entries);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "{}", "[1]", "[{}]", "[{\"host\":\"\"}]", "[{\"host\":\"a\",\"rpcPort\":99999}]",
			"[{\"host\":\"a\",\"protection\":\"x\"}]", "[{\"host\":\"a\",\"protection\":\"privacy\"}]",
			"[{\"host\":\"a\",\"identity\":[]}]", "[{\"host\":\"a\",\"identity\":{\"kind\":\"king\"}}]",
			"[{\"host\":\"a\",\"rpcPort\":\"x\"}]", "[null]", "null" })
	void aDamagedListIsSetAsideAndTheWindowStarts(String content) throws IOException {
		Files.createDirectories(file.getParent());
		Files.writeString(file, content);
		KnownQueueManagers known = new KnownQueueManagers(file);
		assertThat(known.entries()).isEmpty();
		assertThat(file.resolveSibling("queue-managers.json.damaged")).hasContent(content);
		known.put(known("server", false));
		known.save();
		assertThat(new KnownQueueManagers(file).entries()).hasSize(1);
	}
}
