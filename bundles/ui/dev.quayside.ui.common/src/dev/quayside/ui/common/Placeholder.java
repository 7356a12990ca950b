package dev.quayside.ui.common;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

/** Says in the middle of an area why there is nothing in it. */
public final class Placeholder extends Composite {

	private final Label label;

	public Placeholder(Composite parent, String text) {
		super(parent, SWT.NONE);
		GridLayoutFactory.fillDefaults().applyTo(this);
		label = new Label(this, SWT.CENTER | SWT.WRAP);
		GridDataFactory.fillDefaults().grab(true, true).align(SWT.FILL, SWT.CENTER).applyTo(label);
		setText(text);
	}

	public void setText(String text) {
		label.setText(text);
		layout();
	}
}
