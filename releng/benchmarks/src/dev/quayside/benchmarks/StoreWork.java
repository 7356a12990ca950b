package dev.quayside.benchmarks;

import dev.quayside.queuemanager.QueueManagerOptions;
import dev.quayside.queuemanager.engine.OpenQueue;
import dev.quayside.queuemanager.engine.Queue;
import dev.quayside.queuemanager.engine.QueueManager;
import dev.quayside.queuemanager.engine.ReadRequest;
import dev.quayside.queuemanager.store.MvMessageStore;
import dev.quayside.queuemanager.store.StoreException;
import dev.quayside.queuemanager.store.StoredMessage;
import dev.quayside.queuemanager.store.StoredQueue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/** Reading a store in this process. First argument: folder of the store. */
final class StoreWork {

	/** Name of the store's file in its folder. */
	static final String FILE = MvMessageStore.FILE;

	/** Number of the first queue of a queue manager. */
	static final int NUMBER = 16;

	/** Rows of a screen. */
	private static final int ROWS = 40;
	private static final int MAX_SAMPLES = 1_000_000;
	private static final int RECORD = 1200;

	private StoreWork() {}

	/** The engine over a store. */
	record Engine(MvMessageStore store, QueueManager manager, Queue queue) implements AutoCloseable {

		static Engine open(String folder) throws StoreException {
			MvMessageStore store = MvMessageStore.open(Path.of(folder));
			QueueManager manager = new QueueManager(store, Runnable::run, Clock.systemUTC(),
					QueueManagerOptions.DEFAULT_PENDING_TIMEOUT);
			return new Engine(store, manager, manager.queues().get(0));
		}

		@Override
		public void close() {
			manager.close();
			store.close();
		}
	}

	/** From a closed store to its first message; the count of messages. */
	static Worker.Work open(List<String> arguments) {
		return new Worker.Work() {
			private Engine engine;

			@Override
			public long until(long deadline) throws Exception {
				engine = Engine.open(arguments.get(0));
				OpenQueue open = engine.queue().open(false, false);
				open.read(new ReadRequest(ReadRequest.Action.PEEK_CURRENT, 0, 0, 0, 0, Long.MAX_VALUE))
						.toCompletableFuture().join();
				return engine.queue().count();
			}
		};
	}

	/** The 99th percentile of the nanoseconds for 40 rows anywhere in the queue. */
	static Worker.Work page(List<String> arguments) throws Exception {
		Engine engine = Engine.open(arguments.get(0));
		OpenQueue open = engine.queue().open(false, false);
		StoredQueue stored = engine.store().queue(NUMBER);
		long first = stored.first().getAsLong();
		long last = stored.last().getAsLong() - ROWS;
		SplittableRandom random = new SplittableRandom(7);
		return deadline -> percentile(deadline, () -> {
			long at = stored.next(random.nextLong(first, last)).getAsLong();
			for (int i = 0; i < ROWS; i++) {
				at = open.read(new ReadRequest(ReadRequest.Action.LOOKUP_PEEK_NEXT, at, 0, 0, 0, 0))
						.toCompletableFuture().join().lookupId();
			}
		});
	}

	/** Likewise for records at a place of a plain file; arguments: file. */
	static Worker.Work file(List<String> arguments) throws IOException {
		FileChannel channel = FileChannel.open(Path.of(arguments.get(0)));
		long end = channel.size() - ROWS * RECORD;
		SplittableRandom random = new SplittableRandom(7);
		return deadline -> percentile(deadline, () -> {
			long at = random.nextLong(end);
			for (int i = 0; i < ROWS; i++) {
				at += channel.read(ByteBuffer.allocate(RECORD), at);
			}
		});
	}

	/** Reads all of a plain file in records; arguments: file. */
	static Worker.Work scan(List<String> arguments) throws IOException {
		FileChannel channel = FileChannel.open(Path.of(arguments.get(0)));
		return deadline -> {
			long count = 0;
			long at = 0;
			int read = channel.read(ByteBuffer.allocate(RECORD), at);
			while (read > 0) {
				count++;
				at += read;
				read = channel.read(ByteBuffer.allocate(RECORD), at);
			}
			return count;
		};
	}

	private static long percentile(long deadline, Worker.Step step) throws Exception {
		long[] samples = new long[MAX_SAMPLES];
		int count = 0;
		while (count == 0 || System.nanoTime() < deadline && count < MAX_SAMPLES) {
			long start = System.nanoTime();
			step.run();
			samples[count++] = System.nanoTime() - start;
		}
		Arrays.sort(samples, 0, count);
		return samples[Math.min(count - 1, count * 99 / 100)];
	}

	/** Reads all messages with their bodies. */
	static Worker.Work browse(List<String> arguments) throws StoreException {
		StoredQueue stored = MvMessageStore.open(Path.of(arguments.get(0))).queue(NUMBER);
		return deadline -> readAll(stored);
	}

	private static long readAll(StoredQueue stored) throws StoreException {
		long count = 0;
		OptionalLong id = stored.first();
		while (id.isPresent()) {
			StoredMessage message = stored.read(id.getAsLong(), true);
			count += message == null ? 0 : 1;
			id = stored.next(id.getAsLong());
		}
		return count;
	}

	/** Opens the store and reads all; the bytes by which the heap has grown then. */
	static Worker.Work heap(List<String> arguments) {
		return deadline -> {
			long before = Worker.usedHeap();
			try (Engine engine = Engine.open(arguments.get(0))) {
				engine.queue().open(false, false);
				readAll(engine.store().queue(NUMBER));
				return Worker.usedHeap() - before;
			}
		};
	}
}
