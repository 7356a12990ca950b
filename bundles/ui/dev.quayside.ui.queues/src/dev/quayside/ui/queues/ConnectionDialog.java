package dev.quayside.ui.queues;

import dev.quayside.admin.ConnectionSettings;
import dev.quayside.admin.Credentials;
import dev.quayside.admin.QueueManagerConnection;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.Secret;
import dev.quayside.ui.common.BackgroundJob;
import dev.quayside.ui.common.Connecting;
import dev.quayside.ui.common.Connections;
import dev.quayside.ui.common.Manager;
import dev.quayside.ui.common.NewConnection;
import dev.quayside.ui.common.Ui;
import dev.quayside.ui.model.ConnectionForm;
import dev.quayside.ui.model.Identity;
import dev.quayside.ui.model.KnownQueueManager;
import dev.quayside.ui.model.QueueWords;
import dev.quayside.ui.model.SignIn;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.ProgressBar;
import org.eclipse.swt.widgets.Shell;

import java.util.Optional;

/** Asks where a queue manager is and who the user is there, and connects before it closes. */
final class ConnectionDialog extends TitleAreaDialog {

	private static final String HELP = "With an identity calls are signed and encrypted. Without one they are "
			+ "anonymous and unprotected.";
	private static final int ANYWAY = 100;

	private final Optional<Manager> edited;
	private final ConnectionForm first;
	private ConnectionFields fields;
	private FailureNote failure;
	private ProgressBar progress;
	private Job job;
	private QueueManagerException reason;
	private NewConnection answer;

	/** Changes the connection of a queue manager. */
	ConnectionDialog(Shell shell, Manager edited) {
		super(shell);
		this.edited = Optional.of(edited);
		first = ConnectionForm.of(edited.known(), !edited.hasToAsk());
	}

	/** A new one. */
	ConnectionDialog(Shell shell, ConnectionForm first) {
		super(shell);
		edited = Optional.empty();
		this.first = first;
	}

	NewConnection answer() {
		return answer;
	}

	@Override
	protected void configureShell(Shell shell) {
		super.configureShell(shell);
		shell.setText(edited.isPresent() ? "Connection settings" : "Add queue manager");
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		setTitle(edited.map(manager -> "Connection to " + manager.title()).orElse("Add a queue manager"));
		setMessage(HELP);
		Composite area = (Composite) super.createDialogArea(parent);
		fields = new ConnectionFields(area, first, this::changed);
		GridDataFactory.fillDefaults().grab(true, false).applyTo(fields);
		failure = new FailureNote(area, this::examine);
		GridDataFactory.fillDefaults().grab(true, true).applyTo(failure);
		progress = Ui.named(new ProgressBar(area, SWT.INDETERMINATE), "Connecting");
		GridDataFactory.fillDefaults().grab(true, false).indent(12, 0).applyTo(progress);
		show(failure, false);
		show(progress, false);
		return area;
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		createButton(parent, OK, "Connect", true);
		createButton(parent, ANYWAY, edited.isPresent() ? "Save Anyway" : "Add Anyway", false);
		createButton(parent, CANCEL, "Cancel", false);
		showFailure(false);
		validate();
	}

	/** Something was typed: what went wrong with what was there before is of no interest. */
	private void changed() {
		if (getButton(OK) != null) {
			showFailure(false);
			validate();
			fit();
		}
	}

	private void validate() {
		ConnectionForm form = fields.form();
		Optional<ConnectionForm.Problem> problem = form.problem().or(() -> taken(form.entry()));
		setMessage(problem.filter(ignored -> !form.isBlank()).map(ConnectionForm.Problem::text).orElse(HELP),
				problem.map(ConnectionDialog::type).orElse(IMessageProvider.NONE));
		getButton(OK).setEnabled(problem.isEmpty());
	}

	private static int type(ConnectionForm.Problem problem) {
		return switch (problem.severity()) {
			case INCOMPLETE -> IMessageProvider.NONE;
			case RISK -> IMessageProvider.WARNING;
			case WRONG -> IMessageProvider.ERROR;
		};
	}

	private Optional<ConnectionForm.Problem> taken(KnownQueueManager entry) {
		return Connections.get().at(entry.address()).filter(manager -> edited.filter(manager::equals).isEmpty())
				.map(manager -> new ConnectionForm.Problem(
						manager.title() + " is in the list already: change its settings there",
						ConnectionForm.Severity.WRONG));
	}

