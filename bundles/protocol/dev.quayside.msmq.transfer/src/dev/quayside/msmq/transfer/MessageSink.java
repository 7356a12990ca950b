package dev.quayside.msmq.transfer;

import dev.quayside.msmq.packet.MessagePacket;

import java.net.InetAddress;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** Takes the messages that come in. */
@FunctionalInterface
public interface MessageSink {

	/**
	 * A message of a session.
	 *
	 * @param bytes
	 *            the packet without its session header
	 */
	record Incoming(MessagePacket packet, byte[] bytes, UUID peer, InetAddress address) {}

	/**
	 * Takes a message. The stage completes when the message may be acknowledged: a recoverable one when it is on disk, or
	 * when it is certain that it will never be kept. A stage that fails ends the session, so that the peer sends again.
	 */
	CompletionStage<Void> accept(Incoming message);
}
