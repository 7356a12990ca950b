package dev.quayside.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** {@code machine}, {@code queues}, {@code queue} and {@code peek} against a queue manager in this process. */
@Timeout(60)
class ReadVerbsTest extends VerbTest {

	private String transferPort() {
		return Integer.toString(server.server().transferPort());
	}

	private static void send(int count, String... more) {
		List<String> arguments = new ArrayList<>(List.of("--label", "message {n}", "--text", "text {n}",
				"--recoverable", "--count", Integer.toString(count)));
		arguments.addAll(List.of(more));
		assertThat(send(arguments.toArray(String[]::new)).code()).isZero();
	}

	private Cli.Result peek(String... more) {
		String[] all = new String[3 + more.length];
		all[0] = "peek";
		all[1] = server.host();
		all[2] = QUEUE;
		System.arraycopy(more, 0, all, 3, more.length);
		return Cli.json(all);
	}

	@Test
	void theMachineIsOneObjectWithTheFieldsOfTheContract() {
		send(2);
		Cli.Result result = Cli.json("machine", server.host());
		assertThat(result.code()).isZero();
		JsonObject machine = result.object();
		assertThat(machine.keySet()).containsExactly("host", "queueManagerId", "version", "connected",
				"directoryServer", "bytesInAllQueues", "privateQueues", "activeQueues");
		assertThat(machine.get("host").getAsString()).isEqualTo("127.0.0.1");
		assertThat(machine.get("queueManagerId").isJsonNull()).isTrue();
		assertThat(machine.get("version").getAsString()).startsWith("Quayside ");
		assertThat(machine.get("connected").getAsBoolean()).isTrue();
		assertThat(machine.get("directoryServer").isJsonNull()).isTrue();
		assertThat(machine.get("bytesInAllQueues").getAsJsonPrimitive().isNumber()).isTrue();
		assertThat(machine.get("privateQueues").getAsInt()).isEqualTo(3);
		assertThat(machine.get("activeQueues").getAsInt()).isEqualTo(1);
	}

	@Test
	void theIdOfTheQueueManagerNeedsTheBinaryProtocol() {
		JsonObject machine = Cli.json("machine", server.host(), "--transfer-port", transferPort()).object();
		assertThat(machine.get("queueManagerId").getAsString()).isEqualTo(server.server().id().toString());
	}

	@Test
	void queuesComeByNameWithTheFieldsOfTheContract() {
		send(3);
		Cli.Result result = Cli.json("queues", server.host());
		assertThat(result.all("pathName")).containsExactly("private$\\alpha", QUEUE, "private$\\Zeta");
		JsonObject orders = result.array().get(1).getAsJsonObject();
		assertThat(orders.keySet()).containsExactly("pathName", "formatName", "type", "transactional", "location",
				"state", "messageCount", "bytesInQueue", "journalMessageCount", "bytesInJournal", "subqueues");
		assertThat(orders.get("formatName").getAsString()).isEqualTo("DIRECT=OS:localhost\\private$\\orders");
		assertThat(orders.get("type").getAsString()).isEqualTo("private");
		assertThat(orders.get("transactional").getAsBoolean()).isFalse();
		assertThat(orders.get("location").getAsString()).isEqualTo("local");
		assertThat(orders.get("state").getAsString()).isEqualTo("local connection");
		assertThat(orders.get("messageCount").getAsInt()).isEqualTo(3);
		assertThat(orders.get("bytesInQueue").getAsLong()).isPositive();
		assertThat(orders.get("subqueues").getAsJsonArray()).isEmpty();
	}

	@Test
	void journalsAndSystemQueuesAreListedOnlyWhereWanted() {
		assertThat(Cli.json("queues", server.host()).all("pathName")).hasSize(3);
		Cli.Result all = Cli.json("queues", server.host(), "--system", "--outgoing", "--journals");
		assertThat(all.all("pathName")).hasSize(9);
	}

	@ParameterizedTest
	@ValueSource(strings = { "private$\\orders", "PRIVATE$\\Orders", "DIRECT=OS:somewhere\\private$\\orders",
			"direct=tcp:10.0.0.1\\private$\\ORDERS" })
	void aQueueIsFoundByPathAndFormatNameInTheCaseThatTheServerGives(String name) {
		JsonObject queue = Cli.json("queue", server.host(), name).object();
		assertThat(queue.get("pathName").getAsString()).isEqualTo(QUEUE);
	}

