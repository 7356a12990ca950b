package dev.quayside.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.testkit.Program;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What {@code doctor} prints, and how it ends. */
@Timeout(60)
class DoctorVerbTest {

	private static final String QUEUE = "private$\\orders";

	@TempDir
	private static Path folder;
	private static Program.Server server;

	@BeforeAll
	static void start() throws IOException {
		server = Program.serve(folder.resolve("data"), "--queue", QUEUE, "--user", "alice:secret");
	}

	@AfterAll
	static void stop() throws InterruptedException {
		server.close();
	}

	private static Cli.Result alice(String password, String... more) {
		List<String> all = new ArrayList<>(List.of("doctor", server.host(), QUEUE, "--transfer-port",
				Integer.toString(server.transferPort()), "--user", "CORP\\alice", "--password-stdin"));
		all.addAll(List.of(more));
		return Cli.answering(password, false, all.toArray(String[]::new));
	}

	@Test
	void aHealthyServerIs0AndEveryStepIsTold() {
		Cli.Result result = alice("secret", "--format", "json");
		assertThat(result.code()).as(result.out()).isZero();
		assertThat(result.err()).isEmpty();
		assertThat(result.all("result")).containsOnly("passed");
		assertThat(result.array()).allSatisfy(finding -> assertThat(finding.getAsJsonObject().keySet())
				.containsExactly("step", "result", "milliseconds", "cause", "advice"));
		assertThat(result.all("step")).startsWith("name", "tcp 135", "endpoint map").endsWith("bind privacy",
				"bind integrity", "bind connect", "bind none", "open for peek", "open for receive", "management");
	}

	@Test
	void theTableIsForATicket() {
		Cli.Result result = alice("secret");
		List<String> lines = result.out().lines().toList();
		assertThat(lines.get(0)).matches("Quayside [0-9.]+, 20\\S+Z: " + server.host()
				+ ", private\\$\\\\orders, as CORP\\\\alice, protection privacy");
		assertThat(lines).anySatisfy(line -> assertThat(line).matches("management +passed +\\d+  Quayside .*"));
		assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(120));
		assertThat(result.out()).doesNotContain("secret");
	}

	@Test
	void aWrongPasswordIs4AndIsTriedOnce() {
		Cli.Result result = alice("wrong", "--format", "csv");
		assertThat(result.code()).isEqualTo(4);
		assertThat(result.out()).startsWith("step,result,milliseconds,cause,advice\r\n")
				.containsPattern("bind privacy,failed,\\d+,.*0x00000005.*password")
				.contains("bind connect,skipped,,").doesNotContain("wrong");
	}

	@Test
	void aServerThatDemandsPrivacyIsSaidToWhoeverHasNoAccount() {
		Cli.Result result = Cli.run("doctor", server.host());
		assertThat(result.code()).isEqualTo(4);
		assertThat(result.out()).containsPattern("bind none +failed").contains("PKT_PRIVACY").contains("--user");
	}

	@Test
	void nobodyThereIs3() throws IOException {
		int port;
		try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = free.getLocalPort();
		}
		Cli.Result result = Cli.json("doctor", "127.0.0.1:" + port);
		assertThat(result.code()).isEqualTo(3);
		assertThat(result.all("result")).contains("failed", "skipped");
	}

	@Test
	void aQueueThatDoesNotExistIs1() {
		Cli.Result result = Cli.answering("secret", false, "doctor", server.host(), "private$\\gone", "--user", "alice",
				"--password-stdin");
		assertThat(result.code()).isEqualTo(1);
		assertThat(result.out()).containsPattern("open for peek +failed").contains("MQ_ERROR_QUEUE_NOT_FOUND");
	}

	@Test
	void whatContradictsItselfIsAUsageError() {
		assertThat(Cli.run("doctor", server.host(), "--authn", "privacy").code()).isEqualTo(2);
		assertThat(Cli.run("doctor", server.host(), " ").code()).isEqualTo(2);
		assertThat(Cli.run("doctor", server.host(), QUEUE, "--timeout", "0").code()).isEqualTo(2);
		assertThat(Cli.run("doctor").code()).isEqualTo(2);
	}
}
