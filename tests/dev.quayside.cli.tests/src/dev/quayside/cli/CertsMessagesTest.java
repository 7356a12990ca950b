package dev.quayside.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.testkit.DirectorySeed;
import dev.quayside.testkit.FakeDirectory;

import com.google.gson.JsonObject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the verbs of a directory say to people and to scripts where something is not as it should be. */
class CertsMessagesTest {

	private static final List<byte[]> TWO = DirectorySeed.certificates("alice", "WS01", "WS02");
	private static final String PASSWORD = "s3cret!Word";

	private FakeDirectory server;
	private String alice;

	@TempDir
	private Path folder;

	@BeforeEach
	void start() throws IOException {
		server = new FakeDirectory();
		alice = server.account("alice", DirectorySeed.blob(TWO), DirectorySeed.digests(TWO));
		Files.writeString(folder.resolve("ca.pem"), FakeDirectory.AUTHORITY.certificatePem());
	}

	@AfterEach
	void stop() {
		server.close();
	}

	private Cli.Result run(String... words) {
		List<String> all = new ArrayList<>(List.of(words));
		all.addAll(List.of("--ldap", "ldaps://127.0.0.1:" + server.port(), "--bind", "QUAYSIDE\\admin",
				"--password-stdin"));
		if (!all.contains("--trust")) {
			all.addAll(List.of("--ca", folder.resolve("ca.pem").toString()));
		}
		return Cli.answering(PASSWORD, false, all.toArray(String[]::new));
	}

	private String[] apply(String rule) {
		return new String[]{ "certs", "clean", alice, "--rule", rule, "--apply", "--backup",
				folder.resolve("backups").toString(), "--format", "json" };
	}

	@ParameterizedTest
	@ValueSource(strings = { "stale", "machine-gone", "keep-newest", "older-than=1", "expired,stale" })
	void aRuleThatCouldNotJudgeSaysSoAndIsExitCodeOne(String rule) {
		server.refusal = 51;
		Cli.Result result = run("certs", "clean", alice, "--rule", rule);
		assertThat(result.code()).isEqualTo(1);
		assertThat(result.err()).contains("The search of the forest was not complete", "busy (51)",
				"left alone").hasLineCount(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "expired", "orphan-digests", "everything" })
	void aRuleThatAsksForNoMachineIsNotHeldUpByTheirSearch(String rule) {
		server.refusal = 51;
		Cli.Result result = run("certs", "clean", alice, "--rule", rule);
		assertThat(result.code()).isZero();
		assertThat(result.err()).isEmpty();
	}

	@Test
	void whatIsNotKnownAfterACutIsNullAndToBeLookedAt() {
		server.modification = FakeDirectory.Modification.CUT_AFTER;
		server.meanwhile = server::close;
		Cli.Result result = run(apply("everything"));
		JsonObject receipt = result.array().get(0).getAsJsonObject();
		assertThat(result.code()).isEqualTo(3);
		assertThat(receipt.get("outcome").getAsString()).isEqualTo("uncertain");
		for (String count : List.of("certificatesAfter", "digestsAfter", "bytesAfter")) {
			assertThat(receipt.get(count).isJsonNull()).as(count).isTrue();
		}
		assertThat(receipt.get("certificatesBefore").getAsInt()).isEqualTo(2);
		assertThat(result.err()).contains("Look at the account").doesNotContain("Try again");
	}

	@Test
	void aDryRunForScriptsIsWhatTheyCanRead() {
		Cli.Result result = run("certs", "clean", alice, "--rule", "everything", "--format", "json");
		JsonObject plan = result.array().get(0).getAsJsonObject();
		assertThat(result.code()).isZero();
		assertThat(plan.get("dn").getAsString()).isEqualTo(alice);
		assertThat(plan.get("certificatesAfter").getAsInt()).isZero();
		assertThat(plan.get("forward").getAsString()).contains("changetype: modify\ndelete: mSMQSignCertificates\n-\n");
		assertThat(plan.get("inverse").getAsString()).contains("add: mSMQDigests");
		assertThat(run("certs", "clean", alice, "--rule", "everything", "--format", "csv").out())
				.startsWith("account,dn,what,certificatesBefore,");
		assertThat(server.values(alice, "mSMQDigests")).hasSize(2);
	}

	@Test
	void nothingToDoIsNoLdifForScripts() {
		server.set(alice, "mSMQSignCertificates", List.of());
		server.set(alice, "mSMQDigests", List.of());
		JsonObject plan = run("certs", "clean", alice, "--rule", "everything", "--format", "json").array().get(0)
				.getAsJsonObject();
		assertThat(plan.get("forward").isJsonNull()).isTrue();
		assertThat(plan.get("inverse").isJsonNull()).isTrue();
	}

	@Test
	void aFolderThatCannotHaveBackupsSaysThatNothingWasChangedAndWhatToDo() throws IOException {
		Path file = Files.writeString(folder.resolve("backups"), "");
		Cli.Result result = run(apply("everything"));
		assertThat(result.code()).isEqualTo(1);
		assertThat(result.err()).contains("Nothing was changed", file.toString(), "--backup");
		assertThat(server.values(alice, "mSMQDigests")).hasSize(2);
	}

	@Test
	void aServerThatIsNotTrustedSaysWhichOptionsHelp() {
		Cli.Result refused = run("certs", "list", "--trust", "0".repeat(64));
		assertThat(refused.code()).isEqualTo(4);
		assertThat(refused.err()).contains("--ca FILE", "--trust ").hasLineCount(1);
		String fingerprint = refused.err().replaceAll("(?s).*--trust ([0-9a-f]{64}).*", "$1");
		assertThat(run("certs", "list", "--trust", fingerprint).code()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "--password " + PASSWORD, "--password=" + PASSWORD, "--pass " + PASSWORD })
	void aPasswordThatStandsInTheArgumentsIsNotRepeated(String option) {
		List<String> words = new ArrayList<>(List.of("certs", "list"));
		words.addAll(List.of(option.split(" ")));
		Cli.Result result = run(words.toArray(String[]::new));
		assertThat(result.code()).isEqualTo(2);
		assertThat(result.err()).contains("Unknown option").doesNotContain(PASSWORD);
		assertThat(result.err().contains("--password-file")).isEqualTo(option.startsWith("--password"));
	}

	@Test
	void twoPlacesForOneDirectoryContradictEachOther() {
		Cli.Result result = run("certs", "list", "--domain", "corp.example");
		assertThat(result.code()).isEqualTo(2);
		assertThat(result.err()).contains("--ldap and --domain contradict each other");
	}

	@Test
	void fewerThanNoCertificatesMakeNoSense() {
		assertThat(run("certs", "list", "--min", "-1").code()).isEqualTo(2);
		assertThat(run("certs", "list", "--min", "0").code()).isZero();
	}

	@Test
	void theHelpSaysWhereToBegin() {
		assertThat(Cli.run("certs", "--help").out()).contains("0x80072024", "--apply --backup DIR", "Exit codes: 0");
	}

	@Test
	void theHelpSaysWhatEachRuleChooses() {
		String help = Cli.run("certs", "clean", "--help").out();
		assertThat(help).contains("--rule=RULE");
		for (String rule : List.of("stale: ", "expired: ", "machine-gone: ", "older-than=DAYS: ", "keep-newest: ",
				"orphan-digests: ", "everything: ")) {
			assertThat(help).contains(rule);
		}
	}
}
