package dev.quayside.ui.directory;

import dev.quayside.admin.directory.AccountQuery;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.admin.directory.QueueManagerIdFinding;
import dev.quayside.admin.directory.QueueManagerIds;
import dev.quayside.ui.common.Ui;
import dev.quayside.ui.model.QueueWords;
import dev.quayside.ui.model.Words;
import dev.quayside.ui.model.directory.IdFindings;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Looks for duplicate ids of queue managers, and says how far that is, what was found and what to do. */
final class IdSearchBar extends Composite {

	private static final int MIN_WIDTH = 20;

	private final Consumer<List<QueueManagerIdFinding>> receiver;
	private final Label icon;
	private final Text text;
	private final ToolItem stop;
	private final CurrentJob job = new CurrentJob(this);

	/** @param receiver gets all findings at the end, on the UI thread */
	IdSearchBar(Composite parent, Consumer<List<QueueManagerIdFinding>> receiver) {
		super(parent, SWT.NONE);
		this.receiver = receiver;
		GridLayoutFactory.fillDefaults().numColumns(3).spacing(8, 0).applyTo(this);
		GridDataFactory.fillDefaults().grab(true, false).exclude(true).applyTo(this);
		setVisible(false);
		icon = new Label(this, SWT.NONE);
		GridDataFactory.swtDefaults().align(SWT.CENTER, SWT.BEGINNING).applyTo(icon);
		text = Ui.named(new Text(this, SWT.WRAP | SWT.MULTI | SWT.READ_ONLY), "Search for duplicate ids");
		text.setBackground(getBackground());
		GridDataFactory.fillDefaults().grab(true, false).hint(Ui.width(text, MIN_WIDTH), SWT.DEFAULT).applyTo(text);
		stop = Ui.item(Ui.named(new ToolBar(this, SWT.FLAT), "Search"), "stop",
				"Stop the search for duplicate ids", this::stop);
	}

	/** @param asking empty: no machine is asked, only what the directory has is compared */
	void search(DirectorySession session, AccountQuery.Scope scope, Optional<QueueManagerIds.Asking> asking) {
		say("examine", "Reading the machines…");
		job.start("Look for duplicate ids in " + session.title(),
				(show, monitor) -> search(session, scope, asking, show, monitor));
		stop.setEnabled(true);
	}

	private void search(DirectorySession session, AccountQuery.Scope scope, Optional<QueueManagerIds.Asking> asking,
			Consumer<Runnable> show, IProgressMonitor monitor) {
		IProgressMonitor told = new TaskMonitor(monitor, task -> show.accept(() -> say("examine", task + "…")));
		try {
			List<QueueManagerIdFinding> findings = QueueManagerIds.check(session.connection(monitor), scope, asking,
					told);
			show.accept(() -> {
				ended(IdFindings.isProblem(findings) ? "error" : "ok",
						Words.time(Optional.of(Instant.now())) + ": " + IdFindings.summary(findings));
				receiver.accept(findings);
			});
		} catch (DirectoryException e) {
			show.accept(() -> ended("error", "The ids cannot be compared. " + QueueWords.failure(e)));
		}
	}

	private void ended(String picture, String sentence) {
		job.ended();
		stop.setEnabled(false);
		say(picture, sentence);
	}

	private void stop() {
		job.cancel();
		ended("skipped", "The search for duplicate ids was stopped: nothing is known of ids.");
	}

	/** Says nothing any more; a search that runs is of no use to anybody. */
	void clear() {
		job.cancel();
		stop.setEnabled(false);
		show(false);
	}

	private void say(String picture, String sentence) {
		icon.setImage(Ui.image(picture));
		text.setText(sentence);
		show(true);
	}

	private void show(boolean isShown) {
		setVisible(isShown);
		((GridData) getLayoutData()).exclude = !isShown;
		getParent().layout(true, true);
	}
}
