package dev.quayside.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.ConnectionSettings;
import dev.quayside.admin.Credentials;
import dev.quayside.admin.Protection;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.QueueManagerException.Kind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who asks, with which protection, as options say it. */
class IdentityTest {

	private static final String SECRET = "pass wörd";

	@TempDir
	private Path folder;
	private ConnectionSettings settings;
	private final StringWriter err = new StringWriter();
	private String typed = "";
	private boolean interactive;

	/** Runs a verb that gets as far as connecting. */
	private int run(String input, String... options) {
		Console console = new Console(new PrintWriter(new StringWriter()), new PrintWriter(err, true),
				new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), interactive,
				() -> typed == null ? null : typed.toCharArray());
		Services services = new Services((wanted, monitor) -> {
			settings = wanted;
			throw new QueueManagerException(Kind.UNREACHABLE, "Nobody there", "", null);
		}, null, null, null, null, null, null, null);
		List<String> all = new ArrayList<>(List.of("machine", "srv01.invalid"));
		all.addAll(List.of(options));
		return new CommandLineProgram(services, console).run(all.toArray(String[]::new));
	}

	private String password() {
		return ((Credentials.Password) settings.credentials()).password().use(String::new);
	}

	private Path file(String content, String permissions) throws IOException {
		Path file = Files.writeString(folder.resolve("password"), content);
		Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
		return file;
	}

	@ParameterizedTest
	@CsvSource({ "--user=alice,alice,''", "--user=alice --domain=CORP,alice,CORP", "--user=CORP\\alice,alice,CORP",
			"--user=alice@CORP.EXAMPLE,alice@CORP.EXAMPLE,''" })
	void theThreeWaysToNameAnAccount(String options, String name, String domain) {
		List<String> all = new ArrayList<>(List.of(options.split(" ")));
		all.add("--password-stdin");
		assertThat(run(SECRET + "\n", all.toArray(String[]::new))).isEqualTo(3);
		Credentials.Password password = (Credentials.Password) settings.credentials();
		assertThat(password.user()).isEqualTo(name);
		assertThat(password.domain()).isEqualTo(domain);
		assertThat(password()).isEqualTo(SECRET);
		assertThat(settings.protection()).isEqualTo(Protection.PRIVACY);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "secret|secret", "secret\\n|secret", "secret\\r\\n|secret",
			"secret\\n\\n|secret\\n", "' secret '|' secret '", "a\\nb|a\\nb" })
	void oneNewlineAtTheEndIsNotPartOfThePassword(String content, String password) throws IOException {
		String written = content.translateEscapes();
		assertThat(run("", "--user", "alice", "--password-file", file(written, "rw-------").toString())).isEqualTo(3);
		assertThat(password()).isEqualTo(password.translateEscapes());
		assertThat(err.toString()).doesNotContain("Warning");
		run(written, "--user", "alice", "--password-stdin");
		assertThat(password()).isEqualTo(password.translateEscapes());
	}

	@ParameterizedTest
	@ValueSource(strings = { "rw-r-----", "rw----r--", "rw-rw-rw-" })
	void aPasswordFileThatOthersCanReadIsUsedWithAWarning(String permissions) throws IOException {
		assertThat(run("", "--user", "alice", "--password-file", file("secret", permissions).toString())).isEqualTo(3);
		assertThat(password()).isEqualTo("secret");
		assertThat(err.toString().lines()).filteredOn(line -> line.startsWith("Warning: others can read"))
				.hasSize(1);
	}

	@Test
	void onATerminalThePasswordIsAskedFor() {
		interactive = true;
		typed = "typed";
		assertThat(run("", "--user", "CORP\\alice")).isEqualTo(3);
		assertThat(password()).isEqualTo("typed");
		assertThat(err.toString()).startsWith("Password of CORP\\alice: ").doesNotContain("typed");
		typed = null;
		assertThat(run("", "--user", "alice")).isEqualTo(2);
	}

	@Test
	void ticketsAndKeytabs() throws IOException {
		assertThat(run("", "--kerberos")).isEqualTo(3);
		assertThat(settings.credentials()).isEqualTo(new Credentials.Tickets(Optional.empty(), Optional.empty()));
		run("", "--kerberos", "--user", "alice@R");
		assertThat(settings.credentials()).isEqualTo(new Credentials.Tickets(Optional.empty(), Optional.of("alice@R")));
		String keys = Files.createFile(folder.resolve("keys")).toString();
		Credentials keytab = new Credentials.Keytab(Path.of(keys), "alice@R");
		run("", "--kerberos", "--keytab", keys, "--user", "alice@R");
		assertThat(settings.credentials()).isEqualTo(keytab);
		settings = null;
		run("", "--keytab", keys, "--user", "alice@R");
		assertThat(settings.credentials()).isEqualTo(keytab);
		assertThat(settings.protection()).isEqualTo(Protection.PRIVACY);
	}

	@ParameterizedTest
	@ValueSource(strings = { "connect", "integrity", "PRIVACY" })
	void theLevelIsTheOneThatWasAskedFor(String level) {
		run(SECRET, "--user", "alice", "--password-stdin", "--authn", level);
		assertThat(settings.protection().name()).isEqualToIgnoringCase(level);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "--domain=D|--user", "--password-stdin|--user", "--password-file=f|--user",
			"--authn=privacy|needs an account", "--authn=connect|needs an account", "--keytab=k|--user NAME@REALM",
			"--user=a --authn=none --password-stdin|shows no account", "--kerberos --authn=none|shows no account",
			"--user=a --password-stdin --password-file=f|contradict",
			"--user=D\\a --domain=D --password-stdin|contradict",
			"--user=a@R --domain=D --password-stdin|contradict", "--kerberos --domain=D|realm",
			"--kerberos --user=a|NAME@REALM", "--kerberos --user=a@R --password-stdin|ticket",
			"--keytab=k --user=a@R --password-file=f|key", "--keytab=k --user=a|NAME@REALM",
			"--user=a|needs a password", "--keytab=/no/such --user=a@R|/no/such does not exist",
			"--user=\\a --password-stdin|no account", "--user=D\\ --password-stdin|no account",
			"--user=@R --password-stdin|no account", "--user=a@ --password-stdin|no account",
			"--user=D\\a@R --password-stdin|no account" })
	void whatContradictsItselfIsAUsageErrorThatSaysWhy(String options, String why) {
		assertThat(run(SECRET, options.split(" "))).as(err.toString()).isEqualTo(2);
		assertThat(settings).isNull();
		assertThat(err.toString().lines()).singleElement().asString().startsWith("quayside: ").contains(why)
				.doesNotContain(SECRET);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "\n" })
	void anEmptyPasswordIsAMistake(String input) {
		assertThat(run(input, "--user", "alice", "--password-stdin")).isEqualTo(2);
		assertThat(err.toString()).contains("is empty");
	}

	@Test
	void aPasswordThatCannotBeReadIsSaid() throws IOException {
		assertThat(run("", "--user", "a", "--password-file", folder.resolve("none").toString())).isEqualTo(2);
		assertThat(run("", "--user", "a", "--password-file", folder.toString())).isEqualTo(2);
		Path binary = Files.write(folder.resolve("binary"), new byte[]{ (byte) 0xFF, 'x' });
		assertThat(run("", "--user", "a", "--password-file", binary.toString())).isEqualTo(2);
		assertThat(run("x".repeat(2000), "--user", "a", "--password-stdin")).isEqualTo(2);
		assertThat(err.toString()).contains("The password cannot be read: ").contains(": a folder")
				.contains("not UTF-8").contains("longer than").doesNotContain("xxx");
	}

	@Test
	void anIdentityTowardsTheBinaryProtocolIsWarnedOf() {
		StringWriter out = new StringWriter();
		Console console = new Console(new PrintWriter(out), new PrintWriter(err, true),
				new ByteArrayInputStream(new byte[0]), false, () -> null);
		Services services = new Services(null, (request, accepted, monitor) -> accepted.accept("{1}\\1"), null, null,
				null, null, null, null);
		int code = new CommandLineProgram(services, console).run("send", "DIRECT=OS:srv01\\private$\\q", "--text", "t",
				"--user", "alice", "--password-stdin");
		assertThat(code).isZero();
		assertThat(err.toString()).contains("Warning: the binary protocol shows no account");
	}
}
