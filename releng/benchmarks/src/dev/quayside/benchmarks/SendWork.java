package dev.quayside.benchmarks;

import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.msmq.transfer.SessionOptions;
import dev.quayside.msmq.transfer.TransferException;
import dev.quayside.msmq.transfer.TransferSession;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * Senders with a session each, whose recoverable messages are counted when they are acknowledged; arguments: port,
 * senders, {@code window} to fill the window or {@code wait} to wait for each acknowledgement.
 */
final class SendWork implements Worker.Work {

	private record Sender(UUID id, TransferSession session, int[] last) {

		CompletableFuture<Void> send() throws TransferException {
			MessagePacket packet = Messages.packet(id, ++last[0], Messages.BODY, true);
			return session.send(packet).toCompletableFuture();
		}
	}

	private final List<Sender> senders = new ArrayList<>();
	private final Callers callers;
	private final boolean window;

	SendWork(List<String> arguments) throws TransferException {
		int count = Integer.parseInt(arguments.get(1));
		for (int i = 0; i < count; i++) {
			UUID id = UUID.randomUUID();
			senders.add(new Sender(id, TransferSession.connect("127.0.0.1", Integer.parseInt(arguments.get(0)), id,
					SessionOptions.DEFAULT), new int[1]));
		}
		callers = new Callers(count);
		window = arguments.get(2).equals("window");
	}

	@Override
	public long until(long deadline) throws Exception {
		return callers.run(deadline, this::send);
	}

	private long send(int number, long deadline) throws TransferException {
		Sender sender = senders.get(number);
		CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
		long count = 0;
		while (System.nanoTime() < deadline) {
			last = sender.send();
			if (!window) {
				last.join();
			}
			count++;
		}
		last.join();
		return count;
	}
}
