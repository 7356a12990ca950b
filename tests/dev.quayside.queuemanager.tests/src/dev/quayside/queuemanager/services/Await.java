package dev.quayside.queuemanager.services;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Waits for a condition, at most twenty seconds. */
public final class Await {

	private Await() {}

	public static void until(Callable<Boolean> condition) {
		long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
		try {
			while (!condition.call()) {
				if (System.nanoTime() > deadline) {
					throw new AssertionError("The condition did not come true");
				}
				Thread.sleep(5);
			}
		} catch (AssertionError e) {
			throw e;
		} catch (Exception e) {
			throw new AssertionError(e);
		}
	}
}
