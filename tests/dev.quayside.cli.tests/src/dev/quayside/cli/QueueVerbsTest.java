package dev.quayside.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.List;

/** {@code queue-create}, {@code queue-set}, {@code queue-delete}, {@code move} and {@code reject}. */
@Timeout(60)
class QueueVerbsTest extends VerbTest {

	private static final String POISON = QUEUE + ";poison";

	private static List<String> lookupIds(String queue) {
		return Cli.json("peek", server.host(), queue).all("lookupId");
	}

	private static JsonObject done(String... arguments) {
		Cli.Result result = Cli.json(arguments);
		assertThat(result.code()).as(result.err()).isZero();
		return result.object();
	}

	private static void send(int count) {
		assertThat(send("--label", "m{n}", "--text", "t", "--count", Integer.toString(count)).code()).isZero();
	}

	@Test
	void aQueueIsMadeChangedAndDeleted() {
		JsonObject made = done("queue-create", server.host(), "private$\\Fresh", "--label", "to try", "--quota", "42",
				"--journal");
		assertThat(made.get("pathName").getAsString()).isEqualTo("private$\\Fresh");
		assertThat(made.get("transactional").getAsBoolean()).isFalse();
		assertThat(made.get("label").getAsString()).isEqualTo("to try");
		assertThat(made.get("quota").getAsLong()).isEqualTo(42);
		assertThat(made.get("journal").getAsBoolean()).isTrue();
		assertThat(made.get("owner").isJsonNull()).isFalse();
		JsonObject changed = done("queue-set", server.host(), "private$\\fresh", "--quota", "unlimited", "--no-journal",
				"--privacy-level", "body");
		assertThat(changed.get("quota").getAsLong()).isEqualTo(0xFFFFFFFFL);
		assertThat(changed.get("journal").getAsBoolean()).isFalse();
		assertThat(changed.get("privacyLevel").getAsString()).isEqualTo("body");
		assertThat(changed.get("label").getAsString()).isEqualTo("to try");
		assertThat(done("queue-delete", server.host(), "private$\\fresh", "--yes").get("pathName").getAsString())
				.isEqualTo("private$\\Fresh");
		assertThat(Cli.json("queues", server.host()).all("pathName")).doesNotContain("private$\\Fresh");
	}

	@Test
	void whoMayDoWhatIsShown() {
		JsonObject queue = done("queue", server.host(), QUEUE);
		assertThat(queue.getAsJsonArray("permissions")).isNotEmpty().allSatisfy(element -> {
			JsonObject entry = element.getAsJsonObject();
			assertThat(entry.keySet()).containsExactly("sid", "name", "access", "rights");
			assertThat(entry.get("sid").getAsString()).startsWith("S-1-");
			assertThat(entry.getAsJsonArray("rights")).isNotEmpty();
		});
		assertThat(Cli.run("queue", server.host(), QUEUE).out()).contains("permissions")
				.contains("S-1-1-0 Everyone allow");
	}

	@Test
	void whoMayDoWhatIsChanged() {
		String queue = "private$\\guarded";
		String alice = "S-1-5-21-1-2-3-1000";
		done("queue-create", server.host(), queue);
		JsonObject changed = done("queue-set", server.host(), queue, "--allow",
				"everyone=send," + alice + "=receive+delete", "--deny", "Anonymous Logon=send", "--label", "guarded");
		assertThat(changed.get("label").getAsString()).isEqualTo("guarded");
		assertThat(changed.getAsJsonArray("permissions").asList()).extracting(Object::toString)
				.startsWith(
						"{\"sid\":\"S-1-5-7\",\"name\":\"Anonymous Logon\",\"access\":\"deny\",\"rights\":[\"send\"]}")
				.contains("{\"sid\":\"S-1-1-0\",\"name\":\"Everyone\",\"access\":\"allow\","
						+ "\"rights\":[\"send\",\"getProperties\",\"getPermissions\"]}")
				.endsWith("{\"sid\":\"" + alice + "\",\"name\":null,\"access\":\"allow\","
						+ "\"rights\":[\"peek\",\"receive\",\"delete\"]}");
		JsonObject revoked = done("queue-set", server.host(), queue, "--revoke", "Everyone," + alice, "--owner",
				"administrators");
		assertThat(revoked.getAsJsonArray("permissions").toString()).doesNotContain(alice, "S-1-1-0");
		assertThat(revoked.get("owner").getAsString()).isEqualTo("S-1-5-32-544");
		done("queue-delete", server.host(), queue, "--yes");
	}

