package dev.quayside.msmq.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.msmq.FormatName;
import dev.quayside.testkit.Hostile;
import dev.quayside.testkit.Vectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Every header of [MS-MQMQ] 2.2.19, 2.2.20 and [MS-MQRR] 2.2.5: read, and written to the same bytes. */
class PacketVectorsTest {

	private static final Map<String, byte[]> EXAMPLE = Vectors
			.read("dev.quayside.msmq.tests/vectors/packet-example.txt");
	private static final Map<String, byte[]> HEADERS = Vectors
			.read("dev.quayside.msmq.tests/vectors/packet-headers.txt");
	private static final UUID SOURCE = UUID.fromString("52ee0b5a-0405-4607-8809-0a0b0c0d0e0f");
	private static final UUID OTHER = UUID.fromString("728eba75-3a1a-4d8e-9c4b-2a9e2e5c1a10");
	private static final UUID THIRD = UUID.fromString("3f2504e0-4f89-11d3-9a0c-0305e82c3301");
	private static final UUID FOURTH = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");

	/** The dump of the example with the rest of its body and the padding. */
	private static byte[] example() {
		byte[] dump = EXAMPLE.get("userMessage");
		byte[] whole = Arrays.copyOf(dump, 2224);
		for (int i = dump.length; i < 2222; i += 2) {
			whole[i] = 'a';
		}
		return whole;
	}

	@Test
	void theExampleOfTheSpecificationIsRead() throws PacketException {
		MessagePacket packet = MessagePacket.parse(example());
		assertThat(packet.base()).isEqualTo(new BaseHeader(3, 2224, 345_600));
		assertThat(packet.base().priority()).isEqualTo(3);
		UserHeader user = packet.user();
		assertThat(user.source()).isEqualTo(UUID.fromString("557358d1-9150-9595-4997-b6e611ea26c6"));
		assertThat(user.address()).isEqualTo(new byte[16]);
		assertThat(user.timeToBeReceived()).isEqualTo(BaseHeader.INFINITE);
		assertThat(user.ordinal()).isEqualTo(2286);
		assertThat(user.flags()).isEqualTo(0x281C00);
		assertThat(user.hops()).isZero();
		assertThat(user.isRecoverable()).isFalse();
		assertThat(user.destination()).isEqualTo(new PacketQueue.Direct("OS:a04bm02\\q"));
		assertThat(user.admin()).isEqualTo(PacketQueue.NONE);
		assertThat(user.response()).isEqualTo(PacketQueue.NONE);
		assertThat(packet.transaction()).isEmpty();
		assertThat(packet.security().orElseThrow().sid())
				.contains("S-1-5-21-3181267629-1039849782-3663111779-1000");
		MessageProperties properties = packet.properties();
		assertThat(properties.label()).isEqualTo("mqsender label");
		assertThat(properties.messageClass()).isEqualTo(MessageClass.NORMAL);
		assertThat(properties.bodyType()).isEqualTo(8);
		assertThat(properties.bodySize()).isEqualTo(2000);
		assertThat(properties.allocatedSize()).isEqualTo(2000);
		assertThat(properties.crypto()).isEqualTo(new MessageProperties.Crypto(0, 0x8004, 0x6801));
		assertThat(new String(packet.body().toByteArray(), StandardCharsets.UTF_16LE))
				.isEqualTo("a".repeat(1000));
		assertThat(packet.optional()).isEqualTo(OptionalHeaders.NONE);
		assertThat(packet.remoteRead()).isEmpty();
	}

	@Test
	void theExampleOfTheSpecificationIsWritten() throws PacketException {
		assertThat(MessagePacket.parse(example()).encode()).isEqualTo(example());
	}

	@Test
	void theSessionAcknowledgementOfTheSpecificationIsRead() throws PacketException {
		InternalPacket packet = InternalPacket.parse(EXAMPLE.get("sessionAck"));
		assertThat(packet).isEqualTo(new InternalPacket.SessionAck(new SessionHeader(1, 0, 0, 0, 0, 64)));
	}

