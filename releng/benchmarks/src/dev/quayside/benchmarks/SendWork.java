package dev.quayside.benchmarks;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.packet.TransactionHeader;
import dev.quayside.msmq.transfer.OutgoingSequence;
import dev.quayside.msmq.transfer.ResendSchedule;
import dev.quayside.msmq.transfer.SessionOptions;
import dev.quayside.msmq.transfer.TransactionalSender;
import dev.quayside.msmq.transfer.TransferException;
import dev.quayside.msmq.transfer.TransferSession;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * Senders with a session each, whose recoverable messages are counted when they are acknowledged; arguments: port,
 * senders, {@code window} to fill the window, {@code wait} to wait for each acknowledgement or {@code transactions} to send
 * units of work of a hundred messages and wait for the order acknowledgements of each.
 */
final class SendWork implements Worker.Work {

	/** Messages of a unit of work. */
	static final int UNIT = 100;
	/** The queue for those. */
	static final String TRANSACTIONAL = "private$\\transactional";

	private static final FormatName TRANSACTIONAL_NAME = FormatName.parse("DIRECT=OS:localhost\\" + TRANSACTIONAL);

	/** What one sender does until the deadline; how many messages were acknowledged. */
	private interface Sender {

		long send(long deadline) throws Exception;
	}

	private final List<Sender> senders = new ArrayList<>();
	private final Callers callers;

	SendWork(List<String> arguments) throws TransferException {
		int port = Integer.parseInt(arguments.get(0));
		int count = Integer.parseInt(arguments.get(1));
		for (int i = 0; i < count; i++) {
			senders.add(switch (arguments.get(2)) {
				case "window" -> recoverable(port, true);
				case "wait" -> recoverable(port, false);
				default -> transactional(port);
			});
		}
		callers = new Callers(count);
	}

	private static Sender recoverable(int port, boolean window) throws TransferException {
		UUID id = UUID.randomUUID();
		TransferSession session = TransferSession.connect("127.0.0.1", port, id, SessionOptions.DEFAULT);
		int[] number = new int[1];
		return deadline -> {
			CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
			long count = 0;
			while (System.nanoTime() < deadline) {
				last = session.send(Messages.packet(id, ++number[0], Messages.BODY, true)).toCompletableFuture();
				if (!window) {
					last.join();
				}
				count++;
			}
			last.join();
			return count;
		};
	}

	private static Sender transactional(int port) throws TransferException {
		UUID id = UUID.randomUUID();
		TransactionalSender sender = TransactionalSender.connect(
				sink -> TransferSession.connect("127.0.0.1", port, id, SessionOptions.DEFAULT, sink),
				OutgoingSequence.firstId(Instant.now().getEpochSecond()), ResendSchedule.DEFAULT,
				Duration.ofMinutes(1));
		int[] number = new int[1];
		return deadline -> {
			long count = 0;
			while (System.nanoTime() < deadline) {
				int unit = ++number[0];
				CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
				for (int i = 1; i <= UNIT; i++) {
					TransactionHeader header = new TransactionHeader(TransactionHeader.flags(unit, i == 1, i == UNIT),
							0,
							0, 0, Optional.empty());
					last = sender.send(Messages.builder(id, TRANSACTIONAL_NAME, unit * UNIT + i, Messages.BODY)
							.transaction(header).build()).toCompletableFuture();
				}
				last.join();
				count += UNIT;
			}
			return count;
		};
	}

	@Override
	public long until(long deadline) throws Exception {
		return callers.run(deadline, (number, end) -> senders.get(number).send(end));
	}
}
