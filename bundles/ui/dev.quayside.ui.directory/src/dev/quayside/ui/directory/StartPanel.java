package dev.quayside.ui.directory;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

import java.util.Optional;

/** Says in place of a table what is missing, with a button that gets it. */
final class StartPanel extends Composite {

	private final Label text;
	private final Button button;
	private Runnable action;

	StartPanel(Composite parent) {
		super(parent, SWT.NONE);
		GridLayoutFactory.swtDefaults().margins(24, 24).spacing(8, 12).applyTo(this);
		text = new Label(this, SWT.CENTER | SWT.WRAP);
		GridDataFactory.fillDefaults().grab(true, true).align(SWT.FILL, SWT.END).applyTo(text);
		button = new Button(this, SWT.PUSH);
		button.addListener(SWT.Selection, event -> action.run());
		GridDataFactory.swtDefaults().grab(true, true).align(SWT.CENTER, SWT.BEGINNING).applyTo(button);
	}

	void noDirectory() {
		show("Add an Active Directory to see the MSMQ certificates of its accounts, its machines and public queues.",
				"&Add Directory…", () -> AddDirectoryHandler.open(getShell(), Optional.empty()));
	}

	void notConnected(DirectorySession session, Runnable connect) {
		show("Not connected to " + session.title() + ".", "&Connect", connect);
	}

	void nothing(String sentence) {
		show(sentence + ".", "", () -> {});
	}

	private void show(String sentence, String label, Runnable work) {
		text.setText(sentence.replace("&", "&&"));
		button.setText(label);
		action = work;
		button.setVisible(!label.isEmpty());
		((GridData) button.getLayoutData()).exclude = label.isEmpty();
		((GridData) text.getLayoutData()).verticalAlignment = label.isEmpty() ? SWT.CENTER : SWT.END;
		layout(true, true);
	}

	@Override
	public boolean setFocus() {
		return button.isVisible() ? button.setFocus() : super.setFocus();
	}
}
