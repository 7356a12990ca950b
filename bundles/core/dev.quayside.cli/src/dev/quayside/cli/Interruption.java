package dev.quayside.cli;

import org.eclipse.core.runtime.IProgressMonitor;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** While it is open, a signal cancels a monitor and waits until what is under way has ended and was told. */
final class Interruption implements AutoCloseable {

	/** Longer than one change may take. */
	private static final int PATIENCE_SECONDS = 120;

	private final Console console;
	private final CountDownLatch ended = new CountDownLatch(1);
	private final Thread hook;

	Interruption(Console console, IProgressMonitor monitor) {
		this.console = console;
		hook = new Thread(() -> stop(monitor), "stop");
		Runtime.getRuntime().addShutdownHook(hook);
	}

	/** It was done in part: without halt the exit code would be that of the signal. */
	private void stop(IProgressMonitor monitor) {
		monitor.setCanceled(true);
		console.say("quayside: Stopping after what is under way");
		try {
			if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
				console.say("quayside: Not stopped within " + PATIENCE_SECONDS + " s");
			}
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
		Runtime.getRuntime().halt(ExitCode.FAILED);
	}

	@Override
	public void close() {
		ended.countDown();
		try {
			Runtime.getRuntime().removeShutdownHook(hook);
		} catch (IllegalStateException e) {
			// a signal came: the hook ends the program
		}
	}
}
