package dev.quayside.queuemanager.delivery;

import dev.quayside.msmq.Guids;
import dev.quayside.msmq.packet.MessageClass;
import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.msmq.packet.MessageSignature;
import dev.quayside.msmq.packet.PacketException;
import dev.quayside.msmq.transfer.MessageSink;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Checks the signatures of messages that name this queue manager ([MS-MQQB] 3.1.5.8.3); those with direct names cannot be
 * signed. A message that names its sender would need a directory that knows the certificates of that sender.
 */
record Signatures(UUID self) {

	/** [MS-MQMQ] 2.2.19.3. */
	private static final Set<Long> PRIVACY_LEVELS = Set.of(0L, 1L, 3L, 5L);
	/** The kind of the sender, and how it was signed, in the flags of a security header. */
	private static final int SENDER = 0x0F;

	/**
	 * @param message
	 *            with how it was signed
	 */
	record Checked(MessageSink.Incoming message, Optional<Refusal> refusal) {}

	Checked check(MessageSink.Incoming message) {
		MessagePacket packet = message.packet();
		if (!MessageSignature.isSigned(packet) || !Guids.get(ByteBuffer.wrap(packet.user().address())).equals(self)) {
			return new Checked(message, Optional.empty());
		}
		Optional<MessageSignature> signature = PRIVACY_LEVELS.contains(packet.properties().crypto().privacyLevel())
				? MessageSignature.verify(packet)
				: Optional.empty();
		if (signature.isEmpty()) {
			return refused(message, "its signature does not fit, or is of a kind that cannot be checked");
		}
		return (packet.security().orElseThrow().flags() & SENDER) != 0
				? refused(message, "no directory here tells whether its certificate is that of its sender")
				: new Checked(marked(message, signature.get()), Optional.empty());
	}

	private static Checked refused(MessageSink.Incoming message, String why) {
		return new Checked(message, Optional.of(new Refusal(MessageClass.NACK_BAD_SIGNATURE, why)));
	}

	/** Readers see how it was signed: the field AS. */
	private static MessageSink.Incoming marked(MessageSink.Incoming message, MessageSignature signature) {
		byte[] bytes = message.bytes().clone();
		bytes[message.packet().securityOffset() + 1] |= (byte) signature.value();
		try {
			return new MessageSink.Incoming(MessagePacket.parse(bytes), bytes, message.peer(), message.address(),
					message.origin());
		} catch (PacketException e) {
			throw new IllegalStateException("It could be read before", e);
		}
	}
}
