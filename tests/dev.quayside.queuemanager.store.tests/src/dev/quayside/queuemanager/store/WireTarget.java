package dev.quayside.queuemanager.store;

import dev.quayside.msmq.transfer.SessionOptions;
import dev.quayside.msmq.transfer.TransferException;
import dev.quayside.msmq.transfer.TransferSession;
import dev.quayside.rpc.RpcException;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A queue manager behind the wire: messages go there by MS-MQQB, and are read by RemoteRead. */
final class WireTarget implements LoadTarget {

	private final int rpcPort;
	private final int transferPort;
	private final WireSenders senders;
	private final AtomicInteger waiting;
	private final Map<Integer, TransferSession> sessions = new ConcurrentHashMap<>();
	private final Map<Integer, UUID> selves = new ConcurrentHashMap<>();
	private final CompletableFuture<Void> gone = new CompletableFuture<>();

	/**
	 * @param senders
	 *            of the transactional messages, which go on with another target
	 * @param waiting
	 *            messages that there are
	 */
	WireTarget(int rpcPort, int transferPort, WireSenders senders, int waiting) {
		this.rpcPort = rpcPort;
		this.transferPort = transferPort;
		this.senders = senders;
		this.waiting = new AtomicInteger(waiting);
		senders.use(transferPort);
	}

	/** The queue manager is about to be killed: whoever waits for it need not. */
	void goes() {
		senders.gone();
		gone.complete(null);
	}

	@Override
	public void send(int sender, List<String> ids, Consumer<String> acknowledged) throws Exception {
		Map<String, CompletableFuture<Void>> sent = new LinkedHashMap<>();
		for (String id : ids) {
			sent.put(id, Load.isTransactional(sender) ? senders.send(sender, id) : send(sender, id));
		}
		waiting.addAndGet(ids.size());
		for (Map.Entry<String, CompletableFuture<Void>> message : sent.entrySet()) {
			CompletableFuture.anyOf(message.getValue(), gone).join();
			if (!message.getValue().isDone()) {
				throw new TransferException(TransferException.Kind.CLOSED, "The queue manager has gone", null);
			}
			message.getValue().join();
			acknowledged.accept(message.getKey());
			if (Load.isTransactional(sender)) {
				senders.done(sender, message.getKey());
			}
		}
	}

	private CompletableFuture<Void> send(int sender, String id) throws TransferException {
		UUID self = selves.computeIfAbsent(sender, number -> UUID.randomUUID());
		TransferSession session = sessions.get(sender);
		if (session == null) {
			session = TransferSession.connect("127.0.0.1", transferPort, self, SessionOptions.DEFAULT);
			sessions.put(sender, session);
		}
		return session.send(WireSenders.builder(self, Load.PLAIN, id).priority(sender / 2).recoverable().build())
				.toCompletableFuture();
	}

	@Override
	public List<String> unfinished(int sender) {
		return senders.open(sender);
	}

	@Override
	public boolean isFull() {
		return waiting.get() > Load.MAX_WAITING && !gone.isDone();
	}

	@Override
	public LoadClient client() throws RpcException {
		return new WireClient(rpcPort, waiting::decrementAndGet);
	}

	@Override
	public boolean isExpected(Exception failure) {
		return gone.isDone();
	}

	@Override
	public void close() {
		sessions.values().forEach(TransferSession::close);
	}
}
