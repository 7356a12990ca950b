package dev.quayside.ui.directory;

import dev.quayside.admin.directory.AccountQuery;
import dev.quayside.admin.directory.DirectoryConnection;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.ui.common.BackgroundJob;
import dev.quayside.ui.common.FailurePanel;
import dev.quayside.ui.common.Ui;
import dev.quayside.ui.model.Csv;
import dev.quayside.ui.model.RowList;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.jobs.Job;
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
import org.eclipse.ui.services.IServiceLocator;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Objects of the current directory in a table: they stream in, can be searched while they do, and the reading can be
 * stopped. Where there are none it says why.
 */
final class ListingPanel<T> extends Composite implements Listing {

	private final ListingContent<T> content;
	private final String name;
	private final RowList<T> rows;
	private final DirectoryBar bar;
	private final Composite area;
	private final StartPanel start;
	private final FailurePanel failure;
	private final RowTable<T> table;
	private final Runnable stopListening;
	private Text search;
	private Button forest;
	private Label count;
	private ToolItem stop;
	private Job job;
	private DirectorySession shown;
	private DirectoryConnection source;

	/** @param bar shows the directory that it is of */
	ListingPanel(Composite parent, ListingContent<T> content, DirectoryBar bar, IServiceLocator site) {
		super(parent, SWT.NONE);
		this.content = content;
		this.bar = bar;
		name = content.name();
		rows = new RowList<>(content.columns(), content.sorted(), content.isDescending());
		GridLayoutFactory.fillDefaults().spacing(6, 4).applyTo(this);
		createSearch(this);
		content.addRemark(this);
		area = new Composite(this, SWT.NONE);
		area.setLayout(new StackLayout());
		GridDataFactory.fillDefaults().grab(true, true).applyTo(area);
		start = new StartPanel(area);
		failure = new FailurePanel(area, this::refresh);
		table = new RowTable<>(area, name, rows, content::key, site);
		((StackLayout) area.getLayout()).topControl = table.control();
		stopListening = DirectorySessions.get().onChanged(this::directoryChanged);
		addListener(SWT.Dispose, event -> {
			cancel();
			stopListening.run();
		});
	}

	/** Reads what there is, unless that has to ask the user. */
	void begin() {
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
		content.addChoices(row);
		forest = new Button(row, SWT.CHECK);
		forest.setText("Whole fore&st");
		forest.setToolTipText("All domains, by the global catalog");
		forest.addListener(SWT.Selection, event -> refresh());
		forest.setVisible(content.hasScope());
		GridDataFactory.swtDefaults().exclude(!content.hasScope()).applyTo(forest);
		count = Ui.named(new Label(row, SWT.RIGHT), "How many");
		GridDataFactory.swtDefaults().hint(Ui.width(count, 34), SWT.DEFAULT).applyTo(count);
		ToolBar tools = Ui.named(new ToolBar(row, SWT.FLAT), "Reading");
		stop = Ui.item(tools, "stop", "Stop reading", this::stop);
		((GridLayout) row.getLayout()).numColumns = row.getChildren().length - (content.hasScope() ? 0 : 1);
	}

	/** Another directory, or it is connected in another way: what was shown is of the old one. */
	private void directoryChanged() {
		Optional<DirectorySession> current = DirectorySessions.get().current();
		boolean isSame = current.isPresent() && current.get() == shown
				&& shown.current().filter(connection -> connection == source).isPresent();
		if (isSame && (rows.total() > 0 || job != null)) {
			bar.show();
			return;
		}
		shown = current.orElse(null);
		cancel();
		content.forget();
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
	public void refresh() {
		DirectorySession session = DirectorySessions.get().current().orElse(null);
		if (session == null) {
			directoryChanged();
			return;
		}
		cancel();
		shown = session;
		table.reread(rows::clear);
		AccountQuery.Scope scope = scope();
		Job[] own = new Job[1];
		own[0] = BackgroundJob.schedule("Read " + name + " of " + session.title(),
				monitor -> read(session, scope, own, monitor));
		job = own[0];
		show(table.control());
	}

	AccountQuery.Scope scope() {
		return forest.getSelection() || !content.hasScope() ? AccountQuery.Scope.FOREST : AccountQuery.Scope.DOMAIN;
	}

	/** Lists the whole forest from now on; reads it if that was not so. */
	void showForest() {
		if (!forest.getSelection()) {
			forest.setSelection(true);
			refresh();
		}
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
				boolean isNew = own[0] == job && source != connection;
				if (isNew) {
					source = connection;
				}
				bar.show();
				if (isNew) {
					DirectorySessions.get().connected();
				}
			});
			content.list(connection, scope, arrivals, monitor);
			String where = scope == AccountQuery.Scope.FOREST
					? connection.facts().forest()
					: connection.facts().domain();
			ended(own, arrivals, () -> {
				if (rows.total() == 0) {
					start.nothing(content.nothing(where));
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
	public String csv() {
		return Csv.of(content.exported(), rows.shown());
	}

	@Override
	public String fileName() {
		return name.toLowerCase(Locale.ROOT).replace(' ', '-');
	}

	/** The directory that they are of. */
	Optional<DirectorySession> session() {
		return Optional.ofNullable(shown);
	}

	@Override
	public List<?> selectedRows() {
		return table.selection();
	}

	/** Shows rows of this kind only. */
	void filter(Predicate<T> wanted) {
		table.change(() -> rows.filter(wanted));
		show();
	}

	/** Each row as it is now. */
	void replace(UnaryOperator<T> fresh) {
		table.change(() -> rows.replace(fresh));
		show();
	}

	/** The object as somebody has read it just now. */
	void replaceOne(T fresh) {
		replace(row -> content.key(row).equals(content.key(fresh)) ? fresh : row);
	}

	RowTable<T> table() {
		return table;
	}

	@Override
	public void focusSearch() {
		search.setFocus();
	}

	@Override
	public boolean setFocus() {
		return ((StackLayout) area.getLayout()).topControl.setFocus();
	}
}
