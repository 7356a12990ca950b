package dev.quayside.app;

import static dev.quayside.app.Window.named;
import static dev.quayside.app.Window.run;
import static dev.quayside.app.Window.ui;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

import java.util.Arrays;

/** The question before messages are destroyed. */
final class Prompt {

	private Prompt() {}

	/** Waits for the dialog with this title and this in its question. */
	static void await(String title, String text) {
		Window.await("dialog " + title, () -> isOpen(title)
				&& Window.find(Label.class, label -> label.getText().contains(text)).isPresent());
	}

	/** On the UI thread. */
	static boolean isOpen(String title) {
		return Arrays.stream(Window.display().getShells()).map(Shell::getText).anyMatch(title::equals);
	}

	/** On the UI thread. */
	static Shell shell(String title) {
		return Arrays.stream(Window.display().getShells()).filter(shell -> shell.getText().equals(title)).findAny()
				.orElseThrow();
	}

	static String folder() {
		return ui(() -> named(Text.class, "Folder").getText());
	}

	static void folder(String path) {
		run(() -> named(Text.class, "Folder").setText(path));
	}

	static void save(boolean isWanted) {
		run(() -> {
			Button save = Window.find(Button.class, button -> button.getText().contains("Save bodies")).orElseThrow();
			save.setSelection(isWanted);
			save.notifyListeners(SWT.Selection, new Event());
		});
	}
}