	@Test
	void everyHeaderAtOnceIsRead() throws PacketException {
		MessagePacket packet = MessagePacket.parse(HEADERS.get("everything"));
		assertThat(packet.base().priority()).isEqualTo(5);
		assertThat(packet.base().has(BaseHeader.DEBUG)).isTrue();
		assertThat(packet.base().has(BaseHeader.TRACE)).isTrue();
		assertThat(packet.base().timeToReachQueue()).isEqualTo(3600);
		UserHeader user = packet.user();
		assertThat(user.id()).isEqualTo(new MessageId(SOURCE, 0x01020304));
		assertThat(user.timeToBeReceived()).isEqualTo(86_400);
		assertThat(user.sentTime()).isEqualTo(1_700_000_000L);
		assertThat(user.hops()).isEqualTo(3);
		assertThat(user.isRecoverable()).isTrue();
		assertThat(user.has(UserHeader.NEGATIVE_JOURNAL)).isTrue();
		assertThat(user.has(UserHeader.POSITIVE_JOURNAL)).isTrue();
		assertThat(user.destination()).isEqualTo(new PacketQueue.Direct("OS:srv01\\private$\\orders"));
		assertThat(user.admin()).isEqualTo(new PacketQueue.Numbered(2, 17));
		assertThat(user.response()).isEqualTo(new PacketQueue.Private(OTHER, 13));
		assertThat(user.connectorType()).contains(THIRD);
		MessageProperties properties = packet.properties();
		assertThat(properties.flags()).isEqualTo(15);
		assertThat(properties.correlation()).isEqualTo(new MessageId(THIRD, 99));
		assertThat(properties.applicationTag()).isEqualTo(0xCAFE);
		assertThat(properties.crypto()).isEqualTo(new MessageProperties.Crypto(0, 0x800E, 0x6610));
		assertThat(properties.label()).isEqualTo("label");
		assertThat(properties.extension()).containsExactly(0xe1, 0xe2, 0xe3);
		assertThat(packet.body().toByteArray()).containsExactly('a', 0, 'b', 0, 'c', 0);
	}

	@Test
	void everyPartOfTheSecurityHeaderIsRead() throws PacketException {
		SecurityHeader security = MessagePacket.parse(HEADERS.get("everything")).security().orElseThrow();
		assertThat(security.flags()).isEqualTo(0x81);
		assertThat(security.senderId()).hasSize(28);
		assertThat(security.encryptionKey()).containsExactly(0xa1, 0xa2, 0xa3);
		assertThat(security.signature()).containsExactly(0xb1, 0xb2);
		assertThat(security.certificate()).containsExactly(0xc1);
		assertThat(security.provider()).containsExactly(0xd1, 0xd2, 0xd3, 0xd4, 0xd5);
	}

	@Test
	void everyHeaderBehindTheBodyIsRead() throws PacketException {
		OptionalHeaders optional = MessagePacket.parse(HEADERS.get("everything")).optional();
		assertThat(optional.debug()).contains(new OptionalHeaders.Debug(Optional.of(FOURTH)));
		assertThat(optional.soap()).contains(new OptionalHeaders.Soap("head", "body"));
		assertThat(optional.session()).contains(new SessionHeader(7, 5, 0b101, 9, 8, 64));
		MultiQueueHeader several = optional.multiQueue().orElseThrow();
		assertThat(several.destination().names()).containsExactly(FormatName.parse("DIRECT=OS:a\\q"),
				new FormatName.PrivateQueue(OTHER, 5, false),
				new FormatName.DistributionList(FOURTH, Optional.empty()));
		assertThat(several.admin().names()).isEmpty();
		assertThat(several.response().names()).containsExactly(new FormatName.PublicQueue(FOURTH, false));
		assertThat(several.signature()).containsExactly(0xf1, 0xf2, 0xf3);
	}

	@Test
	void listsOfQueuesAreWrittenAsTheyAreRead() throws PacketException {
		MultiQueueHeader several = MessagePacket.parse(HEADERS.get("everything")).optional().multiQueue().orElseThrow();
		for (MultiQueueHeader.AddressList list : List.of(several.destination(), several.admin(), several.response())) {
			MultiQueueHeader.AddressList again = MultiQueueHeader.AddressList.of(list.names());
			assertThat(again.count()).isEqualTo(list.count());
			assertThat(again.elements()).isEqualTo(list.elements());
		}
	}

