package dev.quayside.app;

import static dev.quayside.app.Window.await;
import static dev.quayside.app.Window.command;
import static dev.quayside.app.Window.isEnabled;
import static dev.quayside.app.Window.isThere;
import static dev.quayside.app.Window.named;
import static dev.quayside.app.Window.press;
import static dev.quayside.app.Window.run;
import static dev.quayside.app.Window.screenshot;
import static dev.quayside.app.Window.ui;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.Delivery;
import dev.quayside.admin.LocalQueueManager;
import dev.quayside.admin.MessageSender;
import dev.quayside.admin.OperationRecord;
import dev.quayside.admin.QueueAddress;
import dev.quayside.admin.QueueManagerAddress;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.QueueSummary;
import dev.quayside.admin.Reading;
import dev.quayside.admin.SendRequest;
import dev.quayside.ui.common.AdminJob;
import dev.quayside.ui.common.Connections;
import dev.quayside.ui.common.LocalControl;
import dev.quayside.ui.common.Manager;
import dev.quayside.ui.common.QueueNode;
import dev.quayside.ui.common.Services;
import dev.quayside.ui.common.Workspace;
import dev.quayside.ui.common.QueueTabs;
import dev.quayside.ui.messages.OperationsView;
import dev.quayside.ui.model.KnownQueueManager;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** From an empty workspace to a purged queue, by click. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FirstPathTest {

	private static final int SENT = 2000;

	@Test
	@Order(1)
	void aNewcomerStartsTheLocalQueueManagerAndSeesAMessage() {
		InstanceScope.INSTANCE.getNode("dev.quayside.ui.queuemanager").putInt("rpcPort", 0);
		InstanceScope.INSTANCE.getNode("dev.quayside.ui.queuemanager").putInt("transferPort", 0);
		screenshot("welcome");
		press("Start the local queue manager");
		press("Send a test message");
		await("one message",
				() -> isThere(Table.class, "Messages") && named(Table.class, "Messages").getItemCount() == 1);
		run(() -> Window.select(named(Table.class, "Messages"), 0));
		await("its body",
				() -> named(StyledText.class, "Body").getText().startsWith("This message went over the wire"));
		run(() -> tabs().setSelection(1));
		await("its label among the properties",
				() -> "Hello from Quayside".equals(named(Table.class, "Properties").getItem(0).getText(1)));
		run(() -> tabs().setSelection(0));
	}

	private static CTabFolder tabs() {
		return Window
				.find(CTabFolder.class,
						folder -> folder.getItemCount() == 2 && "Body".equals(folder.getItem(0).getText()))
				.orElseThrow();
	}

	@Test
	@Order(2)
	void theQueueShowsItsCountAndMessages() throws Exception {
		send("order {n}", "{\"order\":{n},\"customer\":\"Ægir & Søn\"}", SENT);
		run(() -> Connections.get().refresh(Connections.get().local()));
		await("the count in the navigator", () -> treeTexts().contains("test  2,001"));
		command("org.eclipse.ui.file.refresh");
		await("the first messages", () -> named(Table.class, "Messages").getItemCount() >= 400);
		assertThat(ui(() -> named(Table.class, "Messages").getItem(1).getText(1))).isEqualTo("order 1");
		run(() -> Window.select(named(Table.class, "Messages"), 5));
		await("JSON, indented",
				() -> named(StyledText.class, "Body").getText().contains("  \"customer\": \"Ægir & Søn\""));
	}

	@Test
	@Order(3)
	void theTableReadsOnToTheEndAsTheUserScrolls() {
		await("all rows", () -> {
			Table table = named(Table.class, "Messages");
			table.setTopIndex(table.getItemCount() - 1);
			return table.getItemCount() == SENT + 1;
		});
		await("the position", () -> named(Label.class, "Position").getText().startsWith("1 to 2,001 of 2,001"));
		run(() -> named(Table.class, "Messages").setTopIndex(0));
	}

	@Test
	@Order(4)
	void refreshKeepsTheSelection() {
		run(() -> Window.select(named(Table.class, "Messages"), 7));
		String label = ui(() -> named(Table.class, "Messages").getSelection()[0].getText(1));
		command("org.eclipse.ui.file.refresh");
		await("fewer rows, read anew", () -> named(Table.class, "Messages").getItemCount() < SENT);
		assertThat(ui(() -> named(Table.class, "Messages").getSelection()[0].getText(1))).isEqualTo(label);
	}

	@Test
	@Order(5)
	void aReadOnlyConnectionOffersNoChange() {
		awaitEnabled(true, "dev.quayside.messages.delete", "dev.quayside.queue.purge", "org.eclipse.ui.edit.delete");
		readOnly(true);
		awaitEnabled(false, "dev.quayside.messages.delete", "dev.quayside.queue.purge", "org.eclipse.ui.edit.delete");
		assertThat(isEnabled("dev.quayside.messages.save")).isTrue();
		readOnly(false);
		awaitEnabled(true, "dev.quayside.messages.delete", "dev.quayside.queue.purge", "org.eclipse.ui.edit.delete");
	}

	private static void awaitEnabled(boolean isEnabled, String... commands) {
		for (String command : commands) {
			await(command + (isEnabled ? " is offered" : " is not offered"), () -> isEnabled(command) == isEnabled);
		}
	}

	private static void readOnly(boolean isReadOnly) {
		ui(() -> {
			Connections.get().setReadOnly(Connections.get().local(), isReadOnly);
			return null;
		});
	}

	@Test
	@Order(6)
	void aClickDeletesTheSelectedMessageAndSavesItFirst() throws Exception {
		run(() -> Window.select(named(Table.class, "Messages"), 3));
		screenshot("queue");
		command("org.eclipse.ui.edit.delete");
		Path folder = Path.of(folderOfDialog("Delete messages"));
		screenshot("delete");
		press("Delete");
		await("one message less", () -> count() == SENT);
		try (Stream<Path> files = Files.list(folder)) {
			assertThat(files.map(file -> file.getFileName().toString().replaceAll("^[0-9]+", "")))
					.containsExactlyInAnyOrder(
							".body",
							".json");
		}
		await("the table without it", () -> "order 4".equals(named(Table.class, "Messages").getItem(3).getText(1)));
	}

	@Test
	@Order(7)
	void aClickPurgesTheRest() throws Exception {
		command("dev.quayside.queue.purge");
		folderOfDialog("Purge queue");
		screenshot("purge");
		run(() -> Window.find(Button.class, button -> button.getText().contains("Save bodies")).get()
				.setSelection(false));
		press("Purge");
		await("no message", () -> count() == 0);
		Job.getJobManager().join(AdminJob.FAMILY, new NullProgressMonitor());
		await("the empty queue says so",
				() -> Window.find(Label.class, label -> label.getText().contains("The queue is empty"))
						.isPresent());
	}

	@Test
	@Order(8)
	void everyChangeIsInTheOperationsView() {
		ui(() -> Window.page().showView(OperationsView.ID));
		List<String> what = Workspace.operations().entries().stream().map(OperationRecord::what).toList();
		assertThat(what).containsSubsequence("Send 1 message", "Delete 1 message", "Purge");
		assertThat(ui(() -> named(Table.class, "Operations").getItem(0).getText(5))).isEqualTo("2000 messages deleted");
		screenshot("operations");
	}

	@Test
	@Order(9)
	void aBodyOfThreeMegabytesArrivesWhole() throws Exception {
		ui(() -> Window.page().showView("dev.quayside.ui.messages.message"));
		byte[] body = new byte[3_000_000];
		Arrays.fill(body, (byte) 0xAB);
		sender(new SendRequest(name(), "large", SendRequest.Body.bytes(body), Delivery.RECOVERABLE, 3, 1,
				SendRequest.Queues.NONE, SendRequest.Lifetime.UNLIMITED, running().address().transferPort()));
		run(() -> Window.page().activate(Window.page().getActiveEditor()));
		command("org.eclipse.ui.file.refresh");
		await("the message",
				() -> isThere(Table.class, "Messages") && named(Table.class, "Messages").getItemCount() == 1);
		run(() -> Window.select(named(Table.class, "Messages"), 0));
		await("its bytes", () -> named(StyledText.class, "Body").getText().startsWith("00000000  ab ab"));
		assertThat(ui(
				() -> Window.find(Label.class, label -> label.getText().startsWith("2.9 MB, body type 0")).isPresent()))
				.isTrue();
	}

	@Test
	@Order(10)
	void aQueueThatCannotBeOpenedSaysWhyAndWhatToTry() {
		Manager local = Connections.get().local();
		ui(() -> {
			Reading<Long> unknown = Reading.unknown("not asked");
			QueueTabs.open(new QueueNode(local, new QueueSummary(new QueueAddress(local.address(),
					"private$\\nowhere"), "private$\\nowhere", Reading.unknown(""), Reading.unknown(""),
					Reading.unknown(""), Reading.unknown(""), Reading.unknown(""), unknown, unknown, unknown, unknown,
					Reading.unknown(""))));
			return null;
		});
		await("the status", () -> Window
				.find(Label.class, label -> label.getText().contains("MQ_ERROR_QUEUE_NOT_FOUND (0xC00E0003)"))
				.isPresent());
		screenshot("error");
		assertThat(ui(() -> Window.find(Label.class, label -> label.getText().startsWith("Try this: ")).isPresent()))
				.isTrue();
	}

	@Test
	@Order(11)
	void aQueueManagerThatDoesNotAnswerIsShownAsFailed() throws Exception {
		Manager manager = ui(() -> Connections.get()
				.add(new KnownQueueManager(QueueManagerAddress.parse("localhost:9"), true)));
		await("failed", () -> manager.state() == Manager.State.FAILED);
		await("the reason in the tree", () -> treeTexts().stream().anyMatch(text -> text.contains("Nobody listens")));
		screenshot("unreachable");
		ui(() -> {
			Connections.get().remove(manager);
			return null;
		});
	}

	@Test
	@Order(12)
	void stoppingShowsTheLocalQueueManagerAsStopped() {
		command("dev.quayside.local.stop");
		await("stopped", () -> LocalControl.get().running().isEmpty());
		await("in the tree", () -> treeTexts().contains("Local queue manager  stopped"));
	}

	private static LocalQueueManager running() {
		return LocalControl.get().running().orElseThrow();
	}

	private static long count() throws QueueManagerException {
		return running().status().messages();
	}

	private static String name() {
		return "DIRECT=OS:localhost\\" + LocalControl.FIRST_QUEUE;
	}

	private static void send(String label, String body, int count) throws QueueManagerException {
		sender(new SendRequest(name(), label, SendRequest.Body.text(body), Delivery.RECOVERABLE, 3, count,
				SendRequest.Queues.NONE, SendRequest.Lifetime.UNLIMITED, running().address().transferPort()));
	}

	private static void sender(SendRequest request) throws QueueManagerException {
		Services.get(MessageSender.class).send(request, id -> {}, new NullProgressMonitor());
	}

	/** Waits for the dialog with this title. */
	private static String folderOfDialog(String title) {
		await("dialog " + title,
				() -> Arrays.stream(Window.display().getShells()).map(Shell::getText).anyMatch(title::equals));
		return ui(() -> named(Text.class, "Folder").getText());
	}

	private static List<String> treeTexts() {
		return texts(named(Tree.class, "Queue managers").getItems()).toList();
	}

	private static Stream<String> texts(TreeItem[] items) {
		return Arrays.stream(items).flatMap(item -> Stream.concat(Stream.of(item.getText()), texts(item.getItems())));
	}
}
