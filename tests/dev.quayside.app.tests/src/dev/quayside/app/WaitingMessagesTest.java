package dev.quayside.app;

import static dev.quayside.app.Window.await;
import static dev.quayside.app.Window.command;
import static dev.quayside.app.Window.named;
import static dev.quayside.app.Window.press;
import static dev.quayside.app.Window.run;
import static dev.quayside.app.Window.screenshot;
import static dev.quayside.app.Window.ui;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.packet.MessageBuilder;
import dev.quayside.msmq.packet.SecurityHeader;
import dev.quayside.msmq.transfer.SessionOptions;
import dev.quayside.msmq.transfer.TransferSession;
import dev.quayside.testkit.ActiveDirectory;
import dev.quayside.testkit.DirectorySeed;
import dev.quayside.testkit.LdapTools;
import dev.quayside.ui.common.Connections;
import dev.quayside.ui.common.LocalControl;
import dev.quayside.ui.common.Manager;

import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** The preview of a clean-up counts messages that wait in queues, and waits for none of them itself. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WaitingMessagesTest {

	private static final String WIZARD = "Clean up certificates";

	/** An account that no other test changes. */
	private static final String OWN = "courier";

	@TempDir
	private static Path folder;
	private static List<byte[]> certificates;
	private static OtherQueueManager server;

	@BeforeAll
	static void start() throws Exception {
		ActiveDirectory directory = DirectorySeed.shared();
		certificates = DirectorySeed.certificates(OWN, "WS01", "LONGGONE");
		LdapTools.modify(directory,
				DirectorySeed.account(OWN, DirectorySeed.blob(certificates), DirectorySeed.digests(certificates)));
		LocalControl.get().stop();
		await("no queue manager", () -> Connections.get().all().stream()
				.noneMatch(manager -> manager.state() == Manager.State.CONNECTED));
		DirectoryWindow.open();
		DirectoryWindow.connect(directory);
	}

	@AfterAll
	static void stop() throws Exception {
		DirectoryWindow.close();
		server.close();
	}

	private static void send(String queue, int ordinal, byte[] certificate) throws Exception {
		UUID self = UUID.randomUUID();
		SecurityHeader security = new SecurityHeader(0, new byte[0], new byte[0], new byte[0], certificate,
				new byte[0]);
		try (TransferSession session = TransferSession.connect("127.0.0.1",
				server.manager().address().transferPort().orElseThrow(), self, SessionOptions.DEFAULT)) {
			session.send(new MessageBuilder(self, FormatName.parse("DIRECT=OS:localhost\\private$\\" + queue))
					.ordinal(ordinal).security(security).build()).toCompletableFuture().join();
		}
	}

	private static void preview() {
		DirectoryWindow.activate();
		DirectoryWindow.select(DirectorySeed.name(OWN));
		DirectoryWindow.awaitVerdicts("1 machine gone, 1 current");
		command("dev.quayside.certs.clean");
		await("the wizard", () -> Prompt.isOpen(WIZARD));
		DirectoryWindow.rule("Machine gone");
		DirectoryWindow.preview();
		assertThat(DirectoryWindow.planned(1)).isEqualTo("2 → 1");
		DirectoryWindow.backupFolder(folder.toString());
		await("that it can be finished", () -> Window
				.find(Button.class, button -> button.getText().replace("&", "").equals("Finish")).orElseThrow()
				.isEnabled());
	}

	private static void awaitWords(String words) {
		await("words: " + words, () -> named(Label.class, "Waiting messages").getText().equals(words));
	}

	private static void cancel() {
		press("Cancel");
		await("no wizard", () -> !Prompt.isOpen(WIZARD));
	}

	/** Those of the queue manager of this test, a line each: queue, messages, why not. */
	private static List<List<String>> lines() {
		run(() -> named(CTabFolder.class, "Views of the change").setSelection(3));
		return ui(() -> Arrays.stream(named(Table.class, "Waiting messages by queue").getItems())
				.map(item -> List.of(queue(item), item.getText(1), item.getText(2))).toList());
	}

	private static String queue(TableItem item) {
		return item.getText(0).replaceAll(" on .*", "");
	}

	@Test
	@Order(1)
	void thatNoQueueManagerIsConnectedIsSaid() throws Exception {
		preview();
		awaitWords(
				"No queue manager is connected: how many waiting messages carry a certificate that goes is not known.");
		assertThat(lines()).isEmpty();
		cancel();
		server = new OtherQueueManager(folder.resolve("data"), "orders", "other", "empty");
	}

	@Test
	@Order(2)
	void messagesAreCountedByQueue() throws Exception {
		send("orders", 1, certificates.get(1));
		send("orders", 2, certificates.get(0));
		send("orders", 3, certificates.get(1));
		send("other", 4, certificates.get(1));
		preview();
		awaitWords("Waiting messages that carry a certificate that goes: 3, in 2 of 3 queues.");
		assertThat(lines()).containsExactly(List.of("private$\\orders", "2", ""), List.of("private$\\other", "1", ""),
				List.of("private$\\empty", "0", ""));
		assertThat(ui(() -> NamesTest.nameless(Prompt.shell(WIZARD)))).isEmpty();
		DirectoryWindow.backupFolder("/srv/certificates");
		screenshot("waiting");
		cancel();
	}

	@Test
	@Order(3)
	void whatCannotBeReadIsUnknownAndTheChangeIsMadeAllTheSame() throws Exception {
		server.stop();
		preview();
		awaitWords("Waiting messages that carry a certificate that goes: ?; 3 of 3 queues were not read.");
		assertThat(lines()).hasSize(3).allSatisfy(line -> {
			assertThat(line.get(1)).isEqualTo("?");
			assertThat(line.get(2)).isNotEmpty();
		});
		DirectoryWindow.finish();
		press("Close");
		DirectoryWindow.awaitVerdicts("1 current");
	}
}
