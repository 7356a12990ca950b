package dev.quayside.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads that do the same at once. */
final class Callers {

	/** What the caller with a number does until the deadline; how often. */
	interface Caller {

		long call(int number, long deadline) throws Exception;
	}

	private final ExecutorService threads;
	private final int count;

	Callers(int count) {
		this.count = count;
		this.threads = Executors.newFixedThreadPool(count, task -> {
			Thread thread = new Thread(task, "caller");
			thread.setDaemon(true);
			return thread;
		});
	}

	/** The sum. */
	long run(long deadline, Caller caller) throws InterruptedException, ExecutionException {
		List<Future<Long>> results = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			int number = i;
			results.add(threads.submit(() -> caller.call(number, deadline)));
		}
		long sum = 0;
		for (Future<Long> result : results) {
			sum += result.get();
		}
		return sum;
	}
}
