package dev.quayside.ui.common;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

import java.util.ArrayList;
import java.util.List;

/** Labels and fields in two columns; those that make no sense with the rest are not shown. */
public abstract class FormFields extends Composite {

	private static final int COLUMNS = 2;

	private final int width;
	private final List<Label> labels = new ArrayList<>();
	private boolean isReady;

	/** @param width of fields, in characters */
	protected FormFields(Composite parent, int width) {
		super(parent, SWT.NONE);
		this.width = width;
		grid(this, 12);
	}

	/** All fields are there: those of all blocks begin at the same place, and what changes is told from now on. */
	protected final void ready() {
		int longest = labels.stream().mapToInt(label -> label.computeSize(SWT.DEFAULT, SWT.DEFAULT).x).max().orElse(0);
		labels.forEach(label -> GridDataFactory.swtDefaults().hint(longest, SWT.DEFAULT).applyTo(label));
		isReady = true;
	}

	/** Something was typed or chosen. */
	protected abstract void fieldChanged();

	protected final void changed() {
		if (isReady) {
			fieldChanged();
		}
	}

	private static void grid(Composite area, int margin) {
		GridLayoutFactory.swtDefaults().numColumns(COLUMNS).margins(margin, margin).spacing(10, 8).applyTo(area);
	}

	/** Fields that are shown together. */
	protected static Composite block(Composite parent) {
		Composite block = new Composite(parent, SWT.NONE);
		grid(block, 0);
		GridDataFactory.fillDefaults().grab(true, false).span(COLUMNS, 1).applyTo(block);
		return block;
	}

	/** @param hint shown while the field is empty */
	protected final Text field(Composite area, String label, String hint, String value) {
		label(area, label);
		Text text = text(area, label, value);
		text.setMessage(hint);
		GridDataFactory.fillDefaults().grab(true, false).hint(Ui.width(text, width), SWT.DEFAULT).applyTo(text);
		return text;
	}

	private Text text(Composite area, String label, String value) {
		Text text = Ui.named(new Text(area, SWT.BORDER), plain(label));
		text.setText(value);
		text.addListener(SWT.Modify, event -> changed());
		return text;
	}

	private void label(Composite area, String text) {
		Label label = new Label(area, SWT.NONE);
		label.setText(text);
		labels.add(label);
	}

	private static String plain(String label) {
		return label.replace("&", "").replace(":", "");
	}

	protected final PasswordField password(Composite area, String label, boolean isKnown) {
		PasswordField password = new PasswordField(area, label, this::changed);
		labels.add(password.label());
		password.control().setMessage(isKnown ? "known already" : "");
		return password;
	}

	/** The name of a file, and a button that chooses one. Nobody looks at the disk here. */
	protected final Text file(Composite area, String label, String value) {
		label(area, label);
		Composite line = new Composite(area, SWT.NONE);
		GridLayoutFactory.fillDefaults().numColumns(COLUMNS).applyTo(line);
		GridDataFactory.fillDefaults().grab(true, false).applyTo(line);
		Text text = text(line, label, value);
		GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).applyTo(text);
		Button browse = new Button(line, SWT.PUSH);
		browse.setText("Bro&wse…");
		browse.addListener(SWT.Selection, event -> {
			String chosen = new FileDialog(getShell(), SWT.OPEN).open();
			if (chosen != null) {
				text.setText(chosen);
			}
		});
		return text;
	}

	protected final Combo choice(Composite area, String label, String[] items, int selected) {
		label(area, label);
		Combo combo = Ui.named(new Combo(area, SWT.READ_ONLY), plain(label));
		combo.setItems(items);
		combo.select(selected);
		combo.addListener(SWT.Selection, event -> changed());
		GridDataFactory.fillDefaults().grab(true, false).applyTo(combo);
		return combo;
	}

	protected final Button tick(Composite area, String text, boolean isTicked) {
		label(area, "");
		Button button = new Button(area, SWT.CHECK);
		button.setText(text);
		button.setSelection(isTicked);
		button.addListener(SWT.Selection, event -> changed());
		return button;
	}

	/** @return whether that is something else than before */
	protected static boolean show(Control control, boolean isShown) {
		boolean isOther = control.getVisible() != isShown;
		if (control.getLayoutData() == null) {
			control.setLayoutData(new GridData());
		}
		((GridData) control.getLayoutData()).exclude = !isShown;
		control.setVisible(isShown);
		return isOther;
	}

	@Override
	public void setEnabled(boolean isEnabled) {
		super.setEnabled(isEnabled);
		for (Control control : getChildren()) {
			control.setEnabled(isEnabled);
		}
	}
}
