package dev.quayside.ui.common;

import dev.quayside.admin.Secret;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

import java.util.Arrays;

/** A label and a field for a password, in a grid of two columns. */
public final class PasswordField {

	private static final int WIDTH = 36;

	private final Label name;
	private final Text text;

	/**
	 * @param label
	 *            with the mark of its key: "&Password:"
	 */
	public PasswordField(Composite parent, String label, Runnable changed) {
		name = new Label(parent, SWT.NONE);
		name.setText(label);
		text = Ui.named(new Text(parent, SWT.BORDER | SWT.PASSWORD), label.replace("&", "").replace(":", ""));
		text.addListener(SWT.Modify, event -> changed.run());
		GridDataFactory.fillDefaults().grab(true, false).hint(Ui.width(text, WIDTH), SWT.DEFAULT).applyTo(text);
	}

	public Label label() {
		return name;
	}

	public Text control() {
		return text;
	}

	public boolean isEmpty() {
		return text.getCharCount() == 0;
	}

	/** A copy that the caller wipes. */
	char[] characters() {
		return text.getTextChars();
	}

	public Secret secret() {
		char[] characters = characters();
		try {
			return new Secret(characters);
		} finally {
			Arrays.fill(characters, '\0');
		}
	}
}
