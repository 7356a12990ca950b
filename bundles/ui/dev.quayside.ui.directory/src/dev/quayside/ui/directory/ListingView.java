package dev.quayside.ui.directory;

import dev.quayside.admin.directory.AccountQuery;
import dev.quayside.admin.directory.DirectoryConnection;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.ui.common.BackgroundJob;
import dev.quayside.ui.common.FailurePanel;
import dev.quayside.ui.common.Ui;
import dev.quayside.ui.model.ColumnSpec;
import dev.quayside.ui.model.Csv;
import dev.quayside.ui.model.RowColumn;
import dev.quayside.ui.model.RowList;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.ui.part.ViewPart;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Objects of the current directory in a table: they stream in, can be searched while they do, and the reading can be
 * stopped. Where there are none it says why.
 */
abstract class ListingView<T> extends ViewPart implements Listing {

	private final String name;
	private final RowList<T> rows;
	private DirectoryBar bar;
	private Text search;
	private Button forest;
	private Label count;
	private ToolItem stop;
	private Composite area;
	private StartPanel start;
	private FailurePanel failure;
	private RowTable<T> table;
	private Runnable stopListening;
	private Job job;
	private DirectorySession shown;
	private DirectoryConnection source;

	/**
	 * @param name
	 *            of what is listed, in the plural: "Accounts"
	 * @param sorted
	 *            number of the column that gives the order at first
	 */
	ListingView(String name, List<RowColumn<T>> columns, int sorted, boolean isDescending) {
		this.name = name;
		rows = new RowList<>(columns, sorted, isDescending);
	}

	/** Lists everything; each goes to the consumer as soon as it is read. Called by a job. */
	abstract void list(DirectoryConnection connection, AccountQuery.Scope scope, Consumer<T> consumer,
			IProgressMonitor monitor) throws DirectoryException;

	/** By which a row is recognised that was read again. */
	abstract Object key(T row);

	/** What it says where nothing is found: "No user of corp.example has MSMQ certificates". */
	abstract String nothing(String where);

	/** More to choose what is listed, in a row. */
	void addChoices(Composite row) {
		// there is none
	}

	@Override
	public void createPartControl(Composite parent) {
		Composite whole = new Composite(parent, SWT.NONE);
		GridLayoutFactory.swtDefaults().margins(6, 4).spacing(6, 4).applyTo(whole);
		bar = new DirectoryBar(whole);
		GridDataFactory.fillDefaults().grab(true, false).applyTo(bar);
		createSearch(whole);
		area = new Composite(whole, SWT.NONE);
		area.setLayout(new StackLayout());
		GridDataFactory.fillDefaults().grab(true, true).applyTo(area);
		start = new StartPanel(area);
		failure = new FailurePanel(area, this::refresh);
		table = new RowTable<>(area, name, rows, this::key, getSite());
		MenuManager menu = new MenuManager();
		table.control().setMenu(menu.createContextMenu(table.control()));
		getSite().registerContextMenu(menu, table);
		getSite().setSelectionProvider(table);
		stopListening = DirectorySessions.get().onChanged(this::directoryChanged);
		directoryChanged();
	}

