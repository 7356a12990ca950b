package dev.quayside.ui.directory;

import dev.quayside.ui.common.Ui;
import dev.quayside.ui.model.directory.Gauge;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;

import java.util.function.Function;
import java.util.function.IntFunction;

/** Draws gauges. What they say stands in words beside them. */
final class Gauges {

	private static final int THICKNESS = 3;
	private static final int INSET = 4;

	/** To be told apart also by those who do not see red and green. */
	private record Colors(Color ok, Color near, Color full) {

		Color of(Gauge.Level level) {
			return switch (level) {
				case OK -> ok;
				case NEAR -> near;
				case FULL -> full;
			};
		}
	}

	private static final Colors ON_LIGHT = new Colors(new Color(new RGB(59, 125, 189)), new Color(new RGB(224, 150, 0)),
			new Color(new RGB(205, 49, 49)));
	/** Also on the blue of what is selected. */
	private static final Colors ON_DARK = new Colors(new Color(new RGB(105, 190, 240)),
			new Color(new RGB(240, 170, 30)), new Color(new RGB(255, 110, 100)));
	private static final int GROOVE_ALPHA = 60;

	private Gauges() {}

	/** Along the lower edge of the cells of a column. */
	static <T> void draw(Table table, int column, IntFunction<T> row, Function<T, Gauge> gauge) {
		table.addListener(SWT.PaintItem, event -> {
			T value = event.index == column ? row.apply(table.indexOf((TableItem) event.item)) : null;
			if (value != null) {
				Rectangle cell = cell(event, table);
				paint(event.gc, table, new Rectangle(cell.x + INSET, cell.y + cell.height - THICKNESS - 1,
						cell.width - 2 * INSET, THICKNESS), gauge.apply(value));
			}
		});
	}

	private static Rectangle cell(Event event, Table table) {
		return new Rectangle(event.x, event.y, table.getColumn(event.index).getWidth(), event.height);
	}

	/** A groove, filled from the left, with a mark where it is nearly full. */
	static void paint(GC gc, Control control, Rectangle place, Gauge gauge) {
		int width = (int) Math.round(place.width * gauge.fraction());
		gc.setAlpha(GROOVE_ALPHA);
		gc.setBackground(control.getForeground());
		gc.fillRectangle(place);
		gc.setAlpha(255);
		gc.setBackground((Ui.isDark() ? ON_DARK : ON_LIGHT).of(gauge.level()));
		gc.fillRectangle(place.x, place.y, gauge.value() > 0 ? Math.max(1, width) : 0, place.height);
		gc.setBackground(control.getForeground());
		gc.fillRectangle(place.x + (int) Math.round(place.width * gauge.warningFraction()), place.y, 1, place.height);
	}
}
