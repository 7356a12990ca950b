package dev.quayside.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.packet.MessageBuilder;
import dev.quayside.msmq.packet.SecurityHeader;
import dev.quayside.msmq.transfer.SessionOptions;
import dev.quayside.msmq.transfer.TransferSession;
import dev.quayside.testkit.DirectorySeed;
import dev.quayside.testkit.FakeDirectory;
import dev.quayside.testkit.Program;
import dev.quayside.testkit.TestQueueManager;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Runs over several accounts: what is told when, stop, resume, and what waits in queues. */
class CertsRunTest {

	private static final List<byte[]> TWO = DirectorySeed.certificates("alice", "WS01", "WS02");
	private static final String PASSWORD = "secret";

	private FakeDirectory server;
	private String alice;
	private String bob;
	private StringWriter out = new StringWriter();

	@TempDir
	private Path folder;

	@BeforeEach
	void start() throws IOException {
		server = new FakeDirectory();
		alice = server.account("alice", DirectorySeed.blob(TWO), DirectorySeed.digests(TWO));
		bob = server.account("bob", DirectorySeed.blob(TWO), DirectorySeed.digests(TWO));
		Files.writeString(folder.resolve("ca.pem"), FakeDirectory.AUTHORITY.certificatePem());
	}

	@AfterEach
	void stop() {
		server.close();
	}

	private String[] arguments(String... words) {
		return Stream.concat(Stream.of(words), Stream.of("--ldap", "ldaps://127.0.0.1:" + server.port(), "--bind",
				"QUAYSIDE\\admin", "--password-stdin", "--ca", folder.resolve("ca.pem").toString()))
				.toArray(String[]::new);
	}

	private Cli.Result run(String... words) {
		out = new StringWriter();
		return Cli.answering(PASSWORD, false, out, arguments(words));
	}

	private String[] clean(String... more) {
		List<String> words = new ArrayList<>(List.of("certs", "clean", alice, bob, "--rule", "everything", "--apply",
				"--backup", folder.resolve("backups").toString()));
		words.addAll(List.of(more));
		return words.toArray(String[]::new);
	}

	private boolean isCleaned(String account) {
		return server.values(account, "mSMQDigests").isEmpty();
	}

	@Test
	void aReceiptIsWrittenBeforeTheNextAccountIsChanged() {
		for (String format : List.of("table", "csv", "json")) {
			List<String> seen = new ArrayList<>();
			server.meanwhile = () -> seen.add(out.toString());
			assertThat(run(clean("--format", format)).code()).isZero();
			assertThat(seen).hasSize(2);
			assertThat(seen.get(0)).doesNotContain("alice");
			assertThat(seen.get(1)).contains("alice").contains("done").doesNotContain("bob");
			server.account("alice", DirectorySeed.blob(TWO), DirectorySeed.digests(TWO));
			server.account("bob", DirectorySeed.blob(TWO), DirectorySeed.digests(TWO));
		}
	}

	/** The time limit of the test ends a vain wait. */
	private static void await(Path file, String words) {
		try {
			while (!Files.readString(file).contains(words)) {
				Thread.sleep(5);
			}
		} catch (IOException | InterruptedException e) {
			throw new AssertionError(e);
		}
	}

	@Test
	@Timeout(60)
	void aSignalStopsBetweenTwoAccountsAndTheRestIsResumed() throws Exception {
		Path printed = folder.resolve("out");
		Path said = folder.resolve("err");
		Process program = Program.start(printed, said, arguments(clean("--format", "csv")));
		server.meanwhile = () -> {
			program.destroy();
			await(said, "Stopping");
		};
		try (OutputStream input = program.getOutputStream()) {
			input.write(PASSWORD.getBytes(StandardCharsets.UTF_8));
		}
		assertThat(program.waitFor()).as(Files.readString(said)).isEqualTo(1);
		assertThat(Files.readString(printed)).contains("alice").doesNotContain("bob");
		assertThat(Files.readString(said)).contains("1 left").contains("--resume");
		assertThat(isCleaned(alice)).isTrue();
		assertThat(isCleaned(bob)).isFalse();
		server.meanwhile = () -> {};
		server.account("alice", DirectorySeed.blob(TWO), DirectorySeed.digests(TWO));
		Cli.Result rest = run(clean("--resume", "--format", "json"));
		assertThat(rest.code()).as(rest.err()).isZero();
		assertThat(rest.all("dn")).containsExactly(bob);
		assertThat(rest.err()).contains("1 of 2 accounts were done before");
		assertThat(isCleaned(alice)).isFalse();
		assertThat(isCleaned(bob)).isTrue();
		assertThat(run(clean("--resume", "--format", "json")).array()).isEmpty();
	}

