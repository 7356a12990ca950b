package dev.quayside.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/** The floor of a durable append: one thread writes all records that wait to the end of a file, and forces it once. */
final class GroupCommit {

	private static final int MAX_BATCH = 1024;

	private record Entry(ByteBuffer record, CompletableFuture<Void> done) {}

	private final FileChannel channel;
	private final BlockingQueue<Entry> waiting = new LinkedBlockingQueue<>();

	GroupCommit(Path file) throws IOException {
		channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
		Thread writer = new Thread(this::run, "group-commit");
		writer.setDaemon(true);
		writer.start();
	}

	CompletableFuture<Void> append(byte[] record) {
		Entry entry = new Entry(ByteBuffer.wrap(record), new CompletableFuture<>());
		waiting.add(entry);
		return entry.done();
	}

	/** Begins anew; nobody may append meanwhile. */
	void truncate() throws IOException {
		channel.truncate(0);
		channel.force(true);
	}

	private void run() {
		List<Entry> batch = new ArrayList<>();
		try {
			while (true) {
				batch.add(waiting.take());
				waiting.drainTo(batch, MAX_BATCH - 1);
				write(batch.stream().map(Entry::record).toArray(ByteBuffer[]::new));
				channel.force(false);
				batch.forEach(entry -> entry.done().complete(null));
				batch.clear();
			}
		} catch (IOException | InterruptedException e) {
			batch.forEach(entry -> entry.done().completeExceptionally(e));
		}
	}

	private void write(ByteBuffer[] records) throws IOException {
		while (records[records.length - 1].hasRemaining()) {
			channel.write(records);
		}
	}
}
