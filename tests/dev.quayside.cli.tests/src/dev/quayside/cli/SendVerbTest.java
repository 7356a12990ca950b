package dev.quayside.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.msmq.transfer.SessionOptions;
import dev.quayside.msmq.transfer.TransferListener;

import com.google.gson.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** {@code send} against a queue manager in this process. */
@Timeout(60)
class SendVerbTest extends VerbTest {

	private static final String NAME = "DIRECT=OS:localhost\\" + QUEUE;

	private JsonObject sent() {
		Cli.Result peek = Cli.json("peek", server.host(), QUEUE, "--body");
		assertThat(peek.code()).as(peek.err()).isZero();
		assertThat(peek.array()).hasSize(1);
		return peek.array().get(0).getAsJsonObject();
	}

	@Test
	void textIsUtf16WithBodyType8ExpressAndOfPriority3() {
		Cli.Result result = send("--label", "hello", "--text", "grüße");
		assertThat(result.code()).as(result.err()).isZero();
		JsonObject message = sent();
		assertThat(message.get("bodyType").getAsInt()).isEqualTo(8);
		assertThat(message.get("body").getAsString()).isEqualTo("grüße");
		assertThat(Base64.getDecoder().decode(message.get("bodyBase64").getAsString()))
				.isEqualTo("grüße".getBytes(StandardCharsets.UTF_16LE));
		assertThat(message.get("delivery").getAsString()).isEqualTo("express");
		assertThat(message.get("priority").getAsInt()).isEqualTo(3);
	}

	@Test
	void theOutputSaysThatAcceptedIsNotYetInTheQueue() {
		Cli.Result result = send("--label", "hello", "--text", "t", "--format", "json");
		assertThat(result.all("messageId")).hasSize(1).first().asString().matches("\\{[0-9a-f-]{36}}\\\\1");
		assertThat(result.err()).contains("1 message accepted").contains("not yet \"in the queue\"");
	}

	@Test
	void aFileIsItsBytesWithBodyType0() throws IOException {
		byte[] bytes = { 0, 1, 2, (byte) 0xFF, '{', 'n', '}' };
		Path file = Files.write(folder.resolve("body"), bytes);
		assertThat(send("--label", "l", "--body-file", file.toString()).code()).isZero();
		JsonObject message = sent();
		assertThat(message.get("bodyType").getAsInt()).isZero();
		assertThat(message.get("body").isJsonNull()).isTrue();
		assertThat(Base64.getDecoder().decode(message.get("bodyBase64").getAsString())).isEqualTo(bytes);
	}

	@Test
	void encodingBodyTypePriorityAndQueuesAreAsTold() {
		Cli.Result result = send("--label", "l", "--text", "é", "--encoding", "UTF-8", "--body-type", "30",
				"--priority", "7", "--recoverable", "--response-queue", "DIRECT=OS:a\\private$\\answers",
				"--admin-queue",
				"DIRECT=OS:b\\private$\\acks", "--ttrq", "100", "--ttbr", "200");
		assertThat(result.code()).as(result.err()).isZero();
		JsonObject message = sent();
		assertThat(Base64.getDecoder().decode(message.get("bodyBase64").getAsString()))
				.isEqualTo("é".getBytes(StandardCharsets.UTF_8));
		assertThat(message.get("bodyType").getAsInt()).isEqualTo(30);
		assertThat(message.get("priority").getAsInt()).isEqualTo(7);
		assertThat(message.get("delivery").getAsString()).isEqualTo("recoverable");
		assertThat(message.get("responseQueue").getAsString()).isEqualTo("DIRECT=OS:a\\private$\\answers");
		assertThat(message.get("adminQueue").getAsString()).isEqualTo("DIRECT=OS:b\\private$\\acks");
		assertThat(message.get("acknowledgement").getAsString()).contains("positive-arrival");
		Instant sent = Instant.parse(message.get("sentTime").getAsString());
		assertThat(Instant.parse(message.get("expiryTime").getAsString()))
				.isEqualTo(sent.plus(Duration.ofSeconds(200)));
	}

	@Test
	void theNumberStandsInLabelAndText() {
		assertThat(send("--label", "hello {n}", "--text", "message {n}", "--count", "3", "--format", "json")
				.all("messageId")).hasSize(3);
		Cli.Result peek = Cli.json("peek", server.host(), QUEUE, "--body");
		assertThat(peek.all("label")).containsExactly("hello 1", "hello 2", "hello 3");
		assertThat(peek.all("body")).containsExactly("message 1", "message 2", "message 3");
	}

