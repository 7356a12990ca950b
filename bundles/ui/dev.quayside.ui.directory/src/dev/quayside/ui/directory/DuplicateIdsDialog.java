package dev.quayside.ui.directory;

import dev.quayside.admin.directory.AccountQuery;
import dev.quayside.admin.directory.QueueManagerContacts;
import dev.quayside.admin.directory.QueueManagerIds;
import dev.quayside.ui.common.Services;
import dev.quayside.ui.common.Ui;

import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** Asks how duplicate ids of queue managers are looked for. */
final class DuplicateIdsDialog extends TitleAreaDialog {

	private static final String TITLE = "Find duplicate ids";
	private static final String MESSAGE = "Machines that were copied with MSMQ on them share the id of their queue manager: "
			+ "messages for one reach the other. Only the machines themselves can tell.";
	private static final int USUAL_SECONDS = 5;
	private static final int MAX_SECONDS = 300;

	private Button forest;
	private Button ask;
	private Text seconds;
	private AccountQuery.Scope scope;
	private Optional<QueueManagerIds.Asking> asking = Optional.empty();

	DuplicateIdsDialog(Shell shell, AccountQuery.Scope scope) {
		super(shell);
		this.scope = scope;
	}

	AccountQuery.Scope scope() {
		return scope;
	}

	/** Empty: no machine is to be asked. */
	Optional<QueueManagerIds.Asking> asking() {
		return asking;
	}

	@Override
	protected void configureShell(Shell shell) {
		super.configureShell(shell);
		shell.setText(TITLE);
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		setTitle(TITLE);
		setMessage(MESSAGE);
		Composite area = new Composite((Composite) super.createDialogArea(parent), SWT.NONE);
		GridLayoutFactory.swtDefaults().numColumns(2).margins(12, 12).spacing(8, 8).applyTo(area);
		GridDataFactory.fillDefaults().grab(true, true).applyTo(area);
		forest = check(area, "&Whole forest, by the global catalog", scope == AccountQuery.Scope.FOREST);
		ask = check(area, "&Ask each machine who it is, at its port 1801 and without logon", true);
		new Label(area, SWT.NONE).setText("&Seconds to wait for each answer:");
		seconds = Ui.named(new Text(area, SWT.BORDER), "Seconds to wait for each answer");
		seconds.setText(Integer.toString(USUAL_SECONDS));
		seconds.addListener(SWT.Modify, event -> validate());
		ask.addListener(SWT.Selection, event -> validate());
		GridDataFactory.swtDefaults().hint(Ui.width(seconds, 8), SWT.DEFAULT).applyTo(seconds);
		return area;
	}

	private static Button check(Composite area, String title, boolean isChosen) {
		Button check = new Button(area, SWT.CHECK);
		check.setText(title);
		check.setSelection(isChosen);
		GridDataFactory.swtDefaults().span(2, 1).applyTo(check);
		return check;
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		createButton(parent, OK, "&Find", true);
		createButton(parent, CANCEL, "Cancel", false);
		validate();
	}

	private void validate() {
		if (getButton(OK) == null) {
			return;
		}
		seconds.setEnabled(ask.getSelection());
		boolean isRight = !ask.getSelection() || wait(seconds.getText()).isPresent();
		setMessage(isRight
				? ask.getSelection()
						? MESSAGE
						: "Only what the directory has is compared: ids that sites still have of machines which were set up "
								+ "anew are found, copies of machines are not."
				: "Wait 1 to " + MAX_SECONDS + " seconds for each answer",
				isRight ? IMessageProvider.NONE : IMessageProvider.ERROR);
		getButton(OK).setEnabled(isRight);
	}

	private static Optional<Duration> wait(String text) {
		if (!text.strip().matches("[0-9]{1,3}")) {
			return Optional.empty();
		}
		int value = Integer.parseInt(text.strip());
		return value >= 1 && value <= MAX_SECONDS ? Optional.of(Duration.ofSeconds(value)) : Optional.empty();
	}

	@Override
	protected void okPressed() {
		scope = forest.getSelection() ? AccountQuery.Scope.FOREST : AccountQuery.Scope.DOMAIN;
		asking = ask.getSelection()
				? wait(seconds.getText()).map(time -> new QueueManagerIds.Asking(
						Services.get(QueueManagerContacts.class), OptionalInt.empty(), time))
				: Optional.empty();
		super.okPressed();
	}

	@Override
	protected boolean isResizable() {
		return true;
	}
}
