package dev.quayside.ui.directory;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.ProgressMonitorWrapper;

import java.util.function.Consumer;

/** Passes on what a job is at, for a view to show it. */
final class TaskMonitor extends ProgressMonitorWrapper {

	private final Consumer<String> listener;

	/** @param listener called on the thread of the job */
	TaskMonitor(IProgressMonitor monitor, Consumer<String> listener) {
		super(monitor);
		this.listener = listener;
	}

	@Override
	public void subTask(String name) {
		super.subTask(name);
		if (!name.isEmpty()) {
			listener.accept(name);
		}
	}
}
