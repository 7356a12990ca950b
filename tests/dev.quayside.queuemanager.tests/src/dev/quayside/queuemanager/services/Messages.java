package dev.quayside.queuemanager.services;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.Guids;
import dev.quayside.msmq.QueuePath;
import dev.quayside.msmq.packet.MessageBuilder;
import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.msmq.packet.PacketException;
import dev.quayside.queuemanager.engine.Queue;
import dev.quayside.queuemanager.store.StoredMessage;
import dev.quayside.testkit.TestQueueManager;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Messages for tests. */
public final class Messages {

	/** When they came, in seconds since 1970. */
	public static final long ARRIVED = 1_700_000_000L;

	static final UUID SOURCE = UUID.fromString("52ee0b5a-0405-4607-8809-0a0b0c0d0e0f");

	private Messages() {}

	/** A message as the store keeps it, from 192.0.2.7. */
	public static StoredMessage stored(String label, UnaryOperator<MessageBuilder> more) {
		FormatName destination = FormatName.direct("localhost", QueuePath.privateQueue("q"));
		MessageBuilder builder = new MessageBuilder(SOURCE, destination).label(label).sentTime(ARRIVED - 10);
		MessagePacket packet = more.apply(builder).build();
		return stored(packet.encode());
	}

	public static StoredMessage stored(byte[] bytes) {
		try {
			MessagePacket packet = MessagePacket.parse(bytes);
			return new StoredMessage(ARRIVED, packet.user().isRecoverable(), new byte[]{ (byte) 192, 0, 2, 7 }, bytes,
					packet.body().offset(), (int) packet.properties().allocatedSize());
		} catch (PacketException e) {
			throw new IllegalArgumentException(e);
		}
	}

	/** The packet with a private number on the destination instead of its direct name, and that queue manager. */
	static byte[] numbered(byte[] packet, UUID queueManager, int number) {
		ByteBuffer old = ByteBuffer.wrap(packet).order(ByteOrder.LITTLE_ENDIAN);
		int name = 2 + old.getShort(64) + 3 & ~3;
		ByteBuffer bytes = ByteBuffer.allocate(packet.length - name + 4).order(ByteOrder.LITTLE_ENDIAN);
		bytes.put(packet, 0, 64).putInt(number).put(packet, 64 + name, packet.length - 64 - name);
		bytes.putInt(8, bytes.capacity()).putInt(60, old.getInt(60) & ~0x1C00 | 3 << 10);
		Guids.put(bytes.position(32), queueManager);
		return bytes.array();
	}

	static Queue queue(TestQueueManager manager, String name) {
		return manager.server().manager().find(QueuePath.privateQueue(name)).orElseThrow();
	}

	/** Puts plain messages of priority 3 into a queue. */
	static void put(TestQueueManager manager, String queue, String... labels) {
		for (String label : labels) {
			put(manager, queue, 3, stored(label, builder -> builder));
		}
	}

	static void put(TestQueueManager manager, String queue, int priority, StoredMessage message) {
		queue(manager, queue).append(priority, message).toCompletableFuture().join();
	}

	/** With its priority in the packet as well. */
	static void put(TestQueueManager manager, String queue, int priority, String label) {
		put(manager, queue, priority, stored(label, builder -> builder.priority(priority)));
	}
}
