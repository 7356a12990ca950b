package dev.quayside.ui.queues;

import dev.quayside.ui.common.Ui;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

/** Why a connection did not come about, what to try, and a button that finds out more. */
final class FailureNote extends Composite {

	private static final int LINES = 6;
	private static final int WIDTH = 60;

	private final Text text;

	FailureNote(Composite parent, Runnable examine) {
		super(parent, SWT.NONE);
		GridLayoutFactory.swtDefaults().numColumns(2).margins(12, 0).spacing(10, 8).applyTo(this);
		Label icon = new Label(this, SWT.NONE);
		icon.setImage(Ui.image("error"));
		GridDataFactory.swtDefaults().align(SWT.CENTER, SWT.BEGINNING).indent(0, 4).applyTo(icon);
		text = Ui.named(new Text(this, SWT.MULTI | SWT.WRAP | SWT.READ_ONLY | SWT.V_SCROLL | SWT.BORDER),
				"Why it failed and what to try");
		GridDataFactory.fillDefaults().grab(true, true).hint(Ui.width(text, WIDTH), text.getLineHeight() * LINES)
				.applyTo(text);
		new Label(this, SWT.NONE);
		Button button = new Button(this, SWT.PUSH);
		button.setText("E&xamine…");
		button.addListener(SWT.Selection, event -> examine.run());
	}

	void show(String sentences) {
		text.setText(sentences);
	}
}
