package dev.quayside.app;

import static dev.quayside.app.Window.await;
import static dev.quayside.app.Window.command;
import static dev.quayside.app.Window.named;
import static dev.quayside.app.Window.press;
import static dev.quayside.app.Window.run;
import static dev.quayside.app.Window.screenshot;
import static dev.quayside.app.Window.ui;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.Finding;
import dev.quayside.admin.Finding.Result;

import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;

/** The doctor in the window. */
class ExaminationTest {

	private static final String TITLE = "Examine connection";
	private static final List<Finding> FINDINGS = List.of(
			new Finding("Name", Result.PASSED, OptionalLong.of(3), "127.0.0.1", ""),
			new Finding("TCP port 135", Result.FAILED, OptionalLong.of(5000),
					"No answer within 5,000 ms: a firewall drops what is sent there, or the host is down",
					"Let TCP port 135 through, or name the RPC port of the queue manager"),
			new Finding("Endpoint map", Result.SKIPPED, OptionalLong.empty(), "Needs TCP port 135", ""),
			new Finding("Bind, privacy", Result.PASSED, OptionalLong.of(12), "NTLM, as CORP\\alice", ""));

	@TempDir
	private static Path folder;
	private static OtherQueueManager server;
	private static FakeServices services;

	@BeforeAll
	static void start() throws Exception {
		Messages.closeAll();
		server = new OtherQueueManager(folder, "orders");
		services = new FakeServices(server.manager().address());
	}

	@AfterAll
	static void stop() throws Exception {
		services.close();
		server.close();
	}

	@BeforeEach
	void open() {
		services.findings = FINDINGS;
		services.last = new CountDownLatch(1);
		Navigator.select(server.manager());
		command("dev.quayside.manager.examine");
		await("the dialog", () -> Prompt.isOpen(TITLE));
	}

	@AfterEach
	void close() {
		services.last.countDown();
		press("Close");
		await("no dialog", () -> !Prompt.isOpen(TITLE));
	}

	private static String status() {
		return named(Label.class, "How it stands").getText();
	}

	private static int rows() {
		return named(Table.class, "Findings").getItemCount();
	}

	@Test
	void findingsAreShownAsTheyComeAndTheFirstFailureIsExplained() {
		await("all but the last", () -> rows() == 3);
		assertThat(ui(ExaminationTest::status)).startsWith("Examining…");
		services.last.countDown();
		await("the end", () -> status().equals("2 passed, 1 failed, 1 skipped"));
		assertThat(ui(() -> named(Text.class, "What was found and what to try").getText()))
				.startsWith("TCP port 135: failed").contains("Try this: Let TCP port 135 through");
		screenshot("examination");
	}

	@Test
	void stoppingWaitsForNothingAndKeepsWhatWasFound() {
		await("all but the last", () -> rows() == 3);
		press("Stop");
		await("it stands", () -> status().startsWith("Stopped: 1 passed"));
		Window.join();
		services.last.countDown();
		assertThat(ui(ExaminationTest::rows)).isEqualTo(3);
	}

	@Test
	void itRunsAgain() {
		services.last.countDown();
		await("the end", () -> status().equals("2 passed, 1 failed, 1 skipped"));
		services.findings = FINDINGS.subList(0, 1);
		press("Run Again");
		await("the end", () -> status().equals("1 passed, 0 failed, 0 skipped"));
		assertThat(ui(ExaminationTest::rows)).isEqualTo(1);
	}

	@Test
	void theTextForATicketSaysWhoWhatAndWhatToTry() {
		services.last.countDown();
		await("the end", () -> status().equals("2 passed, 1 failed, 1 skipped"));
		press("Copy as Text");
		await("text", () -> clipboard() != null && clipboard().contains("Bind, privacy"));
		assertThat(ui(ExaminationTest::clipboard))
				.contains(server.manager().title() + ", as anonymous, protection none")
				.contains("TCP port 135     failed    5000  No answer within 5,000 ms")
				.contains("-> Let TCP port 135 through");
	}

	private static String clipboard() {
		Clipboard clipboard = new Clipboard(Window.display());
		Object text = clipboard.getContents(TextTransfer.getInstance());
		clipboard.dispose();
		return (String) text;
	}

	@Test
	void everythingInItHasAName() {
		services.last.countDown();
		await("the end", () -> status().startsWith("2 passed"));
		run(() -> assertThat(NamesTest.nameless(Prompt.shell(TITLE))).isEmpty());
	}
}
