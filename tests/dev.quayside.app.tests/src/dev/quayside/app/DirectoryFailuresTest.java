package dev.quayside.app;

import static dev.quayside.app.Window.await;
import static dev.quayside.app.Window.command;
import static dev.quayside.app.Window.named;
import static dev.quayside.app.Window.press;
import static dev.quayside.app.Window.run;
import static dev.quayside.app.Window.ui;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.testkit.ActiveDirectory;
import dev.quayside.testkit.DirectorySeed;
import dev.quayside.testkit.LdapTools;
import dev.quayside.ui.directory.DirectorySession;
import dev.quayside.ui.directory.DirectorySessions;

import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/** What the perspective of Active Directory says where something is not as it should be. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DirectoryFailuresTest {

	private static final String WHY = "Why it failed and what to try";

	/** An account that no other test changes. */
	private static final String OWN = "keeper";

	@TempDir
	private static Path folder;
	private static ActiveDirectory directory;

	@BeforeAll
	static void start() throws Exception {
		directory = DirectorySeed.shared();
		List<byte[]> keys = DirectorySeed.certificates("machine", "WS01");
		LdapTools.modify(directory, "dn: CN=WS01," + DirectorySeed.COMPUTERS + "\nchangetype: modify\n"
				+ "replace: mSMQSignCertificates\nmSMQSignCertificates:: "
				+ Base64.getEncoder().encodeToString(DirectorySeed.blob(keys)) + "\n-\nreplace: mSMQDigests\n"
				+ "mSMQDigests:: " + Base64.getEncoder().encodeToString(DirectorySeed.md5(keys.get(0))) + "\n-\n\n");
		List<byte[]> certificates = DirectorySeed.certificates(OWN, "WS01", "WS02");
		LdapTools.modify(directory,
				DirectorySeed.account(OWN, DirectorySeed.blob(certificates), DirectorySeed.digests(certificates)));
		DirectoryWindow.open();
	}

	@AfterAll
	static void stop() {
		DirectoryWindow.close();
	}

	private static void awaitFailure(String part) {
		await("the failure: " + part,
				() -> Window.isThere(Text.class, WHY) && named(Text.class, WHY).getText().contains(part));
	}

	private static void cancel() {
		press("Cancel");
		await("no dialog", () -> !Prompt.isOpen(DirectoryWindow.DIALOG));
	}

	@Test
	@Order(1)
	void aWrongPasswordIsSaidWithTheReasonOfTheServer() {
		DirectoryWindow.fill(directory, DirectoryWindow.ADMINISTRATOR, "wrong");
		Form.type("CA file", directory.authority().toString());
		press("Connect");
		awaitFailure("invalidCredentials (49)");
		assertThat(ui(() -> NamesTest.nameless(Prompt.shell(DirectoryWindow.DIALOG)))).isEmpty();
		cancel();
		assertThat(ui(() -> DirectorySessions.get().all())).isEmpty();
	}

	@Test
	@Order(2)
	void aServerThatIsNotTrustedGetsNoPassword() {
		DirectoryWindow.fill(directory, DirectoryWindow.ADMINISTRATOR, ActiveDirectory.PASSWORD);
		press("Connect");
		Prompt.await("Trust this server?", "nobody who is trusted vouches for it");
		run(() -> Prompt.shell("Trust this server?").close());
		awaitFailure("certificate");
		cancel();
		assertThat(ui(() -> DirectorySessions.get().all())).isEmpty();
	}

	/** Not before: a disk that does not answer would stall the window at each key. */
	@Test
	@Order(2)
	void anAuthorityThatIsNotThereIsSaidWhenItConnects() {
		DirectoryWindow.fill(directory, DirectoryWindow.ADMINISTRATOR, ActiveDirectory.PASSWORD);
		Form.type("CA file", "/no/such/file.pem");
		assertThat(Form.canConnect()).isTrue();
		press("Connect");
		awaitFailure("/no/such/file.pem");
		cancel();
	}

	@Test
	@Order(3)
	void aServerThatIsNotThereIsSaidInTheViewAndTriedAgain() throws Exception {
		int port;
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = socket.getLocalPort();
		}
		DirectoryWindow.fill(directory, DirectoryWindow.ADMINISTRATOR, ActiveDirectory.PASSWORD);
		Form.type("Name", "127.0.0.1");
		Form.type("Port", Integer.toString(port));
		press("Connect");
		awaitFailure("127.0.0.1:" + port);
		press("Add Anyway");
		await("the failure in the view",
				() -> Window.find(Label.class, label -> label.getText().equals("Accounts cannot be read")).isPresent());
		press("Try again");
		Window.join();
		await("the failure again",
				() -> Window.find(Label.class, label -> label.getText().equals("Accounts cannot be read")).isPresent());
		ui(() -> {
			DirectorySession session = DirectorySessions.get().current().orElseThrow();
			DirectorySessions.get().remove(session);
			return null;
		});
		await("nothing but a button", () -> Window
				.find(Label.class, label -> label.getText().startsWith("Add an Active Directory")).isPresent());
	}

	@Test
	@Order(4)
	void aComputerIsRefusedWithTheReason() {
		DirectoryWindow.connect(directory);
		Form.choose("Kind of accounts", "Computers (protected)");
		DirectoryWindow.awaitAccount("QUAYSIDE\\WS01$");
		DirectoryWindow.select("QUAYSIDE\\WS01$");
		command("dev.quayside.certs.clean");
		Prompt.await("Clean up certificates",
				"WS01$ is a computer. Its certificates are the keys of its queue manager");
		press("OK");
		await("no dialog", () -> !Prompt.isOpen("Clean up certificates"));
	}

	@Test
	@Order(5)
	void nothingFoundIsSaid() throws Exception {
		LdapTools.modify(directory, "dn: CN=WS01," + DirectorySeed.COMPUTERS + "\nchangetype: modify\n"
				+ "delete: mSMQSignCertificates\n-\ndelete: mSMQDigests\n-\n\n");
		DirectoryWindow.activate();
		command("org.eclipse.ui.file.refresh");
		await("that there is none", () -> Window
				.find(Label.class,
						label -> label.getText().equals("No computer of quayside.test has MSMQ certificates."))
				.isPresent());
		Form.choose("Kind of accounts", "Users");
		DirectoryWindow.awaitAccount("QUAYSIDE\\agnes");
	}

	@Test
	@Order(6)
	void aFolderThatCannotBeWrittenKeepsTheAccountAsItIs() throws Exception {
		Path file = Files.writeString(folder.resolve("file"), "");
		DirectoryWindow.awaitAccount(DirectorySeed.name(OWN));
		DirectoryWindow.select(DirectorySeed.name(OWN));
		DirectoryWindow.awaitVerdicts("2 current");
		command("dev.quayside.certs.clean");
		await("the wizard", () -> Prompt.isOpen("Clean up certificates"));
		DirectoryWindow.rule("Everything");
		DirectoryWindow.preview();
		for (String unusable : List.of(file.toString(), "/proc/quayside-backup")) {
			DirectoryWindow.backupFolder(unusable);
			press("Finish");
			await("that it cannot be written",
					() -> Form.isSaid("The backup cannot be written: " + unusable));
		}
		press("Cancel");
		await("no wizard", () -> !Prompt.isOpen("Clean up certificates"));
		assertThat(LdapTools.values(directory, DirectorySeed.dn(OWN), "mSMQDigests")).hasSize(2);
	}

	@Test
	@Order(7)
	void aReadOnlyDirectoryOffersNoChange() {
		DirectoryWindow.select(DirectorySeed.name(OWN));
		await("a change is offered", () -> Window.isEnabled("dev.quayside.certs.clean"));
		readOnly(true);
		for (String command : List.of("clean", "restore", "register", "repair")) {
			await(command + " is not offered", () -> !Window.isEnabled("dev.quayside.certs." + command));
		}
		readOnly(false);
		await("a change is offered again", () -> Window.isEnabled("dev.quayside.certs.clean"));
	}

	@Test
	@Order(8)
	void whatWasReadThroughOtherSettingsIsReadAgain() throws Exception {
		List<byte[]> certificates = DirectorySeed.certificates("latecomer", "WS01");
		LdapTools.modify(directory, DirectorySeed.account("latecomer", DirectorySeed.blob(certificates),
				DirectorySeed.digests(certificates)));
		command("dev.quayside.directory.settings");
		await("the settings", () -> Prompt.isOpen("Directory settings"));
		press("Connect");
		DirectoryWindow.awaitAccount(DirectorySeed.name("latecomer"));
	}

	@Test
	@Order(9)
	void aBackupOfAComputerIsNotRestored() throws Exception {
		Path backup = Files.writeString(folder.resolve("computer.ldif"), "dn: CN=WS01," + DirectorySeed.COMPUTERS
				+ "\nchangetype: modify\nreplace: mSMQSignCertificates\n-\nreplace: mSMQDigests\n"
				+ "mSMQDigests:: AAECAwQFBgcICQoLDA0ODw==\n-\n\n");
		command("dev.quayside.certs.restore");
		await("the wizard", () -> Prompt.isOpen("Restore certificates"));
		Form.type("File", backup.toString());
		press("Next >");
		await("that it is refused", () -> Form.isSaid("The changes cannot be worked out"));
		press("Cancel");
		await("no wizard", () -> !Prompt.isOpen("Restore certificates"));
	}

	private static void readOnly(boolean isReadOnly) {
		run(() -> DirectorySessions.get().setReadOnly(DirectorySessions.get().current().orElseThrow(), isReadOnly));
	}
}
