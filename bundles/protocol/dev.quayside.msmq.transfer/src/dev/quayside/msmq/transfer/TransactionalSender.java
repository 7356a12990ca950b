package dev.quayside.msmq.transfer;

import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.msmq.packet.PacketException;
import dev.quayside.msmq.packet.TransactionAck;
import dev.quayside.msmq.packet.TransactionHeader;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Sends the transactional messages of one sequence, exactly once and in order ([MS-MQQB] 3.1.1.5): again when no OrderAck
 * comes or the connection breaks. Safe for use by several threads.
 */
public final class TransactionalSender implements AutoCloseable {

	private static final System.Logger LOG = System.getLogger(TransactionalSender.class.getName());
	private static final Duration SLICE = Duration.ofMillis(200);
	private static final long FIRST_RETRY_MILLIS = 100;
	private static final long LAST_RETRY_MILLIS = 5000;

	/** Opens a session to the destination. */
	@FunctionalInterface
	public interface Connector {

		TransferSession connect(MessageSink sink) throws TransferException;
	}

	/** A message that waits for its OrderAck. */
	private record Pending(MessagePacket packet, CompletableFuture<Void> done) {}

	private final Connector connector;
	private final ResendSchedule schedule;
	private final Duration patience;
	private final OutgoingSequence<Pending> sequence;
	/** What has to be sent, or sent again, in order. */
	private final Deque<OutgoingSequence.Entry<Pending>> unsent = new ArrayDeque<>();
	private TransferSession session;
	private int resends;
	private long resendAt;
	private long lastProgress = System.nanoTime();
	private boolean closed;

	/**
	 * @param patience
	 *            how long no OrderAck may come while messages wait for one
	 */
	private TransactionalSender(Connector connector, long sequenceId, ResendSchedule schedule, Duration patience) {
		this.connector = connector;
		this.schedule = schedule;
		this.patience = patience;
		this.sequence = new OutgoingSequence<>(sequenceId, 1);
	}

	/**
	 * Connects.
	 *
	 * @param patience
	 *            how long no OrderAck may come while messages wait for one
	 * @throws TransferException
	 *             if the first connection fails; later ones are tried again
	 */
	public static TransactionalSender connect(Connector connector, long sequenceId, ResendSchedule schedule,
			Duration patience) throws TransferException {
		TransactionalSender sender = new TransactionalSender(connector, sequenceId, schedule, patience);
		sender.session = connector.connect(sender::received);
		Thread thread = new Thread(sender::run, "transactional-sender");
		thread.setDaemon(true);
		thread.start();
		return sender;
	}

	/**
	 * Sends a message behind those before.
	 *
	 * @param message
	 *            with a transaction header, whose sequence and numbers are set here
	 * @return completes with the OrderAck; fails with a {@link TransferException}, of kind REJECTED if the receiver does not
	 *         take the message
	 */
	public synchronized CompletionStage<Void> send(MessagePacket message) {
		CompletableFuture<Void> done = new CompletableFuture<>();
		if (closed) {
			done.completeExceptionally(new TransferException(TransferException.Kind.CLOSED, "The sender was closed"));
			return done;
		}
		if (sequence.isEmpty()) {
			lastProgress = System.nanoTime();
		}
		unsent.add(sequence.add(new Pending(message, done)));
		notifyAll();
		return done;
	}

	private void run() {
		try {
			OutgoingSequence.Entry<Pending> entry = next();
			while (entry != null) {
				if (!transmit(entry)) {
					reconnect();
				}
				entry = next();
			}
		} catch (TransferException e) {
			fail(e);
		} catch (InterruptedException e) {
			fail(new TransferException(TransferException.Kind.CLOSED, "Interrupted", e));
		}
	}

	/** What has to be sent next, and stays first until it is; null after {@link #close}. */
	private synchronized OutgoingSequence.Entry<Pending> next() throws InterruptedException, TransferException {
		while (!closed) {
			long now = System.nanoTime();
			checkPatience(now);
			if (!session.isOpen() && !sequence.isEmpty()
					|| !sequence.isEmpty() && unsent.isEmpty() && resendAt - now <= 0) {
				again();
			}
			if (!unsent.isEmpty()) {
				return unsent.peek();
			}
			TimeUnit.NANOSECONDS.timedWait(this, SLICE.toNanos());
		}
		return null;
	}

	/** All that has no OrderAck goes again ([MS-MQQB] 3.1.6.5). */
	private void again() {
		unsent.clear();
		unsent.addAll(sequence.open());
		resends++;
	}

