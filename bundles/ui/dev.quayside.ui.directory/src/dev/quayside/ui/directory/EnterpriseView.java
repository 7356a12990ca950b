package dev.quayside.ui.directory;

import dev.quayside.admin.directory.ServerSettings;
import dev.quayside.ui.common.Ui;
import dev.quayside.ui.model.directory.AliasRow;

import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.part.ViewPart;
import org.eclipse.ui.views.properties.IPropertySheetPage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What MSMQ keeps for a whole forest: a section for each kind at the left, and its objects beside it. */
public final class EnterpriseView extends ViewPart implements Listing {

	public static final String ID = "dev.quayside.ui.directory.enterprise";

	private static final int[] WEIGHTS = { 17, 83 };

	private final Map<Section<?>, ListingPanel<?>> panels = new LinkedHashMap<>();
	private final ShownRows rows = new ShownRows();
	private DirectoryBar bar;
	private Table sections;
	private Composite area;
	private ListingPanel<?> shown;

	@Override
	public void createPartControl(Composite parent) {
		Composite whole = new Composite(parent, SWT.NONE);
		GridLayoutFactory.swtDefaults().margins(6, 4).spacing(6, 4).applyTo(whole);
		bar = new DirectoryBar(whole);
		GridDataFactory.fillDefaults().grab(true, false).applyTo(bar);
		SashForm parts = new SashForm(whole, SWT.HORIZONTAL);
		GridDataFactory.fillDefaults().grab(true, true).applyTo(parts);
		sections = Ui.named(new Table(parts, SWT.SINGLE | SWT.FULL_SELECTION), "Sections of the enterprise");
		for (Section<?> section : Sections.ALL) {
			TableItem item = new TableItem(sections, SWT.NONE);
			item.setText(section.name());
			item.setImage(Ui.image(section.icon()));
		}
		sections.addListener(SWT.Selection, event -> show(Sections.ALL.get(sections.getSelectionIndex())));
		area = new Composite(parts, SWT.NONE);
		area.setLayout(new StackLayout());
		parts.setWeights(WEIGHTS);
		getSite().setSelectionProvider(rows);
		show(Sections.ALIASES);
	}

	/** Shows the objects of this kind; what was read of it once is still there. */
	void show(Section<?> section) {
		sections.setSelection(Sections.ALL.indexOf(section));
		boolean isNew = !panels.containsKey(section);
		shown = panels.computeIfAbsent(section, this::create);
		((StackLayout) area.getLayout()).topControl = shown;
		area.layout();
		rows.show(shown.table());
		if (isNew) {
			shown.begin();
		}
	}

	private <T> ListingPanel<T> create(Section<T> section) {
		ListingPanel<T> panel = new ListingPanel<>(area, section, bar, getSite());
		Table table = panel.table().control();
		MenuManager menu = new MenuManager();
		table.setMenu(menu.createContextMenu(table));
		getSite().registerContextMenu(ID + '.' + section.id(), menu, panel.table());
		table.addListener(SWT.DefaultSelection, event -> panel.table().selection().stream().findFirst()
				.ifPresent(row -> panel.session().ifPresent(session -> open(session, row))));
		return panel;
	}

	/** Goes where the object leads to; where it leads nowhere, its properties are shown. */
	private void open(DirectorySession session, Object row) {
		if (row instanceof AliasRow alias) {
			QueueManagerLinks.open(session, alias);
		} else if (row instanceof ServerSettings server) {
			QueueManagerLinks.connect(session, server);
		} else {
			try {
				getSite().getPage().showView(IPageLayout.ID_PROP_SHEET);
			} catch (PartInitException e) {
				throw new IllegalStateException(e);
			}
		}
	}

	/** Rows of this kind that are selected where the user looks. On the UI thread. */
	static <T> List<T> selected(Class<T> kind) {
		return view().map(view -> view.selectedRows().stream().filter(kind::isInstance).<T>map(kind::cast).toList())
				.orElse(List.of());
	}

	/** Aliases were changed, and with them lists: what is shown is not what there is. On the UI thread. */
	static void changed() {
		view().ifPresent(view -> List.of(Sections.ALIASES, Sections.LISTS).stream().map(view.panels::get)
				.filter(panel -> panel != null).forEach(ListingPanel::refresh));
	}

	private static Optional<EnterpriseView> view() {
		return Ui.page().map(page -> page.findView(ID)).filter(EnterpriseView.class::isInstance)
				.map(EnterpriseView.class::cast);
	}

	@Override
	public void refresh() {
		shown.refresh();
	}

	@Override
	public void focusSearch() {
		shown.focusSearch();
	}

	@Override
	public List<?> selectedRows() {
		return shown.selectedRows();
	}

	@Override
	public String csv() {
		return shown.csv();
	}

	@Override
	public String fileName() {
		return shown.fileName();
	}

	@Override
	public void setFocus() {
		sections.setFocus();
	}

	@Override
	public <A> A getAdapter(Class<A> adapter) {
		return adapter == IPropertySheetPage.class
				? adapter.cast(new DirectoryPropertiesPage())
				: super.getAdapter(adapter);
	}
}
