package dev.quayside.app;

import static dev.quayside.app.Window.await;
import static dev.quayside.app.Window.command;
import static dev.quayside.app.Window.named;
import static dev.quayside.app.Window.press;
import static dev.quayside.app.Window.run;
import static dev.quayside.app.Window.ui;

import dev.quayside.testkit.ActiveDirectory;
import dev.quayside.ui.directory.AccountsView;
import dev.quayside.ui.directory.DirectorySessions;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.ProgressBar;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.PlatformUI;

import java.util.Arrays;

/** The perspective of Active Directory, as tests drive it. */
final class DirectoryWindow {

	static final String DIALOG = "Add directory";
	static final String ADMINISTRATOR = ActiveDirectory.DOMAIN + "\\Administrator";

	private DirectoryWindow() {}

	/** With its views where they are at first, and a list of directories that is empty. */
	static void open() {
		ui(() -> PlatformUI.getWorkbench().showPerspective("dev.quayside.app.directory", Window.workbench()));
		run(() -> Window.page().resetPerspective());
		run(() -> DirectorySessions.get().all().forEach(DirectorySessions.get()::remove));
		Window.join();
	}

	/** Back to where the other tests expect the window. */
	static void close() {
		run(() -> DirectorySessions.get().all().forEach(DirectorySessions.get()::remove));
		Window.join();
		ui(() -> PlatformUI.getWorkbench().showPerspective("dev.quayside.app.queues", Window.workbench()));
	}

	/** Opens the dialog and types who and where; the certificate of the server is not trusted yet. */
	static void fill(ActiveDirectory directory, String account, String password) {
		command("dev.quayside.directory.add");
		await("the dialog", () -> Prompt.isOpen(DIALOG));
		Form.choose("Find by", "One server");
		Form.type("Name", directory.address().getHostAddress());
		Form.type("Account", account);
		Form.type("Password", password);
		Form.tick("Remember in secure storage", false);
	}

	/** As the administrator; whoever the test kit says vouches for the server. */
	static void connect(ActiveDirectory directory) {
		fill(directory, ADMINISTRATOR, ActiveDirectory.PASSWORD);
		Form.type("CA file", directory.authority().toString());
		press("Connect");
		awaitAccount("QUAYSIDE\\agnes");
	}

	static void awaitAccount(String account) {
		await("account " + account, () -> row(account) >= 0 && !isReading());
	}

	private static boolean isReading() {
		return named(Label.class, "How many").getText().startsWith("Reading");
	}

	/** Its line in the table, -1 if it is not there. On the UI thread. */
	static int row(String account) {
		if (!Window.isThere(Table.class, "Accounts")) {
			return -1;
		}
		Table table = named(Table.class, "Accounts");
		for (int i = 0; i < table.getItemCount(); i++) {
			if (table.getItem(i).getText(0).equals(account)) {
				return i;
			}
		}
		return -1;
	}

	static void select(String... accounts) {
		run(() -> Window.select(named(Table.class, "Accounts"),
				Arrays.stream(accounts).mapToInt(DirectoryWindow::row).toArray()));
	}

	/** The view of accounts gets the commands. */
	static void activate() {
		run(() -> Window.page().activate(Window.page().findView(AccountsView.ID)));
	}

	/** What the view of certificates says of the verdicts. */
	static void awaitVerdicts(String words) {
		await("verdicts " + words, () -> verdicts().equals(words));
	}

	private static String verdicts() {
		return Window.isThere(Label.class, "How many of which verdict")
				? named(Label.class, "How many of which verdict").getText()
				: "";
	}

	/** "Digests: 900 of 1,200 (75 %), near the limit". */
	static String gauge(String name) {
		return ui(() -> named(Label.class, name).getText());
	}

	/** Ticks exactly this rule. */
	static void rule(String beginning) {
		run(() -> {
			Window.find(Button.class, DirectoryWindow::isChecked).ifPresent(button -> tick(button, false));
			tick(Window.find(Button.class, button -> button.getText().startsWith(beginning)).orElseThrow(), true);
		});
	}

	private static boolean isChecked(Button button) {
		return (button.getStyle() & SWT.CHECK) != 0 && button.getSelection() && button.getText().contains(": ");
	}

	private static void tick(Button button, boolean isTicked) {
		button.setSelection(isTicked);
		button.notifyListeners(SWT.Selection, new Event());
	}

	/** Presses a button of the wizard that opens the preview, and waits for it. */
	static void preview() {
		press("Next >");
		awaitPreview();
	}

	static void awaitPreview() {
		await("the preview", () -> Window.isThere(Table.class, "Changed accounts")
				&& !Window.isThere(ProgressBar.class, "Working out the changes")
				&& named(Table.class, "Changed accounts").getItemCount() > 0);
	}

	/** A cell of the first line of the preview. */
	static String planned(int column) {
		return ui(() -> named(Table.class, "Changed accounts").getItem(0).getText(column));
	}

	static void backupFolder(String folder) {
		run(() -> named(Text.class, "Backup folder").setText(folder));
	}

	/** Makes the change, and waits for the receipt. */
	static void finish() {
		press("Finish");
		await("the receipt", () -> Prompt.isOpen("Receipts"));
	}
}