	private void createSearch(Composite parent) {
		Composite row = new Composite(parent, SWT.NONE);
		GridLayoutFactory.fillDefaults().numColumns(1).spacing(8, 0).applyTo(row);
		GridDataFactory.fillDefaults().grab(true, false).applyTo(row);
		search = Ui.named(new Text(row, SWT.SEARCH | SWT.ICON_SEARCH | SWT.ICON_CANCEL),
				"Search " + name.toLowerCase(Locale.ROOT));
		search.setMessage("Search " + name.toLowerCase(Locale.ROOT));
		GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).applyTo(search);
		search.addListener(SWT.Modify, event -> {
			table.change(() -> rows.filter(search.getText()));
			show();
		});
		addChoices(row);
		forest = new Button(row, SWT.CHECK);
		forest.setText("Whole fore&st");
		forest.setToolTipText("All domains, by the global catalog");
		forest.addListener(SWT.Selection, event -> refresh());
		count = Ui.named(new Label(row, SWT.RIGHT), "How many");
		GridDataFactory.swtDefaults().hint(Ui.width(count, 34), SWT.DEFAULT).applyTo(count);
		ToolBar tools = Ui.named(new ToolBar(row, SWT.FLAT), "Reading");
		stop = Ui.item(tools, "stop", "Stop reading", this::stop);
		((GridLayout) row.getLayout()).numColumns = row.getChildren().length;
	}

	/** Another directory, or it is connected in another way: what was shown is of the old one. */
	private void directoryChanged() {
		Optional<DirectorySession> current = DirectorySessions.get().current();
		boolean isSame = current.isPresent() && current.get() == shown
				&& shown.current().filter(connection -> connection == source).isPresent();
		if (isSame && rows.total() > 0) {
			bar.show();
			return;
		}
		shown = current.orElse(null);
		cancel();
		table.change(rows::clear);
		table.reread();
		if (shown == null) {
			start.noDirectory();
			show(start);
		} else if (shown.current().isEmpty() && shown.hasToAsk()) {
			start.notConnected(shown, this::refresh);
			show(start);
		} else {
			refresh();
		}
	}

	/** Reads all of it again; connects if need be. */
	@Override
	public final void refresh() {
		DirectorySession session = DirectorySessions.get().current().orElse(null);
		if (session == null) {
			directoryChanged();
			return;
		}
		cancel();
		shown = session;
		table.reread(rows::clear);
		AccountQuery.Scope scope = forest.getSelection() ? AccountQuery.Scope.FOREST : AccountQuery.Scope.DOMAIN;
		Job[] own = new Job[1];
		own[0] = BackgroundJob.schedule("Read " + name + " of " + session.title(),
				monitor -> read(session, scope, own, monitor));
		job = own[0];
		show(table.control());
	}

	private void read(DirectorySession session, AccountQuery.Scope scope, Job[] own, IProgressMonitor monitor) {
		Arrivals<T> arrivals = new Arrivals<>(area, portion -> {
			if (own[0] == job) {
				table.change(() -> rows.add(portion));
				show();
			}
		});
		try {
			DirectoryConnection connection = session.connection(monitor);
			Ui.later(bar, () -> {
				if (own[0] == job) {
					source = connection;
				}
				bar.show();
			});
			list(connection, scope, arrivals, monitor);
			String where = scope == AccountQuery.Scope.FOREST
					? connection.facts().forest()
					: connection.facts().domain();
			ended(own, arrivals, () -> {
				if (rows.total() == 0) {
					start.nothing(nothing(where));
					show(start);
				}
			});
		} catch (DirectoryException e) {
			ended(own, arrivals, () -> failed(e));
		}
	}

	private void ended(Job[] own, Arrivals<T> arrivals, Runnable work) {
		Ui.later(area, () -> {
			if (own[0] == job) {
				arrivals.deliver();
				job = null;
				table.reread();
				work.run();
				show();
			}
		});
	}

	private void failed(DirectoryException e) {
		failure.show(name + " cannot be read", e);
		show(failure);
	}

	private void stop() {
		cancel();
		show();
	}

	private void cancel() {
		if (job != null) {
			job.cancel();
			job = null;
		}
	}

	private void show(Control control) {
		((StackLayout) area.getLayout()).topControl = control;
		area.layout();
		show();
	}

	private void show() {
		bar.show();
		bar.setVisible(shown != null);
		boolean isList = ((StackLayout) area.getLayout()).topControl == table.control();
		stop.setEnabled(job != null);
		count.setText(job != null ? "Reading… " + rows.count() : isList ? rows.count() : "");
		search.setEnabled(isList);
		forest.setEnabled(shown != null);
	}

	@Override
	public final String csv() {
		return Csv.of(exported(), rows.shown());
	}

	@Override
	public final String fileName() {
		return name.toLowerCase(Locale.ROOT).replace(' ', '-');
	}

	/** The directory that they are of. */
	final Optional<DirectorySession> session() {
		return Optional.ofNullable(shown);
	}

	/** The columns for a spreadsheet, where they are others than those that people read. */
	List<ColumnSpec<T>> exported() {
		return rows.specs();
	}

	/** The object as somebody has read it just now. */
	final void replace(T fresh) {
		table.change(() -> rows.replace(row -> key(row).equals(key(fresh)) ? fresh : row));
		show();
	}

	final RowTable<T> table() {
		return table;
	}

	@Override
	public final void focusSearch() {
		search.setFocus();
	}

	@Override
	public void setFocus() {
		((StackLayout) area.getLayout()).topControl.setFocus();
	}

	@Override
	public void dispose() {
		cancel();
		if (stopListening != null) {
			stopListening.run();
		}
		super.dispose();
	}
}