	@Test
	void aRunForSomethingElseIsNotResumed() {
		assertThat(run(clean("--resume")).code()).isEqualTo(2);
		assertThat(run(clean()).code()).isZero();
		Cli.Result other = run("certs", "clean", alice, "--rule", "expired", "--apply", "--backup",
				folder.resolve("backups").toString(), "--resume");
		assertThat(other.code()).isEqualTo(2);
		assertThat(other.err()).contains("'everything,", "'expired,");
		assertThat(run("certs", "clean", alice, "--rule", "expired", "--resume").code()).isEqualTo(2);
	}

	private String[] byDigest(String digest, String... more) {
		List<String> words = new ArrayList<>(List.of("certs", "clean", alice, bob, "--digest", digest));
		words.addAll(List.of(more));
		return words.toArray(String[]::new);
	}

	@Test
	void aRunForOtherDigestsIsNotResumed() {
		String backups = folder.resolve("backups").toString();
		List<String> digests = DirectorySeed.digests(TWO).stream().map(HexFormat.of()::formatHex).toList();
		assertThat(run(byDigest(digests.get(0), "--apply", "--backup", backups)).code()).isZero();
		Cli.Result other = run(byDigest(digests.get(1), "--apply", "--backup", backups, "--resume"));
		assertThat(other.code()).isEqualTo(2);
		assertThat(other.err()).contains(digests.get(0), digests.get(1));
		Cli.Result same = run(byDigest(digests.get(0), "--apply", "--backup", backups, "--resume"));
		assertThat(same.code()).as(same.err()).isZero();
	}

	@Test
	void aLineThatACrashHasCutDoesNotSpoilTheNext() throws IOException {
		assertThat(run(clean()).code()).isZero();
		Path receipts;
		try (Stream<Path> files = Files.list(folder.resolve("backups"))) {
			receipts = files.filter(file -> file.toString().endsWith(".jsonl")).findFirst().orElseThrow();
		}
		List<String> lines = Files.readAllLines(receipts);
		Files.writeString(receipts, lines.get(0) + '\n' + lines.get(1) + '\n' + lines.get(2).substring(0, 40));
		assertThat(run(clean("--resume")).code()).isZero();
		Cli.Result again = run(clean("--resume"));
		assertThat(again.err()).contains("2 of 2 accounts were done before");
	}

	@Test
	void aComputerAmongOthersIsLeftAloneAlsoWhereItIsAllThatIsLeft() {
		bob = server.account("PC1", DirectorySeed.blob(TWO), DirectorySeed.digests(TWO));
		server.put(bob, "objectClass", "computer");
		String digest = HexFormat.of().formatHex(DirectorySeed.digests(TWO).get(0));
		Cli.Result preview = run(byDigest(digest));
		assertThat(preview.code()).isEqualTo(1);
		assertThat(preview.out()).contains(alice).doesNotContain(bob);
		assertThat(preview.err()).contains("is a computer");
		String backups = folder.resolve("backups").toString();
		assertThat(run(byDigest(digest, "--apply", "--backup", backups)).code()).isEqualTo(1);
		Cli.Result rest = run(byDigest(digest, "--apply", "--backup", backups, "--resume"));
		assertThat(rest.code()).isEqualTo(1);
		assertThat(rest.err()).contains("is a computer");
		assertThat(server.values(bob, "mSMQDigests")).hasSize(2);
		assertThat(run("certs", "clean", bob, "--digest", digest, "--apply", "--backup", backups).code()).isZero();
		assertThat(server.values(bob, "mSMQDigests")).hasSize(1);
	}

	@Test
	void accountsMayComeFromAFile() throws IOException {
		Path file = Files.writeString(folder.resolve("accounts.txt"), alice + "\n\n" + bob + "\n" + alice + "\n");
		Cli.Result result = run("certs", "clean", "--accounts", file.toString(), "--rule", "everything");
		assertThat(result.code()).isZero();
		assertThat(result.out().lines().filter(line -> line.equals("changetype: modify"))).hasSize(2);
		assertThat(run("certs", "clean", "--rule", "everything").code()).isEqualTo(2);
	}

	@Test
	void aFailureIsToldAndLeftForAnotherRun() {
		String nobody = "CN=nobody," + FakeDirectory.BASE;
		Cli.Result result = run("certs", "clean", nobody, alice, "--rule", "everything", "--apply", "--backup",
				folder.resolve("backups").toString(), "--format", "json");
		assertThat(result.code()).isEqualTo(1);
		assertThat(result.all("dn")).containsExactly(alice);
		assertThat(result.err()).contains("There is no account " + nobody, "1 account done, 1 not", "--resume");
	}

