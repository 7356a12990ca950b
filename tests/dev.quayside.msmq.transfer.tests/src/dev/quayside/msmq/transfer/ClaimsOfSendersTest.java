package dev.quayside.msmq.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.packet.MessageBuilder;
import dev.quayside.msmq.packet.PacketException;
import dev.quayside.msmq.packet.SecurityHeader;
import dev.quayside.msmq.packet.TransactionHeader;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** What messages say that senders may not say, and headers that do not conform ([MS-MQMQ] 2.2.19, 2.2.20). */
class ClaimsOfSendersTest {

	private static final byte[] NONE = new byte[0];
	private static final FormatName QUEUE = FormatName.parse("DIRECT=OS:localhost\\private$\\q");

	private static MessageBuilder message() {
		return new MessageBuilder(UUID.randomUUID(), QUEUE).label("label");
	}

	private static SecurityHeader security(int flags, byte[] sender, byte[] certificate) {
		return new SecurityHeader(flags, sender, NONE, NONE, certificate, NONE);
	}

	@Test
	void aTransactionalMessageHasNoPriority() throws PacketException {
		TransactionHeader header = new TransactionHeader(TransactionHeader.flags(1, true, true), 1, 1, 0,
				Optional.empty());
		byte[] bytes = message().recoverable().priority(0).transaction(header).build().encode();
		byte[] raised = bytes.clone();
		raised[2] |= 7;
		UserMessage message = UserMessage.read(raised);
		assertThat(message.packet().base().priority()).isZero();
		assertThat(message.bytes()).isEqualTo(bytes);
	}

	@Test
	void theSenderDoesNotSayThatItIsAuthenticated() throws PacketException {
		byte[] sid = { 1, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0 };
		byte[] bytes = message().security(security(0x0311, sid, NONE)).build().encode();
		UserMessage message = UserMessage.read(bytes);
		assertThat(message.packet().security().orElseThrow().flags()).isEqualTo(SecurityHeader.SENDER_SID);
	}

	static Stream<SecurityHeader> securityHeadersThatDoNotConform() {
		byte[] id = new byte[16];
		return Stream.of(security(SecurityHeader.SENDER_SID, NONE, NONE), security(3, id, NONE),
				security(15, id, NONE), security(0, id, NONE), security(0, NONE, new byte[0x10000]));
	}

	@ParameterizedTest
	@MethodSource("securityHeadersThatDoNotConform")
	void aSecurityHeaderHasAKnownSenderAndSomethingInIt(SecurityHeader header) {
		byte[] bytes = message().security(header).build().encode();
		assertThatThrownBy(() -> UserMessage.read(bytes)).isInstanceOf(PacketException.class);
	}

	@Test
	void aCertificateNeedsNoSender() throws PacketException {
		byte[] bytes = message().security(security(0x80, NONE, new byte[]{ 0x30, 0 })).build().encode();
		assertThat(UserMessage.read(bytes).packet().security()).isPresent();
	}

	@Test
	void aLabelEndsWithItsNul() throws PacketException {
		byte[] sid = { 1, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0 };
		byte[] bytes = message().security(security(SecurityHeader.SENDER_SID, sid, NONE)).build().encode();
		assertThat(UserMessage.read(bytes).packet().properties().label()).isEqualTo("label");
		byte[] open = Arrays.copyOf(bytes, bytes.length);
		int nul = open.length - 1;
		while (open[nul - 2] == 0 && open[nul - 3] == 0) {
			nul -= 2;
		}
		open[nul - 1] = 'x';
		assertThatThrownBy(() -> UserMessage.read(open)).isInstanceOf(PacketException.class)
				.hasMessageContaining("label");
	}
}