	@Test
	void nobodyAndNoRightAreUsageErrors() {
		for (String[] option : new String[][]{ { "--allow", "alice=send" }, { "--allow", "Everyone" },
				{ "--deny", "Everyone=fly" }, { "--deny", "Everyone=" }, { "--revoke", "alice" }, { "--owner", "" } }) {
			Cli.Result result = Cli.json("queue-set", server.host(), QUEUE, option[0], option[1]);
			assertThat(result.code()).as(option[0] + ' ' + option[1]).isEqualTo(2);
		}
	}

	@Test
	void quotasOfTheJournalMulticastAndAuthenticationAreSetAndTakenBack() {
		String queue = "private$\\everything";
		JsonObject made = done("queue-create", server.host(), queue, "--journal-quota", "7", "--multicast",
				"239.1.2.3:1234", "--authenticated");
		assertThat(made.get("journalQuota").getAsLong()).isEqualTo(7);
		assertThat(made.get("multicast").getAsString()).isEqualTo("239.1.2.3:1234");
		assertThat(made.get("authenticated").getAsBoolean()).isTrue();
		JsonObject changed = done("queue-set", server.host(), queue, "--journal-quota", "unlimited", "--multicast", "",
				"--no-authenticated");
		assertThat(changed.get("journalQuota").getAsLong()).isEqualTo(0xFFFFFFFFL);
		assertThat(changed.get("multicast").isJsonNull() || changed.get("multicast").getAsString().isEmpty()).isTrue();
		assertThat(changed.get("authenticated").getAsBoolean()).isFalse();
		done("queue-delete", server.host(), queue, "--yes");
	}

	@Test
	void aQueueThatExistsIsNotMadeAgain() {
		Cli.Result result = Cli.json("queue-create", server.host(), QUEUE);
		assertThat(result.code()).isEqualTo(1);
		assertThat(result.out()).isEmpty();
		assertThat(result.failures()).singleElement().asString().contains("MQ_ERROR_QUEUE_EXISTS (0xC00E0005)");
	}

	@Test
	void whatIsNoNameOrOutOfRangeIsAUsageError() {
		for (String name : List.of("", "a\0b", "private$\\", "private$\\orders;poison", "system$;deadletter",
				"private$\\" + "x".repeat(125))) {
			assertThat(Cli.json("queue-create", server.host(), name).code()).as(name).isEqualTo(2);
		}
		for (List<String> option : List.of(List.of("--quota", "-1"), List.of("--quota", "4294967296"),
				List.of("--label", "x".repeat(125)), List.of("--privacy-level", "some"), List.of("--type", "x"),
				List.of("--base-priority", "40000"), List.<String>of())) {
			String[] all = new String[3 + option.size()];
			all[0] = "queue-set";
			all[1] = server.host();
			all[2] = QUEUE;
			System.arraycopy(option.toArray(), 0, all, 3, option.size());
			assertThat(Cli.json(all).code()).as(option.toString()).isEqualTo(2);
		}
	}

	@Test
	void aQueueIsDeletedOnlyWithYes() {
		assertThat(Cli.json("queue-delete", server.host(), QUEUE).code()).isEqualTo(2);
		Cli.Result no = Cli.answering("no\n", true, "queue-delete", server.host(), QUEUE);
		assertThat(no.code()).isEqualTo(1);
		assertThat(no.err()).contains("Delete " + QUEUE).contains("Nothing was deleted");
		assertThat(Cli.json("queue-delete", server.host(), "private$\\nothing", "--yes").code()).isEqualTo(1);
	}

	@Test
	void messagesAreMovedToASubqueueAndBack() {
		send(4);
		List<String> ids = lookupIds(QUEUE);
		Cli.Result moved = Cli.json("move", server.host(), QUEUE, "--lookup", ids.get(0) + "," + ids.get(2), "--lookup",
				"42", "--to", POISON);
		assertThat(moved.code()).isEqualTo(1);
		assertThat(moved.all("lookupId")).containsExactly(ids.get(0), ids.get(2), "42");
		assertThat(moved.all("status")).containsExactly("OK", "OK", "MQ_ERROR_MESSAGE_NOT_FOUND (0xC00E0088)");
		assertThat(Cli.json("peek", server.host(), POISON).all("label")).containsExactly("m1", "m3");
		assertThat(Cli.json("queue", server.host(), QUEUE).object().getAsJsonArray("subqueues")).hasSize(1);
		String back = String.join(",", lookupIds(POISON));
		assertThat(Cli.json("move", server.host(), POISON, "--lookup", back, "--to", QUEUE).code()).isZero();
		assertThat(Cli.json("peek", server.host(), QUEUE).all("label")).containsExactlyInAnyOrder("m1", "m2", "m3",
				"m4");
		assertThat(Cli.json("queue", server.host(), QUEUE).object().getAsJsonArray("subqueues")).isEmpty();
	}

