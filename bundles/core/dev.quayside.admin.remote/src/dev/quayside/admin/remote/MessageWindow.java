package dev.quayside.admin.remote;

import dev.quayside.admin.ItemResult;
import dev.quayside.admin.LookupId;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.rpc.RpcCancelledException;
import dev.quayside.rpc.RpcException;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Does the same with many messages, several at once, so that the way to the server and back does not count for each.
 * Results come in the order that was asked for, on the thread that asked.
 */
final class MessageWindow {

	/** Enough to keep a server busy that forces several changes to its disk at once. */
	private static final int WIDTH = 16;

	private final Task task;
	private final Consumer<ItemResult> consumer;
	private final IProgressMonitor monitor;
	private final AtomicReference<RpcException> failure = new AtomicReference<>();

	private MessageWindow(Task task, Consumer<ItemResult> consumer, IProgressMonitor monitor) {
		this.task = task;
		this.consumer = consumer;
		this.monitor = monitor;
	}

	/** What is done with each. */
	interface Task {

		/** @return what became of it; it throws where the rest makes no sense either */
		ItemResult run(LookupId id) throws RpcException;
	}

	/**
	 * @throws RpcException
	 *             the first of those that end it all; the results of what was in flight are told before
	 * @throws OperationCanceledException
	 *             if the monitor was cancelled; likewise
	 */
	static void run(List<LookupId> ids, Task task, Consumer<ItemResult> consumer, IProgressMonitor monitor)
			throws RpcException {
		MessageWindow window = new MessageWindow(task, consumer, monitor);
		window.run(ids);
		if (monitor.isCanceled()) {
			throw new OperationCanceledException();
		}
		if (window.failure.get() != null) {
			throw window.failure.get();
		}
	}

	private void run(List<LookupId> ids) throws RpcCancelledException {
		ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, Math.min(WIDTH, ids.size())), work -> {
			Thread thread = new Thread(work, "message-window");
			thread.setDaemon(true);
			return thread;
		});
		Deque<Future<Optional<ItemResult>>> flying = new ArrayDeque<>();
		try {
			for (LookupId id : ids) {
				if (flying.size() == 2 * WIDTH) {
					land(flying.remove());
				}
				flying.add(pool.submit(() -> attempt(id)));
			}
			while (!flying.isEmpty()) {
				land(flying.remove());
			}
		} finally {
			flying.forEach(rest -> rest.cancel(false));
			pool.shutdown();
		}
	}

	/** Empty: the end came before. */
	private Optional<ItemResult> attempt(LookupId id) {
		if (failure.get() != null || monitor.isCanceled()) {
			return Optional.empty();
		}
		try {
			return Optional.of(task.run(id));
		} catch (RpcException e) {
			failure.compareAndSet(null, e);
			return Optional.of(ItemResult.failed(id, new QueueManagerException(QueueManagerException.Kind.UNREACHABLE,
					"What became of message " + id + " is not known: " + e.getMessage(),
					"Look whether it is still in the queue", e)));
		}
	}

	private void land(Future<Optional<ItemResult>> result) throws RpcCancelledException {
		try {
			result.get().ifPresent(consumer);
		} catch (ExecutionException e) {
			throw new IllegalStateException(e.getCause());
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new RpcCancelledException("Interrupted", e);
		}
	}
}
