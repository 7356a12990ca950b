package dev.quayside.app;

import static dev.quayside.app.Window.await;
import static dev.quayside.app.Window.command;
import static dev.quayside.app.Window.press;
import static dev.quayside.app.Window.screenshot;
import static dev.quayside.app.Window.ui;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.OperationRecord;
import dev.quayside.admin.QueueManagerAddress;
import dev.quayside.admin.SendRequest;
import dev.quayside.ui.common.Connections;
import dev.quayside.ui.common.Manager;
import dev.quayside.ui.common.QueueNode;
import dev.quayside.ui.common.Workspace;
import dev.quayside.ui.model.KnownQueueManager;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the window says when something does not work. */
class FailuresTest {

	@TempDir
	private Path folder;
	private OtherQueueManager server;

	@BeforeEach
	void start() throws Exception {
		Messages.closeAll();
		server = new OtherQueueManager(folder.resolve("data"), "orders");
	}

	@AfterEach
	void stop() throws Exception {
		Messages.closeAll();
		server.close();
	}

	private void send(int count) throws Exception {
		server.send("orders", "order {n}", SendRequest.Body.bytes(new byte[200]), count);
		Navigator.refresh(server.manager());
		Navigator.awaitLine("orders  " + count);
	}

	@Test
	void aQueueThatCannotBeOpenedSaysTheStatusItsMeaningAndWhatToTry() {
		Messages.open(QueueNode.named(server.manager(), "private$\\nowhere"));
		await("the status", () -> Messages.failure().contains("MQ_ERROR_QUEUE_NOT_FOUND (0xC00E0003)"));
		assertThat(ui(Messages::failure)).contains("Try this: ");
		screenshot("error");
	}

	@Test
	void aHostThatDoesNotExistIsShownWithTheReason() throws Exception {
		Manager manager = add("quayside.invalid");
		Navigator.awaitLine("Cannot be reached");
		assertThat(ui(Navigator::problem)).contains("quayside.invalid").contains("Try this: ");
		screenshot("unreachable");
		remove(manager);
	}

	@Test
	void aPortWithoutAQueueManagerIsShownWithTheReason() throws Exception {
		Manager manager = add("localhost:9");
		await("the reason below the tree", () -> Navigator.problem().contains("Nobody listens at localhost:9"));
		remove(manager);
	}

	private static Manager add(String address) {
		return ui(() -> Connections.get().add(new KnownQueueManager(QueueManagerAddress.parse(address), true)));
	}

	private static void remove(Manager manager) {
		ui(() -> {
			Connections.get().remove(manager);
			return null;
		});
	}

	@Test
	void aServerThatDiesIsNoticedAndFoundAgain() throws Exception {
		send(3);
		Messages.open(server.queue("orders"));
		Messages.awaitRows(3);
		Messages.select(1);
		server.stop();
		Navigator.refresh(server.manager());
		Navigator.awaitLine("Cannot be reached");
		await("the tab says that this is old",
				() -> Messages.position().endsWith("(no connection; this is how it was)"));
		Messages.activate();
		command("org.eclipse.ui.file.refresh");
		await("the reason", () -> Messages.failure().contains("Nobody listens"));
		await("nothing is selected any more", () -> Messages.isShown("Select a message to see"));
		server.startAgain();
		press("Try again");
		Messages.awaitRows(3);
		Navigator.refresh(server.manager());
		Navigator.awaitLine("orders  3");
	}

	@Test
	void aServerThatStopsDuringADeleteLeavesNoDoubtWhatWasDone() throws Exception {
		send(300);
		Messages.open(server.queue("orders"));
		Messages.awaitRows(300);
		ui(() -> {
			Messages.table().selectAll();
			Messages.table().notifyListeners(SWT.Selection, new Event());
			return null;
		});
		command("dev.quayside.messages.delete");
		Prompt.await("Delete messages", "Delete 300 of 300 messages");
		Path saved = folder.resolve("saved");
		Prompt.folder(saved.toString());
		press("Delete");
		await("some are saved", () -> Files.exists(saved) && count(saved) > 20);
		server.stop();
		await("the failure is said", () -> Prompt.isOpen("Delete 300 messages"));
		screenshot("delete-failed");
		press("OK");
		List<OperationRecord> entries = Workspace.operations().entries();
		OperationRecord last = entries.get(entries.size() - 1);
		assertThat(last.outcome()).isEqualTo(OperationRecord.Outcome.FAILED);
		assertThat(last.result()).contains("0 of 300 messages deleted");
		server.startAgain();
		assertThat(server.messages()).isEqualTo(300);
	}

	private static long count(Path folder) throws Exception {
		try (Stream<Path> files = Files.list(folder)) {
			return files.count();
		}
	}
}
