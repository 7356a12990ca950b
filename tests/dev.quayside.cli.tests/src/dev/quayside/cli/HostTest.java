package dev.quayside.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.queuemanager.QueueManagerOptions;
import dev.quayside.queuemanager.QueueManagerServer;
import dev.quayside.queuemanager.engine.QueueAttributes;
import dev.quayside.testkit.TestQueueManager;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** How HOST is understood, whom this program speaks to, and as whom. */
@Timeout(60)
class HostTest {

	@TempDir
	private Path folder;

	@Test
	void aPlainNameAndAnAddressWithPort() throws IOException {
		try (TestQueueManager server = TestQueueManager.start(folder, "orders")) {
			int port = server.server().rpcPort();
			assertThat(Cli.json("queues", "localhost:" + port).code()).isZero();
			assertThat(Cli.json("queues", "127.0.0.1:" + port).code()).isZero();
		}
	}

	@Test
	void anAddressOfVersion6StandsInBrackets() throws Exception {
		QueueManagerOptions options = new QueueManagerOptions(folder, List.of(InetAddress.getByName("::1")), 0, 0,
				List.of(QueueAttributes.named("orders")), Duration.ofMinutes(5));
		try (QueueManagerServer server = QueueManagerServer.start(options)) {
			String host = "[::1]:" + server.rpcPort();
			assertThat(Cli.json("machine", host).object().get("host").getAsString()).isEqualTo("::1");
			assertThat(Cli.json("send", "DIRECT=TCP:::1\\private$\\orders", "--transfer-port",
					Integer.toString(server.transferPort()), "--label", "l", "--text", "t").code()).isZero();
			assertThat(Cli.json("peek", host, "private$\\orders").all("label")).containsExactly("l");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "localhost:", "localhost:0", "localhost:65536", "localhost:x", "[::1", "a b",
			"http://localhost", "localhost:2103:2104:x/y", "[]:1" })
	void whatIsNoHostIsAUsageError(String host) {
		Cli.Result result = Cli.run("queues", host);
		assertThat(result.code()).as(result.err()).isEqualTo(2);
		assertThat(result.err()).startsWith("quayside: ");
	}

	@Test
	void aHostThatDoesNotExistIs3() {
		Cli.Result result = Cli.run("queues", "no-such-host.invalid:2103");
		assertThat(result.code()).isEqualTo(3);
		assertThat(result.failures()).singleElement().asString().contains("no-such-host.invalid").contains("Check");
	}

	@Test
	void nobodyAtThePortIs3() throws IOException {
		int port;
		try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = free.getLocalPort();
		}
		Cli.Result result = Cli.run("queues", "127.0.0.1:" + port);
		assertThat(result.code()).isEqualTo(3);
		assertThat(result.failures()).singleElement().asString().contains("Nobody listens at 127.0.0.1:" + port);
	}

	@Test
	void aPortThatSpeaksHttpIs3() throws Exception {
		try (ServerSocket http = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			Thread thread = new Thread(() -> SendVerbTest.answerAsHttp(http));
			thread.start();
			Cli.Result result = Cli.run("peek", "127.0.0.1:" + http.getLocalPort(), "private$\\orders");
			assertThat(result.code()).isEqualTo(3);
			assertThat(result.out()).isEmpty();
			assertThat(result.failures()).singleElement().asString().contains("RPC port");
			thread.join();
		}
	}

	@Test
	void aServerThatSaysNothingIs3AfterTheTimeOut() throws IOException {
		try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			Cli.Result result = Cli.run("queues", "127.0.0.1:" + silent.getLocalPort(), "--timeout", "300");
			assertThat(result.code()).isEqualTo(3);
			assertThat(result.failures()).singleElement().asString().contains("within 300 ms");
		}
	}

	@Test
	void aServerThatHangsUpIs3() throws Exception {
		try (ServerSocket rude = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			Thread thread = new Thread(() -> {
				try (Socket socket = rude.accept()) {
					socket.getInputStream().read();
				} catch (IOException e) {
					// gone
				}
			});
			thread.start();
			assertThat(Cli.run("queues", "127.0.0.1:" + rude.getLocalPort()).code()).isEqualTo(3);
			thread.join();
		}
	}

	@Test
	void thePortOfTheBinaryProtocolIsNoRpcPort() throws IOException {
		try (TestQueueManager server = TestQueueManager.start(folder, "orders")) {
			assertThat(Cli.run("queues", "127.0.0.1:" + server.server().transferPort(), "--timeout", "2000").code())
					.isEqualTo(3);
		}
	}

	@Test
	void withoutAnIdentityThereIsOneLineOfWarning() throws IOException {
		try (TestQueueManager server = TestQueueManager.start(folder, "orders")) {
			Cli.Result result = Cli.run("queues", server.host());
			assertThat(result.err().lines()).singleElement().asString().startsWith("Warning: anonymous");
			assertThat(Cli.run("queues", server.host(), "--authn", "none").err()).isEmpty();
		}
	}

	@Test
	void otherHostsAreRefusedWithAdviceUnlessToldOtherwise() {
		Cli.Result refused = Cli.run("queues", "192.0.2.1:2103");
		assertThat(refused.code()).isEqualTo(4);
		assertThat(refused.failures()).singleElement().asString().contains("--authn none");
		Cli.Result allowed = Cli.run("queues", "192.0.2.1:2103", "--authn", "none", "--timeout", "200");
		assertThat(allowed.code()).isEqualTo(3);
	}

	@ParameterizedTest
	@CsvSource({ "queues,--authn,maximal", "queues,--timeout,0", "queues,--timeout,-1", "queues,--timeout,1e3",
			"machine,--transfer-port,0", "machine,--transfer-port,65536", "machine,--format,yaml",
			"queues,--bogus,1", "queues,surplus,surplus" })
	void whatIsOutOfRangeOrUnknownIsAUsageError(String verb, String option, String value) {
		Cli.Result result = Cli.run(verb, "127.0.0.1:1", option, value);
		assertThat(result.code()).as(result.err()).isEqualTo(2);
		assertThat(result.out()).isEmpty();
	}

	@Test
	void anUnknownVerbAndNoneAreUsageErrors() {
		assertThat(Cli.run("explode").code()).isEqualTo(2);
		assertThat(Cli.run().code()).isEqualTo(2);
		assertThat(Cli.run("queues").code()).isEqualTo(2);
		assertThat(Cli.run("peek", "localhost").code()).isEqualTo(2);
	}

	@Test
	void helpAndVersionAreResults() {
		assertThat(Cli.run("--version").out()).startsWith("Quayside ");
		Cli.Result help = Cli.run("peek", "--help");
		assertThat(help.code()).isZero();
		assertThat(help.out()).contains("--from").contains("--save");
	}

	@Test
	void aFailureHasNoControlCharacters() {
		Cli.Result result = Cli.run("queues", "127.0.0.1:1", "--format", "\u001b[2Jx\n");
		assertThat(result.code()).isEqualTo(2);
		assertThat(result.err()).doesNotContain("\u001b").contains("\\u001b[2Jx\\n");
	}
}
