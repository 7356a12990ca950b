package dev.quayside.ui.directory;

import dev.quayside.admin.directory.WaitingMessages.Count;
import dev.quayside.ui.common.Ui;
import dev.quayside.ui.model.directory.RemovedDigests;
import dev.quayside.ui.model.directory.WaitingColumns;

import org.eclipse.core.runtime.IProgressMonitor;
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
import java.util.function.Consumer;

/** Counts, beside whatever else goes on, how many waiting messages carry a certificate that goes, and says it on a line. */
final class WaitingPanel extends Composite {

	private static final int WIDTH = 20;

	private final Runnable counted;
	private final Label words;
	private final ProgressBar progress;
	private final ToolItem stop;
	private final CurrentJob job;
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
		job = new CurrentJob(this);
		clear();
	}

	/** Nothing goes that a message could carry, or that is not known yet. */
	void clear() {
		job.cancel();
		read = Optional.empty();
		say("");
		working(false);
	}

	/** What was read up to now is shown. */
	private void stop() {
		stop.setEnabled(false);
		if (job.stop()) {
			clear();
			say(WaitingColumns.NOT_BEGUN);
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
	void start(RemovedDigests digests) {
		clear();
		if (digests.isComplete() && digests.all().isEmpty()) {
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
		job.start("Count waiting messages", (show, monitor) -> run(search, digests, show, monitor));
	}

	private void run(WaitingSearch search, RemovedDigests digests, Consumer<Runnable> show, IProgressMonitor monitor) {
		search.run(done -> show.accept(() -> count(search, done)), monitor);
		String sentence = digests.isComplete()
				? WaitingColumns.sentence(search.carrying(digests.all()))
				: WaitingColumns.TOO_MANY;
		show.accept(() -> {
			job.ended();
			read = Optional.of(search);
			say(sentence);
			working(false);
			counted.run();
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
