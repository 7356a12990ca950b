package dev.quayside.ui.common;

import dev.quayside.admin.AdminException;
import dev.quayside.ui.model.QueueWords;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

/** Says in place of a table why there is none: what happened, with the status, what to try, and a button for again. */
public final class FailurePanel extends Composite {

	private static final int MARGIN = 24;

	/** In characters: lines that are longer are hard to read. */
	private static final int TEXT_WIDTH = 90;

	private final Label title;
	private final Text text;
	private final Button again;

	public FailurePanel(Composite parent, Runnable retry) {
		super(parent, SWT.NONE);
		GridLayoutFactory.fillDefaults().numColumns(2).margins(MARGIN, MARGIN).spacing(10, 8).applyTo(this);
		Label icon = new Label(this, SWT.NONE);
		icon.setImage(Ui.image("error"));
		title = new Label(this, SWT.NONE);
		title.setFont(JFaceResources.getHeaderFont());
		text = Ui.named(new Text(this, SWT.WRAP | SWT.MULTI | SWT.READ_ONLY), "What happened and what to try");
		text.setBackground(getBackground());
		GridDataFactory.fillDefaults().span(2, 1).hint(Ui.width(text, TEXT_WIDTH), SWT.DEFAULT).applyTo(text);
		again = new Button(this, SWT.PUSH);
		again.setText("&Try again");
		again.addListener(SWT.Selection, event -> retry.run());
		GridDataFactory.swtDefaults().span(2, 1).applyTo(again);
	}

	/** @param what was tried: "The queue cannot be read" */
	public void show(String what, AdminException failure) {
		title.setText(what);
		text.setText(QueueWords.failure(failure));
		layout(true, true);
	}

	@Override
	public boolean setFocus() {
		return again.setFocus();
	}
}
