package dev.quayside.msmq.transfer;

import dev.quayside.msmq.packet.MessagePacket;

import java.net.InetAddress;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** Takes the messages that come in. */
@FunctionalInterface
public interface MessageSink {

	/** The way back to who sent a message. */
	interface Origin {

		/** There is no way. */
		Origin GONE = new Origin() {

			@Override
			public boolean isOpen() {
				return false;
			}

			@Override
			public Optional<CompletionStage<Void>> offer(MessagePacket message) {
				return Optional.empty();
			}
		};

		/** Whether the session is still there. */
		boolean isOpen();

		/**
		 * Sends a message; may wait for the network, not for the window.
		 *
		 * @return empty if it cannot be sent now; completes when the peer has acknowledged it
		 */
		Optional<CompletionStage<Void>> offer(MessagePacket message);
	}

	/**
	 * A message of a session.
	 *
	 * @param bytes
	 *            the packet without its session header
	 */
	record Incoming(MessagePacket packet, byte[] bytes, UUID peer, InetAddress address, Origin origin) {

		/** One that cannot be answered. */
		public Incoming(MessagePacket packet, byte[] bytes, UUID peer, InetAddress address) {
			this(packet, bytes, peer, address, Origin.GONE);
		}
	}

	/**
	 * Takes a message. The stage completes when the message may be acknowledged: a recoverable one when it is on disk, or
	 * when it is certain that it will never be kept. A stage that fails ends the session, so that the peer sends again.
	 */
	CompletionStage<Void> accept(Incoming message);
}
