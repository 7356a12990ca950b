package dev.quayside.queuemanager.store;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.QueuePath;
import dev.quayside.msmq.packet.MessageBuilder;
import dev.quayside.msmq.packet.TransactionHeader;
import dev.quayside.msmq.transfer.MessageSink;
import dev.quayside.msmq.transfer.OutgoingSequence;
import dev.quayside.msmq.transfer.ResendSchedule;
import dev.quayside.msmq.transfer.SessionOptions;
import dev.quayside.msmq.transfer.TransactionalSender;
import dev.quayside.msmq.transfer.TransferException;
import dev.quayside.msmq.transfer.TransferSession;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The transactional senders of a load. They outlive the queue manager that they send to, and send again to the next one what
 * has no OrderAck, in the same sequence.
 */
final class WireSenders implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofMinutes(10);

	/** One of them; the messages that have no OrderAck that anybody has seen. */
	private record Sender(UUID self, TransactionalSender sender, Map<String, CompletableFuture<Void>> open) {}

	private final Map<Integer, Sender> senders = new LinkedHashMap<>();
	/** Of the queue manager that there is, or will be. */
	private CompletableFuture<Integer> port = new CompletableFuture<>();

	/** There is a queue manager now. */
	synchronized void use(int transferPort) {
		port.complete(transferPort);
	}

	/** There is none until {@link #use}. */
	synchronized void gone() {
		port = new CompletableFuture<>();
	}

	private TransferSession connect(UUID self, MessageSink sink) throws TransferException {
		CompletableFuture<Integer> current;
		synchronized (this) {
			current = port;
		}
		try {
			return TransferSession.connect("127.0.0.1", current.get(PATIENCE.toSeconds(), TimeUnit.SECONDS), self,
					SessionOptions.DEFAULT, sink);
		} catch (InterruptedException | ExecutionException | TimeoutException e) {
			throw new TransferException(TransferException.Kind.CLOSED, "There is no queue manager", e);
		}
	}

	/** Sends a message, unless it waits for its OrderAck already. */
	synchronized CompletableFuture<Void> send(int number, String id) throws TransferException {
		Sender sender = senders.get(number);
		if (sender == null) {
			UUID self = UUID.randomUUID();
			sender = new Sender(self, TransactionalSender.connect(sink -> connect(self, sink),
					OutgoingSequence.firstId(1_700_000_000L), ResendSchedule.DEFAULT, PATIENCE), new LinkedHashMap<>());
			senders.put(number, sender);
		}
		CompletableFuture<Void> open = sender.open().get(id);
		if (open == null) {
			TransactionHeader header = new TransactionHeader(TransactionHeader.flags(1, true, true), 0, 0, 0,
					Optional.empty());
			open = sender.sender().send(builder(sender.self(), Load.TRANSACTIONAL, id).transaction(header).build())
					.toCompletableFuture();
			sender.open().put(id, open);
		}
		return open;
	}

	/** A message of the load. */
	static MessageBuilder builder(UUID self, String queue, String id) {
		return new MessageBuilder(self, FormatName.direct("localhost", QueuePath.parse(queue)))
				.ordinal(id.hashCode()).label(id).body(0, Load.body(id));
	}

	/** Somebody knows that the message has its OrderAck. */
	synchronized void done(int number, String id) {
		senders.get(number).open().remove(id);
	}

	/** Messages that were sent and are not {@link #done}. */
	synchronized List<String> open(int number) {
		Sender sender = senders.get(number);
		return sender == null ? List.of() : List.copyOf(sender.open().keySet());
	}

	@Override
	public synchronized void close() {
		port.completeExceptionally(new IllegalStateException("closed"));
		senders.values().forEach(sender -> sender.sender().close());
	}
}