	@Test
	void aTransactionalMessageIsRead() throws PacketException {
		MessagePacket packet = MessagePacket.parse(HEADERS.get("transactional"));
		TransactionHeader transaction = packet.transaction().orElseThrow();
		assertThat(transaction.index()).isEqualTo(0x12345);
		assertThat(transaction.flags() & 0x0F).isEqualTo(0x0F);
		assertThat(transaction.sequenceId()).isEqualTo(1_699_999_999L << 32 | 7);
		assertThat(transaction.sequenceNumber()).isEqualTo(3);
		assertThat(transaction.previousNumber()).isEqualTo(2);
		assertThat(transaction.connector()).contains(THIRD);
		assertThat(packet.user().destination()).isEqualTo(new PacketQueue.Numbered(3, 16));
		assertThat(packet.user().response()).isEqualTo(new PacketQueue.Absent(1));
		assertThat(packet.properties().label()).isEmpty();
		assertThat(packet.body().length()).isZero();
	}

	@Test
	void aMessageThatCameOverHttpIsRead() throws PacketException {
		OptionalHeaders.Srmp srmp = MessagePacket.parse(HEADERS.get("http")).optional().srmp().orElseThrow();
		assertThat(srmp.envelope()).isEqualTo("<se:Envelope/>");
		byte[] body = Arrays.copyOfRange(srmp.multipart(), (int) srmp.bodyOffset(),
				(int) (srmp.bodyOffset() + srmp.bodySize()));
		assertThat(new String(body, StandardCharsets.US_ASCII)).isEqualTo("body!");
	}

	@ParameterizedTest
	@ValueSource(strings = { "everything", "transactional", "http" })
	void whatIsReadIsWrittenToTheSameBytes(String name) throws PacketException {
		byte[] bytes = HEADERS.get(name);
		assertThat(MessagePacket.parse(bytes).encode()).isEqualTo(bytes);
	}

	@Test
	void theHeadersOfRemoteReadAreReadAndWritten() throws PacketException {
		RemoteReadHeaders headers = remoteRead();
		assertThat(headers.subqueue()).isEqualTo("poison");
		assertThat(headers.counters()).isEqualTo(new RemoteReadHeaders.Counters(4, 2, 1_700_000_001L, 0xC004));
		assertThat(headers.deadLetterQueue()).contains("OS:srv01\\private$\\dead");
		assertThat(headers.sender()).containsExactly(0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7);
		assertThat(headers.encode()).isEqualTo(HEADERS.get("remoteRead"));
	}

	private static RemoteReadHeaders remoteRead() throws PacketException {
		return MessagePacket.parse(withTrailers(HEADERS.get("transactional"))).remoteRead().orElseThrow();
	}

	private static byte[] withTrailers(byte[] packet) {
		byte[] trailers = HEADERS.get("remoteRead");
		byte[] whole = Arrays.copyOf(packet, packet.length + trailers.length);
		System.arraycopy(trailers, 0, whole, packet.length, trailers.length);
		return whole;
	}

	@Test
	void aSubqueueHeaderWithoutNameMeansNothing() throws PacketException {
		byte[] trailers = HEADERS.get("remoteRead").clone();
		Arrays.fill(trailers, 12 + 20, 12 + 20 + 64, (byte) 0);
		byte[] packet = HEADERS.get("transactional");
		RemoteReadHeaders headers = MessagePacket.parse(packet, Optional.of(trailers)).remoteRead().orElseThrow();
		assertThat(headers.subqueue()).isEmpty();
		assertThat(headers.counters()).isEqualTo(RemoteReadHeaders.Counters.ZERO);
		assertThat(headers.deadLetterQueue()).isPresent();
	}

	@Test
	void anAddressOfNoTypeIsIgnored() throws PacketException {
		byte[] trailers = HEADERS.get("remoteRead").clone();
		trailers[trailers.length - 22] = 0;
		RemoteReadHeaders headers = MessagePacket.parse(HEADERS.get("transactional"), Optional.of(trailers))
				.remoteRead().orElseThrow();
		assertThat(headers.sender()).isEmpty();
	}

