package dev.quayside.msmq.transfer;

import dev.quayside.msmq.Guids;
import dev.quayside.msmq.packet.InternalPacket.ConnectionParameters;
import dev.quayside.msmq.packet.InternalPacket.EstablishConnection;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Answers those who open a session ([MS-MQQB] 3.1.5.3.1 and 3.1.5.4.1). */
final class Acceptor {

	/** What is said of the initiator goes back to it; the rest is not ours to set. */
	private static final int ECHOED = EstablishConnection.NO_PING | EstablishConnection.SERVER
			| EstablishConnection.QUALITY_OF_SERVICE;
	/** [MS-MQQB] 3.1.2.4, for direct names. */
	private static final int DIRECT_MULTIPLE = 2;

	/** A session that is open when the answer is sent. */
	record Agreement(TransferSession.Peer peer, ConnectionParameters answer) {}

	private final UUID self;
	private final SessionOptions options;

	Acceptor(UUID self, SessionOptions options) {
		this.self = self;
		this.options = options;
	}

	/**
	 * Does the set-up up to the last answer; empty if the session was refused.
	 *
	 * @param full
	 *            whether there are too many sessions
	 */
	Optional<Agreement> setUp(PacketStream stream, boolean full) throws IOException {
		long deadline = System.nanoTime() + options.setUpTimeout().toNanos();
		EstablishConnection request = stream.expect(EstablishConnection.class, deadline);
		check(!request.refused(), "a request that says that it is refused");
		boolean somebodyElse = !request.server().equals(Guids.NIL) && !request.server().equals(self);
		boolean refused = full || somebodyElse;
		stream.write(new EstablishConnection(refused, request.client(), self, request.timeStamp(),
				EstablishConnection.REVISION | request.operatingSystem() & ECHOED).encode());
		if (refused) {
			awaitPeer(stream, deadline);
			return Optional.empty();
		}
		ConnectionParameters proposed = stream.expect(ConnectionParameters.class, deadline);
		check(!proposed.refused() && proposed.isInRange(), "parameters that are out of range: " + proposed);
		Duration ack = Duration.ofMillis(proposed.ackTimeout());
		TransferSession.Peer peer = new TransferSession.Peer(request.client(), proposed.window(),
				Duration.ofMillis(proposed.recoverableAckTimeout()), ack, ack.multipliedBy(DIRECT_MULTIPLE));
		return Optional.of(new Agreement(peer, new ConnectionParameters(false, proposed.recoverableAckTimeout(),
				proposed.ackTimeout(), options.window())));
	}

	/** What it has sent already must not cut off the answer. */
	private static void awaitPeer(PacketStream stream, long deadline) throws IOException {
		try {
			stream.finish(deadline);
		} catch (SocketTimeoutException e) {
			throw new TransferException(TransferException.Kind.CLOSED, "A peer that was refused does not go", e);
		}
	}

	private static void check(boolean condition, String problem) throws TransferException {
		if (!condition) {
			throw new TransferException(TransferException.Kind.PROTOCOL,
					"The set-up of the session failed: " + problem);
		}
	}
}
