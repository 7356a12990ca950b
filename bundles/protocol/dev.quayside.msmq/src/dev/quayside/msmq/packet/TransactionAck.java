package dev.quayside.msmq.packet;

import dev.quayside.msmq.Guids;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * What the receiver of transactional messages tells their sender, in messages to its order queue ([MS-MQQB] 2.2.4,
 * 2.2.5). Sequence numbers are unsigned 32 bit. Both are recoverable ([MS-MQQB] 3.1.7.17), though 2.2.4 has an OrderAck as
 * express.
 */
public sealed interface TransactionAck {

	/** The name of the order queue among private queues. */
	String ORDER_QUEUE = "order_queue$";
	/** Its number. */
	int ORDER_QUEUE_NUMBER = 4;
	String LABEL = "QM Ordering Ack";
	/** Bytes of either body. */
	int BODY_SIZE = 36;

	/**
	 * All messages of the sequence up to this one are on disk.
	 *
	 * @param sequenceId
	 *            time stamp in the high, ordinal in the low 32 bits
	 */
	record OrderAck(long sequenceId, long number) implements TransactionAck {

		@Override
		public MessageClass messageClass() {
			return MessageClass.ORDER_ACK;
		}

		@Override
		public byte[] body() {
			return start(sequenceId, number, number - 1).array();
		}
	}

	/**
	 * What became of a message in the end.
	 *
	 * @param messageClass
	 *            ACK_RECEIVE or a negative acknowledgement
	 * @param previous
	 *            the sequence number of the message in front of it
	 */
	record FinalAck(MessageClass messageClass, long sequenceId, long number, long previous, MessageId message)
			implements
				TransactionAck {

		/** For this message, which is transactional. */
		public static FinalAck of(MessagePacket message, MessageClass outcome) {
			TransactionHeader header = message.transaction().orElseThrow();
			return new FinalAck(outcome, header.sequenceId(), header.sequenceNumber(), header.previousNumber(),
					message.id());
		}

		@Override
		public byte[] body() {
			ByteBuffer out = start(sequenceId, number, previous);
			Guids.put(out, message.source());
			return out.putInt((int) message.ordinal()).array();
		}
	}

	MessageClass messageClass();

	long sequenceId();

	long number();

	/** The 36 bytes of its body. */
	byte[] body();

	private static ByteBuffer start(long sequenceId, long number, long previous) {
		return ByteBuffer.allocate(BODY_SIZE).order(ByteOrder.LITTLE_ENDIAN).putLong(sequenceId).putInt((int) number)
				.putInt((int) previous);
	}

	/**
	 * The message that carries it to a queue manager that sends to direct names.
	 *
	 * @param address
	 *            of that queue manager, IPv4 or IPv6
	 * @param sentTime
	 *            seconds since 1970
	 */
	default MessagePacket packet(MessageId id, String address, long sentTime) {
		PacketQueue queue = new PacketQueue.Direct("TCP:" + address + "\\PRIVATE$\\" + ORDER_QUEUE);
		return packet(new MessageBuilder(id.source(), queue, Guids.NIL).ordinal(id.ordinal()), sentTime);
	}

	/** Likewise to one that names private queues by the GUID of their queue manager. */
	default MessagePacket packet(MessageId id, UUID queueManager, long sentTime) {
		PacketQueue queue = new PacketQueue.Numbered(3, ORDER_QUEUE_NUMBER);
		return packet(new MessageBuilder(id.source(), queue, queueManager).ordinal(id.ordinal()), sentTime);
	}

	private MessagePacket packet(MessageBuilder builder, long sentTime) {
		return builder.priority(0).recoverable().sentTime(sentTime).messageClass(messageClass()).label(LABEL)
				.body(0, body()).build();
	}

	/** Whether a packet goes to an order queue. */
	static boolean isForOrderQueue(MessagePacket packet) {
		PacketQueue queue = packet.user().destination();
		return queue instanceof PacketQueue.Numbered numbered && numbered.number() == ORDER_QUEUE_NUMBER
				|| queue instanceof PacketQueue.Direct direct
						&& direct.name().toLowerCase(Locale.ROOT).endsWith("\\private$\\" + ORDER_QUEUE);
	}

	/**
	 * The acknowledgement in a packet that {@link #isForOrderQueue goes to an order queue} ([MS-MQQB] 3.1.5.1.1).
	 *
	 * @return empty if it is another message
	 * @throws PacketException
	 *             if it is one, and its numbers cannot be
	 */
	static Optional<TransactionAck> of(MessagePacket packet) throws PacketException {
		MessageProperties properties = packet.properties();
		MessageClass kind = properties.messageClass();
		boolean shaped = isForOrderQueue(packet) && packet.base().priority() == 0 && properties.label().equals(LABEL)
				&& properties.bodySize() == BODY_SIZE && packet.body().length() == BODY_SIZE;
		if (!shaped || !kind.equals(MessageClass.ORDER_ACK) && !kind.isFinal()) {
			return Optional.empty();
		}
		ByteBuffer in = ByteBuffer.wrap(packet.body().toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
		long sequenceId = in.getLong();
		long number = Integer.toUnsignedLong(in.getInt());
		long previous = Integer.toUnsignedLong(in.getInt());
		if (number == 0) {
			throw new PacketException("an acknowledgement of the transactional message number 0");
		}
		return Optional.of(kind.equals(MessageClass.ORDER_ACK)
				? new OrderAck(sequenceId, number)
				: new FinalAck(kind, sequenceId, number, previous,
						new MessageId(Guids.get(in), Integer.toUnsignedLong(in.getInt()))));
	}
}
