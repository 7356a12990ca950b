package dev.quayside.queuemanager;

import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.transfer.SessionOptions;
import dev.quayside.msmq.transfer.TransferListener;
import dev.quayside.msmq.transfer.TransferSession;
import dev.quayside.queuemanager.delivery.Acknowledger;
import dev.quayside.queuemanager.delivery.Arrivals;
import dev.quayside.queuemanager.delivery.QueueOutbox;
import dev.quayside.queuemanager.delivery.SenderAccess;
import dev.quayside.queuemanager.dispatch.DispatchOptions;
import dev.quayside.queuemanager.dispatch.Dispatcher;
import dev.quayside.queuemanager.dispatch.Peers;
import dev.quayside.queuemanager.engine.Queue;
import dev.quayside.queuemanager.engine.QueueKind;
import dev.quayside.queuemanager.engine.QueueManager;
import dev.quayside.queuemanager.services.Transfers;
import dev.quayside.queuemanager.store.StoreException;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** All of a queue manager that has to do with the binary protocol: what comes in, what goes out, what is acknowledged. */
final class Transport implements Transfers, AutoCloseable {

	private final QueueManager manager;
	private final Dispatcher dispatcher;
	private final Acknowledger acknowledger;
	private final Arrivals arrivals;
	private volatile TransferListener listener;

	/**
	 * @param peers
	 *            ports of hosts where it is not the usual one
	 * @param insecureNacks
	 *            see {@link QueueManagerOptions}
	 */
	Transport(QueueManager manager, Map<String, Integer> peers, SenderAccess access, Clock clock,
			boolean insecureNacks)
			throws StoreException {
		this.manager = manager;
		this.dispatcher = new Dispatcher(manager, new Peers(peers, this::port), DispatchOptions.DEFAULT, clock);
		QueueOutbox outbox = new QueueOutbox(manager, dispatcher, clock);
		this.acknowledger = new Acknowledger(manager.id(), outbox, clock, insecureNacks);
		this.arrivals = new Arrivals(manager, acknowledger, access, outbox, dispatcher::take, clock);
		manager.use(acknowledger);
	}

	/**
	 * Listens, and goes on with what is to be sent.
	 *
	 * @throws IOException
	 *             if a port is taken
	 */
	void start(List<InetSocketAddress> addresses) throws IOException {
		dispatcher.start(acknowledger, arrivals, this::session);
		listener = TransferListener.start(manager.id(), SessionOptions.DEFAULT, arrivals, addresses);
	}

	private Optional<TransferSession> session(UUID peer) {
		TransferListener listening = listener;
		return listening == null ? Optional.empty() : listening.session(peer);
	}

	/** 0: it does not listen yet. */
	int port() {
		TransferListener listening = listener;
		return listening == null ? 0 : listening.localPort();
	}

	int sessions() {
		return listener.sessions();
	}

	@Override
	public boolean isOnline() {
		return dispatcher.isOnline();
	}

	@Override
	public CompletionStage<Void> setOnline(boolean online) {
		return dispatcher.setOnline(online);
	}

	@Override
	public Optional<Outgoing> outgoing(Queue queue) throws StoreException {
		return Optional.of(dispatcher.describe(queue));
	}

	@Override
	public List<Incoming> incoming(Queue queue) {
		return arrivals.transfers(queue);
	}

	@Override
	public CompletionStage<Void> setPaused(Queue queue, boolean paused) throws MqException, StoreException {
		check(queue);
		return dispatcher.setPaused(queue, paused);
	}

	@Override
	public void resend(Queue queue) throws MqException, StoreException {
		check(queue);
		dispatcher.resend(queue);
	}

	private static void check(Queue queue) throws MqException {
		if (queue.kind() != QueueKind.OUTGOING) {
			throw new MqException(MqStatus.INVALID_PARAMETER, queue.name() + " is not an outgoing queue");
		}
	}

	@Override
	public void close() {
		if (listener != null) {
			listener.close();
		}
		arrivals.close();
		dispatcher.close();
	}
}
