package dev.quayside.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.testkit.ActiveDirectory;
import dev.quayside.testkit.DirectoryMachines;
import dev.quayside.testkit.DirectorySeed;
import dev.quayside.testkit.LdapTools;

import com.google.gson.JsonObject;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The verbs for public queues, aliases and what belongs to the forest, against Samba. */
class DirectoryVerbTest {

	private static ActiveDirectory ad;
	private static String machine;

	@TempDir
	private Path folder;

	@BeforeAll
	static void seed() throws IOException, InterruptedException {
		ad = DirectorySeed.shared();
		machine = DirectoryMachines.add(ad);
	}

	private static Cli.Result run(String... arguments) {
		List<String> all = new ArrayList<>(List.of("directory"));
		all.addAll(List.of(arguments));
		all.addAll(List.of("--ca", ad.authority().toString(), "--ldap", ad.ldaps(), "--bind",
				ActiveDirectory.ADMINISTRATOR, "--password-stdin"));
		return Cli.answering(ActiveDirectory.PASSWORD, false, all.toArray(String[]::new));
	}

	private JsonObject show(String queue) {
		return run("queue", machine + '\\' + queue, "--format", "json").object();
	}

	@Test
	void aDryRunPrintsWhatLdapmodifyTakesAndChangesNothing() throws Exception {
		Cli.Result dry = run("queue-create", machine, "dry", "--label", "Dry", "--journal");
		assertThat(dry.code()).isZero();
		assertThat(dry.out()).startsWith("# Create public queue " + machine + "\\dry").contains("permissions",
				"changetype: add", "# The inverse:", "# changetype: delete");
		assertThat(run("queue", machine + "\\dry").code()).isEqualTo(1);
		LdapTools.modify(ad, dry.out());
		assertThat(show("dry").get("label").getAsString()).isEqualTo("Dry");
		String inverse = dry.out().substring(dry.out().indexOf("# The inverse:")).lines().skip(1)
				.filter(line -> line.startsWith("# ")).map(line -> line.substring(2) + "\n").reduce("", String::concat);
		LdapTools.modify(ad, inverse + "\n");
		assertThat(run("queue", machine + "\\dry").code()).isEqualTo(1);
	}

	@Test
	void aQueueIsMadeChangedAndDeletedWithReceiptsAndBackups() throws Exception {
		Cli.Result made = run("queue-create", machine.toLowerCase(), "orders", "--transactional", "--apply",
				"--no-notify",
				"--format", "json");
		assertThat(made.code()).isZero();
		JsonObject receipt = made.array().get(0).getAsJsonObject();
		assertThat(receipt.keySet()).containsExactly("name", "what", "outcome", "time", "objectId", "dn", "notified",
				"backup", "result");
		assertThat(receipt.get("outcome").getAsString()).isEqualTo("done");
		assertThat(receipt.get("notified").isJsonNull()).isTrue();
		assertThat(show("orders").get("queueId").getAsString()).isEqualTo(receipt.get("objectId").getAsString());
		assertThat(show("orders").get("transactional").getAsBoolean()).isTrue();
		String backups = folder.resolve("backups").toString();
		assertThat(
				run("queue-set", machine + "\\orders", "--quota", "100", "--apply", "--backup", backups, "--no-notify")
						.code())
				.isZero();
		assertThat(show("orders").get("quota").getAsInt()).isEqualTo(100);
		Cli.Result deleted = run("queue-delete", receipt.get("objectId").getAsString(), "--apply", "--backup", backups,
				"--no-notify", "--format", "json");
		assertThat(deleted.code()).isZero();
		assertThat(run("queue", machine + "\\orders").code()).isEqualTo(1);
		LdapTools.modify(ad, Files.readString(
				Path.of(deleted.array().get(0).getAsJsonObject().get("backup").getAsString())));
		assertThat(show("orders").get("quota").getAsInt()).isEqualTo(100);
	}

