package dev.quayside.queuemanager.store;

import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.QueuePath;
import dev.quayside.msmq.packet.MessageBuilder;
import dev.quayside.msmq.packet.TransactionHeader;
import dev.quayside.queuemanager.engine.Queue;
import dev.quayside.queuemanager.engine.QueueAttributes;
import dev.quayside.queuemanager.engine.QueueManager;
import dev.quayside.queuemanager.services.Messages;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** The engine of a queue manager on a store. Transactional messages come with the counter of their sender. */
final class EngineTarget implements LoadTarget {

	static final String COUNTERS = "counters";

	private final QueueManager manager;
	private final ExecutorService executor = Executors.newFixedThreadPool(2);
	private final Queue plain;
	private final Queue transactional;

	EngineTarget(MessageStore store) throws MqException, StoreException {
		this.manager = new QueueManager(store, executor, Clock.systemUTC(), Duration.ofMinutes(5));
		this.plain = queue(Load.PLAIN, false);
		this.transactional = queue(Load.TRANSACTIONAL, true);
	}

	private Queue queue(String path, boolean isTransactional) throws MqException, StoreException {
		Optional<Queue> found = manager.find(QueuePath.parse(path));
		return found.isPresent()
				? found.get()
				: manager.create(QueueAttributes.named(path.substring(path.indexOf('\\') + 1))
						.withTransactional(isTransactional));
	}

	QueueManager manager() {
		return manager;
	}

	@Override
	public void send(int sender, List<String> ids, Consumer<String> acknowledged) {
		for (String id : ids) {
			send(sender, id);
			acknowledged.accept(id);
		}
	}

	private void send(int sender, String id) {
		if (!Load.isTransactional(sender)) {
			StoredMessage message = Messages.stored(id, builder -> builder.recoverable().body(0, Load.body(id)));
			plain.append(sender / 2, message).toCompletableFuture().join();
			return;
		}
		TransactionHeader header = new TransactionHeader(TransactionHeader.flags(1, true, true), 1L << 32, 1, 0,
				Optional.empty());
		StoredMessage message = Messages.stored(id,
				(MessageBuilder builder) -> builder.recoverable().transaction(header).body(0, Load.body(id)));
		StoreChange counter = new StoreChange.Put(COUNTERS, Integer.toString(sender),
				id.getBytes(StandardCharsets.US_ASCII));
		transactional.enqueue(0, message, List.of(counter)).toCompletableFuture().join();
	}

	@Override
	public List<String> unfinished(int sender) {
		return List.of();
	}

	@Override
	public boolean isFull() {
		try {
			for (Queue queue : manager.queues()) {
				if (queue.count() > Load.MAX_WAITING) {
					return true;
				}
			}
			return false;
		} catch (StoreException e) {
			return false;
		}
	}

	@Override
	public LoadClient client() {
		return new EngineClient(manager);
	}

	@Override
	public boolean isExpected(Exception failure) {
		Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
		return cause instanceof StoreException
				|| cause instanceof MqException refused && refused.status().equals(MqStatus.SERVICE_NOT_AVAILABLE);
	}

	@Override
	public void close() {
		manager.close();
		executor.shutdownNow();
	}
}
