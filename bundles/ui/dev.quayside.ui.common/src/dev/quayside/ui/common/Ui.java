package dev.quayside.ui.common;

import org.eclipse.jface.preference.JFacePreferences;
import org.eclipse.jface.resource.ColorRegistry;
import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.jface.resource.ImageRegistry;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.ACC;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.swt.widgets.Widget;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;

import java.util.Optional;

/** Small things that every part of the window needs. */
public final class Ui {

	/** Key of the name in the data of a control. */
	public static final String NAME = "dev.quayside.name";

	private static final String LIGHT_COUNT = "dev.quayside.count";
	private static final RGB LIGHT_COUNT_RGB = new RGB(105, 190, 240);

	private Ui() {}

	/** Runs on the UI thread, later, unless the widget is gone by then. */
	public static void later(Widget widget, Runnable work) {
		if (widget.isDisposed()) {
			return;
		}
		Display display = widget.getDisplay();
		if (!display.isDisposed()) {
			display.asyncExec(() -> {
				if (!widget.isDisposed()) {
					work.run();
				}
			});
		}
	}

	/** Runs on the UI thread, later, unless the workbench has ended. */
	public static void later(Runnable work) {
		if (PlatformUI.isWorkbenchRunning()) {
			PlatformUI.getWorkbench().getDisplay().asyncExec(() -> {
				if (PlatformUI.isWorkbenchRunning()) {
					work.run();
				}
			});
		}
	}

	/** An icon of this bundle by its name without ending. */
	public static Image image(String name) {
		ImageRegistry registry = JFaceResources.getImageRegistry();
		String key = "dev.quayside." + name;
		if (registry.get(key) == null) {
			registry.put(key, descriptor(name));
		}
		return registry.get(key);
	}

	public static ImageDescriptor descriptor(String name) {
		return ImageDescriptor.createFromURL(Ui.class.getResource("/icons/" + name + ".svg"));
	}

	/** Of counts beside names; that of the workbench cannot be read on a dark ground. */
	public static Color countColor() {
		ColorRegistry registry = JFaceResources.getColorRegistry();
		registry.put(LIGHT_COUNT, LIGHT_COUNT_RGB);
		return registry.get(isDark() ? LIGHT_COUNT : JFacePreferences.COUNTER_COLOR);
	}

	/** Whether lists have a dark ground. */
	public static boolean isDark() {
		return PlatformUI.getWorkbench().getDisplay().getSystemColor(SWT.COLOR_LIST_BACKGROUND).getRGB()
				.getHSB()[2] < 0.5f;
	}

	/** The page that the user looks at. */
	public static Optional<IWorkbenchPage> page() {
		IWorkbenchWindow window = PlatformUI.getWorkbench().getActiveWorkbenchWindow();
		if (window == null && PlatformUI.getWorkbench().getWorkbenchWindowCount() > 0) {
			window = PlatformUI.getWorkbench().getWorkbenchWindows()[0];
		}
		return Optional.ofNullable(window).map(IWorkbenchWindow::getActivePage);
	}

	/** Width of a column or field for so many characters of average width, in the font of the control. */
	public static int width(Control control, int characters) {
		GC gc = new GC(control);
		try {
			return (int) Math.ceil(gc.getFontMetrics().getAverageCharacterWidth() * characters);
		} finally {
			gc.dispose();
		}
	}

	/** For labels and dialogs, where an ampersand would mark a key and vanish. */
	public static String plain(String text) {
		return text.replace("&", "&&");
	}

	/** The name that a screen reader says, and tests find; the name of a label is its text, as ever. */
	public static <C extends Control> C named(C control, String name) {
		control.setData(NAME, name);
		if (control instanceof Label) {
			return control;
		}
		control.getAccessible().addAccessibleListener(new AccessibleAdapter() {

			@Override
			public void getName(AccessibleEvent e) {
				if (e.childID == ACC.CHILDID_SELF) {
					e.result = name;
				}
			}
		});
		NativeName.set(control, name);
		return control;
	}

	/** Puts a button with an icon into a tool bar. */
	public static ToolItem item(ToolBar bar, String icon, String tooltip, Runnable action) {
		ToolItem item = new ToolItem(bar, SWT.PUSH);
		item.setImage(image(icon));
		item.setToolTipText(tooltip);
		item.addListener(SWT.Selection, event -> action.run());
		NativeName.set(item, tooltip);
		return item;
	}
}
