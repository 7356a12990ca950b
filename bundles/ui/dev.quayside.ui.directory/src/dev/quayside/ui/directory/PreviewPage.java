package dev.quayside.ui.directory;

import dev.quayside.admin.FileFailures;
import dev.quayside.admin.directory.CertificateChange;
import dev.quayside.admin.directory.DirectoryConnection;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.admin.directory.PlannedChange;
import dev.quayside.ui.common.BackgroundJob;
import dev.quayside.ui.common.SpecTable;
import dev.quayside.ui.common.Ui;
import dev.quayside.ui.model.QueueWords;
import dev.quayside.ui.model.Words;
import dev.quayside.ui.model.directory.BackupFolder;
import dev.quayside.ui.model.directory.ChangeColumns;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.DirectoryDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.ProgressBar;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Shows what would become of each account, and asks where the backup goes. */
final class PreviewPage extends WizardPage {

	private final DirectorySession session;
	private final Supplier<Planner> planner;
	private final List<PlannedChange> planned = new ArrayList<>();
	private Table table;
	private ChangePanel panel;
	private Text folder;
	private ProgressBar progress;
	private Label status;
	private WaitingPanel waiting;
	private DirectoryConnection connection;
	private Job job;

	PreviewPage(DirectorySession session, Supplier<Planner> planner) {
		super("preview", "Preview", null);
		this.session = session;
		this.planner = planner;
		setPageComplete(false);
	}

	@Override
	public void createControl(Composite parent) {
		Composite area = new Composite(parent, SWT.NONE);
		GridLayoutFactory.swtDefaults().margins(12, 8).spacing(8, 6).applyTo(area);
		SashForm parts = new SashForm(area, SWT.VERTICAL);
		GridDataFactory.fillDefaults().grab(true, true).applyTo(parts);
		table = SpecTable.create(parts, "Changed accounts", ChangeColumns.PLANNED,
				index -> index < planned.size() ? planned.get(index) : null);
		table.addListener(SWT.Selection, event -> explain());
		panel = new ChangePanel(parts);
		parts.setWeights(25, 75);
		waiting = new WaitingPanel(area, this::explain);
		GridDataFactory.fillDefaults().grab(true, false).applyTo(waiting);
		status = Ui.named(new Label(area, SWT.NONE), "How it stands");
		GridDataFactory.fillDefaults().grab(true, false).applyTo(status);
		progress = Ui.named(new ProgressBar(area, SWT.INDETERMINATE), "Working out the changes");
		GridDataFactory.fillDefaults().grab(true, false).applyTo(progress);
		createFolder(area);
		area.addListener(SWT.Dispose, event -> cancel());
		setControl(area);
	}

