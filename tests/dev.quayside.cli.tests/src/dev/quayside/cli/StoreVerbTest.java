package dev.quayside.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.queuemanager.store.MvMessageStore;
import dev.quayside.queuemanager.store.StoredMessage;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

class StoreVerbTest {

	private static final int SIZE = 20_000;

	@TempDir
	private Path folder;

	private String fill(int kept) throws Exception {
		List<Long> ids = new ArrayList<>();
		try (MvMessageStore store = MvMessageStore.open(folder)) {
			store.putQueue(16, Map.of("name", "orders"));
			for (int message = 0; message < 100; message++) {
				long id = store.nextSequence();
				ids.add(id);
				store.queue(16).append(id, new StoredMessage(1, false, new byte[0], packet(id), 0, SIZE))
						.toCompletableFuture().join();
			}
		}
		try (MvMessageStore store = MvMessageStore.open(folder)) {
			for (long id : ids.subList(kept, ids.size())) {
				store.queue(16).delete(id).toCompletableFuture().join();
			}
			return store.queueManagerId().toString();
		}
	}

	private static byte[] packet(long id) {
		byte[] packet = new byte[SIZE];
		new SplittableRandom(id).nextBytes(packet);
		return packet;
	}

	private String data() {
		return folder.toString();
	}

	@Test
	void aCheckCountsWhatThereIs() throws Exception {
		String id = fill(3);

		Cli.Result result = Cli.json("store", "check", "--data", data());

		assertThat(result.code()).as(result.err()).isZero();
		JsonObject report = result.object();
		assertThat(report.keySet()).containsExactly("data", "result", "queueManagerId", "format",
				"lastWriteCutOff", "bytesInFile",
				"chunks", "bytesInChunks", "queues", "messages", "bytesInMessages", "largeBodies", "values", "damages",
				"damage");
		assertThat(report.get("result").getAsString()).isEqualTo("intact");
		assertThat(report.get("queueManagerId").getAsString()).isEqualTo(id);
		assertThat(report.get("messages").getAsLong()).isEqualTo(3);
		assertThat(report.get("bytesInMessages").getAsLong()).isEqualTo(60_000);
		assertThat(report.get("lastWriteCutOff").getAsBoolean()).isFalse();
		assertThat(report.get("damages").getAsLong()).isZero();
		assertThat(report.get("damage").getAsJsonArray()).isEmpty();
		assertThat(report.asMap().values()).doesNotContain(JsonNull.INSTANCE);
	}

	@Test
	void aTableShowsTheSame() throws Exception {
		fill(1);

		Cli.Result result = Cli.run("store", "check", "--data", data());

		assertThat(result.code()).as(result.err()).isZero();
		assertThat(result.out()).containsPattern("result +intact").containsPattern("messages +1\n");
	}

	@Test
	void damageIsSaidAndEndsWithOne() throws Exception {
		fill(30);
		damage();

		Cli.Result result = Cli.json("store", "check", "--data", data());

		assertThat(result.code()).isEqualTo(1);
		assertThat(result.object().get("result").getAsString()).isEqualTo("damaged");
		assertThat(result.object().get("damages").getAsLong()).isPositive();
		assertThat(result.err()).contains("wrong checksum", "keep a copy", "backup");

		Cli.Result compaction = Cli.run("store", "compact", "--data", data());
		assertThat(compaction.code()).isEqualTo(1);
		assertThat(compaction.err()).contains("is damaged", "keep a copy");
		assertThat(compaction.out()).isEmpty();
	}

	/** Changes a byte in the middle of the body of the first message. */
	private void damage() throws Exception {
		Path file = folder.resolve(MvMessageStore.FILE);
		byte[] content = Files.readAllBytes(file);
		byte[] body = packet(1);
		int changed = 0;
		for (int at = 0; at + body.length <= content.length; at++) {
			if (Arrays.equals(content, at, at + 64, body, 0, 64)) {
				content[at + 10_000] ^= 1;
				changed++;
			}
		}
		assertThat(changed).isPositive();
		Files.write(file, content);
	}

	@Test
	void aCompactionSaysTheBytesBeforeAndAfter() throws Exception {
		fill(2);
		long before = Files.size(folder.resolve(MvMessageStore.FILE));

		Cli.Result result = Cli.json("store", "compact", "--data", data());

		assertThat(result.code()).as(result.err()).isZero();
		assertThat(result.object().keySet()).containsExactly("data", "bytesBefore", "bytesAfter");
		assertThat(result.object().get("bytesBefore").getAsLong()).isEqualTo(before);
		assertThat(result.object().get("bytesAfter").getAsLong())
				.isEqualTo(Files.size(folder.resolve(MvMessageStore.FILE))).isLessThan(before / 2);
		assertThat(Cli.json("store", "check", "--data", data()).object().get("messages").getAsLong()).isEqualTo(2);
	}

	@Test
	void aStoreInUseIsRefusedWithWhatToDo() throws Exception {
		try (MvMessageStore store = MvMessageStore.open(folder)) {
			for (String verb : new String[]{ "check", "compact" }) {
				Cli.Result result = Cli.run("store", verb, "--data", data());
				assertThat(result.code()).isEqualTo(1);
				assertThat(result.err()).contains("is used by another queue manager: stop that one");
			}
		}
	}

	@Test
	void aFolderWithoutAStoreIsRefused() {
		Cli.Result result = Cli.run("store", "check", "--data", folder.resolve("none").toString());

		assertThat(result.code()).isEqualTo(1);
		assertThat(result.err()).contains("There is no store in", "name the data folder");
	}

	@Test
	void whatToDoHasToBeNamed() {
		assertThat(Cli.run("store").code()).isEqualTo(2);
		Cli.Result result = Cli.run("store", "check");
		assertThat(result.code()).isEqualTo(2);
		assertThat(result.err()).contains("--data", "Try 'quayside store check --help'.");
		assertThat(Cli.run("store", "check", "--data", " ").code()).isEqualTo(2);
	}
}
