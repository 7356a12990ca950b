package dev.quayside.admin.remote;

import dev.quayside.admin.BackgroundWork;
import dev.quayside.admin.Delivery;
import dev.quayside.admin.MessageSender;
import dev.quayside.admin.QueueManagerAddress;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.admin.SendRequest;
import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.NameException;
import dev.quayside.msmq.packet.MessageBuilder;
import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.msmq.packet.MessageProperties;
import dev.quayside.msmq.packet.TransactionHeader;
import dev.quayside.msmq.transfer.OutgoingSequence;
import dev.quayside.msmq.transfer.ResendSchedule;
import dev.quayside.msmq.transfer.SessionOptions;
import dev.quayside.msmq.transfer.TransactionalSender;
import dev.quayside.msmq.transfer.TransferException;
import dev.quayside.msmq.transfer.TransferSession;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.osgi.service.component.annotations.Component;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Sends over MS-MQQB, each time as a new queue manager with a fresh GUID. */
@Component
public final class WireMessageSender implements MessageSender {

	private static final int MAX_UNCONFIRMED = 1024;
	/** Messages that are built and sent together, while their bodies are small. */
	private static final int MOST_AT_ONCE = 32;
	private static final int SMALL = 16 * 1024;
	/** So often transactional messages are sent again within the time limit. */
	private static final int RESENDS = 3;
	/** So often the monitor is looked at. */
	private static final Duration SLICE = Duration.ofMillis(200);

	@Override
	public void send(SendRequest request, Consumer<String> accepted, IProgressMonitor monitor)
			throws QueueManagerException {
		FormatName.Direct destination = destination(request.formatName());
		UUID self = UUID.randomUUID();
		Messages messages = number -> packet(request, destination, self, number);
		messages.build(request.count());
		int port = request.transferPort().orElse(QueueManagerAddress.DEFAULT_TRANSFER_PORT);
		Sent sent = new Sent(accepted);
		SessionOptions options = SessionOptions.DEFAULT.withSetUpTimeout(request.timeout())
				.withAckTimeout(request.timeout());
		if (request.delivery() == Delivery.TRANSACTIONAL) {
			transact(request, sent, monitor, messages,
					sink -> TransferSession.connect(destination.host(), port, self, options, sink));
			return;
		}
		try (TransferSession session = connect(destination.host(), port, self, options, monitor)) {
			sendAll(session, request.count(), sent, monitor, messages);
		} catch (TransferException e) {
			sent.reportRest();
			throw Failures.of(sent.progress(request.count()), e);
		} catch (OperationCanceledException e) {
			sent.reportRest();
			throw e;
		}
	}

	/** Builds the message with this number. */
	private interface Messages {

		MessagePacket build(int number) throws QueueManagerException;
	}

	/** Small messages go out together. */
	private static void sendAll(TransferSession session, int count, Sent sent, IProgressMonitor monitor,
			Messages messages) throws QueueManagerException, TransferException {
		Deque<MessagePacket> next = new ArrayDeque<>();
		int size = 0;
		for (int built = 0; built < count || !next.isEmpty();) {
			while (built < count && (next.isEmpty() || next.size() < MOST_AT_ONCE && size < SMALL)) {
				MessagePacket packet = messages.build(++built);
				size = packet.body().length();
				next.add(packet);
			}
			awaitWindow(session, sent, monitor);
			for (CompletionStage<Void> one : session.sendSome(List.copyOf(next))) {
				sent.add(next.remove().id().toString(), one.toCompletableFuture());
			}
			boolean all = built == count && next.isEmpty();
			while (sent.open() >= MAX_UNCONFIRMED || all && sent.open() > 0) {
				await(sent.oldest(), monitor);
				sent.report();
			}
		}
	}

	/** All messages in one unit of work and a sequence of their own; accepted is what has its OrderAck. */
	private static void transact(SendRequest request, Sent sent, IProgressMonitor monitor, Messages messages,
			TransactionalSender.Connector connector) throws QueueManagerException {
		ResendSchedule schedule = ResendSchedule.every(request.timeout().dividedBy(RESENDS));
		long sequence = OutgoingSequence.firstId(Instant.now().getEpochSecond());
		CompletableFuture<TransactionalSender> opening = BackgroundWork.start("transfer-connect",
				() -> TransactionalSender.connect(connector, sequence, schedule, request.timeout()));
		try (TransactionalSender sender = await(opening, monitor)) {
			for (int number = 1; number <= request.count(); number++) {
				MessagePacket packet = messages.build(number);
				sent.add(packet.id().toString(), sender.send(packet).toCompletableFuture());
				while (sent.open() >= MAX_UNCONFIRMED || number == request.count() && sent.open() > 0) {
					await(sent.oldest(), monitor);
					sent.report();
				}
			}
		} catch (TransferException e) {
			sent.reportRest();
			throw Failures.of(sent.progress(request.count()), e);
		} catch (OperationCanceledException e) {
			opening.thenAccept(TransactionalSender::close);
			sent.reportRest();
			throw e;
		}
	}

