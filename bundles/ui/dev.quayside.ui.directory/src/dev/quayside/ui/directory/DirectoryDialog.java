package dev.quayside.ui.directory;

import dev.quayside.admin.Credentials;
import dev.quayside.admin.Secret;
import dev.quayside.admin.directory.Directories;
import dev.quayside.admin.directory.DirectoryConnection;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.admin.directory.DirectorySettings;
import dev.quayside.ui.common.BackgroundJob;
import dev.quayside.ui.common.Services;
import dev.quayside.ui.common.Ui;
import dev.quayside.ui.model.ConnectionForm.Problem;
import dev.quayside.ui.model.ConnectionForm.Severity;
import dev.quayside.ui.model.Identity;
import dev.quayside.ui.model.QueueWords;
import dev.quayside.ui.model.SignIn;
import dev.quayside.ui.model.directory.DirectoryForm;
import dev.quayside.ui.model.directory.KnownDirectory;

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
import org.eclipse.swt.widgets.Text;

import java.util.Optional;

/** Asks where a directory is and who the user is there, and connects before it closes. */
final class DirectoryDialog extends TitleAreaDialog {

	private static final String HELP = "Nothing is sent before the connection is encrypted and the server has shown a "
			+ "certificate that is trusted.";
	private static final int ANYWAY = 100;
	private static final int LINES = 6;
	private static final int WIDTH = 60;

	private final Optional<DirectorySession> edited;
	private DirectoryFields fields;
	private Text failure;
	private ProgressBar progress;
	private Job job;
	private KnownDirectory trusting;
	private NewDirectory answer;

	/** @param edited empty: a new one */
	DirectoryDialog(Shell shell, Optional<DirectorySession> edited) {
		super(shell);
		this.edited = edited;
	}

	/** Empty: the user does not want it. */
	Optional<NewDirectory> answer() {
		return Optional.ofNullable(answer);
	}

	@Override
	protected void configureShell(Shell shell) {
		super.configureShell(shell);
		shell.setText(edited.isPresent() ? "Directory settings" : "Add directory");
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		setTitle(edited.map(session -> "Connection to " + session.title()).orElse("Add an Active Directory"));
		setMessage(HELP);
		Composite area = (Composite) super.createDialogArea(parent);
		fields = new DirectoryFields(area,
				edited.map(session -> DirectoryForm.of(session.known(), !session.hasToAsk()))
						.orElseGet(DirectoryForm::empty),
				this::changed);
		GridDataFactory.fillDefaults().grab(true, false).applyTo(fields);
		failure = Ui.named(new Text(area, SWT.MULTI | SWT.WRAP | SWT.READ_ONLY | SWT.V_SCROLL | SWT.BORDER),
				"Why it failed and what to try");
		GridDataFactory.fillDefaults().grab(true, true).indent(12, 0)
				.hint(Ui.width(failure, WIDTH), failure.getLineHeight() * LINES).applyTo(failure);
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
		DirectoryForm form = fields.form();
		Optional<Problem> problem = form.problem().or(() -> taken(form.entry()));
		setMessage(problem.filter(ignored -> !form.isBlank()).map(Problem::text).orElse(HELP),
				problem.filter(one -> one.severity() == Severity.WRONG).isPresent()
						? IMessageProvider.ERROR
						: IMessageProvider.NONE);
		getButton(OK).setEnabled(problem.isEmpty());
	}

	private Optional<Problem> taken(KnownDirectory entry) {
		return DirectorySessions.get().at(entry.address()).filter(session -> edited.filter(session::equals).isEmpty())
				.map(session -> new Problem(session.title() + " is in the list already: change its settings there",
						Severity.WRONG));
	}

	@Override
	protected void buttonPressed(int button) {
		if (button == ANYWAY) {
			KnownDirectory entry = fields.form().entry();
			finish(new NewDirectory(entry, answer(entry, fields.password()), Optional.empty()));
		} else {
			super.buttonPressed(button);
		}
	}

	private static Optional<SignIn.Answer> answer(KnownDirectory entry, Optional<Secret> typed) {
		return typed.map(password -> new SignIn.Answer(password, entry.isRemembered()));
	}

	@Override
	protected void okPressed() {
		KnownDirectory entry = fields.form().entry();
		Optional<Secret> typed = fields.password();
		trusting = entry;
		showFailure(false);
		busy(true);
		setMessage("Connecting to " + entry.title() + "…");
		job = BackgroundJob.schedule("Connect to " + entry.title(), monitor -> connect(entry, typed, monitor));
	}

	private void connect(KnownDirectory entry, Optional<Secret> typed, IProgressMonitor monitor) {
		try {
			DirectorySettings settings = settings(entry, typed);
			DirectoryConnection connection = Services.get(Directories.class).connect(settings,
					certificate -> {
						boolean isTrusted = TrustDialog.ask(certificate);
						if (isTrusted) {
							trusting = entry.withTrusted(certificate.fingerprint());
						}
						return isTrusted;
					}, monitor);
			Optional<Secret> password = settings.credentials() instanceof Credentials.Password given
					? Optional.of(given.password())
					: Optional.empty();
			Ui.later(() -> connected(monitor, password, connection));
		} catch (DirectoryException e) {
			Ui.later(() -> failed(monitor, e));
		} catch (OperationCanceledException e) {
			// the dialog knows
		}
	}

	/** With the password that was typed, else with the one that is known. */
	private DirectorySettings settings(KnownDirectory entry, Optional<Secret> typed) throws DirectoryException {
		if (!(entry.identity() instanceof Identity.Account account)) {
			return entry.settings(entry.identity().withoutPassword().orElseThrow());
		}
		return entry.settings(typed.isPresent()
				? account.credentials(typed.get())
				: edited.orElseThrow().credentials());
	}

	private boolean isWaitingFor(IProgressMonitor monitor) {
		return getShell() != null && !getShell().isDisposed() && job != null && !monitor.isCanceled();
	}

	private void connected(IProgressMonitor monitor, Optional<Secret> password, DirectoryConnection connection) {
		if (isWaitingFor(monitor)) {
			job = null;
			finish(new NewDirectory(trusting, answer(trusting, password), Optional.of(connection)));
		} else {
			BackgroundJob.schedule("Disconnect", ignored -> connection.close());
		}
	}

	private void finish(NewDirectory result) {
		answer = result;
		setReturnCode(OK);
		close();
	}

	private void failed(IProgressMonitor monitor, DirectoryException e) {
		if (isWaitingFor(monitor)) {
			job = null;
			busy(false);
			validate();
			setMessage("No connection", IMessageProvider.ERROR);
			failure.setText(QueueWords.failure(e));
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
