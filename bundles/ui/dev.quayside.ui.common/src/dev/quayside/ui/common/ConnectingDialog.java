package dev.quayside.ui.common;

import dev.quayside.ui.model.ConnectionForm.Problem;
import dev.quayside.ui.model.ConnectionForm.Severity;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.ProgressBar;
import org.eclipse.swt.widgets.Shell;

import java.util.Optional;

/** Asks where something is and who the user is there, and connects before it closes. */
public abstract class ConnectingDialog extends TitleAreaDialog {

	/** How an attempt ended. */
	protected sealed interface Ending {

		/**
		 * There is a connection.
		 *
		 * @param accept
		 *            takes it, on the UI thread; the dialog closes
		 * @param close
		 *            where nobody waits for it any more, in a job
		 */
		record Connected(Runnable accept, Runnable close) implements Ending {}

		/** There is none, and why, in sentences. */
		record Failed(String sentences, Runnable remember) implements Ending {}
	}

	/** Connects. Blocks: for jobs only. */
	protected interface Attempt {

		Ending run(IProgressMonitor monitor);
	}

	private static final int ANYWAY = 100;

	private final boolean isEdited;
	private final String help;
	private FormFields fields;
	private Control failure;
	private ProgressBar progress;
	private Job job;

	/**
	 * @param isEdited
	 *            whether it is in the list already
	 * @param help
	 *            where nothing is wrong
	 */
	protected ConnectingDialog(Shell shell, boolean isEdited, String help) {
		super(shell);
		this.isEdited = isEdited;
		this.help = help;
	}

	protected abstract FormFields createFields(Composite parent);

	/** Shows why there is no connection. */
	protected abstract Control createFailure(Composite parent);

	protected abstract void showFailure(String sentences);

	/** Why what has been typed is no connection yet. */
	protected abstract Optional<Problem> problem();

	/** Whether nothing has been typed that could be wrong yet. */
	protected abstract boolean isBlank();

	/** As it is named while it is connected to. */
	protected abstract String target();

	/** With what is typed now. On the UI thread. */
	protected abstract Attempt attempt();

	/** Takes it without a connection. */
	protected abstract void takeAnyway();

	@Override
	protected Control createDialogArea(Composite parent) {
		setMessage(help);
		Composite area = (Composite) super.createDialogArea(parent);
		fields = createFields(area);
		GridDataFactory.fillDefaults().grab(true, false).applyTo(fields);
		failure = createFailure(area);
		progress = Ui.named(new ProgressBar(area, SWT.INDETERMINATE), "Connecting");
		GridDataFactory.fillDefaults().grab(true, false).indent(12, 0).applyTo(progress);
		FormFields.show(failure, false);
		FormFields.show(progress, false);
		return area;
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		createButton(parent, OK, "Connect", true);
		createButton(parent, ANYWAY, isEdited ? "Save Anyway" : "Add Anyway", false);
		createButton(parent, CANCEL, "Cancel", false);
		showsFailure(false);
		validate();
	}

	/** Something was typed: what went wrong with what was there before is of no interest. */
	protected final void changed() {
		if (getButton(OK) != null) {
			showsFailure(false);
			validate();
			fit();
		}
	}

	private void validate() {
		Optional<Problem> problem = problem();
		setMessage(problem.filter(ignored -> !isBlank()).map(Problem::text).orElse(help),
				problem.map(one -> type(one.severity())).orElse(IMessageProvider.NONE));
		getButton(OK).setEnabled(problem.isEmpty());
	}

	private static int type(Severity severity) {
		return switch (severity) {
			case INCOMPLETE -> IMessageProvider.NONE;
			case RISK -> IMessageProvider.WARNING;
			case WRONG -> IMessageProvider.ERROR;
		};
	}

	@Override
	protected void buttonPressed(int button) {
		if (button == ANYWAY) {
			takeAnyway();
			finish();
		} else {
			super.buttonPressed(button);
		}
	}

	@Override
	protected void okPressed() {
		Attempt attempt = attempt();
		showsFailure(false);
		busy(true);
		setMessage("Connecting to " + target() + "…");
		job = BackgroundJob.schedule("Connect to " + target(), monitor -> connect(attempt, monitor));
	}

	private void connect(Attempt attempt, IProgressMonitor monitor) {
		try {
			Ending ending = attempt.run(monitor);
			Ui.later(() -> {
				if (ending instanceof Ending.Connected connected) {
					connected(connected, monitor);
				} else if (ending instanceof Ending.Failed failed && isWaitingFor(monitor)) {
					failed(failed);
				}
			});
		} catch (OperationCanceledException e) {
			// the dialog knows
		}
	}

	private boolean isWaitingFor(IProgressMonitor monitor) {
		return getShell() != null && !getShell().isDisposed() && job != null && !monitor.isCanceled();
	}

	private void connected(Ending.Connected connected, IProgressMonitor monitor) {
		if (isWaitingFor(monitor)) {
			job = null;
			connected.accept().run();
			finish();
		} else {
			BackgroundJob.schedule("Disconnect", ignored -> connected.close().run());
		}
	}

	private void finish() {
		setReturnCode(OK);
		close();
	}

	private void failed(Ending.Failed failed) {
		job = null;
		busy(false);
		validate();
		setMessage("No connection", IMessageProvider.ERROR);
		failed.remember().run();
		showFailure(failed.sentences());
		showsFailure(true);
		fit();
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
		FormFields.show(progress, isBusy);
		fit();
	}

	private void showsFailure(boolean isShown) {
		FormFields.show(failure, isShown);
		FormFields.show(getButton(ANYWAY), isShown);
		Composite bar = getButton(ANYWAY).getParent();
		((GridLayout) bar.getLayout()).numColumns = isShown ? 3 : 2;
		bar.requestLayout();
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
