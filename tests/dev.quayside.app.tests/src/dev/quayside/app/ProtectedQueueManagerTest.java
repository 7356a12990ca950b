package dev.quayside.app;

import static dev.quayside.app.Form.choose;
import static dev.quayside.app.Form.type;
import static dev.quayside.app.Window.await;
import static dev.quayside.app.Window.command;
import static dev.quayside.app.Window.named;
import static dev.quayside.app.Window.press;
import static dev.quayside.app.Window.screenshot;
import static dev.quayside.app.Window.ui;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.Delivery;
import dev.quayside.admin.LocalQueueManager;
import dev.quayside.admin.LocalQueueManagerSettings;
import dev.quayside.admin.LocalQueueManagers;
import dev.quayside.admin.LocalSecurity;
import dev.quayside.admin.MessageSender;
import dev.quayside.admin.Protection;
import dev.quayside.admin.Secret;
import dev.quayside.admin.SendRequest;
import dev.quayside.ui.common.Connections;
import dev.quayside.ui.common.Manager;
import dev.quayside.ui.common.Services;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A queue manager that demands an account at the level privacy, over the wire. */
class ProtectedQueueManagerTest {

	private static final String QUEUE = "private$\\orders";

	@TempDir
	private static Path folder;
	private static LocalQueueManager server;

	@BeforeAll
	static void start() throws Exception {
		Messages.closeAll();
		LocalSecurity security = new LocalSecurity(
				List.of(new LocalSecurity.User("alice", new Secret("secret".toCharArray()))), Optional.empty(),
				Optional.empty(), Protection.PRIVACY);
		server = Services.get(LocalQueueManagers.class)
				.start(new LocalQueueManagerSettings(folder.resolve("data"), List.of("127.0.0.1"), 0, 0, 0,
						List.of(new LocalQueueManagerSettings.QueueDefinition(QUEUE, false, false, false)),
						LocalQueueManagerSettings.DEFAULT_PENDING_TIMEOUT, Map.of(), security));
		Services.get(MessageSender.class).send(
				new SendRequest("DIRECT=OS:localhost\\" + QUEUE, "order {n}", SendRequest.Body.text("one"),
						Delivery.EXPRESS, 3, 3, SendRequest.Queues.NONE, SendRequest.Lifetime.UNLIMITED,
						server.address().transferPort()),
				id -> {}, new NullProgressMonitor());
	}

	@AfterAll
	static void stop() throws Exception {
		Messages.closeAll();
		server.close();
	}

	@BeforeEach
	void open() {
		command("dev.quayside.manager.add");
		await("the dialog", () -> Prompt.isOpen("Add queue manager"));
		type("Host", "localhost:" + server.rpcPort());
	}

	@AfterEach
	void remove() {
		if (ui(() -> Prompt.isOpen("Add queue manager"))) {
			press("Cancel");
			await("no dialog", () -> !Prompt.isOpen("Add queue manager"));
		}
		Messages.closeAll();
		manager().ifPresent(manager -> Window.run(() -> Connections.get().remove(manager)));
		Window.join();
	}

	private static Optional<Manager> manager() {
		return ui(() -> Connections.get().all().stream()
				.filter(manager -> manager.title().equals("localhost:" + server.rpcPort())).findAny());
	}

	private static void account(String password) {
		choose("Identity", "Account and password");
		type("User", "CORP\\alice");
		type("Password", password);
		Form.tick("Remember in secure storage", false);
	}

	private static String refusal() {
		await("the refusal", () -> Window.isThere(Text.class, "Why it failed and what to try"));
		return ui(() -> named(Text.class, "Why it failed and what to try").getText());
	}

	@Test
	void theRightAccountSeesItsMessagesBehindAClosedLock() {
		account("secret");
		press("Connect");
		await("the dialog has closed", () -> !Prompt.isOpen("Add queue manager"));
		Navigator.awaitLine("localhost:" + server.rpcPort() + "  privacy");
		Navigator.awaitLine("orders  3");
		Messages.open(Navigator.queue(manager().orElseThrow(), QUEUE));
		Messages.awaitRows(3);
		Messages.select(0);
		Messages.awaitBody("its body", "one");
		await("the lock in words", () -> Window.all(Label.class, "Protection")
				.allMatch(label -> label.getText().equals("Privacy (signed and encrypted), NTLM, as CORP\\alice")));
		screenshot("protected");
	}

	@Test
	void nobodyIsRefusedInWords() {
		press("Connect");
		assertThat(refusal()).contains("the queue manager lets nobody in without an account").contains("Try this: ");
		screenshot("refused-anonymous");
	}

	@Test
	void lessThanPrivacyIsRefusedInWords() {
		account("secret");
		choose("Protection", "Integrity (signed, not encrypted)");
		press("Connect");
		assertThat(refusal()).contains("demands more protection than integrity").contains("Try this: ");
	}

	@Test
	void aWrongPasswordIsRefusedInWordsAndExplainedByTheDoctor() {
		account("wrong");
		press("Connect");
		assertThat(refusal()).contains("does not let in CORP\\alice").contains("the password");
		press("Examine…");
		await("the end of the examination", () -> Window.find(Label.class,
				label -> label.getText().matches("[1-9][0-9]* passed, [1-9][0-9]* failed, .*")).isPresent());
		assertThat(ui(() -> named(Text.class, "What was found and what to try").getText())).contains("Try this: ");
		screenshot("examination-refused");
		press("Close");
		await("no doctor", () -> !Prompt.isOpen("Examine connection"));
	}
}
