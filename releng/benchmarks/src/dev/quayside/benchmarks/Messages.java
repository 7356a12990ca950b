package dev.quayside.benchmarks;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.packet.MessageBuilder;
import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.msmq.packet.PacketException;
import dev.quayside.msmq.transfer.SessionOptions;
import dev.quayside.msmq.transfer.TransferException;
import dev.quayside.msmq.transfer.TransferSession;
import dev.quayside.queuemanager.store.MessageStore;
import dev.quayside.queuemanager.store.StoreException;
import dev.quayside.queuemanager.store.StoredMessage;
import dev.quayside.queuemanager.store.StoredQueue;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** The messages that are measured with: a label of 16 characters and a body of bytes that don't repeat. */
final class Messages {

	static final int BODY = 1024;
	static final String QUEUE = "bench";
	static final String PATH = "private$\\" + QUEUE;
	static final FormatName FORMAT_NAME = FormatName.parse("DIRECT=OS:localhost\\" + PATH);

	/** More than any body here. */
	static final int WHOLE_BODY = 4 * 1024 * 1024;

	private static final int PIPELINE = 10_000;
	/** High byte of the lookup ids of priority 3. */
	private static final long PRIORITY = 4L << 56;
	private static final byte[] SENDER = { 127, 0, 0, 1 };

	private Messages() {}

	static MessagePacket packet(UUID source, int number, int bodySize, boolean recoverable) {
		MessageBuilder builder = builder(source, FORMAT_NAME, number, bodySize);
		return (recoverable ? builder.recoverable() : builder).build();
	}

	/** The message for another queue, to be completed. */
	static MessageBuilder builder(UUID source, FormatName destination, int number, int bodySize) {
		byte[] body = new byte[bodySize];
		for (int i = 0; i < bodySize; i++) {
			body[i] = (byte) (i * 31 + number);
		}
		return new MessageBuilder(source, destination).ordinal(number).sentTime(Instant.now().getEpochSecond())
				.label(String.format("message %08d", number)).body(0, body);
	}

	static StoredMessage stored(int number, boolean recoverable) {
		byte[] bytes = packet(new UUID(7, 7), number, BODY, recoverable).encode();
		try {
			int offset = MessagePacket.parse(bytes).body().offset();
			return new StoredMessage(Instant.now().getEpochSecond(), recoverable, SENDER, bytes, offset, BODY);
		} catch (PacketException e) {
			throw new IllegalStateException(e);
		}
	}

	/** Fills a queue over the binary protocol with express messages, and waits until all are there. */
	static void send(int port, int count, int bodySize) throws TransferException {
		UUID self = UUID.randomUUID();
		try (TransferSession session = TransferSession.connect("127.0.0.1", port, self, SessionOptions.DEFAULT)) {
			CompletableFuture<?> last = CompletableFuture.completedFuture(null);
			for (int number = 1; number <= count; number++) {
				last = session.send(packet(self, number, bodySize, false)).toCompletableFuture();
			}
			last.join();
		}
	}

	/** Fills a queue of a store, and waits until the messages are on disk. */
	static void fill(MessageStore store, StoredQueue queue, int count) throws StoreException {
		StoredMessage message = stored(1, false);
		CompletableFuture<?> last = CompletableFuture.completedFuture(null);
		for (int i = 1; i < count; i++) {
			last = append(store, queue, message).toCompletableFuture();
			if (i % PIPELINE == 0) {
				last.join();
			}
		}
		append(store, queue, stored(2, true)).join();
	}

	static CompletableFuture<Void> append(MessageStore store, StoredQueue queue, StoredMessage message)
			throws StoreException {
		return queue.append(PRIORITY | store.nextSequence(), message).toCompletableFuture();
	}
}
