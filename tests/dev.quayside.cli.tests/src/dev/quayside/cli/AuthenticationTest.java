package dev.quayside.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.testkit.Program;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** {@code serve --require-authn privacy --user alice:secret} and its clients, each a process of its own. */
@Timeout(120)
class AuthenticationTest {

	private static final String QUEUE = "private$\\orders";

	@TempDir
	private static Path folder;
	private static Program.Server server;

	@BeforeAll
	static void start() throws IOException {
		server = Program.serve(folder.resolve("data"), "--queue", QUEUE, "--require-authn", "privacy", "--user",
				"alice:secret");
		Cli.Result sent = Cli.run("send", "DIRECT=OS:localhost\\" + QUEUE, "--transfer-port",
				Integer.toString(server.transferPort()), "--label", "hello", "--text", "t");
		assertThat(sent.code()).as(sent.err()).isZero();
	}

	@AfterAll
	static void stop() throws InterruptedException {
		server.close();
	}

	private static Program.Result peek(String password, String... options) throws Exception {
		List<String> all = new ArrayList<>(List.of("peek", server.host(), QUEUE, "--format", "json"));
		all.addAll(List.of(options));
		return Program.runWithInput(password, all.toArray(String[]::new));
	}

	@ParameterizedTest
	@ValueSource(strings = { "alice", "ALICE", "ANYWHERE\\alice" })
	void withTheRightPasswordTheQueueCanBeSeen(String user) throws Exception {
		Program.Result result = peek("secret\n", "--user", user, "--password-stdin");
		assertThat(result.code()).as(result.err()).isZero();
		assertThat(result.out()).contains("\"label\":\"hello\"");
		assertThat(result.err()).isEmpty();
	}

	@Test
	void aPasswordFileDoesAsWell() throws Exception {
		Path password = Files.writeString(folder.resolve("password"), "secret\n");
		Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
		Program.Result result = peek("", "--user", "alice", "--password-file", password.toString());
		assertThat(result.code()).as(result.err()).isZero();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"secret|--user alice --password-stdin --authn integrity|demands more protection than integrity|level privacy",
			"secret|--user alice --password-stdin --authn connect|demands more protection than connect|level privacy",
			"wrong|--user alice --password-stdin|does not let in alice|password",
			"secret|--user mallory --password-stdin|does not let in mallory|password",
			"''||lets nobody in without an account|--user" })
	void whatIsTooLittleIsRefusedInWords(String password, String options, String cause, String advice)
			throws Exception {
		Program.Result result = peek(password, options == null ? new String[0] : options.split(" "));
		assertThat(result.code()).as(result.err()).isEqualTo(4);
		assertThat(result.out()).isEmpty();
		assertThat(result.err().lines()).filteredOn(line -> !line.startsWith("Warning: anonymous")).singleElement()
				.asString().contains("ERROR_ACCESS_DENIED (0x00000005)").contains(cause).contains(advice)
				.doesNotContain("secret").doesNotContain("wrong");
	}

	@Test
	void everyVerbThatTalksToAHostShowsTheAccount() throws Exception {
		String[][] verbs = { { "machine", server.host() }, { "queues", server.host() },
				{ "queue", server.host(), QUEUE } };
		for (String[] verb : verbs) {
			assertThat(Cli.run(verb).code()).as(verb[0]).isEqualTo(4);
			List<String> all = new ArrayList<>(List.of(verb));
			all.addAll(List.of("--user", "alice", "--password-stdin"));
			Cli.Result result = Cli.answering("secret", false, all.toArray(String[]::new));
			assertThat(result.code()).as(result.err()).isZero();
		}
		Cli.Result sent = Cli.answering("secret", false, "send", "DIRECT=OS:localhost\\" + QUEUE, "--transfer-port",
				Integer.toString(server.transferPort()), "--rpc-port", Integer.toString(server.rpcPort()), "--verify",
				"--label", "hello", "--text", "t", "--user", "alice", "--password-stdin", "--format", "json");
		assertThat(sent.code()).as(sent.err()).isZero();
		assertThat(sent.out()).contains("\"inQueue\":true");
	}

	@Test
	void accountsFromAFileHaveTheirDomainAndTheHashOfTheirPassword() throws Exception {
		// the hash of "Password", [MS-NLMP] 4.2.2.1.2
		Path accounts = Files.writeString(folder.resolve("accounts"),
				"# who\nUser:Domain:a4f49c406510bdcab6824ee7c30fd852\n");
		Files.setPosixFilePermissions(accounts, PosixFilePermissions.fromString("rw-------"));
		try (Program.Server other = Program.serve(folder.resolve("other"), "--accounts", accounts.toString())) {
			assertThat(machine(other, "Password", "Domain\\User", "privacy").code()).isZero();
			assertThat(machine(other, "Password", "Elsewhere\\User", "privacy").code()).isEqualTo(4);
			assertThat(machine(other, "Password", "Domain\\User", "integrity").code()).isEqualTo(4);
		}
	}

	@ParameterizedTest
	@CsvSource({ "none,none", "connect,connect", "integrity,integrity" })
	void aLowerLevelCanBeAllowed(String required, String used) throws Exception {
		try (Program.Server other = Program.serve(folder.resolve(required), "--user", "alice:secret", "--require-authn",
				required, "--queue", "private$\\orders")) {
			assertThat(Cli.run("peek", other.host(), "private$\\orders").code())
					.isEqualTo(required.equals("none") ? 0 : 4);
			assertThat(Cli.run("machine", other.host()).code()).as("only administrators may").isEqualTo(4);
			assertThat(machine(other, "secret", "alice", required.equals("none") ? "connect" : used).code()).isZero();
			assertThat(machine(other, "wrong", "alice", "connect").code()).isEqualTo(4);
		}
	}

	private static Cli.Result machine(Program.Server other, String password, String user, String level) {
		return Cli.answering(password, false, "machine", other.host(), "--user", user, "--password-stdin", "--authn",
				level);
	}
}
