package dev.quayside.benchmarks;

import dev.quayside.queuemanager.engine.OpenQueue;
import dev.quayside.queuemanager.engine.Queue;
import dev.quayside.queuemanager.store.StoredQueue;

import java.util.List;

/**
 * Purges a queue, which is filled before each turn; the bytes by which the file grew. Arguments: folder of a store with
 * one queue, messages.
 */
final class PurgeWork implements Worker.Work {

	private final StoreWork.Engine engine;
	private final int count;
	private long before;

	PurgeWork(List<String> arguments) throws Exception {
		engine = StoreWork.Engine.open(arguments.get(0));
		count = Integer.parseInt(arguments.get(1));
	}

	@Override
	public void prepare() throws Exception {
		StoredQueue stored = engine.store().queue(StoreWork.NUMBER);
		int missing = (int) (count - stored.count());
		if (missing > 0) {
			Messages.fill(engine.store(), stored, missing);
		}
		before = engine.store().size();
	}

	@Override
	public long until(long deadline) throws Exception {
		Queue queue = engine.queue();
		OpenQueue open = queue.open(true, false);
		open.purge().toCompletableFuture().join();
		open.close();
		if (queue.count() != 0) {
			throw new IllegalStateException(queue.count() + " messages survived the purge");
		}
		return engine.store().size() - before;
	}
}
