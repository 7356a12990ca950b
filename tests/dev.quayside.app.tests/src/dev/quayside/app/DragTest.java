package dev.quayside.app;

import static dev.quayside.app.Window.await;
import static dev.quayside.app.Window.named;
import static dev.quayside.app.Window.press;
import static dev.quayside.app.Window.run;
import static dev.quayside.app.Window.ui;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.SendRequest;

import org.eclipse.jface.util.LocalSelectionTransfer;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** Messages are dragged to a subqueue with the mouse. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DragTest {

	@TempDir
	private static Path folder;
	private static OtherQueueManager server;
	private static Mouse mouse;

	@BeforeAll
	static void start() throws Exception {
		mouse = new Mouse();
		Messages.closeAll();
		server = new OtherQueueManager(folder.resolve("data"), "box", "other");
		server.send("box", "paper", SendRequest.Body.text("x"), 3);
	}

	@AfterAll
	static void stop() throws Exception {
		mouse.release();
		Messages.closeAll();
		server.close();
	}

	private static Optional<TreeItem> line(String name) {
		return items(named(Tree.class, "Queue managers").getItems()).filter(item -> item.getText(0).equals(name))
				.findFirst();
	}

	private static Stream<TreeItem> items(TreeItem[] some) {
		return Arrays.stream(some).flatMap(item -> Stream.concat(Stream.of(item), items(item.getItems())));
	}

	@Test
	@Order(1)
	void thereIsASubqueueToDropThemOn() {
		Navigator.awaitLine("box  3");
		Messages.open(server.queue("box"));
		Messages.awaitRows(3);
		Messages.activate();
		Messages.select(0);
		Window.command("dev.quayside.messages.move");
		Prompt.await("Move messages", "Move the message");
		run(() -> named(Combo.class, "To").setText("late"));
		press("Move");
		Messages.awaitRows(2);
		await("the subqueue", () -> server.manager().queue("private$\\box;late").isPresent());
		Navigator.select(Navigator.queue(server.manager(), "private$\\box;late"));
		Navigator.awaitLine("late  1");
	}

	@Test
	@Order(2)
	void whatIsDroppedThereIsMovedAfterAQuestion() {
		drag(0, "late");
		Prompt.await("Move messages", "to private$\\box;late");
		press("Move");
		Messages.awaitRows(1);
		Navigator.awaitLine("late  2");
		Navigator.awaitLine("box  1");
	}

	@Test
	@Order(3)
	void whoAnswersNoHasMovedNothing() {
		drag(0, "late");
		Prompt.await("Move messages", "to private$\\box;late");
		press("Cancel");
		await("no question", () -> !Prompt.isOpen("Move messages"));
		Window.join();
		assertThat(ui(Messages::rows)).isEqualTo(1);
		Navigator.awaitLine("late  2");
	}

	/** A message of the table to a line of the navigator. */
	private static void drag(int row, String target) {
		run(() -> Window.workbench().getShell().forceActive());
		Table table = ui(Messages::table);
		Tree tree = ui(() -> named(Tree.class, "Queue managers"));
		TreeItem line = ui(() -> line(target).orElseThrow());
		run(() -> tree.showItem(line));
		Point from = Mouse.middle(table, ui(() -> table.getItem(row).getBounds(Messages.LABEL)));
		mouse.dragFrom(from, () -> LocalSelectionTransfer.getTransfer().getSelection() != null);
		mouse.dropAt(Mouse.middle(tree, ui(line::getBounds)), tree, line);
	}
}
