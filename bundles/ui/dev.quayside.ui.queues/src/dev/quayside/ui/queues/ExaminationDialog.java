package dev.quayside.ui.queues;

import dev.quayside.admin.ConnectionSettings;
import dev.quayside.admin.Doctor;
import dev.quayside.admin.Finding;
import dev.quayside.admin.Findings;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.ui.common.BackgroundJob;
import dev.quayside.ui.common.Services;
import dev.quayside.ui.common.SpecTable;
import dev.quayside.ui.common.Ui;
import dev.quayside.ui.model.FindingColumns;
import dev.quayside.ui.model.QueueWords;
import dev.quayside.ui.model.Words;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.ProgressBar;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Examines a connection step by step and shows what it finds as it finds it. */
final class ExaminationDialog extends Dialog {

	private static final int COPY = 101;
	private static final int AGAIN = 102;
	private static final int STOP = 103;
	private static final int DETAIL_LINES = 5;

	private final Examination examination;
	private final String queue;
	private final List<Finding> findings = new ArrayList<>();
	private final List<String> text = new ArrayList<>();
	private Text queueField;
	private Table table;
	private Text details;
	private ProgressBar progress;
	private Label status;
	private Job job;
	private boolean wasCancelled;

	/** @param queue to open; empty: none */
	ExaminationDialog(Shell shell, Examination examination, String queue) {
		super(shell);
		this.examination = examination;
		this.queue = queue;
	}

	/** One that leaves the window usable. */
	static ExaminationDialog beside(Shell shell, Examination examination, String queue) {
		ExaminationDialog dialog = new ExaminationDialog(shell, examination, queue);
		dialog.setShellStyle(SWT.SHELL_TRIM | SWT.MODELESS);
		dialog.setBlockOnOpen(false);
		return dialog;
	}

	@Override
	protected void configureShell(Shell shell) {
		super.configureShell(shell);
		shell.setText("Examine connection");
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		Composite area = (Composite) super.createDialogArea(parent);
		GridLayoutFactory.swtDefaults().numColumns(2).margins(12, 12).spacing(10, 8).applyTo(area);
		Label title = new Label(area, SWT.NONE);
		title.setText("Queue manager:");
		new Label(area, SWT.NONE).setText(Words.oneLine(examination.title()));
		new Label(area, SWT.NONE).setText("&Queue to open:");
		queueField = Ui.named(new Text(area, SWT.BORDER), "Queue to open");
		queueField.setMessage("optional, for instance private$\\orders");
		queueField.setText(queue);
		GridDataFactory.fillDefaults().grab(true, false).applyTo(queueField);
		table = SpecTable.create(area, "Findings", FindingColumns.ALL, this::finding);
		table.addListener(SWT.SetData, this::addIcon);
		table.addListener(SWT.Selection, event -> explain());
		GridDataFactory.fillDefaults().grab(true, true).span(2, 1).applyTo(table);
		details = Ui.named(new Text(area, SWT.MULTI | SWT.WRAP | SWT.READ_ONLY | SWT.V_SCROLL | SWT.BORDER),
				"What was found and what to try");
		GridDataFactory.fillDefaults().grab(true, false).span(2, 1).hint(SWT.DEFAULT,
				details.getLineHeight() * DETAIL_LINES).applyTo(details);
		status = Ui.named(new Label(area, SWT.NONE), "How it stands");
		GridDataFactory.fillDefaults().grab(true, false).span(2, 1).applyTo(status);
		progress = Ui.named(new ProgressBar(area, SWT.INDETERMINATE), "Examining");
		GridDataFactory.fillDefaults().grab(true, false).span(2, 1).applyTo(progress);
		return area;
	}

	private Finding finding(int index) {
		return index < findings.size() ? findings.get(index) : null;
	}

	private void addIcon(Event event) {
		Finding finding = event.index < 0 ? null : finding(event.index);
		if (finding != null) {
			((TableItem) event.item).setImage(0, Ui.image(FindingColumns.icon(finding)));
		}
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		createButton(parent, COPY, "Co&py as Text", false);
		createButton(parent, AGAIN, "&Run Again", false);
		createButton(parent, STOP, "&Stop", false);
		createButton(parent, CANCEL, "Close", true);
		table.setFocus();
		start();
	}

	@Override
	protected void buttonPressed(int button) {
		switch (button) {
			case COPY -> copy();
			case AGAIN -> start();
			case STOP -> stop();
			default -> super.buttonPressed(button);
		}
	}

	private void start() {
		findings.clear();
		text.clear();
		table.setItemCount(0);
		table.clearAll();
		details.setText("");
		wasCancelled = false;
		Optional<String> wanted = Optional.of(queueField.getText().strip()).filter(name -> !name.isEmpty());
		Job[] own = new Job[1];
		own[0] = BackgroundJob.schedule("Examine " + examination.title(), monitor -> examine(wanted, own, monitor));
		job = own[0];
		show();
	}

	private void examine(Optional<String> wanted, Job[] own, IProgressMonitor monitor) {
		try {
			ConnectionSettings settings = examination.settings().get();
			List<String> heading = Findings.heading(settings, wanted, Instant.now());
			whenCurrent(own, () -> text.addAll(heading));
			Services.get(Doctor.class).examine(settings, wanted,
					finding -> whenCurrent(own, () -> found(finding)), monitor);
			whenCurrent(own, this::ended);
		} catch (QueueManagerException e) {
			whenCurrent(own, () -> {
				ended();
				details.setText(QueueWords.failure(e));
			});
		}
	}

	/** What an examination still finds that was stopped is not wanted any more. */
	private void whenCurrent(Job[] own, Runnable work) {
		Ui.later(table, () -> {
			if (job != null && own[0] == job) {
				work.run();
			}
		});
	}

	private void found(Finding finding) {
		findings.add(finding);
		text.addAll(Findings.lines(finding));
		table.setItemCount(findings.size());
		table.clear(findings.size() - 1);
		show();
	}

	private void ended() {
		job = null;
		for (int i = 0; i < findings.size() && table.getSelectionCount() == 0; i++) {
			if (findings.get(i).result() == Finding.Result.FAILED) {
				table.setSelection(i);
			}
		}
		show();
		explain();
	}

	private void stop() {
		if (job != null) {
			job.cancel();
			wasCancelled = true;
			ended();
		}
	}

	private void show() {
		boolean isRunning = job != null;
		String prefix = isRunning ? "Examining… " : wasCancelled ? "Stopped: " : "";
		status.setText(prefix + FindingColumns.summary(findings));
		progress.setVisible(isRunning);
		getButton(STOP).setEnabled(isRunning);
		getButton(AGAIN).setEnabled(!isRunning);
		getButton(COPY).setEnabled(!findings.isEmpty());
	}

	private void explain() {
		Finding selected = table.getSelectionCount() == 0 ? null : finding(table.getSelectionIndex());
		details.setText(selected == null ? "" : FindingColumns.details(selected));
	}

	private void copy() {
		Clipboard clipboard = new Clipboard(table.getDisplay());
		clipboard.setContents(new Object[]{ String.join("\n", text) + "\n" },
				new Transfer[]{ TextTransfer.getInstance() });
		clipboard.dispose();
	}

	@Override
	protected Point getInitialSize() {
		return new Point(Ui.width(table, 150), table.getHeaderHeight() + table.getItemHeight() * 26);
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