	@Test
	void moreThanAThousandAreOneObject() {
		Cli.Result result = send("--label", "l", "--text", "t", "--count", "1001", "--format", "json");
		JsonObject object = result.object();
		assertThat(object.keySet()).containsExactly("sent", "first", "last");
		assertThat(object.get("sent").getAsInt()).isEqualTo(1001);
		assertThat(object.get("first").getAsString()).endsWith("\\1");
		assertThat(object.get("last").getAsString()).endsWith("\\1001");
		assertThat(Cli.json("queue", server.host(), QUEUE).object().get("messageCount").getAsInt()).isEqualTo(1001);
	}

	@Test
	void aThousandAreStillAnArray() {
		assertThat(send("--label", "l", "--text", "t", "--count", "1000", "--format", "json").array()).hasSize(1000);
	}

	@Test
	void eachRunIsANewSender() {
		send("--label", "l", "--text", "t");
		send("--label", "l", "--text", "t");
		assertThat(Cli.json("peek", server.host(), QUEUE).all("sourceMachineId")).hasSize(2).doesNotHaveDuplicates();
	}

	@Test
	void verifyFindsWhatIsInTheQueue() {
		Cli.Result result = send("--label", "l", "--text", "t", "--count", "2", "--verify", "--rpc-port",
				Integer.toString(server.server().rpcPort()), "--format", "json");
		assertThat(result.code()).as(result.err()).isZero();
		assertThat(result.all("inQueue")).containsExactly("true", "true");
	}

	@Test
	void verifySaysWhyItCannotLook() {
		Cli.Result result = Cli.json("send", "DIRECT=OS:localhost\\private$\\nosuch", "--label", "l", "--text", "t",
				"--transfer-port", Integer.toString(server.server().transferPort()), "--verify", "--rpc-port",
				Integer.toString(server.server().rpcPort()));
		assertThat(result.err()).contains("MQ_ERROR_QUEUE_NOT_FOUND (0xC00E0003)");
		assertThat(result.array().get(0).getAsJsonObject().get("inQueue").isJsonNull()).isTrue();
	}

	@Test
	void aTransactionalMessageForAQueueThatIsNotFailsAndSaysWhy() {
		Cli.Result result = send("--label", "l", "--text", "t", "--transactional");
		assertThat(result.code()).isEqualTo(1);
		assertThat(result.failures()).singleElement().asString().contains("NACK_NOT_TRANSACTIONAL_Q");
		assertThat(isEmpty()).isTrue();
	}

	private boolean isEmpty() {
		return Cli.json("peek", server.host(), QUEUE).out().strip().equals("[]");
	}