	@Test
	void longerHeadersOfALaterServerAreSkipped() throws PacketException {
		byte[] trailers = HEADERS.get("remoteRead");
		byte[] longer = new byte[trailers.length + 4];
		System.arraycopy(trailers, 0, longer, 0, 12);
		System.arraycopy(trailers, 12, longer, 16, trailers.length - 12);
		longer[0] = 16;
		RemoteReadHeaders headers = MessagePacket.parse(HEADERS.get("transactional"), Optional.of(longer))
				.remoteRead().orElseThrow();
		assertThat(headers.subqueue()).isEqualTo("poison");
	}

	@Test
	void aServerOfTheFirstGenerationSendsNoTrailers() throws PacketException {
		assertThat(MessagePacket.parse(HEADERS.get("transactional")).remoteRead()).isEmpty();
	}

	@Test
	void aPacketThatEndsAnywhereIsRefused() {
		for (byte[] packet : List.of(HEADERS.get("everything"), HEADERS.get("transactional"))) {
			Hostile.refusesEveryPrefix(packet, MessagePacket::parse, PacketException.class);
		}
		byte[] unpadded = Arrays.copyOf(example(), 2222);
		Hostile.refusesEveryPrefix(unpadded, MessagePacket::parse, PacketException.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "everything", "transactional", "http" })
	void aChangedByteIsReadOrRefused(String name) {
		byte[] packet = HEADERS.get(name);
		Hostile.survivesCorruption(packet, 1, 8_000, bytes -> {
			MessagePacket read = MessagePacket.parse(bytes);
			read.encode();
			if (read.optional().multiQueue().isPresent()) {
				read.optional().multiQueue().get().destination().names();
			}
		}, PacketException.class);
		Hostile.survivesCorruption(withTrailers(packet), 2, 8_000, MessagePacket::parse, PacketException.class);
	}

	@Test
	void aBodyThatWasCutIsReadAsFarAsItGoes() throws PacketException {
		byte[] dump = EXAMPLE.get("userMessage");
		MessagePacket cut = MessagePacket.parse(dump, Optional.empty());
		assertThat(cut.isBodyCut()).isTrue();
		assertThat(cut.body().length()).isEqualTo(1428);
		assertThat(cut.properties().bodySize()).isEqualTo(2000);
		assertThatThrownBy(() -> MessagePacket.parse(dump)).isInstanceOf(PacketException.class)
				.hasMessageContaining("body");
		int body = cut.body().offset();
		assertThat(MessagePacket.parse(Arrays.copyOf(dump, body), Optional.empty()).body().length()).isZero();
		assertThatThrownBy(() -> MessagePacket.parse(Arrays.copyOf(dump, body - 1), Optional.empty()))
				.as("the headers must be there").isInstanceOf(PacketException.class);
	}

	/** Body of 6 bytes from an odd place: 3 bytes of padding, in front of the second section or nowhere. */
	@ParameterizedTest
	@ValueSource(ints = { 0, 3 })
	void theHeadersBehindACutBodyAreReadWithAndWithoutPadding(int padding) throws PacketException {
		byte[] packet = HEADERS.get("everything");
		MessagePacket whole = MessagePacket.parse(packet);
		int body = whole.body().offset();
		byte[] second = withTrailers(Arrays.copyOfRange(packet, body + 6 + 3 - padding, packet.length));
		MessagePacket cut = MessagePacket.parse(Arrays.copyOf(packet, body + 2), Optional.of(second));
		assertThat(cut.isBodyCut()).isTrue();
		assertThat(cut.body().toByteArray()).containsExactly('a', 0);
		assertThat(cut.optional().debug()).isEqualTo(whole.optional().debug());
		assertThat(cut.optional().soap()).isEqualTo(whole.optional().soap());
		assertThat(cut.optional().session()).isEqualTo(whole.optional().session());
		assertThat(cut.remoteRead().orElseThrow().subqueue()).isEqualTo("poison");
	}
}
