package dev.quayside.ui.directory;

import dev.quayside.admin.directory.AccountCertificates;
import dev.quayside.admin.directory.CertificateAccount;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.ui.common.BackgroundJob;
import dev.quayside.ui.common.FailurePanel;
import dev.quayside.ui.common.Placeholder;
import dev.quayside.ui.common.Ui;
import dev.quayside.ui.model.Csv;
import dev.quayside.ui.model.RowList;
import dev.quayside.ui.model.Words;
import dev.quayside.ui.model.directory.CertificateColumns;
import dev.quayside.ui.model.directory.CertificateRow;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.ui.ISelectionListener;
import org.eclipse.ui.contexts.IContextService;
import org.eclipse.ui.part.ViewPart;

import java.util.List;
import java.util.Optional;

/** The certificates of the account that is selected, and what is known of the machines that they name. */
public final class CertificatesView extends ViewPart implements Listing {

	public static final String ID = "dev.quayside.ui.directory.certificates";

	static final String CONTEXT = "dev.quayside.ui.directory.certificates.context";

	private static final String EMPTY = "Select an account to see its certificates.";

	private final RowList<CertificateRow> rows = new RowList<>(CertificateColumns.ALL, CertificateColumns.VERDICT,
			false);
	private final ISelectionListener follower = (part, selection) -> follow(selection);
	private Composite area;
	private Placeholder nothing;
	private FailurePanel failure;
	private Composite content;
	private AccountHead head;
	private Text search;
	private Label count;
	private ToolItem stop;
	private RowTable<CertificateRow> table;
	private Text details;
	private Job job;
	private CertificateAccount account;
	private AccountCertificates shown;

	@Override
	public void createPartControl(Composite parent) {
		area = new Composite(parent, SWT.NONE);
		area.setLayout(new StackLayout());
		nothing = new Placeholder(area, EMPTY);
		failure = new FailurePanel(area, this::refresh);
		content = new Composite(area, SWT.NONE);
		GridLayoutFactory.swtDefaults().margins(6, 4).spacing(6, 4).applyTo(content);
		head = new AccountHead(content);
		GridDataFactory.fillDefaults().grab(true, false).applyTo(head);
		createSearch();
		createTable();
		getSite().getService(IContextService.class).activateContext(CONTEXT);
		getSite().getPage().addSelectionListener(AccountsView.ID, follower);
		show(nothing);
		follow(getSite().getPage().getSelection(AccountsView.ID));
	}

