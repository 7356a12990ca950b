package dev.quayside.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.testkit.ActiveDirectory;
import dev.quayside.testkit.DirectorySeed;
import dev.quayside.testkit.LdapTools;
import dev.quayside.testkit.TestCertificates;

import com.google.gson.JsonObject;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

class CertsVerbTest {

	private static final AtomicInteger ACCOUNTS = new AtomicInteger();
	private static ActiveDirectory ad;

	@TempDir
	private Path folder;

	@BeforeAll
	static void seed() throws IOException, InterruptedException {
		ad = DirectorySeed.shared();
	}

	private Cli.Result run(String... arguments) {
		return runWith(ActiveDirectory.PASSWORD, Stream
				.concat(Arrays.stream(arguments), Stream.of("--ca", ad.authority().toString())).toArray(String[]::new));
	}

	private Cli.Result runWith(String password, String... arguments) {
		List<String> all = new ArrayList<>(List.of(arguments));
		all.addAll(List.of("--ldap", ad.ldaps(), "--bind", ActiveDirectory.ADMINISTRATOR, "--password-stdin"));
		return Cli.answering(password, false, all.toArray(String[]::new));
	}

	/** A new account with one certificate of a machine that is there and one of a machine that is not. */
	private static String account() throws IOException, InterruptedException {
		String name = "cli-" + ACCOUNTS.incrementAndGet();
		List<byte[]> certificates = DirectorySeed.certificates(name, "WS01", "GONE");
		LdapTools.modify(ad, DirectorySeed.account(name, DirectorySeed.blob(certificates),
				DirectorySeed.digests(certificates)));
		return name;
	}

	@Test
	void accountsAreListedAsTheContractSays() {
		Cli.Result result = run("certs", "list", "--min", "100", "--format", "json");
		assertThat(result.code()).isZero();
		JsonObject account = result.array().get(0).getAsJsonObject();
		assertThat(account.keySet()).containsExactly("account", "dn", "objectClass", "certificates",
				"declaredCertificates", "digests", "orphanDigests", "missingDigests", "bytes", "state");
		assertThat(account.get("account").getAsString()).isEqualTo("QUAYSIDE\\svc-install");
		assertThat(account.get("certificates").getAsInt()).isEqualTo(DirectorySeed.MANY);
		assertThat(account.get("state").getAsString()).isEqualTo("near-limit");
	}

	@Test
	void aCheckShowsOnlyAccountsThatAreNotOk() {
		Cli.Result result = run("certs", "check", "agnes", "boris", "dave", "--format", "json");
		assertThat(result.code()).isZero();
		assertThat(result.all("state")).containsExactly("inconsistent", "damaged");
	}

	@Test
	void aCertificateIsShownAsTheContractSays() {
		Cli.Result result = run("certs", "show", "boris", "--format", "json");
		JsonObject account = result.object();
		assertThat(account.get("orphanDigests").getAsJsonArray()).isEmpty();
		JsonObject third = account.get("certificates").getAsJsonArray().get(2).getAsJsonObject();
		assertThat(third.keySet()).startsWith("index", "machine", "subject", "issuer", "notBefore", "notAfter",
				"digest",
				"registrationId", "thumbprint", "digestState", "verdict", "evidence");
		assertThat(third.get("machine").getAsString()).isEqualTo("WS12");
		assertThat(third.get("digestState").getAsString()).isEqualTo("missing");
		assertThat(third.get("verdict").getAsString()).isEqualTo("machine-gone");
		assertThat(third.get("digest").getAsString()).hasSize(32);
		assertThat(third.get("thumbprint").getAsString()).hasSize(40);
	}

	@Test
	void aDryRunPrintsWhatLdapmodifyTakesAndChangesNothing() throws Exception {
		String name = account();
		Cli.Result dry = run("certs", "clean", name, "--rule", "stale");
		assertThat(dry.code()).isZero();
		assertThat(run("certs", "show", name, "--format", "json").object().get("certificates").getAsJsonArray())
				.hasSize(2);
		LdapTools.modify(ad, dry.out());
		assertThat(run("certs", "show", name, "--format", "json").object().get("certificates").getAsJsonArray())
				.hasSize(1);
		String inverse = dry.out().substring(dry.out().indexOf("# The inverse:")).lines().skip(1)
				.filter(line -> line.startsWith("# ")).map(line -> line.substring(2) + "\n").reduce("", String::concat);
		LdapTools.modify(ad, inverse + "\n");
		assertThat(run("certs", "show", name, "--format", "json").object().get("certificates").getAsJsonArray())
				.hasSize(2);
	}

