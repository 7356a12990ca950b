package dev.quayside.benchmarks;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.MqException;
import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.msmq.packet.TransactionHeader;
import dev.quayside.msmq.rpc.remoteread.RemoteQueue;
import dev.quayside.msmq.rpc.remoteread.RemoteRead.Access;
import dev.quayside.msmq.transfer.OutgoingSequence;
import dev.quayside.msmq.transfer.SessionOptions;
import dev.quayside.msmq.transfer.TransferException;
import dev.quayside.msmq.transfer.TransferSession;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.client.CallOptions;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Senders with a session each, whose recoverable messages are counted when they are acknowledged; arguments: port,
 * senders, {@code window} to fill the window, {@code wait} to wait for each acknowledgement or {@code transactions} to send
 * units of work of a hundred messages and wait until each is acknowledged, hence on disk; port of RPC where the queue shall
 * be purged before each turn.
 */
final class SendWork implements Worker.Work {

	/** Messages of a unit of work. */
	static final int UNIT = 100;
	/** Messages that go out together, half of the window. */
	private static final int HALF_WINDOW = 32;
	private static final Duration PATIENCE = Duration.ofMinutes(1);
	/** The queue for those. */
	static final String TRANSACTIONAL = "private$\\transactional";

	private static final FormatName TRANSACTIONAL_NAME = FormatName.parse("DIRECT=OS:localhost\\" + TRANSACTIONAL);

	private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

	/** What one sender does until the deadline; how many messages were acknowledged. */
	private interface Sender {

		long send(long deadline) throws Exception;
	}

	private final List<Sender> senders = new ArrayList<>();
	private final Callers callers;
	private final Optional<RemoteQueue> purged;

	SendWork(List<String> arguments) throws TransferException, RpcException, MqException {
		int port = Integer.parseInt(arguments.get(0));
		int count = Integer.parseInt(arguments.get(1));
		for (int i = 0; i < count; i++) {
			senders.add(switch (arguments.get(2)) {
				case "window" -> recoverable(port, HALF_WINDOW);
				case "wait" -> recoverable(port, 1);
				default -> transactional(port);
			});
		}
		callers = new Callers(count);
		purged = arguments.size() > 3
				? Optional.of(PeekWork.open(PeekWork.channel(Integer.parseInt(arguments.get(3))), Access.RECEIVE))
				: Optional.empty();
	}

	@Override
	public void prepare() throws RpcException, MqException {
		if (purged.isPresent()) {
			purged.get().purge(CallOptions.defaults());
		}
	}

	private static Sender recoverable(int port, int atOnce) throws TransferException {
		UUID id = UUID.randomUUID();
		TransferSession session = TransferSession.connect("127.0.0.1", port, id, SessionOptions.DEFAULT);
		int[] number = new int[1];
		return deadline -> {
			CompletableFuture<Void> last = DONE;
			long count = 0;
			while (System.nanoTime() < deadline) {
				List<MessagePacket> packets = new ArrayList<>();
				for (int i = 0; i < atOnce; i++) {
					packets.add(Messages.packet(id, ++number[0], Messages.BODY, true));
				}
				last = send(session, packets);
				if (atOnce == 1) {
					last.join();
				}
				count += atOnce;
			}
			last.join();
			return count;
		};
	}

	/** All of them; what becomes of the last one. */
	private static CompletableFuture<Void> send(TransferSession session, List<MessagePacket> packets)
			throws TransferException {
		CompletableFuture<Void> last = DONE;
		for (int sent = 0; sent < packets.size();) {
			session.awaitWindow(PATIENCE);
			List<CompletionStage<Void>> some = session.sendSome(packets.subList(sent, packets.size()));
			sent += some.size();
			last = some.isEmpty() ? last : some.get(some.size() - 1).toCompletableFuture();
		}
		return last;
	}

	/** Of one sequence; the order acknowledgements, which come half a second later, are not waited for. */
	private static Sender transactional(int port) throws TransferException {
		UUID id = UUID.randomUUID();
		TransferSession session = TransferSession.connect("127.0.0.1", port, id, SessionOptions.DEFAULT, order -> DONE);
		long sequence = OutgoingSequence.firstId(Instant.now().getEpochSecond());
		int[] number = new int[1];
		return deadline -> {
			long count = 0;
			while (System.nanoTime() < deadline) {
				List<MessagePacket> packets = new ArrayList<>();
				for (int i = 1; i <= UNIT; i++) {
					int flags = TransactionHeader.flags(number[0] / UNIT, i == 1, i == UNIT);
					TransactionHeader header = new TransactionHeader(flags, sequence, ++number[0], number[0] - 1,
							Optional.empty());
					packets.add(Messages.builder(id, TRANSACTIONAL_NAME, number[0], Messages.BODY).transaction(header)
							.build());
				}
				send(session, packets).join();
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