	@Test
	void aFolderForBackupsThatIsNoneChangesNothing() throws IOException {
		Path file = Files.writeString(folder.resolve("file"), "");
		Cli.Result result = run("certs", "clean", alice, "--rule", "everything", "--apply", "--backup",
				file.toString());
		assertThat(result.code()).isEqualTo(1);
		assertThat(result.err()).contains(file.toString());
		assertThat(isCleaned(alice)).isFalse();
	}

	@Test
	void whoIsAskedSeesAllAccountsAndChangesNoneWithNo() throws IOException {
		Path password = Files.writeString(folder.resolve("password"), PASSWORD);
		List<String> words = new ArrayList<>(List.of(arguments(clean())));
		words.set(words.indexOf("--password-stdin"), "--password-file");
		words.add(words.indexOf("--password-file") + 1, password.toString());
		Cli.Result no = Cli.answering("n\n", true, words.toArray(String[]::new));
		assertThat(no.code()).isEqualTo(1);
		assertThat(no.err()).contains("alice: Clean up", "bob: Clean up", "Change these accounts?",
				"Nothing was changed");
		assertThat(isCleaned(alice)).isFalse();
		assertThat(Cli.answering("y\n", true, words.toArray(String[]::new)).code()).isZero();
		assertThat(isCleaned(bob)).isTrue();
	}

	@Test
	void aCheckGoesOnAfterAnAccountThatFails() {
		server.set(bob, "mSMQDigests", List.of());
		String nobody = "CN=nobody," + FakeDirectory.BASE;
		Cli.Result result = run("certs", "check", nobody, alice, bob, "--format", "json");
		assertThat(result.code()).isEqualTo(1);
		assertThat(result.all("dn")).containsExactly(bob);
		assertThat(result.err()).contains("There is no account " + nobody);
		assertThat(run("certs", "check", nobody).code()).isEqualTo(1);
	}

	@Test
	void aListThatIsNotCompleteIsWrittenAndIsExitCodeOne() {
		server.searchResult = 4;
		Cli.Result result = run("certs", "list", "--format", "json");
		assertThat(result.code()).isEqualTo(1);
		assertThat(result.all("dn")).contains(alice, bob);
		assertThat(result.err()).contains("sizeLimitExceeded (4)");
	}

	private static void send(TestQueueManager manager, String queue, int ordinal, byte[] certificate)
			throws Exception {
		UUID self = UUID.randomUUID();
		SecurityHeader security = new SecurityHeader(0, new byte[0], new byte[0], new byte[0], certificate,
				new byte[0]);
		try (TransferSession session = TransferSession.connect("127.0.0.1", manager.server().transferPort(), self,
				SessionOptions.DEFAULT)) {
			session.send(new MessageBuilder(self, FormatName.parse("DIRECT=OS:localhost\\private$\\" + queue))
					.ordinal(ordinal).security(security).build()).toCompletableFuture().join();
		}
	}

	@Test
	void messagesThatCarryACertificateThatGoesAreCounted() throws Exception {
		try (TestQueueManager manager = TestQueueManager.start(folder.resolve("store"), "orders", "other")) {
			send(manager, "orders", 1, TWO.get(1));
			send(manager, "orders", 2, TWO.get(1));
			send(manager, "orders", 3, TWO.get(0));
			send(manager, "orders", 4, new byte[]{ 1, 2, 3 });
			send(manager, "other", 5, TWO.get(1));
			String digest = HexFormat.of().formatHex(DirectorySeed.md5(TWO.get(1)));
			String[] clean = { "certs", "clean", alice, "--digest", digest, "--authn", "none", "--queues" };
			assertThat(run(with(clean, manager.host() + "/private$\\orders")).out())
					.contains("# Waiting messages that carry a certificate that goes: 2 (private$\\orders on ");
			assertThat(run(with(clean, manager.host())).out()).contains("that goes: 3 (", "private$\\orders on "
					+ manager.host() + ": 2", "private$\\other on " + manager.host() + ": 1");
			Cli.Result missing = run(with(clean, manager.host() + "/private$\\orders," + manager.host()
					+ "/private$\\missing"));
			assertThat(missing.out()).contains("that goes: ? (", ": 2; private$\\missing on ", ": ? because ");
			assertThat(missing.out()).contains("delete: mSMQSignCertificates");
		}
	}

	private static String[] with(String[] words, String last) {
		return Stream.concat(Stream.of(words), Stream.of(last)).toArray(String[]::new);
	}

	@Test
	void queuesThatMakeNoSenseAreExitCodeTwo() {
		for (String queues : List.of("host/", "a b", "host:99999/x")) {
			assertThat(run("certs", "clean", alice, "--rule", "everything", "--queues", queues).code()).isEqualTo(2);
		}
		assertThat(run("certs", "clean", alice, "--rule", "everything", "--authn", "none").code()).isEqualTo(2);
	}
}
