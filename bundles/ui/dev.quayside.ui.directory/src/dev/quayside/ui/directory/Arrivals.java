package dev.quayside.ui.directory;

import dev.quayside.ui.common.Ui;

import org.eclipse.swt.widgets.Control;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Takes results one by one from a job, and hands them to the UI thread in portions, a few a second. */
final class Arrivals<T> implements Consumer<T> {

	private static final int PORTION_MILLIS = 100;

	private final Control control;
	private final Consumer<List<T>> receiver;
	private List<T> waiting = new ArrayList<>();
	private boolean isUnderWay;

	/** @param receiver called while the control is there */
	Arrivals(Control control, Consumer<List<T>> receiver) {
		this.control = control;
		this.receiver = receiver;
	}

	@Override
	public void accept(T result) {
		synchronized (this) {
			waiting.add(result);
			if (isUnderWay) {
				return;
			}
			isUnderWay = true;
		}
		Ui.later(control, () -> control.getDisplay().timerExec(PORTION_MILLIS, this::deliver));
	}

	/** What waits, now. On the UI thread. */
	void deliver() {
		List<T> portion;
		synchronized (this) {
			portion = waiting;
			waiting = new ArrayList<>();
			isUnderWay = false;
		}
		if (!portion.isEmpty() && !control.isDisposed()) {
			receiver.accept(portion);
		}
	}
}