	@Test
	void aQueueManagerThatCannotBeToldIsPartlyDone() {
		Cli.Result result = run("queue-create", machine, "untold", "--apply", "--transfer-port", "1", "--timeout",
				"5000",
				"--format", "json");
		assertThat(result.code()).isEqualTo(1);
		assertThat(result.array().get(0).getAsJsonObject().get("notified").getAsBoolean()).isFalse();
		assertThat(result.err()).contains("the queue manager could not be told", "next asks the directory");
		assertThat(show("untold").get("label").getAsString()).isEmpty();
	}

	@Test
	void aliasesListsLinksAndSettingsAreShown() throws Exception {
		assertThat(run("alias-create", "cli-alias", "DIRECT=OS:h\\q", "--in", DirectorySeed.OU, "--apply").code())
				.isZero();
		assertThat(run("aliases", "--format", "json").all("name")).contains("cli-alias");
		LdapTools.modify(ad, "dn: CN=cli-list," + DirectorySeed.OU + "\nobjectClass: group\nsAMAccountName: cli-list\n"
				+ "member: CN=cli-alias," + DirectorySeed.OU + "\n\n");
		JsonObject list = run("lists", "--format", "json").array().asList().stream().map(item -> item.getAsJsonObject())
				.filter(item -> item.get("name").getAsString().equals("cli-list")).findFirst().orElseThrow();
		assertThat(list.get("queues").getAsJsonArray().get(0).getAsString()).isEqualTo("DIRECT=OS:h\\q");
		assertThat(run("alias-delete", "cli-alias", "--apply", "--backup", folder.toString()).code()).isZero();
		assertThat(run("links", "--format", "json").all("name")).contains("Default-Branch");
		assertThat(run("enterprise", "--format", "json").object().keySet()).containsExactly("dn", "enterpriseId",
				"defaultTimeToLive", "weakenedSecurity", "notifiesOthers", "version");
		assertThat(run("settings").code()).isZero();
		assertThat(run("machine", machine, "--format", "json").object().get("name").getAsString()).isEqualTo(machine);
	}

	@Test
	void idsAreComparedWithoutAsking() {
		Cli.Result result = run("duplicate-ids", "--no-ask", "--all", "--format", "json");
		JsonObject finding = result.array().asList().stream().map(item -> item.getAsJsonObject())
				.filter(item -> item.get("machine").getAsString().equals(machine)).findFirst().orElseThrow();
		assertThat(finding.keySet()).containsExactly("machine", "host", "directoryId", "answeredId", "settingsIds",
				"state",
				"evidence");
		assertThat(finding.get("state").getAsString()).isEqualTo("unknown");
		assertThat(finding.get("answeredId").isJsonNull()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "queue-create", "queue-create m", "queue-set m\\q", "queue-set m\\q --quota -1",
			"queue-set m\\q --label x --apply", "queue-delete m\\q --apply", "queue-delete m\\q --backup d",
			"alias-delete a --apply", "queue-create m q --apply --transfer-port 0", "duplicate-ids --ask-timeout 0",
			"duplicate-ids --transfer-port 70000", "queue-create m q --base-priority 99999" })
	void argumentsThatMakeNoSenseAreExitCodeTwo(String line) {
		Cli.Result result = run(line.split(" "));
		assertThat(result.code()).isEqualTo(2);
		assertThat(result.err()).startsWith("quayside: ");
		assertThat(result.out()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "queue-create nobody q,1", "queue-set nobody\\q --label x,1", "machine *,1", "queue-delete x,2",
			"queue-create %s a;b,2", "alias-create a nonsense,2" })
	void whatIsNotThereIsExitCodeOneAndWhatCannotBeIsTwo(String line, int code) {
		Cli.Result result = run(line.replace("%s", machine).split(" "));
		assertThat(result.code()).isEqualTo(code);
		assertThat(result.err()).startsWith("quayside: ");
		assertThat(result.out()).isEmpty();
	}
}