	@ParameterizedTest
	@CsvSource({ "--priority,8", "--priority,-1", "--priority,x", "--count,0", "--count,-5", "--count,99999999999",
			"--body-type,-1", "--body-type,4294967296", "--ttrq,-1", "--ttbr,4294967296", "--encoding,klingon",
			"--admin-queue,nonsense", "--response-queue,DIRECT=OS:", "--timeout,0", "--transfer-port,65536",
			"--format,xml" })
	void whatIsOutOfRangeIsAUsageErrorAndNothingIsSent(String option, String value) {
		Cli.Result result = send("--label", "l", "--text", "t", option, value);
		assertThat(result.code()).as(result.err()).isEqualTo(2);
		assertThat(result.out()).isEmpty();
		assertThat(result.err()).startsWith("quayside: ");
		assertThat(isEmpty()).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "DIRECT=HTTP://h/MSMQ\\q", "PUBLIC=0f0e5c1e-0000-0000-0000-000000000000", "orders", "DIRECT=OS:h",
			"DIRECT=OS:localhost\\private$\\a;b;c" })
	void whatCannotBeSentToIsAUsageError(String name) {
		assertThat(Cli.run("send", name, "--label", "l", "--text", "t").code()).isEqualTo(2);
	}

	@Test
	void textAndFileExcludeEachOtherAndOneIsNeeded() {
		assertThat(send("--label", "l", "--text", "t", "--body-file", "f").code()).isEqualTo(2);
		assertThat(send("--label", "l").code()).isEqualTo(2);
		assertThat(send("--label", "l", "--text", "t", "--express", "--recoverable").code()).isEqualTo(2);
	}

	@Test
	void aLabelHasRoomFor249Characters() {
		assertThat(send("--label", "x".repeat(250), "--text", "t").failures()).singleElement().asString()
				.contains("at most 249 characters, not 250");
		assertThat(send("--label", "x".repeat(247) + "{n}", "--text", "t", "--count", "1000").code()).isEqualTo(2);
		assertThat(isEmpty()).isTrue();
		assertThat(send("--label", "x".repeat(249), "--text", "t").code()).isZero();
		assertThat(sent().get("label").getAsString()).hasSize(249);
	}

	@Test
	void aBodyFileThatCannotBeReadIsNamedWithTheReason() throws IOException {
		assertThat(send("--label", "l", "--body-file", folder.resolve("missing").toString()).failures())
				.singleElement().asString().contains("missing").contains("no such file");
		assertThat(send("--label", "l", "--body-file", folder.toString()).failures()).singleElement().asString()
				.contains("a folder");
	}

	@Test
	void aBodyOfMoreThan4MiBIsRefusedWithTheLimit() throws IOException {
		Path file = Files.write(folder.resolve("large"), new byte[4 * 1024 * 1024 + 1]);
		Cli.Result result = send("--label", "l", "--body-file", file.toString());
		assertThat(result.code()).isEqualTo(2);
		assertThat(result.failures()).singleElement().asString().contains("too large").contains("4 MiB");
		Files.write(file, new byte[4 * 1024 * 1024 - 10]);
		result = send("--label", "l", "--body-file", file.toString());
		assertThat(result.code()).isEqualTo(2);
		assertThat(result.failures()).singleElement().asString().contains("at most 4194304");
	}

	@Test
	void anArgumentThatBeginsWithAtIsNoFile() throws IOException {
		Path file = Files.writeString(folder.resolve("arguments"), "from-the-file");
		assertThat(send("--label", "@" + file, "--text", "t").code()).isZero();
		assertThat(sent().get("label").getAsString()).isEqualTo("@" + file);
	}

	@Test
	void anArgumentThatIsNotUtf8IsRefused() {
		Cli.Result result = send("--label", "h\uFFFD", "--text", "t");
		assertThat(result.code()).isEqualTo(2);
		assertThat(result.err()).contains("not valid UTF-8");
	}

	@Test
	void nobodyAtThePortIs3() throws IOException {
		int port;
		try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = free.getLocalPort();
		}
		Cli.Result result = Cli.run("send", NAME, "--label", "l", "--text", "t", "--transfer-port",
				Integer.toString(port));
		assertThat(result.code()).isEqualTo(3);
		assertThat(result.out()).isEmpty();
		assertThat(result.failures()).singleElement().asString().contains("Nobody listens").contains("firewalls");
	}

	@Test
	void aPortThatSpeaksHttpIs3() throws Exception {
		try (ServerSocket http = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			Thread thread = new Thread(() -> answerAsHttp(http));
			thread.start();
			Cli.Result result = Cli.run("send", "DIRECT=TCP:127.0.0.1\\" + QUEUE, "--label", "l", "--text", "t",
					"--transfer-port", Integer.toString(http.getLocalPort()));
			assertThat(result.code()).isEqualTo(3);
			assertThat(result.failures()).singleElement().asString().contains("HTTP/1.1 400");
			thread.join();
		}
	}

	static void answerAsHttp(ServerSocket http) {
		try (Socket socket = http.accept()) {
			socket.getInputStream().read();
			socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			socket.shutdownOutput();
			socket.getInputStream().readAllBytes();
		} catch (IOException e) {
			// the client has seen enough
		}
	}

	@Test
	void aPeerThatSaysNothingEndsWithTheTimeOut() throws IOException {
		try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			Cli.Result result = Cli.run("send", "DIRECT=TCP:127.0.0.1\\" + QUEUE, "--label", "l", "--text", "t",
					"--transfer-port", Integer.toString(silent.getLocalPort()), "--timeout", "200");
			assertThat(result.code()).isEqualTo(3);
			assertThat(result.failures()).singleElement().asString().contains("200 ms");
		}
	}

	@Test
	void aPeerThatAcknowledgesNothingEndsWithTheTimeOut() throws IOException {
		try (TransferListener deaf = TransferListener.start(UUID.randomUUID(), SessionOptions.DEFAULT,
				message -> new CompletableFuture<>(),
				List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)))) {
			Cli.Result result = Cli.run("send", "DIRECT=TCP:127.0.0.1\\" + QUEUE, "--label", "l", "--text", "t",
					"--transfer-port", Integer.toString(deaf.localPort()), "--timeout", "700");
			assertThat(result.code()).isEqualTo(1);
			assertThat(result.failures()).singleElement().asString().contains("unacknowledged for 700 ms");
		}
	}
}
