package dev.quayside.msmq.transfer;

import dev.quayside.msmq.packet.BaseHeader;
import dev.quayside.msmq.packet.InternalPacket;
import dev.quayside.msmq.packet.InternalPacket.SessionAck;
import dev.quayside.msmq.packet.PacketException;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Takes the packets of an open session one after the other ([MS-MQQB] 3.1.5.5, 3.1.5.8). */
final class Receiver {

	private static final System.Logger LOG = System.getLogger(Receiver.class.getName());
	private static final RareWarnings WARNINGS = new RareWarnings(LOG);

	private final TransferSession session;
	private final Ledger ledger;
	private final PacketStream stream;
	private final MessageSink sink;

	Receiver(TransferSession session, Ledger ledger, PacketStream stream, MessageSink sink) {
		this.session = session;
		this.ledger = ledger;
		this.stream = stream;
		this.sink = sink;
	}

	/** Returns at the end of the stream. */
	void run() throws IOException {
		byte[] packet = stream.read();
		while (packet != null) {
			ledger.packetReceived();
			try {
				receive(packet);
			} catch (PacketException e) {
				throw new TransferException(TransferException.Kind.PROTOCOL,
						"The peer " + session.address() + " sent what does not conform: " + e.getMessage(), e);
			}
			packet = stream.read();
		}
	}

	private void receive(byte[] bytes) throws PacketException, TransferException {
		boolean taken = false;
		try {
			if (!BaseHeader.read(bytes, 0).has(BaseHeader.INTERNAL)) {
				UserMessage message = UserMessage.read(bytes);
				Incoming.Arrival arrival = ledger.messageReceived(message.packet().user().isRecoverable());
				taken = true;
				message(message, arrival, bytes.length);
			} else if (InternalPacket.parse(bytes) instanceof SessionAck ack) {
				session.acknowledged(ack.session());
			} else {
				throw new PacketException("a set-up packet in an open session");
			}
		} finally {
			if (!taken) {
				stream.release(bytes.length);
			}
		}
	}

	/** A session header that rides on the message comes after it: it counts the message too. */
	private void message(UserMessage message, Incoming.Arrival arrival, int size) throws TransferException {
		accept(message).whenComplete((nothing, failure) -> done(arrival, size, failure));
		if (message.session().isPresent()) {
			session.acknowledged(message.session().get());
		}
	}

	private CompletionStage<Void> accept(UserMessage message) {
		try {
			return sink.accept(new MessageSink.Incoming(message.packet(), message.bytes(), session.peer(),
					stream.address(), session));
		} catch (RuntimeException e) {
			LOG.log(System.Logger.Level.ERROR, "A message could not be taken", e);
			return CompletableFuture.failedFuture(e);
		}
	}

	private void done(Incoming.Arrival arrival, int size, Throwable failure) {
		stream.release(size);
		if (failure == null) {
			session.messageDone(arrival);
			return;
		}
		WARNINGS.say(() -> "A message of " + session.address() + " could not be kept: " + failure);
		session.end(new TransferException(TransferException.Kind.CLOSED, "A message could not be kept", failure));
	}
}
