package dev.quayside.app;

import org.eclipse.swt.widgets.Display;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Watches how long the UI thread keeps a waiting user waiting. A pause counts for as long as the thread worked (its time
 * on a processor) or waited for another thread (seen by samples): what other programs take away from this machine is
 * not its fault.
 */
final class Stalls implements AutoCloseable {

	static final long LIMIT_MILLIS = 100;

	private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
	private static final long SAMPLE_MILLIS = 5;
	private static final long NANOS = 1_000_000;

	private final Display display;
	private final Thread watch = new Thread(this::watch, "stalls");
	private volatile boolean isOver;
	private volatile long longest;
	private volatile String place = "";

	Stalls(Display display) {
		this.display = display;
		watch.setDaemon(true);
		watch.start();
	}

	private void watch() {
		long thread = display.getThread().getId();
		while (!isOver && !display.isDisposed()) {
			AtomicBoolean isServed = new AtomicBoolean();
			long begin = THREADS.getThreadCpuTime(thread);
			long waited = 0;
			String at = "";
			display.asyncExec(() -> isServed.set(true));
			while (!isServed.get() && !isOver) {
				pause();
				ThreadInfo info = THREADS.getThreadInfo(thread, 12);
				boolean isWaiting = info != null && info.getThreadState() != Thread.State.RUNNABLE;
				waited += isWaiting && !isServed.get() ? SAMPLE_MILLIS : 0;
				at = info == null || isServed.get() ? at : String.join(" < ", stack(info));
			}
			long stall = (THREADS.getThreadCpuTime(thread) - begin) / NANOS + waited;
			if (stall > longest) {
				longest = stall;
				place = at;
			}
			pause();
		}
	}

	private static String[] stack(ThreadInfo info) {
		StackTraceElement[] stack = info.getStackTrace();
		String[] names = new String[stack.length];
		for (int i = 0; i < stack.length; i++) {
			names[i] = stack[i].getClassName().replaceAll(".*\\.", "") + "." + stack[i].getMethodName();
		}
		return names;
	}

	private static void pause() {
		try {
			Thread.sleep(SAMPLE_MILLIS);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public String toString() {
		return longest + " ms at " + place;
	}

	long longestMillis() {
		return longest;
	}

	@Override
	public void close() {
		isOver = true;
		try {
			watch.join();
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}
}
