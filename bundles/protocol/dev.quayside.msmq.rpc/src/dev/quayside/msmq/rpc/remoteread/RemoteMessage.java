package dev.quayside.msmq.rpc.remoteread;

import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.msmq.packet.PacketException;

import java.util.List;
import java.util.Optional;

/**
 * A message as remote read delivers it.
 *
 * @param lookupId
 *            unsigned; put together from the priority and the sequence id
 * @param arrived
 *            seconds since 1970
 */
public record RemoteMessage(long lookupId, long arrived, MessagePacket packet) {

	/**
	 * Puts the sections together ([MS-MQRR] 2.2.7).
	 *
	 * @throws PacketException
	 *             if they are no message
	 */
	static RemoteMessage of(RemoteRead.Received received) throws PacketException {
		List<SectionBuffer> sections = received.sections();
		if (sections.isEmpty() || sections.size() > 2) {
			throw new PacketException("A message of " + sections.size() + " sections");
		}
		Optional<byte[]> second = sections.size() == 2 ? Optional.of(sections.get(1).data()) : Optional.empty();
		MessagePacket packet = MessagePacket.parse(sections.get(0).data(), second);
		long priority = 7L - packet.base().priority();
		return new RemoteMessage(priority << 56 | received.sequenceId() & 0x00FFFFFFFFFFFFFFL, received.arrived(),
				packet);
	}
}
