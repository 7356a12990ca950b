package dev.quayside.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** {@code receive}, {@code delete} and {@code purge} against a queue manager in this process. */
@Timeout(60)
class ChangeVerbsTest extends VerbTest {

	private static void send(int count) {
		assertThat(send("--label", "message {n}", "--text", "text {n}", "--count", Integer.toString(count)).code())
				.isZero();
	}

	private List<String> lookupIds() {
		return Cli.json("peek", server.host(), QUEUE).all("lookupId");
	}

	private List<String> labels() {
		return Cli.json("peek", server.host(), QUEUE).all("label");
	}

	@Test
	void receiveTakesTheFirstAndPrintsItWithItsBody() {
		send(2);
		Cli.Result result = Cli.json("receive", server.host(), QUEUE);
		assertThat(result.code()).as(result.err()).isZero();
		JsonObject message = result.object();
		assertThat(message.get("label").getAsString()).isEqualTo("message 1");
		assertThat(message.get("body").getAsString()).isEqualTo("text 1");
		assertThat(labels()).containsExactly("message 2");
	}

	@Test
	void receiveTakesTheOptionThatAsksForTheBody() {
		send(1);
		Cli.Result result = Cli.json("receive", server.host(), QUEUE, "--body");
		assertThat(result.code()).as(result.err()).isZero();
		assertThat(result.object().get("body").getAsString()).isEqualTo("text 1");
	}

	@Test
	void receiveTakesTheMessageOfALookupId() {
		send(3);
		String id = lookupIds().get(1);
		JsonObject message = Cli.json("receive", server.host(), QUEUE, "--lookup", id).object();
		assertThat(message.get("lookupId").getAsString()).isEqualTo(id);
		assertThat(labels()).containsExactly("message 1", "message 3");
	}

	@Test
	void aLookupIdThatHasGoneIs1() {
		send(1);
		Cli.Result result = Cli.json("receive", server.host(), QUEUE, "--lookup", "42");
		assertThat(result.code()).isEqualTo(1);
		assertThat(result.out()).isEmpty();
		assertThat(result.failures()).singleElement().asString().contains("MQ_ERROR_MESSAGE_NOT_FOUND (0xC00E0088)");
	}

	@Test
	void nackGivesTheMessageBack() {
		send(1);
		Cli.Result result = Cli.json("receive", server.host(), QUEUE, "--nack");
		assertThat(result.object().get("label").getAsString()).isEqualTo("message 1");
		assertThat(labels()).containsExactly("message 1");
	}

	@Test
	void nothingWithinTheTimeOutIs1WithIoTimeout() {
		for (String timeout : List.of("0", "50")) {
			Cli.Result result = Cli.json("receive", server.host(), QUEUE, "--timeout", timeout);
			assertThat(result.code()).isEqualTo(1);
			assertThat(result.out()).isEmpty();
			assertThat(result.failures()).singleElement().asString().contains("MQ_ERROR_IO_TIMEOUT (0xC00E001B)");
		}
	}

	@Test
	void aTimeOutOutOfRangeIsAUsageError() {
		for (String timeout : List.of("-1", "4294967296", "soon")) {
			assertThat(Cli.json("receive", server.host(), QUEUE, "--timeout", timeout).code()).isEqualTo(2);
		}
	}

	@Test
	void receiveWaitsForAMessage() throws Exception {
		CompletableFuture<Cli.Result> waiting = CompletableFuture
				.supplyAsync(() -> Cli.json("receive", server.host(), QUEUE, "--timeout", "30000"));
		while (server.server().clients() == 0) {
			Thread.sleep(5);
		}
		send(1);
		assertThat(waiting.get(20, TimeUnit.SECONDS).object().get("label").getAsString()).isEqualTo("message 1");
		assertThat(lookupIds()).isEmpty();
	}

	@Test
	void deleteTakesCommasAndRepetition() {
		send(4);
		List<String> ids = lookupIds();
		Cli.Result result = Cli.json("delete", server.host(), QUEUE, "--lookup", ids.get(0) + "," + ids.get(2),
				"--lookup", ids.get(3));
		assertThat(result.code()).as(result.err()).isZero();
		assertThat(result.array().get(0).getAsJsonObject().keySet()).containsExactly("lookupId", "status");
		assertThat(result.all("lookupId")).containsExactly(ids.get(0), ids.get(2), ids.get(3));
		assertThat(result.all("status")).containsExactly("OK", "OK", "OK");
		assertThat(labels()).containsExactly("message 2");
	}

