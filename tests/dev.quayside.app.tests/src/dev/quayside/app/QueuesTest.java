package dev.quayside.app;

import static dev.quayside.app.Window.await;
import static dev.quayside.app.Window.command;
import static dev.quayside.app.Window.isEnabled;
import static dev.quayside.app.Window.named;
import static dev.quayside.app.Window.press;
import static dev.quayside.app.Window.run;
import static dev.quayside.app.Window.screenshot;
import static dev.quayside.app.Window.ui;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.OperationRecord;
import dev.quayside.ui.common.Connections;
import dev.quayside.ui.common.QueueNode;
import dev.quayside.ui.common.Workspace;

import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Spinner;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.ui.IPageLayout;
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

/** A transactional queue from its making to its end: messages come, are moved, rejected, received; all by click. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class QueuesTest {

	private static final int SENT = 6;

	@TempDir
	private static Path folder;
	private static OtherQueueManager server;

	@BeforeAll
	static void start() throws Exception {
		Messages.closeAll();
		server = new OtherQueueManager(folder.resolve("data"), "other");
	}

	@AfterAll
	static void stop() throws Exception {
		Messages.closeAll();
		server.close();
	}

	private static QueueNode node(String path) {
		return QueueNode.named(server.manager(), path);
	}

	@Test
	@Order(1)
	void aQueueIsMadeByClick() {
		Navigator.select(server.manager());
		await("it is offered", () -> isEnabled("dev.quayside.queue.create"));
		command("dev.quayside.queue.create");
		await("the dialog", () -> Window.isThere(Text.class, "Name"));
		Form.type("Name", "bad\\name");
		assertThat(Form.isSaid("no backslash")).isTrue();
		Form.type("Name", "parts");
		Form.type("Label", "Parts that come back");
		Form.tick("Transactional: takes messages of transactions only", true);
		Form.tick("Journal: keeps a copy of every message that is received", true);
		Form.type("Quota in KB", "1024");
		screenshot("create-queue");
		press("Create");
		Navigator.awaitLine("parts  0");
	}

	@Test
	@Order(2)
	void messagesAreSentInOneUnitOfWorkAndShown() {
		Navigator.select(server.queue("parts"));
		command("dev.quayside.send");
		await("the dialog", () -> Window.isThere(Combo.class, "Delivery"));
		assertThat(ui(() -> named(Combo.class, "Delivery").getText())).startsWith("Transactional");
		Form.choose("Delivery", "Express: may be lost when a queue manager ends");
		assertThat(Form.isSaid("takes transactional messages only")).isTrue();
		Form.choose("Delivery", "Transactional: all in one unit of work, in order, once");
		Form.type("Label", "part {n}");
		Form.type("Body", "<part number=\"{n}\"/>");
		run(() -> named(Spinner.class, "How many").setSelection(SENT));
		press("Send");
		Navigator.awaitLine("parts  " + SENT);
		Messages.open(node("private$\\parts"));
		Messages.awaitRows(SENT);
	}

	@Test
	@Order(3)
	void theContextMenuMovesMessagesToANewSubqueue() {
		Messages.activate();
		Messages.select(0, 1, 2);
		Table table = ui(Messages::table);
		assertThat(Window.contextMenu(table)).containsSubsequence("Receive Messages…", "Move Messages…",
				"Reject Messages…", "Delete Messages…");
		Window.choose(table, "Move Messages…");
		Prompt.await("Move messages", "Move 3 of 6 messages from private$\\parts");
		run(() -> named(Combo.class, "To").setText("no way"));
		assertThat(Form.isSaid("no spaces")).isTrue();
		run(() -> named(Combo.class, "To").setText("late"));
		screenshot("move");
		press("Move");
		Messages.awaitRows(SENT - 3);
		await("the result in words",
				() -> Window.statusLine().equals("3 messages moved to private$\\parts;late"));
		expand();
		Navigator.awaitLine("late  3");
		Navigator.awaitLine("parts  3");
	}

	private static void expand() {
		run(() -> {
			Tree tree = named(Tree.class, "Queue managers");
			tree.setFocus();
		});
		Navigator.select(node("private$\\parts;late"));
	}

	@Test
	@Order(4)
	void andBackAgain() {
		Messages.open(node("private$\\parts;late"));
		Messages.awaitRows(3);
		Messages.activate();
		Messages.select(0);
		screenshot("subqueue");
		command("dev.quayside.messages.move");
		Prompt.await("Move messages", "Move the message \"part 1\"");
		assertThat(ui(() -> named(Combo.class, "To").getText())).isEqualTo("private$\\parts");
		press("Move");
		Messages.awaitRows(2);
		Navigator.awaitLine("parts  4");
		Navigator.awaitLine("late  2");
	}

	@Test
	@Order(5)
	void aRejectedMessageIsInTheDeadLetterQueueWithItsReason() {
		Messages.open(node("private$\\parts"));
		Messages.awaitRows(4);
		Messages.activate();
		Messages.select(0);
		command("dev.quayside.messages.reject");
		Prompt.await("Reject messages", "Reject the message");
		screenshot("reject");
		press("Reject");
		Messages.awaitRows(3);
		await("the result in words", () -> Window.statusLine().equals("1 message rejected"));
		Messages.open(node("system$;deadxact"));
		Messages.awaitRows(1);
		Messages.activate();
		Messages.select(0);
		await("its reason", () -> Messages.table().getItem(0).getText(4).equals("rejected by receiver"));
		assertThat(Messages.property("Class")).isEqualTo("rejected by receiver (NACK_RECEIVE_REJECTED)");
		Navigator.select(node("system$;deadxact"));
		Messages.activate();
		screenshot("dead-letter");
	}

	@Test
	@Order(7)
	void aReceivedMessageIsShownAndInTheJournal() {
		Messages.open(node("private$\\parts"));
		Messages.awaitRows(3);
		Messages.activate();
		Messages.select(0);
		command("dev.quayside.messages.receive");
		Prompt.await("Receive messages", "Receive the message");
		Prompt.save(false);
		press("Receive");
		await("what was received", () -> Prompt.isOpen("Received messages"));
		await("its body", () -> Messages.isShown("1 message received from private$\\parts"));
		screenshot("received");
		press("Close");
		Messages.awaitRows(2);
		Navigator.awaitLine("journal  1");
		Navigator.awaitLine("parts  2");
		Messages.select(0);
		screenshot("navigator");
	}

	@Test
	@Order(8)
	void propertiesAndPermissionsAreInThePropertiesView() {
		Navigator.select(node("private$\\parts"));
		ui(() -> Window.page().showView(IPageLayout.ID_PROP_SHEET));
		Navigator.select(node("private$\\parts"));
		await("its label", () -> properties().contains("Label = Parts that come back"));
		assertThat(ui(QueuesTest::properties)).anyMatch(line -> line.startsWith("Owner = "));
		Navigator.select(server.manager());
		await("what it offers", () -> properties().contains("Moving messages to subqueues = yes"));
		ui(() -> Window.page().showView("dev.quayside.ui.messages.message"));
	}

	private static List<String> properties() {
		return Window.isThere(Table.class, "Properties of the selection")
				? Arrays.stream(named(Table.class, "Properties of the selection").getItems())
						.map(item -> item.getText(1) + " = " + item.getText(2)).toList()
				: List.of();
	}

	@Test
	@Order(9)
	void aReadOnlyConnectionOffersNoneOfIt() {
		Navigator.select(node("private$\\parts"));
		await("it is offered", () -> isEnabled("dev.quayside.queue.delete"));
		ui(() -> {
			Connections.get().setReadOnly(server.manager(), true);
			return null;
		});
		for (String command : new String[]{ "queue.create", "queue.delete", "queue.properties",
				"queue.permissions", "manager.tidy" }) {
			await(command + " is not offered", () -> !isEnabled("dev.quayside." + command));
		}
		ui(() -> {
			Connections.get().setReadOnly(server.manager(), false);
			return null;
		});
		await("it is offered again", () -> isEnabled("dev.quayside.queue.delete"));
	}

	@Test
	@Order(10)
	void aQueueIsDeletedAfterAQuestion() {
		Navigator.select(node("private$\\parts"));
		command("dev.quayside.queue.delete");
		Prompt.await("Delete queue", "It has 2 messages");
		screenshot("delete-queue");
		press("Delete");
		await("it is gone", () -> Navigator.lines().stream().noneMatch(line -> line.startsWith("parts ")));
		List<OperationRecord> entries = Workspace.operations().entries().stream()
				.filter(entry -> entry.where().contains("private$\\parts")).toList();
		assertThat(entries).extracting(OperationRecord::what).containsExactly("Create queue", "Send 6 messages",
				"Move 3 messages to private$\\parts;late", "Move 1 message to private$\\parts", "Reject 1 message",
				"Receive 1 message", "Delete queue");
		assertThat(entries).extracting(OperationRecord::outcome).containsOnly(OperationRecord.Outcome.DONE);
	}
}
