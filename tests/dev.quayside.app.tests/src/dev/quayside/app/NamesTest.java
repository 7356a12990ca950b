package dev.quayside.app;

import static dev.quayside.app.Window.await;
import static dev.quayside.app.Window.command;
import static dev.quayside.app.Window.press;
import static dev.quayside.app.Window.ui;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.SendRequest;
import dev.quayside.ui.common.Ui;
import dev.quayside.ui.messages.OperationsView;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Spinner;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.swt.widgets.Tree;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Everything that can be used has a name that a screen reader can say. */
class NamesTest {

	private static final Set<Class<?>> USABLE = Set.of(Table.class, Tree.class, Text.class, StyledText.class,
			Combo.class, Spinner.class);

	@TempDir
	private static Path folder;
	private static OtherQueueManager server;

	@BeforeAll
	static void start() throws Exception {
		Messages.closeAll();
		server = new OtherQueueManager(folder, "orders");
		server.send("orders", "order", SendRequest.Body.text("body"), 1);
		Messages.open(server.queue("orders"));
		Messages.awaitRows(1);
		Messages.select(0);
		Messages.awaitBody("its body", "body");
	}

	@AfterAll
	static void stop() throws Exception {
		Messages.closeAll();
		server.close();
	}

	@Test
	void everyControlOfTheWindowHasOne() {
		assertThat(ui(() -> nameless(Window.workbench().getShell()))).isEmpty();
		ui(() -> Window.page().showView(OperationsView.ID));
		assertThat(ui(() -> nameless(Window.workbench().getShell()))).isEmpty();
		ui(() -> Window.page().showView("dev.quayside.ui.messages.message"));
	}

	@Test
	void everyControlOfTheDialogsHasOne() {
		Messages.activate();
		dialog("dev.quayside.messages.delete", "Delete messages");
		dialog("dev.quayside.manager.add", "Add queue manager");
		dialog("dev.quayside.send", "Send test message");
	}

	private static void dialog(String command, String title) {
		command(command);
		await(title, () -> Prompt.isOpen(title));
		assertThat(ui(() -> nameless(Prompt.shell(title)))).isEmpty();
		press("Cancel");
		await("no dialog", () -> !Prompt.isOpen(title));
	}

	static List<String> nameless(Shell shell) {
		List<String> found = new ArrayList<>();
		collect(shell, found);
		return found;
	}

	private static void collect(Composite parent, List<String> found) {
		for (Control control : parent.getChildren()) {
			if (!control.isVisible()) {
				continue;
			}
			if (USABLE.contains(control.getClass()) && control.getData(Ui.NAME) == null && !isOfTheme(control)) {
				found.add(control + " in " + parent);
			}
			if (control instanceof Button button && button.getText().isEmpty() && button.getToolTipText() == null) {
				found.add(control + " in " + parent);
			}
			if (control instanceof ToolBar bar) {
				for (ToolItem item : bar.getItems()) {
					if ((item.getStyle() & SWT.SEPARATOR) == 0 && item.getText().isEmpty()
							&& item.getToolTipText() == null && item.getControl() == null) {
						found.add(item + " in " + bar);
					}
				}
			}
			if (control instanceof Composite composite) {
				collect(composite, found);
			}
		}
	}

	/** Texts of the platform: the message of a dialog with a title area. */
	private static boolean isOfTheme(Control control) {
		return control instanceof Text text && (text.getStyle() & SWT.READ_ONLY) != 0
				|| control.getParent() instanceof CTabFolder;
	}
}
