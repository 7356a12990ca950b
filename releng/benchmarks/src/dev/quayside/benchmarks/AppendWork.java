package dev.quayside.benchmarks;

import dev.quayside.queuemanager.store.MessageStore;
import dev.quayside.queuemanager.store.MvMessageStore;
import dev.quayside.queuemanager.store.StoredMessage;
import dev.quayside.queuemanager.store.StoredQueue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Callers that each append a recoverable message and wait until it is on disk; arguments: folder, callers. */
final class AppendWork {

	private AppendWork() {}

	static Worker.Work store(List<String> arguments) throws IOException {
		MessageStore store = MvMessageStore.open(Path.of(arguments.get(0)));
		store.putQueue(StoreWork.NUMBER, Map.of());
		StoredQueue queue = store.queue(StoreWork.NUMBER);
		StoredMessage message = Messages.stored(1, true);
		Callers callers = new Callers(Integer.parseInt(arguments.get(1)));
		return new Worker.Work() {
			@Override
			public void prepare() {
				queue.clear(Set.of()).toCompletableFuture().join();
			}

			@Override
			public long until(long deadline) throws Exception {
				return callers.run(deadline, (number, end) -> {
					long count = 0;
					while (System.nanoTime() < end) {
						Messages.append(store, queue, message).join();
						count++;
					}
					return count;
				});
			}
		};
	}

	static Worker.Work floor(List<String> arguments) throws IOException {
		GroupCommit file = new GroupCommit(Path.of(arguments.get(0)));
		byte[] record = Messages.stored(1, true).packet();
		Callers callers = new Callers(Integer.parseInt(arguments.get(1)));
		return new Worker.Work() {
			@Override
			public void prepare() throws IOException {
				file.truncate();
			}

			@Override
			public long until(long deadline) throws Exception {
				return callers.run(deadline, (number, end) -> {
					long count = 0;
					while (System.nanoTime() < end) {
						file.append(record).join();
						count++;
					}
					return count;
				});
			}
		};
	}
}
