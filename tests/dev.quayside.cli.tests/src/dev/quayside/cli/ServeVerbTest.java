package dev.quayside.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.QueueManagerException;
import dev.quayside.testkit.Program;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** {@code serve}: what it refuses in this process, and how it lives and dies as a process of its own. */
@Timeout(120)
class ServeVerbTest {

	@TempDir
	private Path folder;

	private Cli.Result refused(String... arguments) {
		List<String> all = new ArrayList<>(List.of("serve", "--data", folder.resolve("data").toString()));
		all.addAll(List.of(arguments));
		for (String option : List.of("--rpc-port", "--transfer-port")) {
			if (!all.contains(option)) {
				all.addAll(List.of(option, "0"));
			}
		}
		return Cli.run(all.toArray(String[]::new));
	}

	@ParameterizedTest
	@ValueSource(strings = { "--rpc-port 65536", "--rpc-port -1", "--transfer-port x", "--epm-port 65536",
			"--pending-timeout 0", "--pending-timeout 99999999", "--queue private$\\a,durable", "--queue orders",
			"--queue private$\\a;sub", "--queue system$;journal", "--address no-such-host.invalid", "--peer a",
			"--peer a=0", "--peer a=b", "--default-access closed", "--require-authn most", "surplus" })
	void whatCannotBeIsAUsageError(String options) {
		Cli.Result result = refused(options.split(" "));
		assertThat(result.code()).as(result.err()).isEqualTo(2);
		assertThat(result.out()).isEmpty();
		assertThat(result.err()).startsWith("quayside: ");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "--require-authn privacy|name accounts",
			"--require-authn connect|name accounts",
			"--keytab keys|name them", "--user a:b --domain-callers|no use without --keytab",
			"--user a:b --principal host/x@R|no use without --keytab", "--user alice|Number 1 ",
			"--user alice:a --user :b|Number 2 ",
			"--user alice:|no password", "--accounts none.txt|does not exist" })
	void accountsThatMakeNoSenseAreUsageErrors(String options, String why) {
		Cli.Result result = refused(options.split(" "));
		assertThat(result.code()).as(result.err()).isEqualTo(2);
		assertThat(result.err()).contains(why).doesNotContain("alice");
		assertThat(folder.resolve("data")).doesNotExist();
	}

	@Test
	void anAccountsFileThatOthersCanReadIsRefused() throws IOException {
		Path accounts = Files.writeString(folder.resolve("accounts"), "alice::0123456789abcdef0123456789abcdef\n");
		for (String permissions : List.of("rw-r-----", "rw----r--", "rw--w----")) {
			Files.setPosixFilePermissions(accounts, PosixFilePermissions.fromString(permissions));
			Cli.Result result = refused("--accounts", accounts.toString());
			assertThat(result.code()).as(result.err()).isEqualTo(2);
			assertThat(result.err()).contains("others than its owner").doesNotContain("0123");
		}
	}

	@Test
	void whoOpensItToANetworkWithoutAccountsIsWarned() {
		assertThat(notStarted("--address", "0.0.0.0").err()).contains("Warning: everyone who reaches 0.0.0.0");
		assertThat(notStarted("--address", "127.0.0.1,0.0.0.0", "--user", "a:b", "--require-authn", "none").err())
				.contains("Warning: everyone who reaches 0.0.0.0").doesNotContain("127.0.0.1");
		assertThat(notStarted("--address", "0.0.0.0", "--user", "a:b").err()).doesNotContain("Warning");
		assertThat(notStarted().err()).doesNotContain("Warning");
	}

	private Cli.Result notStarted(String... options) {
		StringWriter err = new StringWriter();
		Services services = new Services(null, null, settings -> {
			throw new QueueManagerException(QueueManagerException.Kind.FAILED, "Not started", "", null);
		}, null, null, null, null, null);
		Console console = new Console(new PrintWriter(new StringWriter()), new PrintWriter(err, true),
				InputStream.nullInputStream(), false, () -> null);
		List<String> all = new ArrayList<>(List.of("serve", "--data", folder.toString()));
		all.addAll(List.of(options));
		int code = new CommandLineProgram(services, console).run(all.toArray(String[]::new));
		assertThat(code).isEqualTo(1);
		return new Cli.Result(code, "", err.toString());
	}

	@Test
	void aFolderIsNeeded() {
		assertThat(Cli.run("serve").code()).isEqualTo(2);
		assertThat(Cli.run("serve", "--data", "").code()).isEqualTo(2);
	}

	@Test
	void aPortThatIsTakenIs1() throws Exception {
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			for (String option : List.of("--rpc-port", "--transfer-port")) {
				Cli.Result result = refused(option, Integer.toString(taken.getLocalPort()));
				assertThat(result.code()).isEqualTo(1);
				assertThat(result.failures()).singleElement().asString()
						.contains("Cannot listen on 127.0.0.1 port " + taken.getLocalPort());
			}
		}
	}

	@Test
	void aFolderThatIsAFileIs1() throws Exception {
		Files.writeString(folder.resolve("data"), "");
		assertThat(refused().code()).isEqualTo(1);
	}

	@Test
	void itMakesQueuesServesSeveralAddressesAndEndsWithASignal() throws Exception {
		Path data = folder.resolve("data");
		try (Program.Server server = Program.serve(data, "--address", "127.0.0.1", "--address", "127.0.0.2",
				"--queue", "private$\\Plain", "--queue", "private$\\xact,transactional,journal", "--peer",
				"a=1801,b=1802", "--require-authn", "none", "--default-access", "open", "--epm-port", "0")) {
			Cli.Result queues = Cli.json("queues", "127.0.0.2:" + server.rpcPort());
			assertThat(queues.all("pathName")).containsExactly("private$\\Plain", "private$\\xact");
			assertThat(queues.all("transactional")).containsExactly("false", "true");
			assertThat(Cli.json("machine", server.host(), "--transfer-port", Integer.toString(server.transferPort()))
					.object().get("queueManagerId").getAsString()).isEqualTo(server.id());

			Cli.Result second = refused();
			assertThat(second.code()).isEqualTo(1);
			assertThat(second.failures()).singleElement().asString().contains("used by another queue manager");

			CompletableFuture<Cli.Result> waiting = CompletableFuture.supplyAsync(
					() -> Cli.run("receive", server.host(), "private$\\Plain", "--timeout", "60000"));
			while (Cli.json("machine", server.host()).object().get("activeQueues").getAsInt() == 0) {
				Thread.sleep(20);
			}
			assertThat(server.stop()).isZero();
			assertThat(waiting.get(30, TimeUnit.SECONDS).code()).isIn(1, 3);
		}
		Cli.Result conflict = refused("--queue", "private$\\PLAIN,transactional");
		assertThat(conflict.code()).isEqualTo(2);
		assertThat(conflict.failures()).singleElement().asString().contains("private$\\Plain exists as")
				.contains("not as transactional");
	}

	@Test
	void withTheDefaultsOfMsmq4SendersNeedAGrant() throws Exception {
		String queue = "private$\\guarded";
		for (String access : List.of("msmq4", "open")) {
			try (Program.Server server = Program.serve(folder.resolve(access), "--queue", queue, "--default-access",
					access)) {
				Cli.Result sent = Cli.json("send", "DIRECT=OS:localhost\\" + queue, "--transfer-port",
						Integer.toString(server.transferPort()), "--label", "hello", "--text", "x", "--recoverable");
				assertThat(sent.code()).as(sent.err()).isZero();
				assertThat(Cli.json("queue", server.host(), queue).object().get("messageCount").getAsInt()).as(access)
						.isEqualTo(access.equals("open") ? 1 : 0);
			}
		}
	}

	@Test
	void tenThousandAcknowledgedMessagesSurviveAKill() throws Exception {
		Path data = folder.resolve("data");
		String queue = "private$\\orders";
		try (Program.Server server = Program.serve(data, "--queue", queue)) {
			Cli.Result sent = Cli.json("send", "DIRECT=OS:localhost\\" + queue, "--transfer-port",
					Integer.toString(server.transferPort()), "--label", "hello {n}", "--text", "message {n}",
					"--recoverable", "--count", "10000");
			assertThat(sent.code()).as(sent.err()).isZero();
			assertThat(sent.object().get("sent").getAsInt()).isEqualTo(10_000);
			server.kill();
			assertThat(Cli.json("queue", server.host(), queue).code()).isEqualTo(3);
		}
		try (Program.Server server = Program.serve(data)) {
			Cli.Result peek = Cli.json("peek", server.host(), queue, "--max", "3", "--body");
			assertThat(peek.all("label")).containsExactly("hello 1", "hello 2", "hello 3");
			assertThat(peek.all("body")).containsExactly("message 1", "message 2", "message 3");
			assertThat(Cli.json("queue", server.host(), queue).object().get("messageCount").getAsInt())
					.isEqualTo(10_000);
		}
	}

	@Test
	void asAProcessAVerbHasResultsOnlyOnStandardOutput() throws Exception {
		try (Program.Server server = Program.serve(folder.resolve("data"), "--queue", "private$\\orders")) {
			Program.Result sent = Program.run("send", "DIRECT=OS:localhost\\private$\\orders", "--transfer-port",
					Integer.toString(server.transferPort()), "--label", "l", "--text", "t", "--format", "json");
			assertThat(sent.code()).isZero();
			assertThat(sent.out()).matches("(?s)\\[\\R\\{\"messageId\":\"[^\"]+\"}\\R]\\R");
			Program.Result purge = Program.runWithInput("y\n", "purge", server.host(), "private$\\orders");
			assertThat(purge.code()).isEqualTo(2);
			assertThat(purge.out()).isEmpty();
			assertThat(server.stop()).isZero();
		}
	}
}
