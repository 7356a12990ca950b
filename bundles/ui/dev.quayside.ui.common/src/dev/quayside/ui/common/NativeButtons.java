package dev.quayside.ui.common;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Display;

/**
 * Leaves buttons to GTK: the style sheet of the dark theme gives their texts one colour, with which a disabled button looks
 * like one that is enabled. GTK has a dark theme of its own that knows the difference.
 */
public final class NativeButtons {

	/** By which the engine of style sheets lets a widget be. */
	public static final String UNSTYLED = "org.eclipse.e4.ui.css.disabled";

	/** SWT tells it of every new widget, before the engine is told. */
	private static final int MADE = SWT.Skin;

	private NativeButtons() {}

	/** From now on, for all windows. */
	public static void keep(Display display) {
		if (SWT.getPlatform().equals("gtk")) {
			display.addFilter(MADE, event -> {
				if (event.widget instanceof Button button) {
					button.setData(UNSTYLED, true);
				}
			});
		}
	}
}
