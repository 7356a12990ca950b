package dev.quayside.queuemanager.services;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.msmq.packet.MessageClass;
import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.msmq.packet.RemoteReadHeaders;
import dev.quayside.msmq.rpc.remoteread.SectionBuffer;
import dev.quayside.msmq.rpc.remoteread.SectionBuffer.Type;
import dev.quayside.queuemanager.store.MessageHistory;
import dev.quayside.queuemanager.store.StoredMessage;
import dev.quayside.testkit.Vectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The cut of messages that came over HTTP, and the headers that a server adds ([MS-MQRR] 2.2.5 to 2.2.7). */
class PacketSectionsTest {

	private static final Map<String, byte[]> HEADERS = Vectors
			.read("dev.quayside.msmq.tests/vectors/packet-headers.txt");
	private static final PacketSections.Place QUEUE = new PacketSections.Place("", false);
	private static final PacketSections.Limits ALL = new PacketSections.Limits(0xFFFFFFFFL, 0xFFFFFFFFL);
	/** Of the message that came over HTTP: 16 bytes and 24 of the HTTP body. */
	private static final int COMPOUND = 40;

	private static StoredMessage http() {
		return Messages.stored(HEADERS.get("http"));
	}

	private static byte[] join(byte[] one, byte[] other) {
		byte[] joined = Arrays.copyOf(one, one.length + other.length);
		System.arraycopy(other, 0, joined, one.length, other.length);
		return joined;
	}

	private static List<SectionBuffer> cut(StoredMessage message, long body, long compound) {
		return PacketSections.of(message, QUEUE, new PacketSections.Limits(body, compound));
	}

	private static RemoteReadHeaders headers(StoredMessage message, PacketSections.Place place) throws Exception {
		byte[] whole = PacketSections.of(message, place, ALL).get(0).data();
		return MessagePacket.parse(whole).remoteRead().orElseThrow();
	}

