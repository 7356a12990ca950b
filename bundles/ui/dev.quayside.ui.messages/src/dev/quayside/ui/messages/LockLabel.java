package dev.quayside.ui.messages;

import dev.quayside.admin.ConnectionSecurity;
import dev.quayside.ui.common.Ui;
import dev.quayside.ui.model.Lock;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;

import java.util.Optional;

/** A lock and in words how a connection is protected; red where it is not. */
final class LockLabel extends Composite {

	private static final String ERROR_COLOR = "ERROR_COLOR";

	/** Marks a widget that the theme leaves alone. */
	private static final String UNTHEMED = "org.eclipse.e4.ui.css.disabled";

	private final Label icon;
	private final Label words;

	LockLabel(Composite parent) {
		super(parent, SWT.NONE);
		setBackgroundMode(SWT.INHERIT_FORCE);
		GridLayoutFactory.fillDefaults().numColumns(2).spacing(4, 0).applyTo(this);
		icon = new Label(this, SWT.NONE);
		GridDataFactory.swtDefaults().align(SWT.FILL, SWT.CENTER).grab(false, true).applyTo(icon);
		words = Ui.named(new Label(this, SWT.NONE), "Protection");
		GridDataFactory.swtDefaults().align(SWT.FILL, SWT.CENTER).grab(false, true).applyTo(words);
	}

	/** @param security empty: not connected */
	void show(Optional<ConnectionSecurity> security) {
		String text = security.map(Lock::line).orElse("");
		String details = security.map(Lock::details).orElse(null);
		icon.setImage(security.map(known -> Ui.image(Lock.of(known).icon())).orElse(null));
		icon.setToolTipText(details);
		words.setToolTipText(details);
		color(security.isPresent() && Lock.of(security.get()) == Lock.OPEN);
		if (!words.getText().equals(text)) {
			words.setText(text);
			getShell().layout(new Control[]{ icon, words }, SWT.DEFER);
		}
	}

	/** Themes would take the red away. */
	private void color(boolean isRed) {
		if (isRed) {
			words.setData(UNTHEMED, true);
			words.setForeground(JFaceResources.getColorRegistry().get(ERROR_COLOR));
		} else if (words.getData(UNTHEMED) != null) {
			words.setData(UNTHEMED, null);
			words.setForeground(null);
			words.reskin(SWT.ALL);
		}
	}
}
