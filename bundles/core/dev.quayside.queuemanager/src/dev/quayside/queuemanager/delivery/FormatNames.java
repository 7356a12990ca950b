package dev.quayside.queuemanager.delivery;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.NameException;
import dev.quayside.msmq.packet.PacketQueue;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Format names for the ways in which packets name queues ([MS-MQMQ] 2.2.19.2). */
final class FormatNames {

	private static final String DIRECT = "DIRECT=";

	private FormatNames() {}

	/**
	 * @param source
	 *            the queue manager that sent the packet
	 * @param destination
	 *            the one that it goes to
	 * @return empty if there is none, or none that can be
	 */
	static Optional<FormatName> of(PacketQueue queue, UUID source, UUID destination) {
		try {
			if (queue instanceof PacketQueue.Direct direct) {
				return Optional.of(FormatName.parseDirect(withoutKind(direct.name())));
			}
		} catch (NameException e) {
			return Optional.empty();
		}
		if (queue instanceof PacketQueue.Public open) {
			return Optional.of(new FormatName.PublicQueue(open.id(), false));
		} else if (queue instanceof PacketQueue.Private elsewhere) {
			return Optional.of(new FormatName.PrivateQueue(elsewhere.queueManager(), elsewhere.number(), false));
		} else if (queue instanceof PacketQueue.Numbered numbered && numbered.type() != 4) {
			UUID manager = numbered.type() == 2 ? source : destination;
			return Optional.of(new FormatName.PrivateQueue(manager, numbered.number(), false));
		}
		return Optional.empty();
	}

	/** Packets have the name without its kind ([MS-MQQB] 4.1.7); the text of [MS-MQMQ] 2.2.18.1.5.2 allows both. */
	private static String withoutKind(String name) {
		return name.toUpperCase(Locale.ROOT).startsWith(DIRECT) ? name.substring(DIRECT.length()) : name;
	}
}
