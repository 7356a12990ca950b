package dev.quayside.ui.common;

import dev.quayside.ui.model.ColumnSpec;
import dev.quayside.ui.model.PropertyRow;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Table;
import org.eclipse.ui.part.Page;
import org.eclipse.ui.views.properties.IPropertySheetPage;

import java.util.List;

/** A page of the Properties view: lines about what is selected, or a sentence why there are none. */
public abstract class PropertyRowsPage extends Page implements IPropertySheetPage {

	private final String nothing;
	private Composite area;
	private Placeholder remark;
	private Table table;
	private List<PropertyRow> rows = List.of();

	/** @param nothing what it says at first */
	protected PropertyRowsPage(String nothing) {
		this.nothing = nothing;
	}

	@Override
	public void createControl(Composite parent) {
		area = new Composite(parent, SWT.NONE);
		area.setLayout(new StackLayout());
		remark = new Placeholder(area, nothing);
		table = SpecTable.create(area, "Properties of the selection", PropertyRow.COLUMNS, this::row);
		CopyRows.enable(table, getSite(), index -> ColumnSpec.line(PropertyRow.COLUMNS, row(index)));
		CopyRows.menu(table, getSite());
		top(remark);
	}

	private PropertyRow row(int index) {
		return index < rows.size() ? rows.get(index) : null;
	}

	private void top(Control control) {
		((StackLayout) area.getLayout()).topControl = control;
		area.layout();
	}

	/** Shows the lines. */
	protected final void show(List<PropertyRow> read) {
		if (!read.equals(rows)) {
			rows = read;
			table.setItemCount(rows.size());
			table.clearAll();
		}
		top(table);
	}

	/** Says in place of lines why there are none. */
	protected final void say(String text) {
		remark.setText(text);
		top(remark);
	}

	protected final void sayNothing() {
		say(nothing);
	}

	@Override
	public final Control getControl() {
		return area;
	}

	@Override
	public final void setFocus() {
		((StackLayout) area.getLayout()).topControl.setFocus();
	}
}
