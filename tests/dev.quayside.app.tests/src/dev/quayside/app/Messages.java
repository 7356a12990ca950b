package dev.quayside.app;

import static dev.quayside.app.Window.await;
import static dev.quayside.app.Window.isThere;
import static dev.quayside.app.Window.named;
import static dev.quayside.app.Window.run;
import static dev.quayside.app.Window.ui;

import dev.quayside.ui.common.QueueNode;
import dev.quayside.ui.common.QueueTabs;

import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;

import java.util.Arrays;
import java.util.List;

/** The tab with the messages of a queue, and the message below it. */
final class Messages {

	static final int LABEL = 1;
	private static final int MAX_BODY = 2000;

	private Messages() {}

	static void open(QueueNode queue) {
		ui(() -> {
			QueueTabs.open(queue);
			return null;
		});
	}

	/** Gives the tab in front the focus. */
	static void activate() {
		run(() -> Window.page().activate(Window.page().getActiveEditor()));
	}

	static void closeAll() {
		run(() -> Window.page().closeAllEditors(false));
	}

	/** How many rows the table has; 0 where it is not shown. On the UI thread. */
	static int rows() {
		return isThere(Table.class, "Messages") ? table().getItemCount() : 0;
	}

	static Table table() {
		return named(Table.class, "Messages");
	}

	static void awaitRows(int count) {
		await(count + " rows", () -> rows() == count);
	}

	static String label(int row) {
		return ui(() -> table().getItem(row).getText(LABEL));
	}

	static void select(int... rows) {
		run(() -> Window.select(table(), rows));
	}

	static List<String> selected() {
		return ui(() -> Arrays.stream(table().getSelection()).map(item -> item.getText(LABEL)).toList());
	}

	/** The label of the only selected row, else null. On the UI thread. */
	static String firstSelected() {
		return table().getSelectionCount() == 1 ? table().getSelection()[0].getText(LABEL) : null;
	}

	/** On the UI thread. */
	static String position() {
		return named(Label.class, "Position").getText();
	}

	/** The beginning of the body as it is shown. On the UI thread. */
	static String body() {
		if (!isThere(StyledText.class, "Body")) {
			return "";
		}
		StyledText body = named(StyledText.class, "Body");
		return body.getTextRange(0, Math.min(MAX_BODY, body.getCharCount()));
	}

	static void awaitBody(String what, String start) {
		await(what, () -> body().startsWith(start));
	}

	/** The value of a property of the message that is shown. */
	static String property(String name) {
		run(() -> tabs().setSelection(1));
		await("properties", () -> isThere(Table.class, "Properties"));
		String value = ui(() -> Arrays.stream(named(Table.class, "Properties").getItems())
				.filter(item -> item.getText(0).equals(name)).findAny().orElseThrow().getText(1));
		run(() -> tabs().setSelection(0));
		return value;
	}

	private static CTabFolder tabs() {
		return named(CTabFolder.class, "Parts of the message");
	}

	/** What is said in place of the table. On the UI thread. */
	static String failure() {
		return isThere(Text.class, "What happened and what to try")
				? named(Text.class, "What happened and what to try").getText()
				: "";
	}

	/** On the UI thread. */
	static boolean isShown(String text) {
		return Window.find(Label.class, label -> label.getText().contains(text)).isPresent();
	}
}