	@Override
	protected void buttonPressed(int button) {
		if (button == ANYWAY) {
			KnownQueueManager entry = fields.form().entry();
			finish(new NewConnection(entry,
					fields.password().map(password -> new SignIn.Answer(password, entry.isRemembered())),
					Optional.empty(), Optional.of(reason)));
		} else {
			super.buttonPressed(button);
		}
	}

	@Override
	protected void okPressed() {
		KnownQueueManager entry = fields.form().entry();
		Optional<Secret> typed = fields.password();
		showFailure(false);
		busy(true);
		setMessage("Connecting to " + entry.address() + "…");
		job = BackgroundJob.schedule("Connect to " + entry.address(), monitor -> connect(entry, typed, monitor));
	}

	private void connect(KnownQueueManager entry, Optional<Secret> typed, IProgressMonitor monitor) {
		try {
			ConnectionSettings settings = settings(entry, typed);
			QueueManagerConnection connection = Connecting.connect(settings, monitor);
			Optional<SignIn.Answer> password = settings.credentials() instanceof Credentials.Password given
					? Optional.of(new SignIn.Answer(given.password(), entry.isRemembered()))
					: Optional.empty();
			Ui.later(() -> connected(monitor, entry, password, connection));
		} catch (QueueManagerException e) {
			Ui.later(() -> failed(monitor, e));
		} catch (OperationCanceledException e) {
			// the dialog knows
		}
	}

	/** With the password that was typed, else with the one that is known. */
	private ConnectionSettings settings(KnownQueueManager entry, Optional<Secret> typed)
			throws QueueManagerException {
		if (!(entry.identity() instanceof Identity.Account account)) {
			return entry.settings(entry.identity().withoutPassword().orElseThrow());
		}
		return entry.settings(
				typed.isPresent() ? account.credentials(typed.get()) : edited.orElseThrow().settings().credentials());
	}

	private boolean isWaitingFor(IProgressMonitor monitor) {
		return getShell() != null && !getShell().isDisposed() && job != null && !monitor.isCanceled();
	}

	private void connected(IProgressMonitor monitor, KnownQueueManager entry, Optional<SignIn.Answer> password,
			QueueManagerConnection connection) {
		if (isWaitingFor(monitor)) {
			job = null;
			finish(new NewConnection(entry, password, Optional.of(connection), Optional.empty()));
		} else {
			BackgroundJob.schedule("Disconnect", ignored -> connection.close());
		}
	}

	private void finish(NewConnection result) {
		answer = result;
		setReturnCode(OK);
		close();
	}

	private void failed(IProgressMonitor monitor, QueueManagerException e) {
		if (isWaitingFor(monitor)) {
			job = null;
			busy(false);
			validate();
			setMessage("No connection", IMessageProvider.ERROR);
			reason = e;
			failure.show(QueueWords.failure(e));
			showFailure(true);
			fit();
		}
	}

	/** The first time it ends the attempt, the second time the dialog. */
	@Override
	protected void cancelPressed() {
		if (job == null) {
			super.cancelPressed();
			return;
		}
		job.cancel();
		job = null;
		busy(false);
		validate();
	}

	private void busy(boolean isBusy) {
		fields.setEnabled(!isBusy);
		getButton(OK).setEnabled(!isBusy);
		getButton(ANYWAY).setEnabled(!isBusy);
		show(progress, isBusy);
		fit();
	}

	private void examine() {
		KnownQueueManager entry = fields.form().entry();
		Optional<Secret> typed = fields.password();
		new ExaminationDialog(getShell(),
				new Examination(entry.address().toString(), () -> settings(entry, typed)), "").open();
	}

	private void showFailure(boolean isShown) {
		show(failure, isShown);
		show(getButton(ANYWAY), isShown);
		Composite bar = getButton(ANYWAY).getParent();
		((GridLayout) bar.getLayout()).numColumns = isShown ? 3 : 2;
		bar.requestLayout();
	}

	private static void show(Control control, boolean isShown) {
		((GridData) control.getLayoutData()).exclude = !isShown;
		control.setVisible(isShown);
	}

	/** As high as what is shown needs; as wide as it is. */
	private void fit() {
		Shell shell = getShell();
		shell.layout(true, true);
		shell.setSize(shell.getSize().x, shell.computeSize(shell.getSize().x, SWT.DEFAULT).y);
	}

	@Override
	protected boolean isResizable() {
		return true;
	}

	@Override
	public boolean close() {
		if (job != null) {
			job.cancel();
			job = null;
		}
		return super.close();
	}
}
