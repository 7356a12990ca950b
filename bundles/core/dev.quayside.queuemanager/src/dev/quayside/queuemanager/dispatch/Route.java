package dev.quayside.queuemanager.dispatch;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.msmq.packet.PacketQueue;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * How to get to the destination of an outgoing queue.
 *
 * @param host
 *            name or address; empty: not known
 * @param peer
 *            the queue manager, whose own session is as good as one of ours; empty for direct names
 */
record Route(Optional<String> host, Optional<UUID> peer) {

	private static final String TCP = "TCP:";

	/**
	 * @param first
	 *            the message that goes next, which tells the address of an order queue
	 */
	static Route to(FormatName destination, MessagePacket first) {
		if (destination instanceof FormatName.Direct direct) {
			return new Route(Optional.of(direct.host()), Optional.empty());
		}
		if (destination instanceof FormatName.PrivateQueue queue) {
			return new Route(address(first.user().destination()), Optional.of(queue.queueManager()));
		}
		return new Route(Optional.empty(), Optional.empty());
	}

	private static Optional<String> address(PacketQueue queue) {
		if (queue instanceof PacketQueue.Direct direct && direct.name().toUpperCase(Locale.ROOT).startsWith(TCP)) {
			int end = direct.name().indexOf('\\');
			return end < 0 ? Optional.empty() : Optional.of(direct.name().substring(TCP.length(), end));
		}
		return Optional.empty();
	}
}
