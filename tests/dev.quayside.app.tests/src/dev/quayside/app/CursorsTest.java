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
import dev.quayside.admin.SendRequest;
import dev.quayside.ui.common.Connections;
import dev.quayside.ui.common.LocalControl;
import dev.quayside.ui.common.QueueNode;
import dev.quayside.ui.common.Workspace;
import dev.quayside.ui.messages.CursorsView;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Text;
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

/** A queue that is held open, a cursor that is stepped, a receive that is released and one that is taken. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CursorsTest {

	private static final int TITLE = 0;
	private static final int TIMER = 1;
	private static final int STATE = 2;

	@TempDir
	private static Path folder;
	private static OtherQueueManager server;

	@BeforeAll
	static void start() throws Exception {
		Messages.closeAll();
		server = new OtherQueueManager(folder.resolve("data"), "orders", "empty");
		server.send("orders", "hello {n}", SendRequest.Body.text("body {n}"), 3);
	}

	@AfterAll
	static void stop() throws Exception {
		ui(() -> Window.page().showView("dev.quayside.ui.messages.message"));
		Messages.closeAll();
		LocalControl.get().stop();
		server.close();
	}

	private static Stream<TreeItem> items(TreeItem[] items) {
		return Arrays.stream(items).flatMap(item -> Stream.concat(Stream.of(item), items(item.getItems())));
	}

	/** The first line that begins so. On the UI thread. */
	private static Optional<TreeItem> line(String start) {
		return Window.isThere(Tree.class, "Cursors")
				? items(named(Tree.class, "Cursors").getItems()).filter(item -> item.getText(TITLE).startsWith(start))
						.findFirst()
				: Optional.empty();
	}

	private static String column(String line, int column) {
		return line(line).map(item -> item.getText(column)).orElse("");
	}

	private static void select(String start) {
		await(start, () -> line(start).isPresent());
		run(() -> {
			Tree tree = named(Tree.class, "Cursors");
			tree.setFocus();
			tree.setSelection(line(start).orElseThrow());
			Event event = new Event();
			event.item = line(start).orElseThrow();
			tree.notifyListeners(SWT.Selection, event);
		});
	}

	private static void act(String action) {
		await(action + " is offered", () -> isEnabled("dev.quayside.cursors." + action));
		command("dev.quayside.cursors." + action);
		run(() -> {}); // it has run then, and its job is scheduled
	}

	private static void hold(QueueNode queue) {
		Navigator.select(queue);
		command("dev.quayside.queue.hold");
		Prompt.await("Open queue", "Open " + queue.where());
		press("Open");
	}

	@Test
	@Order(1)
	void nothingIsOpenAtFirst() {
		ui(() -> Window.page().showView(CursorsView.ID));
		await("the queue manager", () -> line("This program at " + server.manager().title()).isPresent());
		await("nothing is open", () -> line("Nothing is open").isPresent());
	}

	@Test
	@Order(2)
	void aQueueIsHeldOpenAndGetsACursor() {
		hold(server.queue("orders"));
		await("the open queue", () -> column("orders", STATE).equals("open to receive"));
		select("orders");
		act("create");
		await("the cursor", () -> line("Cursor ").isPresent());
	}

	@Test
	@Order(3)
	void peekNextGoesOnAndPeekCurrentStays() {
		select("Cursor ");
		act("next");
		Messages.awaitBody("the first message", "body 1");
		act("next");
		Messages.awaitBody("the second message", "body 2");
		select("orders");
		act("current");
		Messages.awaitBody("the head of the queue", "body 1");
		select("Cursor ");
		act("current");
		Messages.awaitBody("where the cursor stands", "body 2");
	}

	@Test
	@Order(4)
	void aReceiveHoldsTheMessageUntilItIsReleased() throws Exception {
		select("Cursor ");
		act("receive");
		await("the receive", () -> column("Receive ", STATE).startsWith("holds a message"));
		screenshot("cursors");
		select("Receive ");
		act("release");
		await("it is gone", () -> line("Receive ").isEmpty());
		assertThat(server.messages()).isEqualTo(3);
	}

	@Test
	@Order(5)
	void whatIsTakenHasGone() throws Exception {
		select("orders");
		act("receive");
		select("Receive ");
		act("take");
		await("it is gone", () -> line("Receive ").isEmpty());
		Window.join();
		assertThat(server.messages()).isEqualTo(2);
		OperationRecord last = Workspace.operations().entries().get(Workspace.operations().entries().size() - 1);
		assertThat(last.what()).startsWith("Take the message of receive");
		assertThat(last.result()).isEqualTo("1 message received");
	}

	@Test
	@Order(6)
	void aReadOnlyConnectionOffersNoReceive() {
		select("orders");
		await("it is offered", () -> isEnabled("dev.quayside.cursors.receive"));
		run(() -> Connections.get().setReadOnly(server.manager(), true));
		await("it is not offered", () -> !isEnabled("dev.quayside.cursors.receive"));
		assertThat(isEnabled("dev.quayside.cursors.current")).isTrue();
		assertThat(isEnabled("dev.quayside.cursors.next")).as("an open queue has no place to go on from").isFalse();
		run(() -> Connections.get().setReadOnly(server.manager(), false));
	}

	@Test
	@Order(7)
	void closingTheQueueClosesAllOfIt() {
		select("orders");
		act("close");
		await("nothing is open", () -> line("orders").isEmpty() && line("Cursor ").isEmpty());
	}

	@Test
	@Order(8)
	void whereThereIsNoMessageItSaysSo() {
		hold(server.queue("empty"));
		await("the open queue", () -> column("empty", STATE).equals("open to receive"));
		select("empty");
		act("current");
		await("why there is none", () -> remark().equals("There is no message there."));
	}

	@Test
	@Order(9)
	void aReceiveThatWaitsCountsDownAndCanBeReleased() {
		select("empty");
		act("wait");
		await("it waits", () -> column("Receive ", STATE).startsWith("waits for a message"));
		String first = ui(() -> column("Receive ", TIMER));
		assertThat(first).matches("[01]:[0-9]{2}");
		await("the timer goes on", () -> !column("Receive ", TIMER).equals(first));
		assertThat(ui(() -> Window.display().getShells())).as("it stands in nobody's way")
				.noneMatch(shell -> ui(() -> shell.isVisible() && shell.getText().startsWith("Receive at ")));
		select("Receive ");
		act("release");
		await("it is gone", () -> line("Receive ").isEmpty());
	}

	@Test
	@Order(10)
	void whatIsNotOfferedSaysWhy() {
		select("empty");
		await("the reason", () -> Tools.tooltips().anyMatch("Peek Next\nIt is for a cursor"::equals));
	}

	@Test
	@Order(11)
	void aQueueThatIsDeletedMeanwhileFailsInWords() throws Exception {
		NullProgressMonitor monitor = new NullProgressMonitor();
		server.manager().connection(monitor).deleteQueue("private$\\empty", monitor);
		select("empty");
		act("current");
		await("what went wrong", () -> remark().contains("MQ_ERROR_QUEUE_"));
		screenshot("cursors-failed");
		act("close");
		await("nothing is open", () -> line("empty").isEmpty());
	}

	/** On the UI thread. */
	private static String remark() {
		return Window.isThere(Text.class, "What happened at the cursor")
				? named(Text.class, "What happened at the cursor").getText()
				: "";
	}

	private static void startLocal() throws Exception {
		LocalControl.get().start(0, 0);
		await("the first queue", () -> Navigator.lines().stream().anyMatch(line -> line.matches("test  \\d+")));
	}

	@Test
	@Order(12)
	void theClientsOfTheLocalQueueManagerAreShownAlsoAfterItWasStopped() throws Exception {
		startLocal();
		LocalControl.get().stop();
		Navigator.awaitLine("Local queue manager  stopped");
		Window.join();
		startLocal();
		hold(ui(() -> QueueNode.named(Connections.get().local(), LocalControl.FIRST_QUEUE)));
		await("the clients", () -> line("All clients of the local queue manager").isPresent());
		await("what they hold", () -> items(named(Tree.class, "Cursors").getItems())
				.filter(item -> item.getText(TITLE).equals("test")).count() >= 2);
		screenshot("clients");
	}
}