	@Test
	void aMessageThatHasGoneDoesNotStopTheRest() {
		send(2);
		List<String> ids = lookupIds();
		Cli.Result result = Cli.json("delete", server.host(), QUEUE, "--lookup", ids.get(0) + ",42," + ids.get(1));
		assertThat(result.code()).isEqualTo(1);
		assertThat(result.all("status")).containsExactly("OK", "MQ_ERROR_MESSAGE_NOT_FOUND (0xC00E0088)", "OK");
		assertThat(result.failures()).anyMatch(line -> line.contains("Cannot delete message 42"));
		assertThat(lookupIds()).isEmpty();
	}

	@Test
	void theSameIdTwiceIsOneDeletion() {
		send(2);
		String id = lookupIds().get(0);
		Cli.Result result = Cli.json("delete", server.host(), QUEUE, "--lookup", id + "," + id);
		assertThat(result.code()).isZero();
		assertThat(result.all("status")).containsExactly("OK");
	}

	@Test
	void deleteSavesFirst() {
		send(2);
		String id = lookupIds().get(0);
		Path saved = folder.resolve("saved");
		Cli.Result result = Cli.json("delete", server.host(), QUEUE, "--lookup", id + ",42", "--save",
				saved.toString());
		assertThat(result.code()).isEqualTo(1);
		assertThat(result.all("lookupId")).containsExactlyInAnyOrder(id, "42");
		assertThat(saved.resolve(id + ".body")).exists();
		assertThat(labels()).containsExactly("message 2");
	}

	@Test
	void whatCannotBeSavedIsNotDeleted() throws IOException {
		send(1);
		Path file = Files.writeString(folder.resolve("file"), "");
		Cli.Result result = Cli.json("delete", server.host(), QUEUE, "--lookup", lookupIds().get(0), "--save",
				file.toString());
		assertThat(result.code()).isEqualTo(1);
		assertThat(result.failures()).singleElement().asString().contains("Cannot save messages (0 of ")
				.contains("in the way");
		assertThat(labels()).containsExactly("message 1");
	}

	@Test
	void deleteNeedsALookupId() {
		assertThat(Cli.json("delete", server.host(), QUEUE).code()).isEqualTo(2);
		assertThat(Cli.json("delete", server.host(), QUEUE, "--lookup", "5,,7").code()).isEqualTo(2);
		assertThat(Cli.json("delete", server.host(), QUEUE, "--lookup", "-5").code()).isEqualTo(2);
		assertThat(Cli.json("delete", server.host(), QUEUE, "--lookup", ",").code()).isEqualTo(2);
	}

	@Test
	void purgeSaysHowManyThereWere() {
		send(3);
		Cli.Result result = Cli.json("purge", server.host(), QUEUE, "--yes");
		assertThat(result.code()).as(result.err()).isZero();
		assertThat(result.object().keySet()).containsExactly("purged");
		assertThat(result.object().get("purged").getAsInt()).isEqualTo(3);
		assertThat(lookupIds()).isEmpty();
	}

	@Test
	void purgeOfAnEmptyQueueIs0() {
		assertThat(Cli.json("purge", server.host(), QUEUE, "--yes").object().get("purged").getAsInt()).isZero();
	}

	@Test
	void purgeWithoutYesIsAUsageErrorWhereNobodyCanAnswer() {
		send(1);
		Cli.Result result = Cli.json("purge", server.host(), QUEUE);
		assertThat(result.code()).isEqualTo(2);
		assertThat(result.err()).contains("--yes");
		assertThat(labels()).hasSize(1);
	}

	@Test
	void purgeAsksOnATerminal() {
		send(2);
		Cli.Result no = Cli.answering("no\n", true, "purge", server.host(), QUEUE, "--format", "json");
		assertThat(no.code()).isEqualTo(1);
		assertThat(no.out()).isEmpty();
		assertThat(no.err()).contains("Delete 2 messages").contains("Nothing was deleted");
		assertThat(Cli.answering("", true, "purge", server.host(), QUEUE).code()).isEqualTo(1);
		assertThat(labels()).hasSize(2);
		Cli.Result yes = Cli.answering("y\n", true, "purge", server.host(), QUEUE, "--format", "json");
		assertThat(yes.code()).isZero();
		assertThat(yes.object().get("purged").getAsInt()).isEqualTo(2);
	}

	@Test
	void purgeSavesFirst() {
		send(3);
		Path saved = folder.resolve("saved");
		Cli.Result result = Cli.json("purge", server.host(), QUEUE, "--yes", "--save", saved.toString());
		assertThat(result.object().get("purged").getAsInt()).isEqualTo(3);
		assertThat(saved.toFile().list()).hasSize(6);
		assertThat(lookupIds()).isEmpty();
	}
}
