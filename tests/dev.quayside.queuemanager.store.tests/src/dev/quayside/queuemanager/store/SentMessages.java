package dev.quayside.queuemanager.store;

import dev.quayside.admin.Delivery;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.SendRequest;
import dev.quayside.admin.remote.WireMessageSender;
import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.msmq.packet.PacketException;

import org.eclipse.core.runtime.NullProgressMonitor;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;

/** Recoverable messages that were sent to a queue over the wire, and those of them that the sender was told of. */
final class SentMessages {

	private final String queue;
	private final Map<String, String> accepted = new ConcurrentHashMap<>();

	/**
	 * @param queue
	 *            name without {@code private$\}
	 */
	SentMessages(String queue) {
		this.queue = queue;
	}

	/**
	 * Sends until all are accepted or the session fails.
	 *
	 * @param padding
	 *            behind the number in each text
	 * @param progress
	 *            gets how many were accepted so far, of all senders
	 * @return whether all were accepted
	 */
	boolean send(int transferPort, int count, String padding, IntConsumer progress) {
		SendRequest request = new SendRequest("DIRECT=OS:localhost\\private$\\" + queue, "{n}",
				SendRequest.Body.text("message {n}" + padding), Delivery.RECOVERABLE, 3, count, SendRequest.Queues.NONE,
				SendRequest.Lifetime.UNLIMITED, OptionalInt.of(transferPort));
		try {
			new WireMessageSender().send(request, id -> {
				accepted.put(id, "message " + id.substring(id.indexOf('\\') + 1) + padding);
				progress.accept(accepted.size());
			}, new NullProgressMonitor());
			return true;
		} catch (QueueManagerException e) {
			return false;
		}
	}

	int accepted() {
		return accepted.size();
	}

	/** Fails unless all accepted messages are in the queue as they were sent; how many are there. */
	long check(MessageStore store) throws StoreException, PacketException {
		int number = store.queues().entrySet().stream().filter(entry -> queue.equals(entry.getValue().get("name")))
				.findAny().orElseThrow().getKey();
		StoredQueue messages = store.queue(number);
		Map<String, String> missing = new ConcurrentHashMap<>(accepted);
		long count = 0;
		for (OptionalLong id = messages.first(); id.isPresent(); id = messages.next(id.getAsLong())) {
			MessagePacket packet = MessagePacket.parse(messages.read(id.getAsLong(), true).packet());
			String text = new String(packet.body().toByteArray(), StandardCharsets.UTF_16LE);
			String expected = missing.remove(packet.id().toString());
			if (expected != null && !expected.equals(text)) {
				throw new AssertionError(packet.id() + " is '" + text + "', not '" + expected + "'");
			}
			count++;
		}
		if (!missing.isEmpty()) {
			throw new AssertionError(missing.size() + " of " + accepted.size() + " accepted messages are missing: "
					+ missing.keySet().stream().limit(5).toList());
		}
		return count;
	}
}
