package dev.quayside.msmq.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.msmq.packet.InternalPacket;
import dev.quayside.msmq.packet.InternalPacket.ConnectionParameters;
import dev.quayside.msmq.packet.InternalPacket.EstablishConnection;
import dev.quayside.msmq.packet.InternalPacket.SessionAck;
import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.msmq.packet.PacketException;
import dev.quayside.msmq.packet.PacketQueue;
import dev.quayside.msmq.packet.SessionHeader;
import dev.quayside.testkit.Hostile;
import dev.quayside.testkit.Vectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.Map;
import java.util.UUID;

/** The packets of the worked example of [MS-MQQB] 4.1, and what is wrong with others. */
class InternalPacketTest {

	private static final Map<String, byte[]> EXAMPLE = Vectors
			.read("dev.quayside.msmq.transfer.tests/vectors/example.txt");
	private static final UUID CLIENT = UUID.fromString("557358d1-9150-9595-4997-b6e611ea26c6");
	private static final UUID SERVER = UUID.fromString("43cd8907-394c-8f11-4445-9078909ea0fc");
	private static final int RESERVED = 1;
	private static final int INTERNAL_FLAGS = 18;

	private static InternalPacket parse(String name) throws PacketException {
		return InternalPacket.parse(EXAMPLE.get(name));
	}

	/** The reserved byte of the base header holds anything in the example. */
	private static byte[] example(String name) {
		byte[] bytes = EXAMPLE.get(name).clone();
		bytes[RESERVED] = 0;
		return bytes;
	}

	@Test
	void theExampleIsRead() throws PacketException {
		assertThat(parse("establish-request"))
				.isEqualTo(new EstablishConnection(false, CLIENT, SERVER, 501140046, 0x310));
		assertThat(parse("establish-response")).isEqualTo(
				new EstablishConnection(false, UUID.fromString("1f742305-be5e-4177-bc77-c4dd7719e474"),
						UUID.fromString("3c3a6aeb-f567-4143-87d3-85cf4d68ceb4"), 501140046, 0x310));
		assertThat(parse("parameters-request")).isEqualTo(new ConnectionParameters(false, 1496, 120_000, 64));
		assertThat(parse("session-ack")).isEqualTo(new SessionAck(new SessionHeader(1, 0, 0, 0, 0, 64)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "establish-request", "establish-response", "parameters-request", "parameters-response",
			"session-ack" })
	void theExampleIsWrittenAsItStands(String name) throws PacketException {
		assertThat(parse(name).encode()).isEqualTo(example(name));
	}

	@Test
	void theUserMessageOfTheExampleIsRead() throws PacketException {
		byte[] start = EXAMPLE.get("user-message-start");
		byte[] bytes = Arrays.copyOf(start, 2224);
		for (int at = start.length; at < 2222; at += 2) {
			bytes[at] = 'a';
		}
		MessagePacket packet = UserMessage.read(bytes).packet();
		assertThat(packet.user().source()).isEqualTo(CLIENT);
		assertThat(packet.user().ordinal()).isEqualTo(2286);
		assertThat(packet.user().destination()).isEqualTo(new PacketQueue.Direct("OS:a04bm02\\q"));
		assertThat(packet.security().orElseThrow().sid())
				.contains("S-1-5-21-3181267629-1039849782-3663111779-1000");
		assertThat(packet.properties().label()).isEqualTo("mqsender label");
		assertThat(packet.body().toByteArray()).hasSize(2000).endsWith('a', 0);
		assertThat(packet.base().timeToReachQueue()).isEqualTo(345_600);
		assertThat(packet.encode()).isEqualTo(bytes);
	}

	@Test
	void aRefusalIsOneBitOfTheInternalHeader() throws PacketException {
		byte[] refused = new EstablishConnection(true, CLIENT, SERVER, 7, 0x310).encode();
		assertThat(refused[INTERNAL_FLAGS]).isEqualTo((byte) 0x12);
		assertThat(((EstablishConnection) InternalPacket.parse(refused)).refused()).isTrue();
		byte[] parameters = new ConnectionParameters(true, 500, 20_000, 64).encode();
		assertThat(((ConnectionParameters) InternalPacket.parse(parameters)).refused()).isTrue();
	}

	@Test
	void reservedBitsAreIgnored() throws PacketException {
		byte[] bytes = EXAMPLE.get("session-ack").clone();
		bytes[2] |= (byte) 0xC0;
		bytes[3] |= (byte) 0xFE;
		bytes[16] = 1;
		bytes[INTERNAL_FLAGS] |= (byte) 0xE0;
		bytes[INTERNAL_FLAGS + 1] = (byte) 0xFF;
		bytes[35] = 1;
		assertThat(InternalPacket.parse(bytes)).isEqualTo(parse("session-ack"));
	}

	@Test
	void anAckWhoseSizeLeavesTheSessionHeaderOutIsReadToo() throws PacketException {
		byte[] bytes = EXAMPLE.get("session-ack").clone();
		bytes[8] = 20;
		assertThat(InternalPacket.parse(bytes)).isEqualTo(parse("session-ack"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "establish-request", "parameters-request", "session-ack" })
	void everyPrefixIsRefused(String name) {
		Hostile.refusesEveryPrefix(EXAMPLE.get(name), InternalPacket::parse, PacketException.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "establish-request", "parameters-request", "session-ack" })
	void aPacketThatIsLongerThanItsKindIsRefused(String name) {
		byte[] longer = Arrays.copyOf(EXAMPLE.get(name), EXAMPLE.get(name).length + 4);
		assertThatThrownBy(() -> InternalPacket.parse(longer)).isInstanceOf(PacketException.class);
		longer[8] += 4;
		assertThatThrownBy(() -> InternalPacket.parse(longer)).isInstanceOf(PacketException.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "establish-request", "parameters-request", "session-ack" })
	void corruptionIsReadOrRefused(String name) {
		Hostile.survivesCorruption(EXAMPLE.get(name), 42, 20_000, InternalPacket::parse, PacketException.class);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 4, 5, 15 })
	void otherTypesAreRefused(int type) {
		byte[] bytes = EXAMPLE.get("parameters-request").clone();
		bytes[INTERNAL_FLAGS] = (byte) type;
		assertThatThrownBy(() -> InternalPacket.parse(bytes)).isInstanceOf(PacketException.class);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0x02, 0x0B, 0x3B })
	void anAckWithOtherHeadersIsRefused(int flags) {
		byte[] bytes = EXAMPLE.get("session-ack").clone();
		bytes[2] = (byte) flags;
		assertThatThrownBy(() -> InternalPacket.parse(bytes)).isInstanceOf(PacketException.class);
	}

	@Test
	void anAckThatRefusesIsRefused() {
		byte[] bytes = EXAMPLE.get("session-ack").clone();
		bytes[INTERNAL_FLAGS] |= 0x10;
		assertThatThrownBy(() -> InternalPacket.parse(bytes)).isInstanceOf(PacketException.class);
	}
}
