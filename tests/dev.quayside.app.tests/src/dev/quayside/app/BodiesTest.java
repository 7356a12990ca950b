package dev.quayside.app;

import static dev.quayside.app.Window.await;
import static dev.quayside.app.Window.named;
import static dev.quayside.app.Window.ui;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.SendRequest;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Bodies in the message view. */
class BodiesTest {

	private static final int ROUNDS = 3;
	private static final int LARGE = 3_000_000;

	@TempDir
	private static Path folder;
	private static OtherQueueManager server;

	@BeforeAll
	static void start() throws Exception {
		Messages.closeAll();
		server = new OtherQueueManager(folder, "bodies", "twin");
		server.send("bodies", "text", SendRequest.Body.text("grüße"), 1);
		server.send("bodies", "xml", SendRequest.Body.bytes("<a><b>Ægir</b></a>".getBytes(StandardCharsets.UTF_8)), 1);
		server.send("bodies", "large", SendRequest.Body.bytes(bytes()), 1);
		server.send("bodies", "long line",
				SendRequest.Body.bytes("word ".repeat(LARGE / 5).getBytes(StandardCharsets.UTF_8)), 1);
		server.send("twin", "the other", SendRequest.Body.text("body of the other queue"), 1);
		Messages.open(server.queue("bodies"));
		Messages.awaitRows(4);
	}

	private static byte[] bytes() {
		byte[] body = new byte[LARGE];
		for (int i = 0; i < body.length; i++) {
			body[i] = (byte) (i * 31 ^ i >> 8);
		}
		return body;
	}

	@AfterAll
	static void stop() throws Exception {
		showAs(0);
		Messages.closeAll();
		server.close();
	}

	private static void showAs(int choice) {
		Window.run(() -> {
			Combo combo = named(Combo.class, "Show as");
			combo.select(choice);
			combo.notifyListeners(SWT.Selection, new Event());
		});
	}

	private static String note() {
		return named(Label.class, "Form of the body").getText();
	}

	@Test
	void textIsShownInItsEncodingAndInHexOnDemand() {
		Messages.select(0);
		Messages.awaitBody("the text", "grüße");
		assertThat(ui(BodiesTest::note)).isEqualTo("Text in UTF-16LE, 10 B");
		showAs(4);
		Messages.awaitBody("hex", "00000000  67 00 72 00 fc 00 df 00  65 00");
		showAs(0);
		Messages.awaitBody("the text again", "grüße");
	}

	@Test
	void xmlIsIndented() {
		Messages.select(1);
		await("XML", () -> Messages.body().equals("<a>\n  <b>Ægir</b>\n</a>"));
	}

	@Test
	void threeMegabytesArriveWholeAndAreShownWithoutFreezing() {
		long shortest = Long.MAX_VALUE;
		for (int i = 0; i < ROUNDS && shortest > Stalls.LIMIT_MILLIS; i++) {
			try (Stalls stalls = new Stalls(Window.display())) {
				Messages.select(2);
				Messages.awaitBody("the first bytes", "00000000  00 1f 3e");
				assertThat(ui(() -> named(StyledText.class, "Body").getLineCount())).isEqualTo(LARGE / 16);
				Window.run(() -> named(StyledText.class, "Body").setTopIndex(LARGE / 16));
				assertThat(ui(BodiesTest::note)).isEqualTo("2.9 MB, body type 0 (VT_EMPTY)");
				Messages.select(3);
				Messages.awaitBody("text", "word word");
				assertThat(ui(() -> named(StyledText.class, "Body").getCharCount())).isGreaterThanOrEqualTo(LARGE);
				shortest = Math.min(shortest, stalls.longestMillis());
			}
		}
		assertThat(shortest).as("milliseconds of the longest stall").isLessThanOrEqualTo(Stalls.LIMIT_MILLIS);
	}

	/** Lookup ids are the same in both queues. */
	@Test
	void theMessageOfAnotherQueueIsNotTakenForTheSame() {
		Messages.select(0);
		Messages.awaitBody("the text", "grüße");
		Messages.open(server.queue("twin"));
		Messages.awaitRows(1);
		Messages.select(0);
		Messages.awaitBody("the other", "body of the other queue");
		Messages.open(server.queue("bodies"));
		Messages.awaitBody("the first again", "grüße");
	}
}
