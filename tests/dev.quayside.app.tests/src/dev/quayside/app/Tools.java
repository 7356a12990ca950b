package dev.quayside.app;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The buttons of tool bars. */
final class Tools {

	private Tools() {}

	/** Clicks a button of a tool bar, as soon as it is enabled. */
	static void click(String tooltip) {
		Window.await("tool " + tooltip, () -> tool(tooltip).filter(ToolItem::isEnabled).isPresent());
		Window.display().asyncExec(() -> tool(tooltip).orElseThrow().notifyListeners(SWT.Selection, new Event()));
	}

	private static Optional<ToolItem> tool(String tooltip) {
		return tools().filter(item -> item.getToolTipText().startsWith(tooltip)).findAny();
	}

	private static Stream<ToolItem> tools() {
		List<ToolItem> found = new ArrayList<>();
		Window.find(ToolBar.class, bar -> found.addAll(Arrays.asList(bar.getItems())) && false);
		return found.stream().filter(item -> item.getToolTipText() != null);
	}

	/** Of all buttons of visible tool bars. On the UI thread. */
	static Stream<String> tooltips() {
		return tools().map(ToolItem::getToolTipText);
	}
}
