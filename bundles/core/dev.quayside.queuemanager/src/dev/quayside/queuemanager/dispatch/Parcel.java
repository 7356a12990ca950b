package dev.quayside.queuemanager.dispatch;

import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.msmq.packet.PacketException;
import dev.quayside.queuemanager.store.StoreException;
import dev.quayside.queuemanager.store.StoredMessage;
import dev.quayside.queuemanager.store.StoredQueue;

import java.util.Optional;

/** A message of an outgoing queue. */
record Parcel(long id, StoredMessage message, MessagePacket packet) {

	/** Empty if it has gone, or cannot be read. */
	static Optional<Parcel> read(StoredQueue stored, long id) throws StoreException {
		StoredMessage message = stored.read(id, true);
		try {
			return message == null
					? Optional.empty()
					: Optional.of(new Parcel(id, message, MessagePacket.parse(message.packet())));
		} catch (PacketException e) {
			System.getLogger(Dispatcher.class.getName()).log(System.Logger.Level.DEBUG,
					() -> "Message " + id + " is no packet: " + e.getMessage());
			return Optional.empty();
		}
	}
}