	@ParameterizedTest
	@ValueSource(longs = { 40, 41, 0xFFFFFFFFL })
	void aCompoundMessageThatFitsComesInOneSection(long limit) {
		List<SectionBuffer> sections = cut(http(), 0, limit);
		assertThat(sections).hasSize(1);
		assertThat(sections.get(0).type()).isEqualTo(Type.FULL_PACKET);
		byte[] expected = HEADERS.get("http");
		assertThat(sections.get(0).allocated()).isEqualTo(expected.length + 188);
		assertThat(sections.get(0).data()).hasSize(expected.length + 188);
		assertThat(Arrays.copyOfRange(sections.get(0).data(), 48, expected.length))
				.isEqualTo(Arrays.copyOfRange(expected, 48, expected.length));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 39 })
	void aCompoundMessageThatDoesNotFitIsCutAtItsHeader(int limit) {
		List<SectionBuffer> sections = cut(http(), 0xFFFFFFFFL, limit);
		int packet = HEADERS.get("http").length;
		assertThat(sections).extracting(SectionBuffer::type).containsExactly(Type.SRMP_FIRST, Type.SRMP_SECOND);
		assertThat(sections.get(0).data()).hasSize(packet - COMPOUND + limit);
		assertThat(sections.get(0).allocated()).isEqualTo(packet);
		assertThat(sections.get(1).data()).hasSize(188);
		assertThat(sections.get(1).allocated()).isEqualTo(188);
	}

	@Test
	void whatFollowsTheCompoundMessageIsInTheSecondSection() {
		byte[] soap = new byte[]{ 0x20, 3, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, (byte) 0x84, 3, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0 };
		byte[] packet = join(HEADERS.get("http"), soap);
		packet[16 + 47] |= 0x10;
		packet[8] += (byte) soap.length;
		List<SectionBuffer> sections = cut(Messages.stored(packet), 0, 5);
		assertThat(sections.get(0).data()).hasSize(packet.length - soap.length - COMPOUND + 5);
		assertThat(sections.get(1).data()).startsWith(soap).hasSize(soap.length + 188);
	}

	@Test
	void sectionsAtTheirAllocatedPlacesMakeUpThePacket() {
		byte[] whole = cut(http(), 0, COMPOUND).get(0).data();
		ByteArrayOutputStream together = new ByteArrayOutputStream();
		for (SectionBuffer section : cut(http(), 0, COMPOUND - 1)) {
			together.writeBytes(section.data());
			together.writeBytes(new byte[(int) section.allocated() - section.data().length]);
		}
		whole[HEADERS.get("http").length - 1] = 0;
		assertThat(together.toByteArray()).isEqualTo(whole);
	}

	@Test
	void aBrokenEnvelopeLeavesTheMessageWhole() {
		byte[] packet = HEADERS.get("http").clone();
		int envelope = packet.length - COMPOUND - 40;
		packet[envelope + 4] = (byte) 0xFF;
		packet[envelope + 7] = (byte) 0xFF;
		StoredMessage damaged = new StoredMessage(1, false, new byte[0], packet, envelope, 0);
		List<SectionBuffer> sections = cut(damaged, 0, 0);
		assertThat(sections).hasSize(1);
		assertThat(sections.get(0).data()).startsWith(0x10).hasSize(packet.length + 188);
	}

	@Test
	void theSubqueueHeaderTellsWhereItIsAndWhatHasHappened() throws Exception {
		StoredMessage message = Messages.stored("label", builder -> builder)
				.withHistory(new MessageHistory(4, 2, 1_700_000_001L, 0xC004));
		RemoteReadHeaders headers = headers(message, new PacketSections.Place("poison", false));
		assertThat(headers.subqueue()).isEqualTo("poison");
		assertThat(headers.counters()).isEqualTo(new RemoteReadHeaders.Counters(4, 2, 1_700_000_001L, 0xC004));
		assertThat(headers.sender()).containsExactly(192, 0, 2, 7);
		assertThat(headers.deadLetterQueue()).isEmpty();
	}

	@Test
	void aDeadLetterQueueThatTheSenderNamedIsTold() throws Exception {
		StoredMessage plain = Messages.stored("label", builder -> builder.body(0, new byte[5]));
		byte[] named = new RemoteReadHeaders("elsewhere", new RemoteReadHeaders.Counters(9, 9, 9, 9),
				Optional.of("OS:srv\\private$\\dead"), new byte[]{ 1, 2, 3, 4 }).encode();
		StoredMessage message = Messages.stored(join(plain.packet(), named));
		byte[] whole = PacketSections.of(message, QUEUE, ALL).get(0).data();
		assertThat(whole).as("with one set of headers").hasSize(plain.packet().length + 188 + 48);
		RemoteReadHeaders headers = headers(message, new PacketSections.Place("here", false));
		assertThat(headers.deadLetterQueue()).contains("OS:srv\\private$\\dead");
		assertThat(headers.subqueue()).isEqualTo("here");
		assertThat(headers.counters()).isEqualTo(RemoteReadHeaders.Counters.ZERO);
		assertThat(headers.sender()).containsExactly(192, 0, 2, 7);
		assertThat(cut(message, 2, 0).get(1).data()).startsWith(0, 0, 0, 12, 0, 0, 0);
	}

	@Test
	void aMessageInADeadLetterQueueHasItsReasonAsItsClass() throws Exception {
		StoredMessage message = Messages.stored("label", builder -> builder).withHistory(
				MessageHistory.NONE.withOutcome(MessageClass.NACK_RECEIVE_REJECTED.value()));
		byte[] dead = PacketSections.of(message, new PacketSections.Place("", true), ALL).get(0).data();
		assertThat(MessagePacket.parse(dead).properties().messageClass())
				.isEqualTo(MessageClass.NACK_RECEIVE_REJECTED);
		byte[] elsewhere = PacketSections.of(message, QUEUE, ALL).get(0).data();
		assertThat(MessagePacket.parse(elsewhere).properties().messageClass()).isEqualTo(MessageClass.NORMAL);
	}

	@Test
	void aMessageWithoutHistoryKeepsItsClassInADeadLetterQueue() throws Exception {
		StoredMessage message = Messages.stored("label", builder -> builder.messageClass(MessageClass.ACK_RECEIVE));
		byte[] dead = PacketSections.of(message, new PacketSections.Place("", true), ALL).get(0).data();
		assertThat(MessagePacket.parse(dead).properties().messageClass()).isEqualTo(MessageClass.ACK_RECEIVE);
	}

	/** An IPv6 address does not fit into the user header, which has as much of it as fits (2.2.5.1). */
	@Test
	void anAddressOfTheNewerKindIsWholeInItsOwnHeader() throws Exception {
		StoredMessage old = Messages.stored("label", builder -> builder);
		byte[] address = { 0x20, 1, 0xd, (byte) 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7 };
		StoredMessage message = new StoredMessage(1, false, address, old.packet(), old.bodyOffset(), 0);
		byte[] whole = PacketSections.of(message, QUEUE, ALL).get(0).data();
		assertThat(Arrays.copyOfRange(whole, 32, 48)).containsExactly(16, 0, 6, 0, 0, 0, 0, 0, 0x20, 1, 0xd, 0xb8, 0, 0,
				0, 0);
		assertThat(headers(message, QUEUE).sender()).isEqualTo(address);
	}
}
