package dev.quayside.msmq.rpc.remoteread;

import dev.quayside.msmq.packet.BaseHeader;
import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.msmq.packet.PacketException;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A message as remote read delivers it.
 *
 * @param lookupId
 *            unsigned; put together from the priority and the sequence id
 * @param arrived
 *            seconds since 1970
 */
public record RemoteMessage(long lookupId, long arrived, MessagePacket packet) {

	private static final Set<List<SectionBuffer.Type>> LAYOUTS = Set.of(List.of(SectionBuffer.Type.FULL_PACKET),
			List.of(SectionBuffer.Type.BINARY_FIRST),
			List.of(SectionBuffer.Type.BINARY_FIRST, SectionBuffer.Type.BINARY_SECOND),
			List.of(SectionBuffer.Type.SRMP_FIRST),
			List.of(SectionBuffer.Type.SRMP_FIRST, SectionBuffer.Type.SRMP_SECOND));

	/** A packet of the largest size, and what remote read adds. */
	private static final long MAX_ALLOCATED = BaseHeader.MAX_PACKET + 64 * 1024L;

	/**
	 * Puts the sections together ([MS-MQRR] 2.2.6, 2.2.7).
	 *
	 * @throws PacketException
	 *             if they are no message
	 */
	static RemoteMessage of(RemoteRead.Received received) throws PacketException {
		List<SectionBuffer> sections = received.sections();
		check(sections);
		SectionBuffer first = sections.get(0);
		Optional<byte[]> second = sections.size() == 2 ? Optional.of(sections.get(1).data()) : Optional.empty();
		MessagePacket packet = first.type() == SectionBuffer.Type.SRMP_FIRST
				? MessagePacket.parse(whole(sections), Optional.empty())
				: MessagePacket.parse(first.data(), second);
		long priority = 7L - packet.base().priority();
		return new RemoteMessage(priority << 56 | received.sequenceId() & 0x00FFFFFFFFFFFFFFL, received.arrived(),
				packet);
	}

	private static void check(List<SectionBuffer> sections) throws PacketException {
		List<SectionBuffer.Type> types = new ArrayList<>(sections.size());
		sections.forEach(section -> types.add(section.type()));
		if (!LAYOUTS.contains(types)) {
			throw new PacketException("A message in sections of types " + types);
		}
		long allocated = 0;
		for (SectionBuffer section : sections) {
			allocated += section.allocated();
			boolean isCut = section.type() == SectionBuffer.Type.BINARY_FIRST
					|| section.type() == SectionBuffer.Type.SRMP_FIRST;
			int size = section.data().length;
			if (section.allocated() < size || section.allocated() > size && !isCut || allocated > MAX_ALLOCATED) {
				throw new PacketException("A section of type " + section.type() + " with " + size + " bytes instead of "
						+ section.allocated());
			}
		}
	}

	/** With zeros for what was cut off; for a message that came over HTTP, whose headers stand on both sides of it. */
	private static byte[] whole(List<SectionBuffer> sections) {
		int size = (int) sections.stream().mapToLong(SectionBuffer::allocated).sum();
		byte[] whole = new byte[size];
		int at = 0;
		for (SectionBuffer section : sections) {
			System.arraycopy(section.data(), 0, whole, at, section.data().length);
			at += (int) section.allocated();
		}
		return whole;
	}
}
