package dev.quayside.benchmarks;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.QueuePath;
import dev.quayside.msmq.UnitOfWork;
import dev.quayside.queuemanager.engine.OpenQueue;
import dev.quayside.queuemanager.engine.QueueClient;
import dev.quayside.queuemanager.store.StoredQueue;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/**
 * Moves all messages of a queue to a subqueue, some at a time, each on disk before it counts. The queue is filled before each
 * turn with recoverable messages. Arguments: folder of a store with one queue, messages, moves at a time.
 */
final class MoveWork implements Worker.Work {

	private final StoreWork.Engine engine;
	private final int count;
	private final int window;
	private OpenQueue target;

	MoveWork(List<String> arguments) throws Exception {
		engine = StoreWork.Engine.open(arguments.get(0));
		count = Integer.parseInt(arguments.get(1));
		window = Integer.parseInt(arguments.get(2));
	}

	@Override
	public void prepare() throws Exception {
		target = engine.manager().openForMove(
				FormatName.direct("localhost", QueuePath.parse(Messages.PATH + ";later")), QueueClient.OWN);
		StoredQueue stored = engine.store().queue(StoreWork.NUMBER);
		engine.store().queue(target.queue().number()).clear(Set.of()).toCompletableFuture().join();
		CompletableFuture<?> last = CompletableFuture.completedFuture(null);
		for (long missing = count - stored.count(); missing > 0; missing--) {
			last = Messages.append(engine.store(), stored, Messages.stored(1, true));
		}
		last.join();
	}

	@Override
	public long until(long deadline) throws Exception {
		StoredQueue stored = engine.store().queue(StoreWork.NUMBER);
		Semaphore free = new Semaphore(window);
		OpenQueue open = engine.queue().open(true, false);
		for (OptionalLong id = stored.first(); id.isPresent(); id = stored.next(id.getAsLong())) {
			free.acquire();
			open.move(id.getAsLong(), target, UnitOfWork.NONE).whenComplete((nothing, failure) -> free.release());
		}
		free.acquire(window);
		open.close();
		long moved = target.queue().count();
		if (moved != count) {
			throw new IllegalStateException(moved + " of " + count + " messages were moved");
		}
		return moved;
	}
}
