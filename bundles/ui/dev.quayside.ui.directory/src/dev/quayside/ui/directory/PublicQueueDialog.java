package dev.quayside.ui.directory;

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

/** Asks what a new public queue is to be, or what is to be changed of one; the preview comes after it. */
final class PublicQueueDialog extends TitleAreaDialog {

	private static final int WIDTH = 46;

	private final String host;
	private final Optional<QueueForm> before;
	private Text machine;
	private Text name;
	private Button transactional;
	private Text label;
	private Text quota;
	private Button journal;
	private Text journalQuota;
	private Button authenticated;
	private Combo privacy;
	private Text basePriority;
	private Text type;
	private Text multicast;
	private QueueForm answer;
	private String answeredMachine;

	/**
	 * @param machine
	 *            may be empty for a new queue
	 * @param before
	 *            the queue as it is; empty: a new one
	 */
	PublicQueueDialog(Shell shell, String machine, Optional<QueueForm> before) {
		super(shell);
		host = machine;
		this.before = before;
	}

	QueueForm answer() {
		return answer;
	}

	String machine() {
		return answeredMachine;
	}

	private String title() {
		return before.isPresent() ? "Change public queue" : "Create public queue";
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
		machine = text(area, "&Machine:");
		name = text(area, "&Name:");
		name.setTextLimit(QueueForm.MAX_NAME);
		label = text(area, "&Label:");
		label.setTextLimit(QueueSettings.MAX_LABEL);
		transactional = check(area, "&Transactional: takes messages of transactions only");
		quota = text(area, "&Quota in KB (empty: no limit):");
		journal = check(area, "&Journal: keeps a copy of every message that is received");
		journalQuota = text(area, "Jou&rnal quota in KB (empty: no limit):");
		authenticated = check(area, "&Authenticated messages only");
		new Label(area, SWT.NONE).setText("&Encrypted messages:");
		privacy = Ui.named(new Combo(area, SWT.READ_ONLY), "Encrypted messages");
		privacy.setItems("Not taken", "Optional", "Required");
		privacy.addListener(SWT.Selection, event -> validate());
		basePriority = text(area, "&Base priority:");
		type = text(area, "T&ype (a GUID, empty: none):");
		type.setToolTipText("Programs look for queues of a kind of service by it");
		multicast = text(area, "Multi&cast address (empty: none):");
		multicast.setMessage("234.1.1.1:8001");
		multicast.setToolTipText("224.0.0.0 to 239.255.255.255 with a port: the queue gets what is sent to it");
		fill(before.orElse(QueueForm.NEW));
		return area;
	}

	private Text text(Composite area, String title) {
		new Label(area, SWT.NONE).setText(title);
		Text text = Ui.named(new Text(area, SWT.BORDER),
				title.replace("&", "").replace(":", "").replaceAll(" \\(.*", ""));
		text.addListener(SWT.Modify, event -> validate());
		GridDataFactory.fillDefaults().grab(true, false).hint(convertWidthInCharsToPixels(WIDTH), SWT.DEFAULT)
				.applyTo(text);
		return text;
	}

	private Button check(Composite area, String title) {
		new Label(area, SWT.NONE);
		Button check = new Button(area, SWT.CHECK);
		check.setText(title);
		check.addListener(SWT.Selection, event -> validate());
		return check;
	}

	private void fill(QueueForm form) {
		machine.setText(host);
		name.setText(form.name());
		label.setText(form.label());
		transactional.setSelection(form.isTransactional());
		quota.setText(form.quota());
		journal.setSelection(form.hasJournal());
		journalQuota.setText(form.journalQuota());
		authenticated.setSelection(form.isAuthenticated());
		privacy.select(form.privacy().ordinal());
		basePriority.setText(form.basePriority());
		type.setText(form.type());
		multicast.setText(form.multicast());
		machine.setEnabled(before.isEmpty());
		name.setEnabled(before.isEmpty());
		transactional.setEnabled(before.isEmpty());
	}

	private QueueForm form() {
		return new QueueForm(name.getText(), true, transactional.getSelection(), label.getText(), quota.getText(),
				journal.getSelection(), journalQuota.getText(), authenticated.getSelection(),
				PrivacyLevel.values()[privacy.getSelectionIndex()], basePriority.getText(), type.getText(),
				multicast.getText());
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		createButton(parent, OK, "&Preview…", true);
		createButton(parent, CANCEL, "Cancel", false);
		(before.isPresent() ? label : host.isEmpty() ? machine : name).setFocus();
		validate();
	}

	private void validate() {
		Button action = getButton(OK);
		if (action == null) {
			return;
		}
		QueueForm form = form();
		boolean isWaiting = form.name().isBlank() || machine.getText().isBlank();
		Optional<String> refusal = machine.getText().isBlank() ? Optional.of("Name the machine") : form.refusal();
		boolean isDeaf = form.isTransactional() && !form.multicast().isBlank();
		setMessage(isWaiting
				? "A queue of a machine, which the directory knows."
				: refusal.orElse(isDeaf
						? "A transactional queue takes no messages from a multicast address: those are never transactional."
						: "A preview shows what is changed in the directory."),
				refusal.isPresent() && !isWaiting
						? IMessageProvider.ERROR
						: isDeaf && !isWaiting ? IMessageProvider.WARNING : IMessageProvider.NONE);
		action.setEnabled(refusal.isEmpty() && before.filter(form::equals).isEmpty());
	}

	@Override
	protected void okPressed() {
		answer = form();
		answeredMachine = machine.getText().strip();
		super.okPressed();
	}

	@Override
	protected boolean isResizable() {
		return true;
	}
}