	@Test
	void aQueueIsFoundByItsPrivateFormatName() {
		int number = server.server().manager().queues().stream().filter(queue -> queue.path().text().equals(QUEUE))
				.findAny().orElseThrow().number();
		String name = "PRIVATE=" + server.server().id() + "\\" + Integer.toHexString(number);
		assertThat(Cli.json("queue", server.host(), name).object().get("pathName").getAsString()).isEqualTo(QUEUE);
		assertThat(Cli.json("peek", server.host(), name).out().strip()).isEqualTo("[]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "queue", "peek", "receive", "delete", "purge" })
	void aQueueThatIsNotThereIs1WithItsStatus(String verb) {
		String[] arguments = switch (verb) {
			case "delete" -> new String[]{ verb, server.host(), "private$\\nosuch", "--lookup", "1" };
			case "purge" -> new String[]{ verb, server.host(), "private$\\nosuch", "--yes" };
			default -> new String[]{ verb, server.host(), "private$\\nosuch" };
		};
		Cli.Result result = Cli.json(arguments);
		assertThat(result.code()).isEqualTo(1);
		assertThat(result.out()).isEmpty();
		assertThat(result.failures()).singleElement().asString().contains("MQ_ERROR_QUEUE_NOT_FOUND (0xC00E0003)")
				.contains("Check path spelling");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "private$\\", "private$\\a;b;c", "DIRECT=", "PRIVATE=1\\2", "NOTHING=x",
			"private$\\a\tb" })
	void whatIsNoQueueNameIsAUsageError(String name) {
		Cli.Result result = Cli.json("peek", server.host(), name);
		assertThat(result.code()).as(result.err()).isEqualTo(2);
		assertThat(result.out()).isEmpty();
	}

	@Test
	void anOverlongNameIsAUsageErrorOfOneLine() {
		Cli.Result result = Cli.json("queue", server.host(), "private$\\" + "x".repeat(100_000));
		assertThat(result.code()).isEqualTo(2);
		assertThat(result.failures()).singleElement().asString().hasSizeLessThan(500);
	}

	@Test
	void messagesHaveTheFieldsOfTheContract() {
		send(1);
		JsonObject message = peek().array().get(0).getAsJsonObject();
		assertThat(message.keySet()).containsExactlyElementsOf(Tables.MESSAGES.all());
		assertThat(message.get("lookupId").getAsJsonPrimitive().isString()).isTrue();
		assertThat(message.get("lookupId").getAsString()).matches("\\d{18}");
		assertThat(message.get("messageId").getAsString()).matches("\\{[0-9a-f-]{36}}\\\\1");
		assertThat(message.get("label").getAsString()).isEqualTo("message 1");
		assertThat(message.get("messageClass").getAsString()).isEqualTo("NORMAL");
		assertThat(message.get("delivery").getAsString()).isEqualTo("recoverable");
		assertThat(message.get("journaling").getAsString()).isEqualTo("none");
		assertThat(message.get("acknowledgement").getAsString()).isEqualTo("none");
		assertThat(message.get("sentTime").getAsString()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
		assertThat(message.get("arrivedTime").getAsString()).endsWith("Z");
		assertThat(message.get("bodyType").getAsInt()).isEqualTo(8);
		assertThat(message.get("bodySize").getAsInt()).isEqualTo(12);
		assertThat(message.get("authenticated").getAsBoolean()).isFalse();
		assertThat(message.get("sourceMachineId").getAsString()).matches("[0-9a-f-]{36}");
		for (String field : List.of("expiryTime", "senderId", "correlationId", "responseQueue", "adminQueue",
				"transactionId")) {
			assertThat(message.get(field).isJsonNull()).as(field).isTrue();
		}
	}

	@Test
	void bodiesComeOnlyWithTheOption() {
		send(1);
		JsonObject message = peek("--body").array().get(0).getAsJsonObject();
		assertThat(message.keySet()).containsExactlyElementsOf(Tables.BODIES.all());
		assertThat(message.get("body").getAsString()).isEqualTo("text 1");
		assertThat(message.get("bodyBase64").getAsString()).isEqualTo("dABlAHgAdAAgADEA");
	}

	@Test
	void queuesAndMachineKeepTheirFieldsInCsv() {
		assertThat(Cli.json("queues", server.host()).array().get(0).getAsJsonObject().keySet())
				.containsExactlyElementsOf(Tables.QUEUES.all());
	}

	@Test
	void oneQueueAlsoHasItsSettingsAndPermissions() {
		assertThat(List.copyOf(Cli.json("queue", server.host(), QUEUE).object().keySet()))
				.startsWith(Tables.QUEUES.all().toArray(String[]::new))
				.endsWith("label", "quota", "journal", "journalQuota", "authenticated", "privacyLevel", "basePriority",
						"typeId", "multicast", "owner", "permissions");
	}

	@Test
	void anEmptyQueueIsAnEmptyArrayAnd0() {
		Cli.Result result = peek();
		assertThat(result.code()).isZero();
		assertThat(result.out().strip()).isEqualTo("[]");
		assertThat(peek("--reverse").out().strip()).isEqualTo("[]");
	}

	@Test
	void aHundredComeUnlessToldOtherwise() {
		send(120);
		assertThat(peek().array()).hasSize(100);
		assertThat(peek("--max", "0").all("label")).hasSize(120).startsWith("message 1", "message 2")
				.endsWith("message 120");
		assertThat(peek("--max", "7").array()).hasSize(7);
	}

	@Test
	void reverseBeginsAtTheEnd() {
		send(5);
		assertThat(peek("--reverse", "--max", "2").all("label")).containsExactly("message 5", "message 4");
	}

	@Test
	void fromIsInclusiveInBothDirections() {
		send(5);
		List<String> ids = peek().all("lookupId");
		assertThat(peek("--from", ids.get(2)).all("label")).containsExactly("message 3", "message 4", "message 5");
		assertThat(peek("--from", ids.get(2), "--reverse").all("label")).containsExactly("message 3", "message 2",
				"message 1");
	}

	@Test
	void fromAMessageThatHasGoneGoesOnWithItsNeighbour() {
		send(4);
		List<String> ids = peek().all("lookupId");
		Cli.run("delete", server.host(), QUEUE, "--lookup", ids.get(1));
		assertThat(peek("--from", ids.get(1), "--max", "1").all("label")).containsExactly("message 3");
		assertThat(peek("--from", ids.get(1), "--max", "1", "--reverse").all("label")).containsExactly("message 1");
	}

	@Test
	void fromTheEndsOfTheNumbers() {
		send(2);
		assertThat(peek("--from", "0").all("label")).containsExactly("message 1", "message 2");
		assertThat(peek("--from", "0", "--reverse").out().strip()).isEqualTo("[]");
		assertThat(peek("--from", "18446744073709551615").out().strip()).isEqualTo("[]");
		assertThat(peek("--from", "18446744073709551615", "--reverse").all("label")).containsExactly("message 2",
				"message 1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "18446744073709551616", "-1", "0x10", "", "1.5" })
	void whatIsNoLookupIdIsAUsageError(String id) {
		assertThat(peek("--from", id).code()).isEqualTo(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "-1", "99999999999", "many" })
	void whatIsNoNumberOfMessagesIsAUsageError(String max) {
		assertThat(peek("--max", max).code()).isEqualTo(2);
	}

	@Test
	void priorityComesBeforeArrival() {
		send(1, "--priority", "0");
		send(1, "--priority", "7");
		assertThat(peek().all("priority")).containsExactly("7", "0");
	}

	@Test
	void saveWritesBodiesThatOnlyTheOwnerReads() throws IOException {
		send(2);
		Path target = folder.resolve("saved/here");
		Cli.Result result = peek("--save", target.toString());
		assertThat(result.code()).as(result.err()).isZero();
		String id = result.all("lookupId").get(1);
		assertThat(Files.readAllBytes(target.resolve(id + ".body")))
				.isEqualTo("text 2".getBytes(StandardCharsets.UTF_16LE));
		assertThat(target.resolve(id + ".json")).content().contains("\"label\": \"message 2\"");
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target.resolve(id + ".body"))))
				.isEqualTo("rw-------");
		assertThat(target.toFile().list()).hasSize(4);
	}

	@Test
	void aFolderThatCannotBeMadeIsNamedWithTheReason() throws IOException {
		send(1);
		Path file = Files.writeString(folder.resolve("file"), "");
		Cli.Result result = peek("--save", file.toString());
		assertThat(result.code()).isEqualTo(1);
		assertThat(result.failures()).singleElement().asString().contains(file.toString()).contains("in the way");
	}
}
