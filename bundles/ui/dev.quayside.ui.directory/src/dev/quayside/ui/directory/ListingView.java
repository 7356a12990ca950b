package dev.quayside.ui.directory;

import dev.quayside.ui.model.RowColumn;

import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.part.ViewPart;
import org.eclipse.ui.views.properties.IPropertySheetPage;

import java.util.List;
import java.util.Optional;

/** A view of one kind of objects of the current directory. */
abstract class ListingView<T> extends ViewPart implements Listing, ListingContent<T> {

	private final String name;
	private final List<RowColumn<T>> columns;
	private final int sorted;
	private final boolean isDescending;
	private ListingPanel<T> panel;

	/**
	 * @param name
	 *            of what is listed, in the plural: "Accounts"
	 * @param sorted
	 *            number of the column that gives the order at first
	 */
	ListingView(String name, List<RowColumn<T>> columns, int sorted, boolean isDescending) {
		this.name = name;
		this.columns = columns;
		this.sorted = sorted;
		this.isDescending = isDescending;
	}

	@Override
	public final String name() {
		return name;
	}

	@Override
	public final List<RowColumn<T>> columns() {
		return columns;
	}

	@Override
	public final int sorted() {
		return sorted;
	}

	@Override
	public final boolean isDescending() {
		return isDescending;
	}

	@Override
	public void createPartControl(Composite parent) {
		Composite whole = new Composite(parent, SWT.NONE);
		GridLayoutFactory.swtDefaults().margins(6, 4).spacing(6, 4).applyTo(whole);
		DirectoryBar bar = new DirectoryBar(whole);
		GridDataFactory.fillDefaults().grab(true, false).applyTo(bar);
		panel = new ListingPanel<>(whole, this, bar, getSite());
		GridDataFactory.fillDefaults().grab(true, true).applyTo(panel);
		MenuManager menu = new MenuManager();
		table().control().setMenu(menu.createContextMenu(table().control()));
		getSite().registerContextMenu(menu, table());
		getSite().setSelectionProvider(table());
		panel.begin();
	}

	final ListingPanel<T> panel() {
		return panel;
	}

	final RowTable<T> table() {
		return panel.table();
	}

	/** The directory that they are of. */
	final Optional<DirectorySession> session() {
		return panel.session();
	}

	@Override
	public final void refresh() {
		panel.refresh();
	}

	@Override
	public final String csv() {
		return panel.csv();
	}

	@Override
	public final String fileName() {
		return panel.fileName();
	}

	@Override
	public final List<?> selectedRows() {
		return panel.selectedRows();
	}

	@Override
	public final void focusSearch() {
		panel.focusSearch();
	}

	@Override
	public void setFocus() {
		panel.setFocus();
	}

	@Override
	public <A> A getAdapter(Class<A> adapter) {
		return adapter == IPropertySheetPage.class
				? adapter.cast(new DirectoryPropertiesPage())
				: super.getAdapter(adapter);
	}
}
