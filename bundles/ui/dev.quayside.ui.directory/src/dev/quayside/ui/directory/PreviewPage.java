package dev.quayside.ui.directory;

import dev.quayside.admin.FileFailures;
import dev.quayside.admin.directory.CertificateChange;
import dev.quayside.admin.directory.CleanAccounts;
import dev.quayside.admin.directory.CleanupPreview;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.ui.common.Ui;
import dev.quayside.ui.model.QueueWords;
import dev.quayside.ui.model.Words;
import dev.quayside.ui.model.directory.BackupFolder;
import dev.quayside.ui.model.directory.LdifFile;
import dev.quayside.ui.model.directory.PreviewRow;
import dev.quayside.ui.model.directory.RemovedDigests;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.ProgressBar;
import org.eclipse.swt.widgets.Shell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Shows what would become of each account, and asks where the backup goes. */
final class PreviewPage extends WizardPage {

	/** How much of the height is for the accounts, and for one of them. */
	private static final int[] ONE = { 25, 75 };
	private static final int[] MANY = { 45, 55 };

	private final DirectorySession session;
	private final Supplier<Planner> planner;
	private SashForm parts;
	private PreviewTable table;
	private ChangePanel panel;
	private FolderField folder;
	private ProgressBar progress;
	private Label status;
	private Button save;
	private WaitingPanel waiting;
	private CurrentJob job;
	private CurrentJob reading;
	private Optional<ManyAccounts> many = Optional.empty();
	private ShownChange changes;
	private RemovedDigests digests;

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
		parts = new SashForm(area, SWT.VERTICAL);
		GridDataFactory.fillDefaults().grab(true, true).applyTo(parts);
		table = new PreviewTable(parts, this::explain);
		panel = new ChangePanel(parts);
		waiting = new WaitingPanel(area, this::explain);
		GridDataFactory.fillDefaults().grab(true, false).applyTo(waiting);
		createStatus(area);
		progress = Ui.named(new ProgressBar(area, SWT.INDETERMINATE), "Working out the changes");
		GridDataFactory.fillDefaults().grab(true, false).applyTo(progress);
		folder = new FolderField(area, "Bac&kup folder",
				"What the accounts have now is written into this folder first.", this::validate);
		GridDataFactory.fillDefaults().grab(true, false).applyTo(folder);
		job = new CurrentJob(area);
		reading = new CurrentJob(area);
		setControl(area);
	}

	private void createStatus(Composite parent) {
		Composite row = new Composite(parent, SWT.NONE);
		GridLayoutFactory.fillDefaults().numColumns(2).applyTo(row);
		GridDataFactory.fillDefaults().grab(true, false).applyTo(row);
		status = Ui.named(new Label(row, SWT.WRAP), "How it stands");
		GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).applyTo(status);
		save = new Button(row, SWT.PUSH);
		save.setText("&Save LDIF…");
		save.setToolTipText("What is changed, and what takes it back as comments, of all accounts");
		save.addListener(SWT.Selection, event -> save());
	}

	/** Works it out anew whenever it comes into sight: something else may have been chosen. */
	@Override
	public void setVisible(boolean isVisible) {
		super.setVisible(isVisible);
		job.cancel();
		reading.cancel();
		digests = null;
		if (isVisible) {
			start();
		}
	}

	private void start() {
		table.clear();
		panel.clear();
		waiting.clear();
		save.setEnabled(false);
		Planner work = planner.get();
		many = work.many();
		parts.setWeights(many.isPresent() ? MANY : ONE);
		Optional<Path> resumed = many.flatMap(ManyAccounts::resumed);
		resumed.ifPresent(path -> folder.text(path.toString()));
		folder.setEnabled(resumed.isEmpty());
		RemovedDigests own = new RemovedDigests();
		digests = own;
		job.start("Work out changes", (show, monitor) -> plan(work, own, show, monitor));
		busy("Reading certificates and machines…");
	}

	private void plan(Planner work, RemovedDigests own, Consumer<Runnable> show, IProgressMonitor monitor) {
		boolean isKept = work.many().isEmpty();
		Arrivals<PreviewRow> arrivals = new Arrivals<>(table.control(), some -> {
			if (digests == own) {
				add(some);
			}
		});
		try {
			ShownChange found = new ShownChange(session.connection(monitor), work.many());
			show.accept(() -> changes = found);
			work.plan(found.connection(), planned -> {
				planned.change().map(CertificateChange::removedDigests).ifPresent(own::add);
				arrivals.accept(PreviewRow.of(planned, isKept));
			}, isKept
					? new TaskMonitor(monitor, task -> show.accept(() -> status.setText(Ui.plain(task))))
					: monitor);
			show.accept(arrivals::deliver);
			show.accept(this::ended);
		} catch (DirectoryException e) {
			show.accept(() -> failed(QueueWords.failure(e)));
		} catch (IOException e) {
			show.accept(() -> failed(FileFailures.sentence(e)));
		}
	}

	private void add(List<PreviewRow> some) {
		table.add(some);
		many.ifPresent(all -> status.setText(table.totals().progress(all.size())));
	}

	private void ended() {
		job.ended();
		progress.setVisible(false);
		int done = many.map(ManyAccounts::done).orElse(0);
		status.setText(table.totals().sentence()
				+ (done == 0
						? ""
						: " " + Words.count(done) + (done == 1 ? " was" : " were") + " done before and left out."));
		status.requestLayout();
		save.setEnabled(!table.changed().isEmpty());
		validate();
		waiting.start(digests);
	}

	private void failed(String sentences) {
		job.ended();
		progress.setVisible(false);
		status.setText("");
		reading.cancel();
		panel.fail(sentences);
		setMessage(null);
		setErrorMessage("The changes cannot be worked out");
	}

	/** What was not kept is read again. */
	private void explain() {
		reading.cancel();
		table.selected().ifPresent(this::explain);
	}

	private void explain(PreviewRow row) {
		if (row.kept().isPresent()) {
			show(row, row.kept().get());
		} else if (!row.isChanged()) {
			panel.show(row, "");
		} else {
			ShownChange source = changes;
			panel.show(row, "Reading…");
			reading.start("Read " + row.account(), (show, monitor) -> {
				try {
					CertificateChange change = source.of(row, monitor);
					show.accept(() -> show(row, change));
				} catch (DirectoryException e) {
					show.accept(() -> panel.fail(QueueWords.failure(e)));
				}
			});
		}
	}

	private void show(PreviewRow row, CertificateChange change) {
		panel.show(row, change);
		panel.waiting(waiting.carrying(change.removedDigests()));
	}

	private void save() {
		FileDialog dialog = new FileDialog(getShell(), SWT.SAVE);
		dialog.setText("Save LDIF");
		dialog.setFilterExtensions(new String[]{ "*.ldif", "*" });
		dialog.setFileName("clean-up.ldif");
		dialog.setOverwrite(true);
		String chosen = dialog.open();
		if (chosen != null) {
			save(Path.of(chosen));
		}
	}

	/** Beside nothing else: neither can be finished meanwhile, nor saved again. */
	private void save(Path file) {
		List<PreviewRow> changed = table.changed();
		ShownChange source = changes;
		save.setEnabled(false);
		job.start("Save " + file, (show, monitor) -> {
			String said;
			try {
				new LdifFile(file).write(changed, row -> source.of(row, monitor),
						count -> show.accept(() -> status.setText(
								Words.count(count) + " of " + Words.count(changed.size()) + " accounts saved…")));
				said = "Saved to " + file;
			} catch (DirectoryException e) {
				said = "Not saved: " + Words.oneLine(e.getMessage());
			} catch (IOException e) {
				said = "Not saved: " + FileFailures.sentence(e);
			}
			String result = said;
			show.accept(() -> saved(result));
		});
		busy("Saving LDIF…");
	}

	private void saved(String result) {
		job.ended();
		progress.setVisible(false);
		save.setEnabled(true);
		status.setText(Ui.plain(result));
		status.setToolTipText(result);
		validate();
	}

	private void validate() {
		if (job == null || job.isRunning() || changes == null) {
			return;
		}
		setErrorMessage(null);
		Optional<String> problem = table.changed().isEmpty()
				? Optional.of("Nothing is to be done.")
				: BackupFolder.problem(folder.text());
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

	/** Makes the changes as they are shown. */
	Runnable run(Shell parent) {
		CleanupRun run = new CleanupRun(parent, changes.connection(), folder());
		if (many.isEmpty()) {
			List<CertificateChange> kept = table.changed().stream().flatMap(row -> row.kept().stream()).toList();
			return () -> run.make(kept);
		}
		Map<String, CleanupPreview> previews = table.previews();
		CleanAccounts.Plan plan = many.get().previewed(previews);
		boolean isResumed = many.get().resumed().isPresent();
		return () -> run.make(plan, List.copyOf(previews.keySet()), isResumed);
	}

	Path folder() {
		return Path.of(folder.text());
	}

	void keepFolder() {
		Backups.folder(folder());
	}
}
