package dev.quayside.app;

import static dev.quayside.app.Form.canConnect;
import static dev.quayside.app.Form.choose;
import static dev.quayside.app.Form.isSaid;
import static dev.quayside.app.Form.tick;
import static dev.quayside.app.Form.type;
import static dev.quayside.app.Window.await;
import static dev.quayside.app.Window.command;
import static dev.quayside.app.Window.named;
import static dev.quayside.app.Window.press;
import static dev.quayside.app.Window.run;
import static dev.quayside.app.Window.screenshot;
import static dev.quayside.app.Window.ui;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.QueueManagerAddress;
import dev.quayside.ui.common.Connections;
import dev.quayside.ui.common.Manager;
import dev.quayside.ui.common.NewConnection;
import dev.quayside.ui.common.Workspace;

import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.Tree;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A queue manager that demands an identity: added, refused, remembered, changed, removed. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConnectionsTest {

	private static final String ADD = "Add queue manager";
	private static final String SECRET = "Grüße 1\\2";
	private static final String OTHER_SECRET = "anders 7";

	@TempDir
	private static Path folder;
	private static OtherQueueManager server;
	private static FakeServices services;

	@BeforeAll
	static void start() throws Exception {
		Messages.closeAll();
		server = new OtherQueueManager(folder, "orders");
		services = new FakeServices(server.manager().address());
		services.password = SECRET;
	}

	@AfterAll
	static void stop() throws Exception {
		Messages.closeAll();
		services.close();
		server.close();
	}

	private static Optional<Manager> manager() {
		return ui(() -> Connections.get().at(QueueManagerAddress.parse(FakeServices.HOST)));
	}

	@Test
	@Order(1)
	void withoutAnIdentityAnotherHostNeedsConsent() {
		command("dev.quayside.manager.add");
		await("the dialog", () -> Prompt.isOpen(ADD));
		screenshot("connect-empty");
		assertThat(canConnect()).isFalse();
		type("Host", "127.0.0.1");
		assertThat(canConnect()).isTrue();
		type("Host", FakeServices.HOST);
		assertThat(canConnect()).isFalse();
		assertThat(isSaid("would be anonymous and unprotected")).isTrue();
		screenshot("connect-consent");
		tick("Calls may cross the network unprotected and anonymous", true);
		assertThat(canConnect()).isTrue();
		tick("Calls may cross the network unprotected and anonymous", false);
	}

	@Test
	@Order(2)
	void anAccountIsProtectedByPrivacyUnlessTheUserWantsLess() {
		choose("Identity", "Account and password");
		assertThat(ui(() -> named(Combo.class, "Protection").getText())).isEqualTo("Privacy (signed and encrypted)");
		assertThat(isSaid("Name the user of the account")).isTrue();
		type("User", "CORP\\alice");
		assertThat(canConnect()).isFalse();
		type("Password", "wrong");
		assertThat(canConnect()).isTrue();
		screenshot("connect-filled");
	}

	@Test
	@Order(3)
	void aWrongPasswordIsRefusedInTheDialogWithCauseAndAdvice() {
		press("Connect");
		await("the refusal", () -> Window.isThere(Text.class, "Why it failed and what to try"));
		assertThat(ui(() -> named(Text.class, "Why it failed and what to try").getText()))
				.contains("access denied (0x00000005) to CORP\\alice").contains("Try this: Check the password");
		assertThat(canConnect()).isTrue();
		screenshot("connect-refused");
	}

	@Test
	@Order(4)
	void theRightOneConnectsAndIsRememberedBehindAMasterPassword() throws IOException {
		type("Password", SECRET);
		assertThat(ui(() -> Window.isThere(Text.class, "Why it failed and what to try"))).isFalse();
		press("Connect");
		await("the dialog has closed", () -> !Prompt.isOpen(ADD));
		await("a master password is asked for", () -> Prompt.isOpen("Master password"));
		screenshot("master-password");
		type("Master password", "öffne dich");
		type("Once more", "öffne mich");
		assertThat(isSaid("not the same")).isTrue();
		type("Once more", "öffne dich");
		press("OK");
		Window.join();
		await("it is remembered", () -> Connections.get().at(QueueManagerAddress.parse(FakeServices.HOST))
				.orElseThrow().known().isRemembered());
		Navigator.awaitLine(FakeServices.HOST + "  privacy");
		Window.join();
		assertThat(Workspace.folder().resolve("secure-storage")).isNotEmptyFile();
		assertNoSecretInFiles();
	}

	/** Neither as text nor in the bytes of UTF-16, in any file of the workspace. */
	private static void assertNoSecretInFiles() throws IOException {
		List<Path> files;
		try (Stream<Path> all = Files.walk(Workspace.folder())) {
			files = all.filter(Files::isRegularFile).toList();
		}
		assertThat(files).isNotEmpty();
		for (Path file : files) {
			String bytes = Files.readString(file, StandardCharsets.ISO_8859_1).replace("\0", "");
			for (String secret : List.of("e 1\\2", "e 1\\\\2", "anders 7", "ffne dich")) {
				assertThat(bytes).as(file.toString()).doesNotContain(secret);
			}
		}
	}

	@Test
	@Order(5)
	void theTabAndTheStatusLineShowTheLock() {
		services.remark = Optional.of("No ticket: the clock is 10 minutes off");
		Navigator.refresh(manager().orElseThrow());
		Messages.open(Navigator.queue(manager().orElseThrow(), "private$\\orders"));
		await("the lock in words", () -> Window.find(Label.class, label -> label.getText()
				.equals("Privacy (signed and encrypted), NTLM, as CORP\\alice")).isPresent());
		List<String> locks = ui(() -> Window.all(Label.class, "Protection").map(Label::getText).toList());
		assertThat(locks).hasSize(2).containsOnly("Privacy (signed and encrypted), NTLM, as CORP\\alice");
		screenshot("lock-privacy");
		Messages.open(server.queue("orders"));
		await("the other lock", () -> Window.all(Label.class, "Protection")
				.allMatch(label -> label.getText().equals("Unprotected, anonymous")));
		assertThat(ui(() -> Window.all(Label.class, "Protection").findFirst().orElseThrow().getForeground()))
				.isEqualTo(ui(() -> JFaceResources.getColorRegistry().get("ERROR_COLOR")));
		screenshot("lock-open");
	}

	@Test
	@Order(6)
	void lessThanPrivacyIsHalfOfALockAndTheRememberedPasswordIsUsed() {
		Navigator.select(manager().orElseThrow());
		command("dev.quayside.manager.settings");
		await("the settings", () -> Prompt.isOpen("Connection settings"));
		assertThat(ui(() -> named(Text.class, "Password").getText())).isEmpty();
		choose("Protection", "Integrity (signed, not encrypted)");
		screenshot("connect-settings");
		press("Connect");
		await("the dialog has closed", () -> !Prompt.isOpen("Connection settings"));
		Navigator.awaitLine(FakeServices.HOST + "  integrity");
		Navigator.select(manager().orElseThrow());
		run(() -> named(Tree.class, "Queue managers").redraw());
		assertThat(ui(() -> Connections.get().at(QueueManagerAddress.parse(FakeServices.HOST)).orElseThrow().security()
				.orElseThrow().remark())).contains("No ticket: the clock is 10 minutes off");
		screenshot("lock-half");
	}

	@Test
	@Order(7)
	void aPasswordThatIsRefusedLaterIsAskedForAgainWithTheReason() throws IOException {
		services.password = OTHER_SECRET;
		Manager manager = manager().orElseThrow();
		run(() -> Connections.get().change(manager, NewConnection.of(manager.known())));
		await("the question", () -> Prompt.isOpen("Password"));
		assertThat(ui(() -> named(Text.class, "Why the password is asked for").getText()))
				.contains("access denied").contains("Try this: Check the password");
		screenshot("password-again");
		type("Password", OTHER_SECRET);
		press("Connect");
		Navigator.awaitLine(FakeServices.HOST + "  integrity");
		Window.join();
		assertNoSecretInFiles();
	}

	@Test
	@Order(8)
	void whoGivesNoPasswordSeesTheRefusalInTheNavigator() {
		services.password = "nobody knows";
		Manager manager = manager().orElseThrow();
		run(() -> Connections.get().change(manager, NewConnection.of(manager.known())));
		await("the question", () -> Prompt.isOpen("Password"));
		press("Cancel");
		Navigator.awaitLine("Access denied");
		Navigator.select(manager().orElseThrow());
		await("cause and advice below the tree", () -> Navigator.problem().contains("access denied (0x00000005)")
				&& Navigator.problem().contains("Try this: Check the password"));
		assertThat(ui(() -> Prompt.isOpen("Password"))).as("it is not asked for again by itself").isFalse();
		screenshot("refused");
	}

	@Test
	@Order(9)
	void aConnectionThatIsRemovedTakesItsPasswordAlong() throws IOException {
		Path storage = Workspace.folder().resolve("secure-storage");
		assertThat(Files.readString(storage)).contains("secure.example");
		Manager removed = manager().orElseThrow();
		run(() -> Connections.get().remove(removed));
		Window.join();
		assertThat(Files.readString(storage)).doesNotContain("secure.example");
	}
}
