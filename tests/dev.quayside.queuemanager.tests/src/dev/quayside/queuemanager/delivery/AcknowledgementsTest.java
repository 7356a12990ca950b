package dev.quayside.queuemanager.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.packet.BaseHeader;
import dev.quayside.msmq.packet.MessageBuilder;
import dev.quayside.msmq.packet.MessageClass;
import dev.quayside.msmq.packet.MessageId;
import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.msmq.packet.MessageProperties;
import dev.quayside.msmq.packet.PacketQueue;
import dev.quayside.msmq.packet.TransactionHeader;
import dev.quayside.msmq.packet.UserHeader;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Optional;
import java.util.UUID;

/** Which acknowledgements are due, and what they say ([MS-MQQB] 3.1.7.2, 3.1.7.15). */
class AcknowledgementsTest {

	private static final UUID SELF = UUID.randomUUID();
	private static final UUID SENDER = UUID.randomUUID();
	private static final FormatName ADMIN = FormatName.parse("DIRECT=TCP:10.0.0.1\\private$\\acks");
	private static final MessageId ID = new MessageId(SELF, 7);

	private final Acknowledgements rules = new Acknowledgements(SELF, false);

	private static MessageBuilder message(int flags) {
		return new MessageBuilder(SENDER, FormatName.parse("DIRECT=OS:h\\private$\\q")).ordinal(3).priority(5)
				.label("label").body(8, new byte[]{ 'x', 0 }).admin(ADMIN, flags);
	}

	@ParameterizedTest
	@CsvSource({ "1,0x0002", "2,0x4000", "4,0x8002", "4,0x8003", "4,0x8009", "4,0x800A", "4,0x8005", "8,0xC000",
			"8,0xC001", "8,0xC002", "8,0xC004" })
	void eachKindIsAskedForByItsFlag(int flag, String outcome) {
		MessageClass messageClass = new MessageClass(Integer.decode(outcome));
		assertThat(rules.administration(message(flag).build(), messageClass)).contains(ADMIN);
		assertThat(rules.administration(message(15 & ~flag).build(), messageClass)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "0x8000", "0x8004", "0x8006", "0x8007", "0x800B" })
	void strangersAreNotToldWhatExistsUnlessThatIsAllowed(String outcome) {
		MessageClass messageClass = new MessageClass(Integer.decode(outcome));
		MessagePacket message = message(15).build();
		assertThat(rules.administration(message, messageClass)).isEmpty();
		assertThat(new Acknowledgements(SELF, true).administration(message, messageClass)).contains(ADMIN);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0x0002, 0x4000, 0x8003, 0xC001 })
	void anAcknowledgementIsNotAcknowledged(int messageClass) {
		MessagePacket message = message(15).messageClass(new MessageClass(messageClass)).build();
		assertThat(rules.administration(message, MessageClass.ACK_REACH_QUEUE)).isEmpty();
		assertThat(Acknowledgements.needsWork(message)).isFalse();
	}

	@Test
	void aPositiveOneNamesTheMessageAndHasNoBody() {
		MessagePacket ack = rules.administration(message(1).recoverable().build(), MessageClass.ACK_REACH_QUEUE, ADMIN,
				ID, 1_700_000_000L);
		assertThat(ack.id()).isEqualTo(ID);
		assertThat(ack.properties().correlation()).isEqualTo(new MessageId(SENDER, 3));
		assertThat(ack.properties().label()).isEqualTo("label");
		assertThat(ack.properties().flags()).isZero();
		assertThat(ack.user().response()).isEqualTo(new PacketQueue.Direct("OS:h\\private$\\q"));
		assertThat(ack.user().admin()).isEqualTo(PacketQueue.NONE);
		assertThat(ack.user().isRecoverable()).isTrue();
		assertThat(ack.base().priority()).isEqualTo(5);
		assertThat(ack.properties().bodySize()).isZero();
	}

	@Test
	void aNegativeOneGivesTheBodyBackExpressIfItWasSentSo() {
		MessagePacket nack = rules.administration(message(4).build(), MessageClass.NACK_Q_EXCEED_QUOTA, ADMIN, ID, 0);
		assertThat(nack.properties().messageClass()).isEqualTo(MessageClass.NACK_Q_EXCEED_QUOTA);
		assertThat(nack.body().toByteArray()).containsExactly('x', 0);
		assertThat(nack.properties().bodyType()).isEqualTo(8);
		assertThat(nack.user().isRecoverable()).isFalse();
	}

	@Test
	void aFinalAckIsDueWhereItIsAskedForOrTheMessageIsRefused() {
		MessagePacket quiet = message(0).transaction(new TransactionHeader(0, 1, 1, 0, Optional.empty())).build();
		MessagePacket asking = message(0)
				.transaction(new TransactionHeader(TransactionHeader.FINAL_ACK, 1, 1, 0, Optional.empty())).build();
		MessagePacket journaled = message(0).journal(UserHeader.POSITIVE_JOURNAL)
				.transaction(new TransactionHeader(0, 1, 1, 0, Optional.empty())).build();
		assertThat(Acknowledgements.whenGone(quiet, MessageClass.ACK_RECEIVE)).isEmpty();
		assertThat(Acknowledgements.whenGone(asking, MessageClass.ACK_RECEIVE)).isPresent();
		assertThat(Acknowledgements.whenGone(journaled, MessageClass.NACK_Q_PURGED)).isPresent();
		assertThat(Acknowledgements.whenRefused(quiet, MessageClass.NACK_BAD_DST_Q)).isPresent();
		assertThat(Acknowledgements.whenRefused(quiet, MessageClass.NACK_REACH_QUEUE_TIMEOUT)).isEmpty();
		assertThat(Acknowledgements.whenRefused(message(15).build(), MessageClass.NACK_BAD_DST_Q)).isEmpty();
	}

	@Test
	void adminQueuesByNumberAreUnderstood() {
		assertThat(FormatNames.of(new PacketQueue.Numbered(2, 17), SENDER, SELF))
				.contains(new FormatName.PrivateQueue(SENDER, 17, false));
		assertThat(FormatNames.of(new PacketQueue.Numbered(3, 17), SENDER, SELF))
				.contains(new FormatName.PrivateQueue(SELF, 17, false));
		assertThat(FormatNames.of(new PacketQueue.Private(SENDER, 9), SELF, SELF))
				.contains(new FormatName.PrivateQueue(SENDER, 9, false));
		assertThat(FormatNames.of(PacketQueue.NONE, SENDER, SELF)).isEmpty();
		assertThat(FormatNames.of(new PacketQueue.Direct("nonsense"), SENDER, SELF)).isEmpty();
		assertThat(MessageProperties.POSITIVE_ARRIVAL).isEqualTo(1);
	}

	@Test
	void aBodyThatLeavesNoRoomForLongerNamesIsNotSentBack() {
		MessagePacket large = message(15).body(0, new byte[BaseHeader.MAX_PACKET - 1024]).build();
		MessagePacket nack = rules.administration(large, MessageClass.NACK_Q_PURGED, ADMIN, ID, 1_700_000_000L);
		assertThat(nack.body().length()).isZero();
		assertThat(nack.properties().correlation()).isEqualTo(large.id());
	}
}
