package dev.quayside.ui.queues;

import dev.quayside.admin.QueueSettings;
import dev.quayside.admin.QueueSettings.PrivacyLevel;
import dev.quayside.ui.common.Ui;
import dev.quayside.ui.model.QueueForm;

import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

import java.util.Optional;

/** Asks what a new queue is to be, or what is to be changed of one. */
final class QueueDialog extends TitleAreaDialog {

	private static final int WIDTH = 46;

	private final String where;
	private final Optional<QueueForm> before;
	private Text name;
	private Combo kind;
	private Button transactional;
	private Text label;
	private Text quota;
	private Button journal;
	private Text journalQuota;
	private Button authenticated;
	private Combo privacy;
	private Text basePriority;
	private QueueForm answer;

	/**
	 * @param where
	 *            the queue manager
	 * @param before
	 *            the queue as it is; empty: a new one
	 */
	QueueDialog(Shell shell, String where, Optional<QueueForm> before) {
		super(shell);
		this.where = where;
		this.before = before;
	}

	QueueForm answer() {
		return answer;
	}

	private String title() {
		return before.isPresent() ? "Queue properties" : "Create queue";
	}

	@Override
	protected void configureShell(Shell shell) {
		super.configureShell(shell);
		shell.setText(title());
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		setTitle(title());
		Composite area = new Composite((Composite) super.createDialogArea(parent), SWT.NONE);
		GridLayoutFactory.swtDefaults().numColumns(2).margins(12, 12).spacing(10, 8).applyTo(area);
		GridDataFactory.fillDefaults().grab(true, true).applyTo(area);
		kind = combo(area, "&Kind:", "Private", "Public");
		name = text(area, "&Name:");
		name.setTextLimit(QueueForm.MAX_NAME);
		label = text(area, "&Label:");
		label.setTextLimit(QueueSettings.MAX_LABEL);
		transactional = check(area, "&Transactional: takes messages of transactions only");
		quota = text(area, "&Quota in KB (empty: no limit):");
		journal = check(area, "&Journal: keeps a copy of every message that is received");
		journalQuota = text(area, "Jou&rnal quota in KB (empty: no limit):");
		authenticated = check(area, "&Authenticated messages only");
		privacy = combo(area, "&Encrypted messages:", "Not taken", "Optional", "Required");
		basePriority = text(area, "&Base priority (of public queues):");
		fill(before.orElse(QueueForm.NEW));
		return area;
	}

	private Text text(Composite area, String title) {
		new Label(area, SWT.NONE).setText(title);
		Text text = Ui.named(new Text(area, SWT.BORDER), plain(title));
		text.addListener(SWT.Modify, event -> validate());
		GridDataFactory.fillDefaults().grab(true, false).hint(convertWidthInCharsToPixels(WIDTH), SWT.DEFAULT)
				.applyTo(text);
		return text;
	}

	private Combo combo(Composite area, String title, String... items) {
		new Label(area, SWT.NONE).setText(title);
		Combo combo = Ui.named(new Combo(area, SWT.READ_ONLY), plain(title));
		combo.setItems(items);
		combo.addListener(SWT.Selection, event -> validate());
		return combo;
	}

	private Button check(Composite area, String title) {
		new Label(area, SWT.NONE);
		Button check = new Button(area, SWT.CHECK);
		check.setText(title);
		check.addListener(SWT.Selection, event -> validate());
		return check;
	}

	private static String plain(String title) {
		return title.replace("&", "").replace(":", "").replaceAll(" \\(.*", "");
	}

	private void fill(QueueForm form) {
		kind.select(form.isPublic() ? 1 : 0);
		name.setText(form.name());
		label.setText(form.label());
		transactional.setSelection(form.isTransactional());
		quota.setText(form.quota());
		journal.setSelection(form.hasJournal());
		journalQuota.setText(form.journalQuota());
		authenticated.setSelection(form.isAuthenticated());
		privacy.select(form.privacy().ordinal());
		basePriority.setText(form.basePriority());
		boolean isNew = before.isEmpty();
		kind.setEnabled(isNew);
		name.setEnabled(isNew);
		transactional.setEnabled(isNew);
	}

	private QueueForm form() {
		return new QueueForm(name.getText(), kind.getSelectionIndex() == 1, transactional.getSelection(),
				label.getText(), quota.getText(), journal.getSelection(), journalQuota.getText(),
				authenticated.getSelection(), PrivacyLevel.values()[privacy.getSelectionIndex()],
				basePriority.getText(), before.map(QueueForm::type).orElse(""),
				before.map(QueueForm::multicast).orElse(""));
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		createButton(parent, OK, before.isPresent() ? "&Change" : "&Create", true);
		createButton(parent, CANCEL, "Cancel", false);
		(before.isPresent() ? label : name).setFocus();
		validate();
	}

	private void validate() {
		Button action = getButton(OK);
		if (action == null) {
			return;
		}
		QueueForm form = form();
		basePriority.setEnabled(form.isPublic());
		Optional<String> refusal = form.refusal();
		boolean isWaiting = form.name().isBlank();
		setMessage(isWaiting ? "On " + where + "." : refusal.orElse(form.path() + " on " + where + "."),
				refusal.isPresent() && !isWaiting ? IMessageProvider.ERROR : IMessageProvider.NONE);
		action.setEnabled(refusal.isEmpty() && before.filter(form::equals).isEmpty());
	}

	@Override
	protected void okPressed() {
		answer = form();
		super.okPressed();
	}

	@Override
	protected boolean isResizable() {
		return true;
	}
}