	/** In a thread of its own, for a connection cannot be interrupted. */
	private static TransferSession connect(String host, int port, UUID self, SessionOptions options,
			IProgressMonitor monitor) throws TransferException {
		CompletableFuture<TransferSession> session = BackgroundWork.start("transfer-connect",
				() -> TransferSession.connect(host, port, self, options));
		try {
			return await(session, monitor);
		} catch (OperationCanceledException e) {
			session.thenAccept(TransferSession::close);
			throw e;
		}
	}

	private static void awaitWindow(TransferSession session, Sent sent, IProgressMonitor monitor)
			throws TransferException {
		do {
			if (monitor.isCanceled()) {
				throw new OperationCanceledException();
			}
			sent.report();
		} while (!session.awaitWindow(SLICE));
	}

	private static <T> T await(CompletableFuture<T> future, IProgressMonitor monitor) throws TransferException {
		while (true) {
			if (monitor.isCanceled()) {
				throw new OperationCanceledException();
			}
			try {
				return future.get(SLICE.toMillis(), TimeUnit.MILLISECONDS);
			} catch (TimeoutException e) {
				// look at the monitor, and wait on
			} catch (InterruptedException e) {
				Thread.currentThread().interrupt();
				throw new OperationCanceledException();
			} catch (ExecutionException e) {
				if (e.getCause() instanceof TransferException cause) {
					throw cause;
				}
				throw new TransferException(TransferException.Kind.CLOSED, "The session failed", e.getCause());
			}
		}
	}

	private static FormatName.Direct destination(String formatName) throws QueueManagerException {
		try {
			if (FormatName.parse(formatName) instanceof FormatName.Direct direct
					&& (direct.protocol() == FormatName.Direct.Protocol.OS
							|| direct.protocol() == FormatName.Direct.Protocol.TCP)) {
				return direct;
			}
			throw new NameException(formatName, "messages can be sent to DIRECT=OS: and DIRECT=TCP: names only");
		} catch (NameException e) {
			throw new QueueManagerException(Kind.INVALID, "Cannot send to " + e.getMessage(),
					"Name the queue as DIRECT=OS:host\\private$\\queue", e);
		}
	}

	private static MessagePacket packet(SendRequest request, FormatName.Direct destination, UUID self, int number)
			throws QueueManagerException {
		try {
			MessageBuilder builder = new MessageBuilder(self, destination).ordinal(number).priority(request.priority())
					.sentTime(Instant.now().getEpochSecond()).label(SendRequest.numbered(request.label(), number))
					.body(request.body().type(), body(request.body(), number));
			if (request.delivery() == Delivery.RECOVERABLE) {
				builder.recoverable();
			} else if (request.delivery() == Delivery.TRANSACTIONAL) {
				builder.transaction(new TransactionHeader(
						TransactionHeader.flags(1, number == 1, number == request.count()), 0, 0, 0, Optional.empty()));
			}
			request.lifetime().toReachQueue().map(Duration::toSeconds).ifPresent(builder::timeToReachQueue);
			request.lifetime().toBeReceived().map(Duration::toSeconds).ifPresent(builder::timeToBeReceived);
			request.queues().response().map(FormatName::parse).ifPresent(builder::response);
			Optional<FormatName> admin = request.queues().admin().map(FormatName::parse);
			admin.ifPresent(queue -> builder.admin(queue, MessageProperties.POSITIVE_ARRIVAL
					| MessageProperties.POSITIVE_RECEIVE | MessageProperties.NEGATIVE_ARRIVAL
					| MessageProperties.NEGATIVE_RECEIVE));
			return builder.build();
		} catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
			throw new QueueManagerException(Kind.INVALID, "Unknown encoding '" + request.body().encoding() + "'",
					"Name one such as UTF-16LE, UTF-8 or windows-1252", e);
		} catch (IllegalArgumentException e) {
			throw new QueueManagerException(Kind.INVALID, "Cannot build the message: " + e.getMessage(), "", e);
		}
	}

	private static byte[] body(SendRequest.Body body, int number) {
		return body.text().map(text -> SendRequest.numbered(text, number).getBytes(Charset.forName(body.encoding())))
				.orElse(body.bytes());
	}
}
