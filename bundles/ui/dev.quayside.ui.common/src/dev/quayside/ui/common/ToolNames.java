package dev.quayside.ui.common;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.ToolItem;

/** Names the buttons of tool bars for screen readers after their tooltips, since all that they show is an icon. */
public final class ToolNames {

	/** SWT tells it of every new widget, as soon as the code that makes it has ended. */
	private static final int MADE = SWT.Skin;

	private ToolNames() {}

	/** From now on, for all windows. */
	public static void give(Display display) {
		display.addFilter(MADE, ToolNames::name);
	}

	private static void name(Event event) {
		if (event.widget instanceof ToolItem item && (item.getStyle() & SWT.SEPARATOR) == 0
				&& item.getToolTipText() != null) {
			NativeName.set(item, of(item.getToolTipText()));
		}
	}

	/** "Delete Messages (Del)" and a second line are for those who see. */
	static String of(String tooltip) {
		return tooltip.lines().findFirst().orElse("").replaceAll(" \\([^)]*\\)$", "");
	}
}
