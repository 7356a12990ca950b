package dev.quayside.ui.common;

import org.eclipse.core.runtime.ILog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.swt.widgets.Widget;

import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;

/**
 * Names widgets for the screen readers of Linux. SWT passes the names that its listeners give on for the widgets that it
 * draws itself, but not for those of GTK (tables, trees, texts), hence this way around it.
 */
final class NativeName {

	private static final byte[] PROPERTY = bytes("accessible-name");

	private static boolean isImpossible;

	private NativeName() {}

	/** Does nothing on other systems, or where SWT has changed inside. */
	static void set(Widget widget, String name) {
		if (isImpossible || !"gtk".equals(SWT.getPlatform())) {
			return;
		}
		try {
			long handle = Widget.class.getField("handle").getLong(widget);
			Method accessible = type("gtk3.GTK3").getMethod("gtk_widget_get_accessible", long.class);
			Method set = type("gtk.OS").getMethod("g_object_set", long.class, byte[].class, byte[].class, long.class);
			set.invoke(null, accessible.invoke(null, handle), PROPERTY, bytes(name), 0L);
			long inner = widget instanceof ToolItem
					? (long) type("gtk3.GTK3").getMethod("gtk_bin_get_child", long.class).invoke(null, handle)
					: 0;
			if (inner != 0) {
				set.invoke(null, accessible.invoke(null, inner), PROPERTY, bytes(name), 0L);
			}
		} catch (ReflectiveOperationException e) {
			isImpossible = true;
			ILog.of(NativeName.class).warn("Screen readers are not told the names of widgets", e);
		}
	}

	private static Class<?> type(String name) throws ClassNotFoundException {
		return Class.forName("org.eclipse.swt.internal." + name, true, Widget.class.getClassLoader());
	}

	private static byte[] bytes(String text) {
		return (text + '\0').getBytes(StandardCharsets.UTF_8);
	}
}
