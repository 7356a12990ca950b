package dev.quayside.app;

import static dev.quayside.app.Window.await;
import static dev.quayside.app.Window.command;
import static dev.quayside.app.Window.isEnabled;
import static dev.quayside.app.Window.key;
import static dev.quayside.app.Window.named;
import static dev.quayside.app.Window.press;
import static dev.quayside.app.Window.run;
import static dev.quayside.app.Window.screenshot;
import static dev.quayside.app.Window.ui;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.OperationRecord;
import dev.quayside.admin.QueueManagerAddress;
import dev.quayside.admin.SendRequest;
import dev.quayside.ui.common.Connections;
import dev.quayside.ui.common.Workspace;
import dev.quayside.ui.messages.OperationsView;

import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A queue of another queue manager: its count, its messages, one deleted, the rest purged. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OrdersTest {

	private static final int SENT = 10_000;
	private static final String[] CHANGES = { "dev.quayside.messages.delete", "dev.quayside.queue.purge",
			"dev.quayside.send" };

	@TempDir
	private static Path folder;
	private static OtherQueueManager server;
	private static String where;

	@BeforeAll
	static void start() throws Exception {
		Messages.closeAll();
		server = new OtherQueueManager(folder.resolve("data"), QueueManagerAddress.DEFAULT_RPC_PORT,
				QueueManagerAddress.DEFAULT_TRANSFER_PORT, "orders", "invoices");
		server.send("orders", "hello {n}",
				SendRequest.Body.text("{\"order\":{n},\"customer\":\"Ægir & Søn\",\"lines\":[{\"sku\":\"A-{n}\"}]}"),
				SENT);
		where = "private$\\orders on " + server.manager().title();
	}

	@AfterAll
	static void stop() throws Exception {
		Messages.closeAll();
		server.close();
	}

	@Test
	@Order(1)
	void theNavigatorShowsTheQueueAndItsCount() {
		Navigator.refresh(server.manager());
		Navigator.awaitLine("orders  10,000");
		Navigator.awaitLine("invoices  0");
	}

	@Test
	@Order(2)
	void enterOnTheQueueShowsItsMessages() {
		Navigator.select(server.queue("orders"));
		Navigator.focus();
		key(SWT.CR);
		await("the first messages", () -> Messages.rows() >= 400);
		assertThat(ui(() -> Window.page().getActiveEditor().getTitle())).as("how its tab is found after a start")
				.isEqualTo(ui(() -> Window.page().getActiveEditor().getEditorInput().getName()));
		await("the position", () -> Messages.position().matches("1 to [0-9,]+ of 10,000 – .*"));
		assertThat(Messages.label(0)).isEqualTo("hello 1");
		Messages.select(5);
		await("JSON, indented", () -> Messages.body().contains("  \"customer\": \"Ægir & Søn\",\n"));
	}

	@Test
	@Order(3)
	void theTableReadsOnAsTheUserScrolls() {
		await("five pages", () -> {
			Table table = Messages.table();
			table.setTopIndex(table.getItemCount() - 1);
			return table.getItemCount() >= 2000;
		});
		await("the position", () -> Messages.position().matches("1 to [2-9],[0-9]{3} of 10,000 – .*"));
		assertThat(Messages.label(1999)).isEqualTo("hello 2000");
		run(() -> Messages.table().setTopIndex(0));
	}

	@Test
	@Order(4)
	void refreshKeepsTheSelection() {
		Messages.activate();
		Messages.select(7, 8, 1500);
		int before = ui(Messages::rows);
		key(SWT.F5);
		await("other rows, read anew", () -> Messages.rows() < before);
		assertThat(Messages.selected()).containsExactly("hello 8", "hello 9", "hello 1501");
	}

	@Test
	@Order(5)
	void homeAndEndAreThoseOfTheQueue() {
		run(() -> Messages.table().setFocus());
		key(SWT.END);
		await("the last message", () -> "hello 10000".equals(Messages.firstSelected()));
		key(SWT.HOME);
		await("the first message", () -> "hello 1".equals(Messages.firstSelected()));
		await("its place", () -> Messages.position().startsWith("1 to "));
	}

	@Test
	@Order(6)
	void aReadOnlyConnectionOffersNoChange() {
		Messages.activate();
		Messages.select(7);
		awaitEnabled(true);
		readOnly(true);
		awaitEnabled(false);
		assertThat(isEnabled("dev.quayside.messages.save")).isTrue();
		assertThat(ui(Messages::position)).endsWith("(read-only)");
		readOnly(false);
		awaitEnabled(true);
	}

	private static void awaitEnabled(boolean isEnabled) {
		for (String command : CHANGES) {
			await(command + (isEnabled ? " is offered" : " is not offered"), () -> isEnabled(command) == isEnabled);
		}
	}

	private static void readOnly(boolean isReadOnly) {
		ui(() -> {
			Connections.get().setReadOnly(server.manager(), isReadOnly);
			return null;
		});
	}

	@Test
	@Order(7)
	void theKeyDeletesTheSelectedMessageAndSavesItFirst() throws Exception {
		Messages.activate();
		run(() -> Messages.table().setFocus());
		Messages.select(3);
		Messages.awaitBody("the message", "{\n  \"order\": 4,");
		run(() -> Messages.table().setTopIndex(0));
		screenshot("queue");
		key(SWT.DEL);
		Prompt.await("Delete messages", "Delete the message \"hello 4\" from " + where + "?");
		assertThat(Path.of(Prompt.folder())).startsWithRaw(Workspace.savedMessages());
		Prompt.folder(folder.resolve("saved").toString());
		screenshot("delete");
		press("Delete");
		await("one message less", () -> server.messages() == SENT - 1);
		await("the table without it", () -> "hello 5".equals(Messages.table().getItem(3).getText(Messages.LABEL)));
		await("the result in words",
				() -> Window.statusLine().equals("1 message deleted, saved in " + folder.resolve("saved")));
		try (Stream<Path> files = Files.list(folder.resolve("saved"))) {
			assertThat(files.map(file -> file.getFileName().toString().replaceAll("^[0-9]+", "")))
					.containsExactlyInAnyOrder(".body", ".json");
		}
	}

	@Test
	@Order(8)
	void theContextMenuAsksTooAndEnterMeansCancel() throws Exception {
		Messages.activate();
		Messages.select(3);
		Table table = ui(Messages::table);
		assertThat(Window.contextMenu(table)).containsSubsequence("Copy", "Save Messages…", "Delete Messages…",
				"Purge Queue…", "Refresh");
		Window.choose(table, "Delete Messages…");
		Prompt.await("Delete messages", "hello 5");
		run(() -> Prompt.shell("Delete messages").getDefaultButton().notifyListeners(SWT.Selection, new Event()));
		await("no dialog", () -> !Prompt.isOpen("Delete messages"));
		Window.join();
		assertThat(server.messages()).isEqualTo(SENT - 1);
	}

	@Test
	@Order(9)
	void whatArrivesWhileTheUserIsAskedIsNotPurgedWithoutAnotherQuestion() throws Exception {
		command("dev.quayside.queue.purge");
		Prompt.await("Purge queue", "Delete all 9,999 messages from " + where + "?");
		server.send("orders", "late", SendRequest.Body.text("arrived while somebody thought about it"), 1);
		Prompt.save(false);
		press("Purge");
		Prompt.await("Purge queue", "The queue has changed while you were asked.");
		assertThat(ui(() -> Window.find(Label.class, label -> label.getText().contains("all 10,000 messages"))))
				.isPresent();
		press("Cancel");
		await("no dialog", () -> !Prompt.isOpen("Purge queue"));
		Window.join();
		assertThat(server.messages()).isEqualTo(SENT);
	}

	@Test
	@Order(10)
	void aClickPurgesTheRest() throws Exception {
		Navigator.refresh(server.manager());
		Navigator.awaitLine("orders  10,000");
		Navigator.select(server.queue("orders"));
		Tools.click("Purge Queue…");
		Prompt.await("Purge queue", "First: \"hello 1\"");
		Prompt.folder("/srv/saved/orders");
		screenshot("purge");
		Prompt.save(false);
		press("Purge");
		await("no message", () -> server.messages() == 0);
		await("the empty queue says so", () -> Messages.isShown("The queue is empty"));
		await("nothing is selected any more", () -> Messages.isShown("Select a message to see"));
		Navigator.awaitLine("orders  0");
		await("the result in words", () -> Window.statusLine().equals("10000 messages deleted"));
	}

	@Test
	@Order(11)
	void everyChangeIsInTheOperationsView() {
		ui(() -> Window.page().showView(OperationsView.ID));
		List<OperationRecord> entries = Workspace.operations().entries().stream()
				.filter(entry -> entry.where().equals(where)).toList();
		assertThat(entries).extracting(OperationRecord::what).containsExactly("Delete 1 message", "Purge");
		assertThat(entries).extracting(OperationRecord::identity).containsOnly("anonymous");
		assertThat(ui(() -> named(Table.class, "Operations").getItem(0).getText(5)))
				.isEqualTo("10000 messages deleted");
		screenshot("operations");
		Table table = ui(() -> named(Table.class, "Operations"));
		run(() -> {
			table.setFocus();
			table.select(0);
		});
		command("org.eclipse.ui.edit.copy");
		await("the copied line", () -> clipboard().contains("10000 messages deleted"));
		assertThat(ui(OrdersTest::clipboard).split("\t")).contains("Purge", where, "anonymous");
		ui(() -> Window.page().showView("dev.quayside.ui.messages.message"));
	}

	private static String clipboard() {
		Clipboard clipboard = new Clipboard(Window.display());
		try {
			return String.valueOf(clipboard.getContents(TextTransfer.getInstance()));
		} finally {
			clipboard.dispose();
		}
	}

	@Test
	@Order(12)
	void anEmptyQueueNeedsNoPurge() {
		Navigator.select(server.queue("invoices"));
		command("dev.quayside.queue.purge");
		Prompt.await("Purge queue", "There is no message in private$\\invoices");
		press("OK");
		await("no dialog", () -> !Prompt.isOpen("Purge queue"));
	}
}
