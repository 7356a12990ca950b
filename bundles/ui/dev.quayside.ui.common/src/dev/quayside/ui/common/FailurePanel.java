package dev.quayside.ui.common;

import dev.quayside.admin.QueueManagerException;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

/** Says in place of a table why there is none: what happened, with the status, what to try, and a button for again. */
public final class FailurePanel extends Composite {

	private static final int MARGIN = 24;
	private static final int TEXT_WIDTH = 640;

	private final Label title;
	private final Label message;
	private final Label advice;

	public FailurePanel(Composite parent, Runnable retry) {
		super(parent, SWT.NONE);
		GridLayoutFactory.fillDefaults().margins(MARGIN, MARGIN).spacing(0, 8).applyTo(this);
		title = new Label(this, SWT.NONE);
		title.setFont(JFaceResources.getHeaderFont());
		message = line();
		advice = line();
		Button again = new Button(this, SWT.PUSH);
		again.setText("Try again");
		again.addListener(SWT.Selection, event -> retry.run());
		GridDataFactory.swtDefaults().indent(0, 8).applyTo(again);
	}

	private Label line() {
		Label label = new Label(this, SWT.WRAP);
		GridDataFactory.fillDefaults().hint(TEXT_WIDTH, SWT.DEFAULT).applyTo(label);
		return label;
	}

	public void show(String what, QueueManagerException failure) {
		title.setText(what);
		message.setText(failure.getMessage());
		advice.setText(failure.advice().isEmpty() ? "" : "Try this: " + failure.advice());
		layout(true, true);
	}
}
