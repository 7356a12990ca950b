package dev.quayside.app;

import static dev.quayside.app.Window.await;
import static dev.quayside.app.Window.named;
import static dev.quayside.app.Window.press;
import static dev.quayside.app.Window.run;
import static dev.quayside.app.Window.ui;

import dev.quayside.testkit.Tunnel;
import dev.quayside.testkit.ActiveDirectory;
import dev.quayside.testkit.DirectorySeed;
import dev.quayside.ui.directory.AccountsView;
import dev.quayside.ui.directory.EnterpriseView;

import org.eclipse.swt.widgets.Table;
import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IViewReference;
import org.eclipse.ui.PlatformUI;

import java.util.Arrays;

/** The view of what MSMQ keeps for a forest, as tests drive it. */
final class EnterpriseWindow {

	private EnterpriseWindow() {}

	/** Connected to the directory, with the view and the properties of what is selected there. */
	static void open(ActiveDirectory directory) {
		DirectoryWindow.open();
		ui(() -> Window.page().showView(AccountsView.ID));
		DirectoryWindow.connect(directory);
		ui(() -> Window.page().showView(IPageLayout.ID_PROP_SHEET));
		show();
	}

	/** Back to where the other tests expect the window. */
	static void close() {
		showPerspective();
		run(() -> {
			for (IViewReference view : Window.page().getViewReferences()) {
				if (view.getId().equals(EnterpriseView.ID)) {
					Window.page().hideView(view);
				}
			}
		});
		ui(() -> Window.page().showView(AccountsView.ID));
		DirectoryWindow.close();
	}

	private static void showPerspective() {
		ui(() -> PlatformUI.getWorkbench().showPerspective("dev.quayside.app.directory", Window.workbench()));
	}

	static void show() {
		showPerspective();
		ui(() -> Window.page().showView(EnterpriseView.ID));
	}

	/** Chooses a section as a click does. */
	static void section(String name) {
		show();
		run(() -> {
			Table sections = named(Table.class, "Sections of the enterprise");
			int row = Arrays.stream(sections.getItems()).map(item -> item.getText()).toList().indexOf(name);
			Window.select(sections, row);
		});
	}

	static int row(String table, String text) {
		if (!Window.isThere(Table.class, table)) {
			return -1;
		}
		Table rows = named(Table.class, table);
		for (int i = 0; i < rows.getItemCount(); i++) {
			if (rows.getItem(i).getText(0).equals(text)) {
				return i;
			}
		}
		return -1;
	}

	static void select(String table, String text) {
		section(table);
		await(text, () -> row(table, text) >= 0);
		Window.join();
		run(() -> {
			named(Table.class, table).setFocus();
			Window.select(named(Table.class, table), row(table, text));
		});
	}

	static String cell(String table, String text, int column) {
		return ui(() -> named(Table.class, table).getItem(row(table, text)).getText(column));
	}

	static void awaitProperty(String name, String value) {
		await(name + ": " + value, () -> Window.isThere(Table.class, "Properties of the selection")
				&& Arrays.stream(named(Table.class, "Properties of the selection").getItems())
						.anyMatch(item -> item.getText(1).equals(name) && item.getText(2).contains(value)));
	}

	/** Another connection is shown, which the list does not have yet. */
	static void as(ActiveDirectory directory, String account, Tunnel wire) {
		show();
		DirectoryWindow.fill(directory, account, ActiveDirectory.PASSWORD);
		Form.type("Port", Integer.toString(wire.port()));
		Form.type("CA file", directory.authority().toString());
		press("Connect");
		await("no dialog", () -> !Prompt.isOpen(DirectoryWindow.DIALOG));
		Window.join();
	}

	/** In LDIF. */
	static String alias(String name, String formatName) {
		return "dn: CN=" + name + ',' + DirectorySeed.OU
				+ "\nobjectClass: msMQ-Custom-Recipient\nmsMQ-Recipient-FormatName: " + formatName + "\n\n";
	}

	/** In LDIF. */
	static String group(String name, String... members) {
		return "dn: CN=" + name + ',' + DirectorySeed.OU + "\nobjectClass: group\nsAMAccountName: " + name
				+ "\nmember: " + String.join("\nmember: ", members) + "\n\n";
	}
}