	private void checkPatience(long now) throws TransferException {
		if (!sequence.isEmpty() && now - lastProgress > patience.toNanos()) {
			throw new TransferException(TransferException.Kind.CLOSED, "The peer has not acknowledged the order of "
					+ sequence.open().size() + " messages within " + patience.toMillis() + " ms");
		}
	}

	/** False if the session does not take it. */
	private boolean transmit(OutgoingSequence.Entry<Pending> entry) throws TransferException {
		TransferSession current = session;
		if (!current.isOpen()) {
			return false;
		}
		try {
			if (current.awaitWindow(SLICE)) {
				offer(current, entry);
			}
			return true;
		} catch (TransferException e) {
			LOG.log(System.Logger.Level.DEBUG, "The session of a transactional sender broke", e);
			return false;
		}
	}

	private void offer(TransferSession current, OutgoingSequence.Entry<Pending> entry) {
		TransactionHeader header;
		synchronized (this) {
			if (unsent.peek() != entry) {
				return;
			}
			MessagePacket packet = entry.message().packet();
			header = sequence.transmit(entry, packet.transaction().orElseThrow());
		}
		Optional<CompletionStage<Void>> sent = current.offer(entry.message().packet().with(header));
		synchronized (this) {
			if (sent.isPresent() && unsent.peek() == entry) {
				unsent.remove();
				resendAt = System.nanoTime() + schedule.interval(resends).toNanos();
			}
		}
	}

	/** Tries until the patience is over. */
	private void reconnect() throws TransferException, InterruptedException {
		session.close();
		long delay = FIRST_RETRY_MILLIS;
		while (true) {
			synchronized (this) {
				if (closed) {
					return;
				}
				again();
			}
			try {
				TransferSession opened = connector.connect(this::received);
				synchronized (this) {
					session = opened;
					if (closed) {
						opened.close();
					}
				}
				return;
			} catch (TransferException e) {
				if (System.nanoTime() - lastProgress() > patience.toNanos()) {
					throw e;
				}
				pause(delay);
				delay = Math.min(LAST_RETRY_MILLIS, 2 * delay);
			}
		}
	}

	private synchronized void pause(long millis) throws InterruptedException {
		if (!closed) {
			wait(millis);
		}
	}

	private synchronized long lastProgress() {
		return lastProgress;
	}

	/** The peer sends something. */
	private CompletionStage<Void> received(MessageSink.Incoming message) {
		try {
			Optional<TransactionAck> ack = TransactionAck.of(message.packet());
			if (ack.isEmpty()) {
				return Initiator.drop(message);
			}
			take(ack.get());
		} catch (PacketException e) {
			LOG.log(System.Logger.Level.WARNING, () -> message.address() + " acknowledged wrongly: " + e.getMessage());
		}
		return CompletableFuture.completedFuture(null);
	}

	private void take(TransactionAck ack) {
		if (ack instanceof TransactionAck.OrderAck order) {
			List<OutgoingSequence.Entry<Pending>> done;
			synchronized (this) {
				done = sequence.acknowledge(order);
				unsent.removeAll(done);
				progress(!done.isEmpty());
			}
			done.forEach(entry -> entry.message().done().complete(null));
		} else if (ack instanceof TransactionAck.FinalAck last && last.messageClass().isNegative()) {
			Optional<OutgoingSequence.Entry<Pending>> refused;
			synchronized (this) {
				refused = sequence.find(last.sequenceId(), last.number());
				refused.ifPresent(entry -> {
					sequence.remove(entry);
					unsent.remove(entry);
				});
				progress(refused.isPresent());
			}
			refused.ifPresent(entry -> entry.message().done().completeExceptionally(new TransferException(
					TransferException.Kind.REJECTED, "The queue manager refuses " + entry.message().packet().id() + ": "
							+ last.messageClass())));
		}
	}

	private void progress(boolean made) {
		if (made) {
			lastProgress = System.nanoTime();
			resends = 0;
			resendAt = lastProgress + schedule.interval(0).toNanos();
			notifyAll();
		}
	}

	private void fail(TransferException why) {
		List<OutgoingSequence.Entry<Pending>> rest;
		synchronized (this) {
			closed = true;
			rest = sequence.open();
			unsent.clear();
		}
		session.close();
		rest.forEach(entry -> entry.message().done().completeExceptionally(why));
	}

	/** Ends; messages without OrderAck fail. */
	@Override
	public void close() {
		synchronized (this) {
			closed = true;
			notifyAll();
		}
		fail(new TransferException(TransferException.Kind.CLOSED, "The sender was closed"));
	}
}
