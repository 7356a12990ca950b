package dev.quayside.ui.common;

import dev.quayside.admin.QueueSettings;
import dev.quayside.admin.QueueSettings.PrivacyLevel;
import dev.quayside.ui.model.QueueForm;

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
public abstract class QueueFormDialog extends TitleAreaDialog {

	private static final int WIDTH = 46;

	/** The queue as it is; empty: a new one. */
	protected final Optional<QueueForm> before;
	private Text name;
	private Button transactional;
	private Text label;
	private Text quota;
	private Button journal;
	private Text journalQuota;
	private Button authenticated;
	private Combo privacy;
	private Text basePriority;
	private QueueForm answer;

	protected QueueFormDialog(Shell shell, Optional<QueueForm> before) {
		super(shell);
		this.before = before;
	}

	public final QueueForm answer() {
		return answer;
	}

	protected abstract String title();

	/** With the mark of its key. */
	protected abstract String action();

	/** Where it is: above the rest. */
	protected abstract void createPlace(Composite area);

	/** With the mark of its key. */
	protected String basePriorityTitle() {
		return "&Base priority:";
	}

	/** What is asked below the rest. */
	protected void createMore(Composite area) {
		// mostly nothing
	}

	/** What these fields show at first. */
	protected abstract void fill(QueueForm form);

	protected abstract boolean isPublic();

	protected String type() {
		return before.map(QueueForm::type).orElse("");
	}

	protected String multicast() {
		return before.map(QueueForm::multicast).orElse("");
	}

	/** Says what is to be said of it. @return whether it can be done */
	protected abstract boolean isValid(QueueForm form);

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
		createPlace(area);
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
		basePriority = text(area, basePriorityTitle());
		createMore(area);
		show(before.orElse(QueueForm.NEW));
		return area;
	}

	/** Its name is its title without remarks in brackets. */
	protected final Text text(Composite area, String title) {
		new Label(area, SWT.NONE).setText(title);
		Text text = Ui.named(new Text(area, SWT.BORDER), plain(title));
		text.addListener(SWT.Modify, event -> validate());
		GridDataFactory.fillDefaults().grab(true, false).hint(convertWidthInCharsToPixels(WIDTH), SWT.DEFAULT)
				.applyTo(text);
		return text;
	}

	protected final Combo combo(Composite area, String title, String... items) {
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

	private void show(QueueForm form) {
		fill(form);
		name.setText(form.name());
		label.setText(form.label());
		transactional.setSelection(form.isTransactional());
		quota.setText(form.quota());
		journal.setSelection(form.hasJournal());
		journalQuota.setText(form.journalQuota());
		authenticated.setSelection(form.isAuthenticated());
		privacy.select(form.privacy().ordinal());
		basePriority.setText(form.basePriority());
		name.setEnabled(before.isEmpty());
		transactional.setEnabled(before.isEmpty());
	}

	private QueueForm form() {
		return new QueueForm(name.getText(), isPublic(), transactional.getSelection(), label.getText(),
				quota.getText(), journal.getSelection(), journalQuota.getText(), authenticated.getSelection(),
				PrivacyLevel.values()[privacy.getSelectionIndex()], basePriority.getText(), type(), multicast());
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		createButton(parent, OK, action(), true);
		createButton(parent, CANCEL, "Cancel", false);
		first().setFocus();
		validate();
	}

	/** What the user will type first. */
	protected Control first() {
		return before.isPresent() ? label : name;
	}

	private void validate() {
		Button action = getButton(OK);
		if (action != null) {
			QueueForm form = form();
			basePriority.setEnabled(form.isPublic());
			action.setEnabled(isValid(form) && before.filter(form::equals).isEmpty());
		}
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
