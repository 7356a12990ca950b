package dev.quayside.admin.remote;

import dev.quayside.admin.BackgroundWork;
import dev.quayside.admin.QueueManagerAddress;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.admin.directory.QueueManagerContacts;
import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.directory.ChangeNotification;
import dev.quayside.msmq.packet.MessageBuilder;
import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.msmq.transfer.SessionOptions;
import dev.quayside.msmq.transfer.TransferException;
import dev.quayside.msmq.transfer.TransferSession;
import dev.quayside.rpc.RpcCancelledException;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.osgi.service.component.annotations.Component;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Speaks to queue managers over MS-MQQB, as a queue manager with a fresh GUID. */
@Component
public final class WireContacts implements QueueManagerContacts {

	@Override
	public UUID identify(Contact contact, IProgressMonitor monitor) throws QueueManagerException {
		return run("Cannot ask " + contact.host() + " for its id", contact, monitor,
				() -> TransferSession.probe(contact.host(), port(contact), contact.timeout()));
	}

	@Override
	public void notify(Contact contact, UUID queueManagerId, Notice notice, IProgressMonitor monitor)
			throws QueueManagerException {
		String what = "Cannot notify " + contact.host();
		MessagePacket packet;
		try {
			packet = packet(queueManagerId, notice);
		} catch (IllegalArgumentException e) {
			throw new QueueManagerException(Kind.INVALID, what + ": " + e.getMessage(), "", e);
		}
		UUID answered = run(what, contact, monitor, () -> {
			SessionOptions options = SessionOptions.DEFAULT.withSetUpTimeout(contact.timeout());
			try (TransferSession session = TransferSession.connect(contact.host(), port(contact),
					packet.user().source(), options)) {
				if (session.peer().equals(queueManagerId)) {
					session.send(packet).toCompletableFuture().get(contact.timeout().toMillis(), TimeUnit.MILLISECONDS);
				}
				return session.peer();
			}
		});
		if (!answered.equals(queueManagerId)) {
			throw new QueueManagerException(Kind.INVALID, what + ": it is the queue manager " + answered + ", not "
					+ queueManagerId, "Look for queue managers with the same or another id", null);
		}
	}

	private static int port(Contact contact) {
		return contact.transferPort().orElse(QueueManagerAddress.DEFAULT_TRANSFER_PORT);
	}

	/** An express message without a signature, which notifications of version 2 can do without ([MS-MQCN] 3.2.5.2). */
	private static MessagePacket packet(UUID queueManagerId, Notice notice) {
		ChangeNotification.Event event = switch (notice.event()) {
			case QUEUE_CREATED -> ChangeNotification.Event.QUEUE_CREATED;
			case QUEUE_CHANGED -> ChangeNotification.Event.QUEUE_CHANGED;
			case QUEUE_DELETED -> ChangeNotification.Event.QUEUE_DELETED;
		};
		byte[] body = new ChangeNotification(event, notice.object(), notice.domainController()).encode();
		return new MessageBuilder(UUID.randomUUID(),
				new FormatName.PrivateQueue(queueManagerId, ChangeNotification.NOTIFY_QUEUE_NUMBER, false))
				.sentTime(Instant.now().getEpochSecond())
				.timeToReachQueue(ChangeNotification.SECONDS_TO_REACH_QUEUE).body(0, body).build();
	}

	private static <T> T run(String what, Contact contact, IProgressMonitor monitor, Callable<T> work)
			throws QueueManagerException {
		try (MonitorWatch watch = new MonitorWatch(monitor)) {
			return Background.await(BackgroundWork.start("contact-" + contact.host(), work),
					watch.options().cancellation());
		} catch (RpcCancelledException e) {
			throw new OperationCanceledException();
		} catch (ExecutionException e) {
			Throwable cause = e.getCause() instanceof ExecutionException inner ? inner.getCause() : e.getCause();
			if (cause instanceof TransferException failure) {
				throw Failures.of(what, failure);
			}
			if (cause instanceof TimeoutException) {
				throw new QueueManagerException(Kind.TIMEOUT, what + ": no answer within "
						+ contact.timeout().toSeconds() + " s", "Try again later", e);
			}
			throw new QueueManagerException(Kind.FAILED, what + ": " + cause, "", e);
		}
	}
}
