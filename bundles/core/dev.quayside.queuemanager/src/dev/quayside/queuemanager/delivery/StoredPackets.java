package dev.quayside.queuemanager.delivery;

import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.msmq.packet.PacketException;
import dev.quayside.queuemanager.store.StoredMessage;

/** Messages that this queue manager itself has made, as they are kept. */
public final class StoredPackets {

	private StoredPackets() {}

	/**
	 * @param now
	 *            seconds since 1970
	 */
	public static StoredMessage of(MessagePacket message, long now) {
		byte[] bytes = message.encode();
		try {
			MessagePacket packet = MessagePacket.parse(bytes);
			return new StoredMessage(now, packet.user().isRecoverable(), new byte[0], bytes, packet.body().offset(),
					(int) packet.properties().allocatedSize()).withNeedsWork(Acknowledgements.needsWork(packet));
		} catch (PacketException e) {
			throw new IllegalArgumentException("A message that cannot be read again: " + e.getMessage(), e);
		}
	}
}
