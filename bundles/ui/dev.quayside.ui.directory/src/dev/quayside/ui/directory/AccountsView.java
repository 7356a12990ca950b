package dev.quayside.ui.directory;

import dev.quayside.admin.directory.AccountKind;
import dev.quayside.admin.directory.AccountQuery;
import dev.quayside.admin.directory.CertificateAccount;
import dev.quayside.admin.directory.DirectoryConnection;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.ui.common.Ui;
import dev.quayside.ui.model.ColumnSpec;
import dev.quayside.ui.model.directory.AccountColumns;
import dev.quayside.ui.model.directory.Gauge;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;

import java.util.List;
import java.util.function.Consumer;

/** The accounts of the current directory that have certificates, those with most of them first. */
public final class AccountsView extends ListingView<CertificateAccount> {

	public static final String ID = "dev.quayside.ui.directory.accounts";

	private static final String[] KINDS = { "Users", "Computers (protected)" };

	private volatile AccountKind kind = AccountKind.USER;

	public AccountsView() {
		super("Accounts", AccountColumns.of(DirectoryPreferences.limits()), AccountColumns.COUNT, true);
	}

	@Override
	public void addChoices(Composite row) {
		Combo kinds = Ui.named(new Combo(row, SWT.READ_ONLY), "Kind of accounts");
		kinds.setItems(KINDS);
		kinds.select(0);
		kinds.setToolTipText(
				"The certificates of computers are the keys of their queue managers: no clean-up touches them");
		kinds.addListener(SWT.Selection, event -> {
			kind = AccountKind.values()[kinds.getSelectionIndex()];
			refresh();
		});
	}

	@Override
	public void createPartControl(Composite parent) {
		super.createPartControl(parent);
		Gauges.draw(table().control(), AccountColumns.BYTES, table()::row,
				account -> Gauge.bytes(account.counts()));
		Gauges.draw(table().control(), AccountColumns.DIGESTS, table()::row,
				account -> Gauge.digests(account.counts(), DirectoryPreferences.limits()));
	}

	/** The accounts that are selected where the user looks. On the UI thread. */
	static List<CertificateAccount> selected() {
		return Ui.page().map(page -> page.findView(ID)).filter(AccountsView.class::isInstance)
				.map(view -> ((AccountsView) view).table().selection()).orElse(List.of());
	}

	/** The account has been read by somebody else: what is shown is as it was before. On the UI thread. */
	static void read(CertificateAccount account) {
		Ui.page().map(page -> page.findView(ID)).filter(AccountsView.class::isInstance)
				.ifPresent(view -> ((AccountsView) view).panel().replaceOne(account));
	}

	/** Certificates were changed: what is shown is not what there is. On the UI thread. */
	static void changed() {
		Ui.page().map(page -> page.findView(ID)).filter(AccountsView.class::isInstance)
				.ifPresent(view -> ((AccountsView) view).refresh());
	}

	@Override
	public void list(DirectoryConnection connection, AccountQuery.Scope scope, Consumer<CertificateAccount> consumer,
			IProgressMonitor monitor) throws DirectoryException {
		connection.accounts(new AccountQuery(scope, kind, DirectoryPreferences.limits()), consumer, monitor);
	}

	@Override
	public List<ColumnSpec<CertificateAccount>> exported() {
		return AccountColumns.EXPORT;
	}

	@Override
	public Object key(CertificateAccount account) {
		return account.id();
	}

	@Override
	public String nothing(String where) {
		return (kind == AccountKind.USER ? "No user of " : "No computer of ") + where + " has MSMQ certificates";
	}
}
