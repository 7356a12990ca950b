package dev.quayside.ui.directory;

import dev.quayside.admin.directory.WaitingMessages.Count;
import dev.quayside.ui.common.BackgroundJob;
import dev.quayside.ui.common.Ui;
import dev.quayside.ui.model.directory.WaitingColumns;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.ProgressBar;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Counts, beside whatever else goes on, how many waiting messages carry a certificate that goes, and says it on a line. */
final class WaitingPanel extends Composite {

	private static final int WIDTH = 20;

	private final Runnable counted;
	private final Label words;
	private final ProgressBar progress;
	private final ToolItem stop;
	private Job job;
	private Optional<WaitingSearch> read = Optional.empty();

	/** @param counted called on the UI thread when it is known, as far as it can be */
	WaitingPanel(Composite parent, Runnable counted) {
		super(parent, SWT.NONE);
		this.counted = counted;
		GridLayoutFactory.fillDefaults().numColumns(3).spacing(8, 0).applyTo(this);
		words = Ui.named(new Label(this, SWT.NONE), "Waiting messages");
		GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).applyTo(words);
		progress = Ui.named(new ProgressBar(this, SWT.NONE), "Counting waiting messages");
		GridDataFactory.fillDefaults().hint(Ui.width(progress, WIDTH), SWT.DEFAULT).align(SWT.FILL, SWT.CENTER)
				.applyTo(progress);
		ToolBar tools = Ui.named(new ToolBar(this, SWT.FLAT), "Counting of waiting messages");
		GridDataFactory.fillDefaults().applyTo(tools);
		stop = Ui.item(tools, "stop", "Stop counting waiting messages", this::stop);
		addListener(SWT.Dispose, event -> cancel());
		clear();
	}

	/** Nothing goes that a message could carry, or that is not known yet. */
	void clear() {
		cancel();
		read = Optional.empty();
		say("");
		working(false);
	}

	/** What was read up to now is shown. */
	private void stop() {
		stop.setEnabled(false);
		if (job != null && job.cancel()) {
			clear();
			say(WaitingColumns.NOT_BEGUN);
		}
	}

	private void cancel() {
		if (job != null) {
			job.cancel();
			job = null;
		}
	}

	private void working(boolean isWorking) {
		stop.setEnabled(isWorking);
		for (Control control : new Control[]{ progress, stop.getParent() }) {
			control.setVisible(isWorking);
			((GridData) control.getLayoutData()).exclude = !isWorking;
		}
		layout(true);
	}

	/** @param digests of all certificates that go */
	void start(Set<String> digests) {
		clear();
		if (digests.isEmpty()) {
			return;
		}
		if (!WaitingSearch.isPossible()) {
			say(WaitingColumns.NOBODY);
			return;
		}
		WaitingSearch search = new WaitingSearch();
		progress.setMaximum(search.size());
		count(search, 0);
		working(true);
		Job[] own = new Job[1];
		own[0] = BackgroundJob.schedule("Count waiting messages", monitor -> run(search, digests, own, monitor));
		job = own[0];
	}

	private void run(WaitingSearch search, Set<String> digests, Job[] own, IProgressMonitor monitor) {
		search.run(done -> whenCurrent(own, () -> count(search, done)), monitor);
		String sentence = WaitingColumns.sentence(search.carrying(digests));
		whenCurrent(own, () -> {
			job = null;
			read = Optional.of(search);
			say(sentence);
			working(false);
			counted.run();
		});
	}

	private void whenCurrent(Job[] own, Runnable work) {
		Ui.later(this, () -> {
			if (job != null && own[0] == job) {
				work.run();
			}
		});
	}

	private void count(WaitingSearch search, int done) {
		say(WaitingColumns.counting(done, search.size()));
		progress.setSelection(done);
	}

	private void say(String text) {
		words.setText(text);
		words.setToolTipText(text);
	}

	/** By queue; empty where that is not counted yet. */
	List<Count> carrying(Set<String> digests) {
		return digests.isEmpty()
				? List.of()
				: read.map(search -> WaitingColumns.sorted(search.carrying(digests))).orElse(List.of());
	}
}