	@Test
	void messagesAreNotMovedBetweenUnrelatedQueues() {
		send(1);
		Cli.Result result = Cli.json("move", server.host(), QUEUE, "--lookup", lookupIds(QUEUE).get(0), "--to",
				"private$\\alpha;x");
		assertThat(result.code()).isEqualTo(1);
		assertThat(result.all("status")).containsExactly("STATUS_INVALID_PARAMETER (0xC000000D)");
		assertThat(lookupIds(QUEUE)).hasSize(1);
	}

	@Test
	void moreMessagesThanTheWindowAreMovedInOrder() {
		send(200);
		List<String> ids = Cli.json("peek", server.host(), QUEUE, "--max", "0").all("lookupId");
		Cli.Result moved = Cli.json("move", server.host(), QUEUE, "--lookup", String.join(",", ids), "--to", POISON);
		assertThat(moved.code()).as(moved.err()).isZero();
		assertThat(moved.all("lookupId")).containsExactlyElementsOf(ids);
		assertThat(lookupIds(QUEUE)).isEmpty();
		assertThat(Cli.json("queue", server.host(), POISON).object().get("messageCount").getAsInt()).isEqualTo(200);
		assertThat(Cli.run("purge", server.host(), POISON, "--yes").code()).isZero();
	}

	@Test
	void rejectingIsForTransactionalQueues() {
		send(1);
		Cli.Result result = Cli.json("reject", server.host(), QUEUE, "--lookup", lookupIds(QUEUE).get(0));
		assertThat(result.code()).isEqualTo(1);
		assertThat(result.all("status")).containsExactly("MQ_ERROR_TRANSACTION_USAGE (0xC00E0050)");
		assertThat(lookupIds(QUEUE)).hasSize(1);
	}

	@Test
	void aRejectedMessageIsInTheDeadLetterQueueOfItsSenderWithTheReason() {
		String queue = "private$\\rejecting";
		done("queue-create", server.host(), queue, "--transactional");
		sendTransactionally(queue, 2);
		List<String> ids = lookupIds(queue);
		Cli.Result result = Cli.json("reject", server.host(), queue, "--lookup", ids.get(0) + ",42");
		assertThat(result.code()).isEqualTo(1);
		assertThat(result.all("status")).containsExactly("OK", "MQ_ERROR_MESSAGE_NOT_FOUND (0xC00E0088)");
		assertThat(lookupIds(queue)).containsExactly(ids.get(1));
		Cli.Result dead = Cli.json("peek", server.host(), "system$;deadxact");
		assertThat(dead.all("label")).containsExactly("m1");
		assertThat(dead.all("messageClass")).containsExactly("NACK_RECEIVE_REJECTED");
	}

	private static void sendTransactionally(String queue, int count) {
		Cli.Result sent = Cli.run("send", "DIRECT=OS:localhost\\" + queue, "--transfer-port",
				Integer.toString(server.server().transferPort()), "--transactional", "--label", "m{n}", "--text", "t",
				"--count", Integer.toString(count));
		assertThat(sent.code()).as(sent.err()).isZero();
	}

	@Test
	void messagesOfATransactionalQueueAreMovedToo() {
		String queue = "private$\\moving";
		done("queue-create", server.host(), queue, "--transactional");
		sendTransactionally(queue, 3);
		assertThat(Cli.json("move", server.host(), queue, "--lookup", String.join(",", lookupIds(queue)), "--to",
				queue + ";later").code()).isZero();
		assertThat(Cli.json("peek", server.host(), queue + ";later").all("label")).containsExactly("m1", "m2", "m3");
	}

	@Test
	void systemQueuesAndJournalsAreListed() {
		assertThat(Cli.json("queues", server.host(), "--system", "--journals").all("pathName"))
				.contains("system$;deadletter", "system$;deadxact", "system$;journal", QUEUE, QUEUE + ";journal");
		assertThat(Cli.json("queue", server.host(), QUEUE + ";journal").object().get("messageCount").getAsInt())
				.isZero();
		assertThat(Cli.json("queue", server.host(), "system$;deadletter").object().get("messageCount").getAsInt())
				.isZero();
	}
}
