package dev.quayside.queuemanager.store;

import dev.quayside.admin.ConnectionSettings;
import dev.quayside.admin.Credentials;
import dev.quayside.admin.LookupId;
import dev.quayside.admin.Message;
import dev.quayside.admin.PageRequest;
import dev.quayside.admin.Protection;
import dev.quayside.admin.QueueListing;
import dev.quayside.admin.QueueManagerAddress;
import dev.quayside.admin.QueueManagerConnection;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.ReceiveRequest;
import dev.quayside.admin.remote.RemoteQueueManagers;
import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.packet.MessageBuilder;
import dev.quayside.msmq.transfer.SessionOptions;
import dev.quayside.msmq.transfer.TransferException;
import dev.quayside.msmq.transfer.TransferSession;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.NullProgressMonitor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Does a little of everything with a queue manager, with short time-outs. */
final class Clients {

	static final String QUEUE = "private$\\fuzz";

	private static final Duration TIMEOUT = Duration.ofSeconds(2);
	private static final SessionOptions SESSION = SessionOptions.DEFAULT.withSetUpTimeout(TIMEOUT)
			.withPacketTimeout(TIMEOUT).withAckTimeout(TIMEOUT).withIdleTimeout(TIMEOUT);

	private final IProgressMonitor monitor = new NullProgressMonitor();

	/** Sends recoverable messages in one session; fails unless all were acknowledged. */
	void send(int transferPort, int count) throws TransferException {
		UUID self = UUID.randomUUID();
		FormatName destination = FormatName.parse("DIRECT=OS:localhost\\" + QUEUE);
		try (TransferSession session = TransferSession.connect("127.0.0.1", transferPort, self, SESSION)) {
			List<CompletableFuture<Void>> sent = new ArrayList<>();
			for (int number = 1; number <= count; number++) {
				sent.add(session.send(new MessageBuilder(self, destination).ordinal(number).recoverable()
						.label("number " + number).body(0, new byte[300]).build()).toCompletableFuture());
			}
			for (CompletableFuture<Void> message : sent) {
				message.join();
			}
		} catch (CompletionException e) {
			if (e.getCause() instanceof TransferException cause) {
				throw cause;
			}
			throw e;
		}
	}

	/** Looks, receives, deletes and purges; how many messages were seen. */
	int read(int rpcPort) throws QueueManagerException {
		ConnectionSettings settings = new ConnectionSettings(
				new QueueManagerAddress("127.0.0.1", OptionalInt.of(rpcPort), OptionalInt.empty()), Protection.NONE,
				Credentials.NONE,
				TIMEOUT);
		try (QueueManagerConnection connection = new RemoteQueueManagers().connect(settings, monitor)) {
			connection.machine(monitor);
			connection.queues(new QueueListing(true, true, true), queue -> {}, monitor);
			List<LookupId> seen = new ArrayList<>();
			try (var browser = connection.browse(QUEUE, monitor)) {
				browser.messages(PageRequest.first(10), 100, message -> seen.add(message.summary().lookupId()),
						monitor);
			}
			if (seen.size() > 2) {
				connection.delete(QUEUE, seen.subList(0, 1), result -> {}, monitor);
				Message taken = connection.receive(QUEUE, new ReceiveRequest(Optional.empty(), Duration.ZERO, false),
						100,
						monitor);
				if (!taken.summary().lookupId().equals(seen.get(1))) {
					throw new AssertionError("Received " + taken.summary().lookupId() + ", not " + seen.get(1));
				}
			}
			connection.purge(QUEUE, monitor);
			return seen.size();
		}
	}
}
