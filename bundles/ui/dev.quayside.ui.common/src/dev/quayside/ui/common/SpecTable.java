package dev.quayside.ui.common;

import dev.quayside.ui.model.ColumnSpec;

import org.eclipse.jface.dialogs.IDialogSettings;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.ui.PlatformUI;
import org.osgi.framework.FrameworkUtil;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A table whose columns are given as data and whose rows get their texts when they become visible; it remembers the
 * widths and the order that the user gave its columns.
 */
public final class SpecTable {

	private static final int PADDING = 2;
	private static final int MIN_WIDTH = 16;

	private SpecTable() {}

	/**
	 * @param name
	 *            for screen readers, and under which columns are remembered
	 * @param row
	 *            the row at an index, null if it has gone meanwhile
	 */
	public static <T> Table create(Composite parent, String name, List<ColumnSpec<T>> specs, IntFunction<T> row) {
		Table table = Ui.named(new Table(parent, SWT.VIRTUAL | SWT.MULTI | SWT.FULL_SELECTION), name);
		table.setHeaderVisible(true);
		for (ColumnSpec<T> spec : specs) {
			TableColumn column = new TableColumn(table, spec.isNumber() ? SWT.RIGHT : SWT.LEFT);
			column.setText(spec.title());
			column.setWidth(Ui.width(table, spec.width() + PADDING));
			column.setMoveable(true);
		}
		table.addListener(SWT.SetData, event -> {
			// While it is emptied, GTK asks for a row -1.
			T value = event.index < 0 ? null : row.apply(event.index);
			if (value != null) {
				((TableItem) event.item).setText(specs.stream().map(spec -> spec.text().apply(value))
						.toArray(String[]::new));
			}
		});
		remember(table, name);
		return table;
	}

	private static void remember(Table table, String name) {
		IDialogSettings settings = settings(name);
		int[] initial = Arrays.stream(table.getColumns()).mapToInt(TableColumn::getWidth).toArray();
		int[] widths = numbers(settings.getArray("widths"));
		int[] order = numbers(settings.getArray("order"));
		TableColumn[] columns = table.getColumns();
		if (widths.length == columns.length && order.length == columns.length && isOrder(order)) {
			for (int i = 0; i < columns.length; i++) {
				columns[i].setWidth(Math.max(MIN_WIDTH, widths[i]));
			}
			table.setColumnOrder(order);
		}
		table.addListener(SWT.Dispose, event -> {
			int[] now = Arrays.stream(columns).mapToInt(TableColumn::getWidth).toArray();
			int[] places = table.getColumnOrder();
			// The last one fills what room there is.
			now[places[places.length - 1]] = initial[places[places.length - 1]];
			settings.put("widths", texts(now));
			settings.put("order", texts(places));
		});
	}

	private static IDialogSettings settings(String name) {
		IDialogSettings all = PlatformUI.getDialogSettingsProvider(FrameworkUtil.getBundle(SpecTable.class))
				.getDialogSettings();
		IDialogSettings section = all.getSection(name);
		return section == null ? all.addNewSection(name) : section;
	}

	/** Whether each index is there once. */
	private static boolean isOrder(int[] order) {
		int[] sorted = order.clone();
		Arrays.sort(sorted);
		for (int i = 0; i < sorted.length; i++) {
			if (sorted[i] != i) {
				return false;
			}
		}
		return true;
	}

	private static int[] numbers(String[] texts) {
		try {
			return texts == null ? new int[0] : Arrays.stream(texts).mapToInt(Integer::parseInt).toArray();
		} catch (NumberFormatException e) {
			return new int[0];
		}
	}

	private static String[] texts(int[] numbers) {
		return Arrays.stream(numbers).mapToObj(Integer::toString).toArray(String[]::new);
	}
}