	private void createSearch() {
		Composite row = new Composite(content, SWT.NONE);
		GridLayoutFactory.fillDefaults().numColumns(3).spacing(8, 0).applyTo(row);
		GridDataFactory.fillDefaults().grab(true, false).applyTo(row);
		search = Ui.named(new Text(row, SWT.SEARCH | SWT.ICON_SEARCH | SWT.ICON_CANCEL), "Search certificates");
		search.setMessage("Search certificates, for instance: machine gone");
		GridDataFactory.fillDefaults().hint(Ui.width(search, 60), SWT.DEFAULT).align(SWT.FILL, SWT.CENTER)
				.applyTo(search);
		search.addListener(SWT.Modify, event -> {
			table.change(() -> rows.filter(search.getText()));
			showCount();
		});
		count = Ui.named(new Label(row, SWT.NONE), "How many of which verdict");
		GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).applyTo(count);
		ToolBar tools = Ui.named(new ToolBar(row, SWT.FLAT), "Reading of certificates");
		stop = Ui.item(tools, "stop", "Stop reading certificates", () -> {
			cancel();
			showCount();
		});
	}

	private void createTable() {
		SashForm parts = new SashForm(content, SWT.HORIZONTAL);
		GridDataFactory.fillDefaults().grab(true, true).applyTo(parts);
		table = new RowTable<>(parts, "Certificates", rows, CertificateRow::key, getSite());
		details = Ui.named(new Text(parts, SWT.MULTI | SWT.WRAP | SWT.READ_ONLY | SWT.V_SCROLL | SWT.BORDER),
				"Details of the certificate");
		parts.setWeights(70, 30);
		table.addSelectionChangedListener(event -> explain());
		table.control().setToolTipText("");
		table.control().addListener(SWT.MouseHover, event -> {
			TableItem item = table.control().getItem(new Point(event.x, event.y));
			CertificateRow row = item == null ? null : table.row(table.control().indexOf(item));
			table.control().setToolTipText(
					row == null ? null : CertificateColumns.details(row).lines().findFirst().orElse(""));
		});
		MenuManager menu = new MenuManager();
		table.control().setMenu(menu.createContextMenu(table.control()));
		getSite().registerContextMenu(menu, table);
		getSite().setSelectionProvider(table);
	}

	private void follow(ISelection selection) {
		List<?> chosen = selection instanceof IStructuredSelection accounts ? accounts.toList() : List.of();
		if (chosen.size() == 1 && chosen.get(0) instanceof CertificateAccount one) {
			boolean isSame = account != null && account.id().equals(one.id());
			account = one;
			if (!isSame) {
				shown = null;
				table.change(rows::clear);
			}
			refresh();
			return;
		}
		cancel();
		account = null;
		shown = null;
		table.change(rows::clear);
		nothing.setText(chosen.size() > 1 ? Words.count(chosen.size()) + " accounts are selected." : EMPTY);
		show(nothing);
	}

	/** Reads the certificates again, and looks for their machines again; what is shown stays until it is there. */
	@Override
	public void refresh() {
		Optional<DirectorySession> session = DirectorySessions.get().current();
		if (account == null || session.isEmpty()) {
			return;
		}
		cancel();
		CertificateAccount wanted = account;
		Job[] own = new Job[1];
		own[0] = BackgroundJob.schedule("Read certificates of " + wanted.account(),
				monitor -> read(session.get(), wanted, own, monitor));
		job = own[0];
		if (shown == null) {
			head.show(wanted, Optional.empty());
			details.setText("");
		}
		show(content);
	}

	private void read(DirectorySession session, CertificateAccount wanted, Job[] own, IProgressMonitor monitor) {
		try {
			AccountCertificates found = session.connection(monitor).certificates(wanted.dn(),
					DirectoryPreferences.query(), new TaskMonitor(monitor, task -> Ui.later(area, () -> {
						if (own[0] == job) {
							count.setText(task);
						}
					})));
			List<CertificateRow> read = CertificateRow.of(found);
			ended(own, () -> show(found, read));
		} catch (DirectoryException e) {
			ended(own, () -> {
				failure.show("The certificates of " + Words.oneLine(wanted.account()) + " cannot be read", e);
				show(failure);
			});
		}
	}

	private void ended(Job[] own, Runnable work) {
		Ui.later(area, () -> {
			if (own[0] == job) {
				job = null;
				work.run();
				showCount();
			}
		});
	}

	private void show(AccountCertificates found, List<CertificateRow> read) {
		shown = found;
		account = found.account();
		head.show(account, found.damage());
		table.change(() -> {
			rows.clear();
			rows.add(read);
		});
		explain();
		show(content);
		AccountsView.read(account);
	}

	/** All about the line that is selected, or how many are. */
	private void explain() {
		List<CertificateRow> selected = table.selection();
		details.setText(selected.size() == 1
				? CertificateColumns.details(selected.get(0))
				: selected.isEmpty()
						? "Select a certificate to see why it is judged as it is."
						: Words.count(selected.size()) + " selected: " + CertificateColumns.summary(selected));
	}

	private void showCount() {
		stop.setEnabled(job != null);
		if (job != null) {
			count.setText(shown == null ? "Reading…" : "Reading again…");
		} else if (shown == null) {
			count.setText("Stopped");
		} else if (rows.total() == 0) {
			count.setText("No certificates, no digests");
		} else {
			count.setText(rows.size() == rows.total()
					? CertificateColumns.summary(rows.shown())
					: rows.count() + ": " + CertificateColumns.summary(rows.shown()));
		}
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
		showCount();
	}

	/** The account as it was read last; empty: none is shown. */
	Optional<AccountCertificates> shown() {
		return Optional.ofNullable(shown);
	}

	/** The lines that are selected. */
	List<CertificateRow> selection() {
		return table.selection();
	}

	@Override
	public List<?> selectedRows() {
		return selection();
	}

	@Override
	public String csv() {
		return Csv.of(CertificateColumns.EXPORT, rows.shown());
	}

	@Override
	public String fileName() {
		return account == null
				? "certificates"
				: "certificates-" + account.account().replaceAll("[^A-Za-z0-9._-]+", "_");
	}

	@Override
	public void focusSearch() {
		search.setFocus();
	}

	@Override
	public void setFocus() {
		if (((StackLayout) area.getLayout()).topControl == content) {
			table.control().setFocus();
		} else {
			((StackLayout) area.getLayout()).topControl.setFocus();
		}
	}

	@Override
	public void dispose() {
		cancel();
		getSite().getPage().removeSelectionListener(AccountsView.ID, follower);
		super.dispose();
	}
}