	private void createFolder(Composite parent) {
		Composite row = new Composite(parent, SWT.NONE);
		GridLayoutFactory.fillDefaults().numColumns(3).applyTo(row);
		GridDataFactory.fillDefaults().grab(true, false).applyTo(row);
		new Label(row, SWT.NONE).setText("Bac&kup folder:");
		folder = Ui.named(new Text(row, SWT.BORDER), "Backup folder");
		folder.setText(Backups.folder());
		folder.addListener(SWT.Modify, event -> validate());
		GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).applyTo(folder);
		Button browse = new Button(row, SWT.PUSH);
		browse.setText("B&rowse…");
		browse.addListener(SWT.Selection, event -> {
			DirectoryDialog dialog = new DirectoryDialog(getShell());
			dialog.setMessage("What the accounts have now is written into this folder first.");
			String chosen = dialog.open();
			if (chosen != null) {
				folder.setText(chosen);
			}
		});
	}

	/** Works it out anew whenever it comes into sight: something else may have been chosen. */
	@Override
	public void setVisible(boolean isVisible) {
		super.setVisible(isVisible);
		cancel();
		if (isVisible) {
			start();
		}
	}

	private void start() {
		planned.clear();
		table.setItemCount(0);
		table.clearAll();
		panel.clear();
		waiting.clear();
		Planner work = planner.get();
		Job[] own = new Job[1];
		own[0] = BackgroundJob.schedule("Work out changes", monitor -> plan(work, own, monitor));
		job = own[0];
		busy("Reading certificates and machines…");
	}

	private void plan(Planner work, Job[] own, IProgressMonitor monitor) {
		try {
			DirectoryConnection found = session.connection(monitor);
			work.plan(found, change -> whenCurrent(own, () -> add(change)),
					new TaskMonitor(monitor, task -> whenCurrent(own, () -> status.setText(task.replace("&", "&&")))));
			whenCurrent(own, () -> {
				connection = found;
				ended();
			});
		} catch (DirectoryException e) {
			whenCurrent(own, () -> failed(QueueWords.failure(e)));
		} catch (IOException e) {
			whenCurrent(own, () -> failed(FileFailures.sentence(e)));
		}
	}

	private void whenCurrent(Job[] own, Runnable work) {
		Ui.later(table, () -> {
			if (job != null && own[0] == job) {
				work.run();
			}
		});
	}

	private void add(PlannedChange change) {
		planned.add(change);
		table.setItemCount(planned.size());
		table.clear(planned.size() - 1);
		if (planned.size() == 1) {
			table.select(0);
			explain();
		}
	}

	private void ended() {
		job = null;
		progress.setVisible(false);
		status.setText(summary());
		validate();
		waiting.start(changes().stream().flatMap(change -> change.removedDigests().stream())
				.collect(Collectors.toSet()));
	}

	private void failed(String sentences) {
		job = null;
		progress.setVisible(false);
		status.setText("");
		panel.fail(sentences);
		setMessage(null);
		setErrorMessage("The changes cannot be worked out");
	}

	private String summary() {
		List<CertificateChange> changes = changes();
		long failed = planned.stream().filter(change -> change.failure().isPresent()).count();
		return (changes.size() == 1
				? "1 account is changed, in one request"
				: Words.count(changes.size()) + " accounts are changed, each in one request")
				+ (failed == 0 ? "." : "; " + Words.count(failed) + " cannot be.");
	}

	private void explain() {
		int index = table.getSelectionIndex();
		if (index >= 0 && index < planned.size()) {
			PlannedChange shown = planned.get(index);
			panel.show(shown);
			panel.waiting(waiting.carrying(shown.change().map(CertificateChange::removedDigests).orElse(Set.of())));
		}
	}

	private void validate() {
		if (job != null) {
			return;
		}
		setErrorMessage(null);
		Optional<String> problem = changes().isEmpty()
				? Optional.of("Nothing is to be done.")
				: BackupFolder.problem(folder.getText());
		setMessage(problem.orElse("Finish writes the backup, makes the change and reads it back."),
				problem.isPresent() ? IMessageProvider.WARNING : IMessageProvider.NONE);
		setPageComplete(problem.isEmpty());
	}

	/** Nothing can be finished until that is known. */
	void busy(String what) {
		setErrorMessage(null);
		setMessage(what);
		progress.setVisible(true);
		setPageComplete(false);
	}

	/** The backup cannot be written there. */
	void refused(String sentence) {
		progress.setVisible(false);
		setPageComplete(true);
		setErrorMessage(sentence);
		folder.setFocus();
	}

	private void cancel() {
		if (job != null) {
			job.cancel();
			job = null;
		}
	}

	/** Those that change something. */
	List<CertificateChange> changes() {
		return planned.stream().flatMap(change -> change.change().stream()).filter(change -> !change.isEmpty())
				.toList();
	}

	/** With which they were worked out. */
	DirectoryConnection connection() {
		return connection;
	}

	Path folder() {
		return Path.of(folder.getText().strip());
	}

	void keepFolder() {
		Backups.folder(folder());
	}
}
