package dev.quayside.app;

import static dev.quayside.app.Window.named;
import static dev.quayside.app.Window.run;
import static dev.quayside.app.Window.ui;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

import java.util.Arrays;

/** The dialog of a connection. */
final class Form {

	private Form() {}

	static void type(String field, String text) {
		run(() -> named(Text.class, field).setText(text));
	}

	static void choose(String combo, String item) {
		run(() -> {
			Combo found = named(Combo.class, combo);
			found.select(Arrays.asList(found.getItems()).indexOf(item));
			found.notifyListeners(SWT.Selection, new Event());
		});
	}

	static void tick(String text, boolean isTicked) {
		run(() -> {
			Button found = Window.find(Button.class, button -> button.getText().replace("&", "").equals(text))
					.orElseThrow();
			found.setSelection(isTicked);
			found.notifyListeners(SWT.Selection, new Event());
		});
	}

	static boolean canConnect() {
		return ui(() -> Window.find(Button.class, button -> button.getText().equals("Connect")).orElseThrow()
				.isEnabled());
	}

	/** Whether a text on the screen says so. */
	static boolean isSaid(String text) {
		return ui(() -> Window.find(Control.class,
				control -> control instanceof Label label && label.getText().contains(text)
						|| control instanceof Text field && field.getText().contains(text))
				.isPresent());
	}
}