	private List<String> machines(String name) {
		return run("certs", "show", name, "--format", "json").object().get("certificates").getAsJsonArray().asList()
				.stream().map(certificate -> certificate.getAsJsonObject().get("machine").getAsString()).toList();
	}

	@Test
	void aCertificateIsRegisteredAndRenewed() throws Exception {
		String name = account();
		byte[] first = TestCertificates.ofMachine("QUAYSIDE\\" + name, "WS02", Instant.parse("2024-01-01T00:00:00Z"));
		Path file = Files.write(folder.resolve("first.cer"), first);
		assertThat(run("certs", "register", name, file.toString()).out()).contains("changetype: modify");
		assertThat(machines(name)).as("after a dry run").containsExactly("WS01", "GONE");
		assertThat(run("certs", "register", name, file.toString(), "--apply").code()).isZero();
		assertThat(machines(name)).containsExactlyInAnyOrder("WS01", "GONE", "WS02");

		byte[] second = TestCertificates.ofMachine("QUAYSIDE\\" + name, "WS02", Instant.parse("2025-01-01T00:00:00Z"));
		Path newer = Files.write(folder.resolve("second.cer"), second);
		assertThat(run("certs", "register", name, newer.toString(), "--renew", "--apply").code()).isZero();
		assertThat(machines(name)).as("in the place of the older one").containsExactlyInAnyOrder("WS01", "GONE",
				"WS02");
		assertThat(run("certs", "check", name, "--format", "json").array()).isEmpty();
	}

	@Test
	void missingDigestsAreAdded() throws Exception {
		String name = "cli-" + ACCOUNTS.incrementAndGet();
		List<byte[]> certificates = DirectorySeed.certificates(name, "WS01", "WS02");
		LdapTools.modify(ad, DirectorySeed.account(name, DirectorySeed.blob(certificates),
				DirectorySeed.digests(certificates.subList(0, 1))));
		assertThat(run("certs", "check", name, "--format", "json").all("missingDigests")).containsExactly("1");
		assertThat(run("certs", "repair-digests", name, "--apply", "--backup", folder.toString()).code()).isZero();
		assertThat(run("certs", "check", name, "--format", "json").array()).isEmpty();
	}

	@Test
	void anApplyPrintsAReceiptAndItsBackupRestores() throws Exception {
		String name = account();
		Path backups = folder.resolve("backups");
		Cli.Result clean = run("certs", "clean", name, "--rule", "machine-gone", "--apply", "--backup",
				backups.toString(), "--format", "json");
		assertThat(clean.code()).isZero();
		JsonObject receipt = clean.array().get(0).getAsJsonObject();
		assertThat(receipt.get("outcome").getAsString()).isEqualTo("done");
		assertThat(receipt.get("certificatesAfter").getAsInt()).isEqualTo(1);
		String file = receipt.get("backup").getAsString();
		assertThat(Files.readString(Path.of(file))).contains("replace: mSMQSignCertificates", "replace: mSMQDigests");
		Cli.Result dry = run("certs", "restore", file);
		assertThat(dry.code()).isZero();
		assertThat(dry.out()).contains("1 to 2 certificates");
		assertThat(run("certs", "restore", file, "--apply").code()).isZero();
		assertThat(run("certs", "show", name, "--format", "json").object().get("certificates").getAsJsonArray())
				.hasSize(2);
	}

	@Test
	void oneCertificateGoesByItsDigest() throws Exception {
		String name = account();
		String digest = run("certs", "show", name, "--format", "json").object().get("certificates").getAsJsonArray()
				.get(0).getAsJsonObject().get("digest").getAsString();
		assertThat(run("certs", "clean", name, "--digest", digest).out()).contains("2 to 1 certificates");
		Cli.Result none = run("certs", "clean", name, "--digest", "0".repeat(32));
		assertThat(none.code()).isEqualTo(1);
		assertThat(none.err()).contains("No certificate and no orphan digest");
	}

	@Test
	void anAccountThatIsNotThereDoesNotStopTheRest() throws Exception {
		Cli.Result result = run("certs", "clean", "nobody", account(), "--rule", "stale");
		assertThat(result.code()).isEqualTo(1);
		assertThat(result.err()).contains("There is no account nobody");
		assertThat(result.out()).contains("delete: mSMQSignCertificates");
	}

