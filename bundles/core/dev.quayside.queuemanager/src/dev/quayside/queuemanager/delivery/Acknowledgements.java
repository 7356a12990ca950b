package dev.quayside.queuemanager.delivery;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.Guids;
import dev.quayside.msmq.packet.BaseHeader;
import dev.quayside.msmq.packet.MessageBuilder;
import dev.quayside.msmq.packet.MessageClass;
import dev.quayside.msmq.packet.MessageId;
import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.msmq.packet.MessageProperties;
import dev.quayside.msmq.packet.PacketQueue;
import dev.quayside.msmq.packet.SecurityHeader;
import dev.quayside.msmq.packet.TransactionAck;
import dev.quayside.msmq.packet.TransactionAck.FinalAck;
import dev.quayside.msmq.packet.TransactionHeader;
import dev.quayside.msmq.packet.UserHeader;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Which acknowledgements a message asks for, and what they say ([MS-MQQB] 3.1.5.8.10, 3.1.7.2, 3.1.7.15, 3.1.7.17). */
final class Acknowledgements {

	/** A body that is sent back leaves room for longer names of queues. */
	private static final int MAX_ECHO = BaseHeader.MAX_PACKET - 64 * 1024;

	/** Whoever probes a queue manager must not learn from it what there is ([MS-MQQB] 5.1). */
	private static final Set<MessageClass> INSECURE = Set.of(MessageClass.NACK_BAD_DST_Q,
			MessageClass.NACK_BAD_ENCRYPTION, MessageClass.NACK_BAD_SIGNATURE, MessageClass.NACK_ACCESS_DENIED,
			MessageClass.NACK_UNSUPPORTED_CRYPTO_PROVIDER);

	private static final int ASKED_AT_RECEIVE = MessageProperties.POSITIVE_RECEIVE
			| MessageProperties.NEGATIVE_RECEIVE;
	private static final int JOURNALING = UserHeader.POSITIVE_JOURNAL | UserHeader.NEGATIVE_JOURNAL;

	private final UUID self;
	private final boolean insecureNacks;

	/**
	 * @param insecureNacks
	 *            also negative acknowledgements that tell strangers what exists here ([MS-MQQB] 3.1.1.3)
	 */
	Acknowledgements(UUID self, boolean insecureNacks) {
		this.self = self;
		this.insecureNacks = insecureNacks;
	}

	/** Whether something has to be sent when the message leaves its queue. */
	static boolean needsWork(MessagePacket message) {
		return !isExempt(message) && message.properties().has(ASKED_AT_RECEIVE) || asksFinalAck(message);
	}

	/** Messages that acknowledge others are not acknowledged. */
	private static boolean isExempt(MessagePacket message) {
		return message.properties().messageClass().isAcknowledgement() || TransactionAck.isForOrderQueue(message);
	}

	private static boolean asksFinalAck(MessagePacket message) {
		Optional<TransactionHeader> header = message.transaction();
		return header.isPresent() && header.get().sequenceNumber() != 0
				&& (header.get().has(TransactionHeader.FINAL_ACK) || message.user().has(JOURNALING));
	}

	/** The FinalAck of a message that leaves its queue. */
	static Optional<FinalAck> whenGone(MessagePacket message, MessageClass outcome) {
		return asksFinalAck(message) ? Optional.of(FinalAck.of(message, outcome)) : Optional.empty();
	}

	/** The FinalAck of a message that does not come into its queue; one that expires is left to its sender. */
	static Optional<FinalAck> whenRefused(MessagePacket message, MessageClass outcome) {
		return message.transaction().isPresent() && !outcome.equals(MessageClass.NACK_REACH_QUEUE_TIMEOUT)
				? Optional.of(FinalAck.of(message, outcome))
				: Optional.empty();
	}

	/** Where the administration acknowledgement goes; empty if none is due. */
	Optional<FormatName> administration(MessagePacket message, MessageClass outcome) {
		boolean silenced = !insecureNacks && INSECURE.contains(outcome);
		if (silenced || isExempt(message) || !message.properties().has(flag(outcome))) {
			return Optional.empty();
		}
		return name(message.user().admin(), message);
	}

	private static int flag(MessageClass outcome) {
		if (outcome.isOfReceive()) {
			return outcome.isNegative() ? MessageProperties.NEGATIVE_RECEIVE : MessageProperties.POSITIVE_RECEIVE;
		}
		return outcome.isNegative() ? MessageProperties.NEGATIVE_ARRIVAL : MessageProperties.POSITIVE_ARRIVAL;
	}

	/** The queue that a packet names, as everyone understands it. */
	private Optional<FormatName> name(PacketQueue queue, MessagePacket message) {
		UUID address = Guids.get(ByteBuffer.wrap(message.user().address()));
		UUID destination = address.equals(Guids.NIL) ? self : address;
		return FormatNames.of(queue, message.user().source(), destination);
	}

	/**
	 * The acknowledgement for an administration queue.
	 *
	 * @param sentTime
	 *            seconds since 1970
	 */
	MessagePacket administration(MessagePacket message, MessageClass outcome, FormatName queue, MessageId id,
			long sentTime) {
		MessageBuilder builder = new MessageBuilder(id.source(), queue).ordinal(id.ordinal())
				.priority(message.base().priority()).sentTime(sentTime).messageClass(outcome)
				.correlation(message.id()).label(message.properties().label());
		if (message.user().isRecoverable()) {
			builder.recoverable();
		}
		name(message.user().destination(), message).ifPresent(builder::response);
		if (outcome.isNegative() && !isEncrypted(message) && message.body().length() <= MAX_ECHO) {
			builder.body(message.properties().bodyType(), message.body().toByteArray());
		}
		return builder.build();
	}

	private static boolean isEncrypted(MessagePacket message) {
		return message.security().filter(header -> header.has(SecurityHeader.ENCRYPTED)).isPresent();
	}
}
