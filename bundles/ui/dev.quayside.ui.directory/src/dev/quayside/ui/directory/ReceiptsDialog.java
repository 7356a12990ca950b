package dev.quayside.ui.directory;

import dev.quayside.admin.directory.ChangeReceipt;
import dev.quayside.ui.common.SpecTable;
import dev.quayside.ui.common.Ui;
import dev.quayside.ui.model.directory.ChangeColumns;

import org.eclipse.core.runtime.IStatus;
import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;

import java.util.List;

/** Shows what became of each account, and offers to go on with those that were not tried or failed. */
final class ReceiptsDialog extends TitleAreaDialog {

	static final String TITLE = "Receipts";

	private static final int AGAIN = 104;
	private static final int LINES = 6;
	private static final int ROWS = 6;

	private final IStatus status;
	private final List<ChangeReceipt> receipts;
	private final int rest;
	private final Runnable again;
	private Table table;
	private Text details;

	/** @param rest how many accounts can be tried again as they were previewed */
	ReceiptsDialog(Shell shell, IStatus status, List<ChangeReceipt> receipts, int rest, Runnable again) {
		super(shell);
		this.status = status;
		this.receipts = receipts;
		this.rest = rest;
		this.again = again;
		receipts.forEach(receipt -> receipt.backup().ifPresent(Backups::file));
	}

	@Override
	protected void configureShell(Shell shell) {
		super.configureShell(shell);
		shell.setText(TITLE);
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		setTitle(status.isOK() ? "Done" : status.getSeverity() == IStatus.CANCEL ? "Cancelled" : "Not all was done");
		setMessage(status.getMessage(), status.isOK() ? IMessageProvider.INFORMATION : IMessageProvider.WARNING);
		Composite area = new Composite((Composite) super.createDialogArea(parent), SWT.NONE);
		GridLayoutFactory.swtDefaults().margins(12, 12).spacing(8, 8).applyTo(area);
		GridDataFactory.fillDefaults().grab(true, true).applyTo(area);
		table = SpecTable.create(area, "Receipts", ChangeColumns.RECEIPTS,
				index -> index < receipts.size() ? receipts.get(index) : null);
		GridDataFactory.fillDefaults().grab(true, true)
				.hint(Ui.width(table, 110), table.getHeaderHeight() + table.getItemHeight() * ROWS).applyTo(table);
		table.setItemCount(receipts.size());
		details = Ui.named(new Text(area, SWT.MULTI | SWT.WRAP | SWT.READ_ONLY | SWT.V_SCROLL | SWT.BORDER), "Receipt");
		GridDataFactory.fillDefaults().grab(true, false).hint(SWT.DEFAULT, details.getLineHeight() * LINES)
				.applyTo(details);
		table.addListener(SWT.Selection, event -> explain());
		table.select(first());
		explain();
		return area;
	}

	/** The first that needs somebody. */
	private int first() {
		for (int i = 0; i < receipts.size(); i++) {
			if (!receipts.get(i).isDone()) {
				return i;
			}
		}
		return 0;
	}

	private void explain() {
		int index = table.getSelectionIndex();
		details.setText(index >= 0 && index < receipts.size() ? ChangeColumns.details(receipts.get(index)) : "");
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		if (rest > 0) {
			createButton(parent, AGAIN, "&Go On with the Rest", false);
		}
		createButton(parent, OK, "Close", true);
	}

	@Override
	protected void buttonPressed(int button) {
		if (button == AGAIN) {
			close();
			again.run();
		} else {
			super.buttonPressed(button);
		}
	}

	@Override
	protected boolean isResizable() {
		return true;
	}
}