	@Test
	void aWrongPasswordIsExitCodeFour() {
		Cli.Result result = runWith("wrong", "certs", "list", "--ca", ad.authority().toString());
		assertThat(result.code()).isEqualTo(4);
		assertThat(result.err()).contains("invalidCredentials (49)").doesNotContain("wrong\n");
		assertThat(result.out()).isEmpty();
	}

	@Test
	void anUntrustedServerIsExitCodeFourAndItsFingerprintCanBeTrusted() {
		Cli.Result result = runWith(ActiveDirectory.PASSWORD, "certs", "list");
		assertThat(result.code()).isEqualTo(4);
		String fingerprint = result.err().replaceAll("(?s).*SHA-256 ([0-9a-f]{64}).*", "$1");
		assertThat(runWith(ActiveDirectory.PASSWORD, "certs", "list", "--trust", fingerprint).code()).isZero();
	}

	@Test
	void aServerThatIsNotThereIsExitCodeThree() {
		Cli.Result result = Cli.answering("x", false, "certs", "list", "--ldap", "ldaps://127.0.0.1:1", "--bind", "a@b",
				"--password-stdin");
		assertThat(result.code()).isEqualTo(3);
	}

	@ParameterizedTest
	@ValueSource(strings = { "certs list", "certs list --ldap http://x --bind a --password-stdin",
			"certs list --ldap ldaps://x", "certs list --ldap ldaps://x --domain y --bind a --password-stdin",
			"certs clean a --ldap ldaps://x --bind a --password-stdin",
			"certs clean a --rule wrong --ldap ldaps://x --bind a --password-stdin",
			"certs clean a --rule older-than=x --ldap ldaps://x --bind a --password-stdin",
			"certs clean a --digest 12 --ldap ldaps://x --bind a --password-stdin",
			"certs clean a --rule stale --apply --ldap ldaps://x --bind a --password-stdin",
			"certs clean a --rule stale --silent-days 3 --ldap ldaps://x --bind a --password-stdin",
			"certs list --ldap ldaps://x --kerberos --password-stdin", "certs", "directory",
			"certs list --ldap ldaps://x --bind a --password-stdin --trust 12",
			"directory machines --domain ../x --bind a --password-stdin" })
	void argumentsThatMakeNoSenseAreExitCodeTwo(String line) {
		Cli.Result result = Cli.answering("p", false, line.split(" "));
		assertThat(result.code()).isEqualTo(2);
		assertThat(result.err()).startsWith("quayside: ");
		assertThat(result.out()).isEmpty();
	}

	@Test
	void machinesQueuesAndSitesAreListed() {
		assertThat(run("directory", "machines", "--format", "json").all("name")).contains(DirectorySeed.SERVER);
		JsonObject machine = run("directory", "machine", DirectorySeed.SERVER, "--format", "json").object();
		assertThat(machine.get("journalQuota").getAsLong()).as("none").isEqualTo(0xFFFFFFFFL);
		assertThat(run("directory", "queues", "--format", "json").all("pathName")).contains(
				DirectorySeed.SERVER + "\\orders", DirectorySeed.SERVER + '\\' + DirectorySeed.LONG_QUEUE);
		assertThat(run("directory", "sites", "--format", "json").all("name")).contains("Default-First-Site-Name",
				"Branch");
		assertThat(run("directory", "sites").out()).contains("Branch");
	}

	@Test
	void computersAreListedOnlyWhenAskedFor() throws Exception {
		String name = "KEYS" + ACCOUNTS.incrementAndGet();
		byte[] key = DirectorySeed.certificates("machine", name).get(0);
		LdapTools.modify(ad, DirectorySeed.computer(name, false) + "dn: CN=" + name + ',' + DirectorySeed.COMPUTERS
				+ "\nchangetype: modify\nreplace: mSMQDigests\nmSMQDigests:: "
				+ Base64.getEncoder().encodeToString(DirectorySeed.md5(key)) + "\n-\n\n");
		String account = "QUAYSIDE\\" + name + '$';
		assertThat(run("certs", "list", "--format", "json").all("account")).isNotEmpty().doesNotContain(account);
		assertThat(run("certs", "list", "--computers", "--format", "json").all("account")).contains(account,
				"QUAYSIDE\\svc-install");
	}

	@Test
	void theForestIsListedByItsGlobalCatalog() {
		Cli.Result machines = run("directory", "machines", "--forest", "--format", "json");
		assertThat(machines.code()).isZero();
		assertThat(machines.all("name")).contains(DirectorySeed.SERVER);
	}
}
