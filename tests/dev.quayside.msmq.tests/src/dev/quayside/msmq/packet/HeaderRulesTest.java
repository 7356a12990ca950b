package dev.quayside.msmq.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.NameException;
import dev.quayside.testkit.Vectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What headers must not say, and what a builder must not build ([MS-MQMQ] 2.2.19, 2.2.20). */
class HeaderRulesTest {

	private static final UUID SOURCE = UUID.fromString("52ee0b5a-0405-4607-8809-0a0b0c0d0e0f");
	private static final UUID RECEIVER = new UUID(1, 2);
	private static final FormatName DESTINATION = FormatName.parse("DIRECT=OS:srv01\\private$\\orders");

	/** User flags stand here. */
	private static final int FLAGS = 60;

	private static byte[] plain() {
		return new MessageBuilder(SOURCE, DESTINATION).label("label").build().encode();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Gr\u00fc\u00dfe", "\ud83d\ude80", "half \ud83d", "\ude80\ud83d" })
	void aTextArrivesUnitByUnit(String label) throws PacketException {
		byte[] packet = new MessageBuilder(SOURCE, DESTINATION).label(label).build().encode();
		assertThat(MessagePacket.parse(packet).properties().label()).isEqualTo(label);
	}

	private static void refused(byte[] packet, String problem) {
		assertThatThrownBy(() -> MessagePacket.parse(packet)).isInstanceOf(PacketException.class)
				.hasMessageContaining(problem);
	}

	private static ByteBuffer buffer(byte[] packet) {
		return ByteBuffer.wrap(packet).order(ByteOrder.LITTLE_ENDIAN);
	}

	@Test
	void aPacketHasVersionAndSignature() {
		byte[] version = plain();
		version[0] = 0x11;
		refused(version, "version");
		byte[] signature = plain();
		signature[4] = 'M';
		refused(signature, "signature");
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, 15, 0x00400001, 0x7FFFFFFF, 0x80000000L, 0xFFFFFFFFL })
	void aPacketHas16BytesTo4Mebibytes(long size) {
		byte[] packet = plain();
		buffer(packet).putInt(8, (int) size);
		refused(packet, "a packet of " + size + " bytes");
	}

	@Test
	void reservedFieldsAreIgnored() throws PacketException {
		byte[] packet = plain();
		packet[1] = (byte) 0xCD;
		buffer(packet).putShort(2, (short) (0xFEC0 | 3));
		buffer(packet).putInt(FLAGS, buffer(packet).getInt(FLAGS) | 0xED000080);
		assertThat(MessagePacket.parse(packet).properties().label()).isEqualTo("label");
	}

	@Test
	void anInternalPacketIsNoMessage() {
		byte[] packet = plain();
		packet[2] |= 0x08;
		refused(packet, "internal");
	}

	private static byte[] withUserFlags(int clear, int set) {
		byte[] packet = plain();
		buffer(packet).putInt(FLAGS, buffer(packet).getInt(FLAGS) & ~clear | set);
		return packet;
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 4, 6 })
	void otherDestinationsAreRefused(int type) {
		refused(withUserFlags(7 << 10, type << 10), "a destination of type " + type);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 4 })
	void otherAdminQueuesAreRefused(int type) {
		refused(withUserFlags(0, type << 13), "an admin queue of type " + type);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0x40, 0x60, 0x1E, 0x1F })
	void otherDeliveryModesAndTooManyHopsAreRefused(int flags) {
		refused(withUserFlags(0, flags), "flags");
	}

	@Test
	void aMessageHasProperties() {
		refused(withUserFlags(UserHeader.PROPERTIES, 0), "without properties");
	}

	@Test
	void aTransactionalMessageIsNotExpress() {
		refused(withUserFlags(0, UserHeader.TRANSACTION), "express");
	}

	/** Length of the direct name, and what is wrong with it. */
	@ParameterizedTest
	@CsvSource({ "0", "1", "49", "48", "65535" })
	void aDirectNameEndsWithItsOnlyNul(int length) {
		byte[] packet = plain();
		buffer(packet).putShort(64, (short) length);
		assertThatThrownBy(() -> MessagePacket.parse(packet)).isInstanceOf(PacketException.class);
	}

	@Test
	void aDirectNameWithoutLengthIsRefused() {
		byte[] packet = plain();
		buffer(packet).putShort(64, (short) 0);
		refused(packet, "NUL");
	}

	private static int properties(byte[] packet) {
		return 64 + (2 + buffer(packet).getShort(64) + 3 & ~3);
	}

	@Test
	void aLabelHasAtMost250UnitsWithItsNul() {
		byte[] packet = plain();
		packet[properties(packet) + 1] = (byte) 251;
		refused(packet, "a label of 251 units");
	}

	@Test
	void aBodyIsNotLargerThanItsPlace() {
		byte[] packet = plain();
		buffer(packet).putInt(properties(packet) + 32, 1);
		refused(packet, "a body of 1 in 0 bytes");
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 1000, 0x00400001, 0x7FFFFFFF, 0xFFFFFFFFL })
	void aBodyThatIsNotThereIsRefusedInAWholePacket(long allocated) {
		byte[] packet = plain();
		buffer(packet).putInt(properties(packet) + 36, (int) allocated);
		assertThatThrownBy(() -> MessagePacket.parse(packet)).isInstanceOf(PacketException.class);
	}

	@ParameterizedTest
	@ValueSource(longs = { 1000, 0x7FFFFFFF, 0xFFFFFFFFL })
	void anExtensionThatIsNotThereIsRefusedBeforeAnythingIsAllocated(long size) {
		byte[] packet = plain();
		buffer(packet).putInt(properties(packet) + 52, (int) size);
		refused(packet, "a length of " + size);
	}

	@Test
	void headersBehindTheBodyHaveTheirIds() {
		byte[] everything = Vectors.read("dev.quayside.msmq.tests/vectors/packet-headers.txt").get("everything");
		String text = new String(everything, StandardCharsets.ISO_8859_1);
		for (String id : List.of("\u0020\u0003", "\u0084\u0003", "\u0064\0", "\u00c8\0", "\u002c\u0001",
				"\u005e\u0001")) {
			byte[] changed = everything.clone();
			changed[text.lastIndexOf(id)] ^= 0x55;
			assertThatThrownBy(() -> MessagePacket.parse(changed)).as("id %04x", (int) id.charAt(0))
					.isInstanceOf(PacketException.class);
		}
	}

	@Test
	void aListOfQueuesHasNoMoreThanFitIn() {
		byte[] everything = Vectors.read("dev.quayside.msmq.tests/vectors/packet-headers.txt").get("everything");
		String text = new String(everything, StandardCharsets.ISO_8859_1);
		int count = text.indexOf("\u0064\0\0\0\u0003\0\0\0") + 4;
		byte[] changed = everything.clone();
		buffer(changed).putInt(count, 0x7FFFFFFF);
		refused(changed, "2147483647 queues");
	}

	@Test
	void aListOfQueuesWithOtherElementsIsRefusedWhenItIsRead() {
		MultiQueueHeader.AddressList list = new MultiQueueHeader.AddressList(1, new byte[]{ 4, 0, 0, 0 });
		assertThatThrownBy(list::names).isInstanceOf(PacketException.class).hasMessageContaining("type 4");
		MultiQueueHeader.AddressList nonsense = new MultiQueueHeader.AddressList(1, new byte[]{ 3, 0, 'x', 0, 0, 0 });
		assertThatThrownBy(nonsense::names).isInstanceOf(PacketException.class);
		assertThatThrownBy(() -> MultiQueueHeader.AddressList.of(List.of(FormatName.parse("MULTICAST=234.1.1.1:80"))))
				.isInstanceOf(NameException.class);
	}

	@Test
	void flagsFollowTheHeadersThatAreWritten() throws PacketException {
		MessagePacket plain = MessagePacket.parse(plain());
		OptionalHeaders optional = new OptionalHeaders(Optional.of(new OptionalHeaders.Debug(Optional.empty())),
				Optional.empty(), Optional.of(new OptionalHeaders.Soap("", "x")),
				Optional.of(new MultiQueueHeader(MultiQueueHeader.AddressList.of(List.of(DESTINATION)),
						MultiQueueHeader.AddressList.of(List.of()), MultiQueueHeader.AddressList.of(List.of()),
						new byte[0])),
				Optional.of(new SessionHeader(1, 2, 3, 4, 5, 6)));
		MessagePacket written = new MessagePacket(plain.base(), plain.user(), plain.transaction(),
				Optional.of(SecurityHeader.ofSid(new byte[]{ 1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0 })),
				plain.properties(), plain.body(), optional, Optional.empty());
		MessagePacket read = MessagePacket.parse(written.encode());
		assertThat(read.optional().debug()).isEqualTo(optional.debug());
		assertThat(read.optional().soap()).isEqualTo(optional.soap());
		assertThat(read.optional().session()).isEqualTo(optional.session());
		assertThat(read.optional().multiQueue().orElseThrow().destination().names()).containsExactly(DESTINATION);
		assertThat(read.security().orElseThrow().sid()).contains("S-1-5-18");
		assertThat(read.base().packetSize()).as("without the session header")
				.isEqualTo(written.encode().length - SessionHeader.SIZE);
	}

	@Test
	void aMessageIsBuiltAsAsked() throws PacketException {
		FormatName admin = FormatName.parse("DIRECT=OS:srv01\\private$\\admin");
		FormatName response = FormatName.parse("PUBLIC=728EBA75-3A1A-4D8E-9C4B-2A9E2E5C1A10");
		MessagePacket packet = MessagePacket.parse(new MessageBuilder(SOURCE, DESTINATION).ordinal(0xFFFFFFFFL)
				.priority(7).recoverable().timeToReachQueue(1).timeToBeReceived(2).sentTime(3).admin(admin, 5)
				.response(response).label("ä").body(8, new byte[]{ 9 }).build().encode());
		assertThat(packet.id()).isEqualTo(new MessageId(SOURCE, 0xFFFFFFFFL));
		assertThat(packet.base().priority()).isEqualTo(7);
		assertThat(packet.user().isRecoverable()).isTrue();
		assertThat(packet.base().timeToReachQueue()).isEqualTo(1);
		assertThat(packet.user().timeToBeReceived()).isEqualTo(2);
		assertThat(packet.user().sentTime()).isEqualTo(3);
		assertThat(packet.user().admin()).isEqualTo(PacketQueue.of(admin));
		assertThat(packet.user().response()).isEqualTo(PacketQueue.of(response));
		assertThat(packet.properties().flags()).isEqualTo(5);
		assertThat(packet.properties().label()).isEqualTo("ä");
		assertThat(packet.body().toByteArray()).containsExactly(9);
	}

	@Test
	void aTransactionalMessageHasPriorityZeroAndIsRecoverable() {
		MessagePacket packet = new MessageBuilder(SOURCE, DESTINATION).priority(7)
				.transaction(new TransactionHeader(0, 1, 1, 0, Optional.empty())).build();
		assertThat(packet.base().priority()).isZero();
		assertThat(packet.user().isRecoverable()).isTrue();
	}

	@Test
	void whatCannotBeSentIsNotBuilt() {
		MessageBuilder builder = new MessageBuilder(SOURCE, DESTINATION);
		assertThatThrownBy(() -> builder.priority(8)).isInstanceOf(IllegalArgumentException.class);
		assertThatThrownBy(() -> builder.priority(-1)).isInstanceOf(IllegalArgumentException.class);
		builder.label("x".repeat(249)).build();
		assertThatThrownBy(() -> builder.label("x".repeat(250)).build()).isInstanceOf(IllegalArgumentException.class)
				.hasMessageContaining("249");
		assertThatThrownBy(() -> builder.label("").body(0, new byte[4 * 1024 * 1024]).build())
				.isInstanceOf(IllegalArgumentException.class).hasMessageContaining("4194304");
		assertThatThrownBy(() -> new MessageBuilder(SOURCE, FormatName.parse("DIRECT=OS:a\\q,DIRECT=OS:b\\q")))
				.isInstanceOf(NameException.class);
	}

	private static Optional<String> responseName(PacketQueue admin, PacketQueue response) {
		return new UserHeader(SOURCE, new byte[16], 0, 0, 1, UserHeader.PROPERTIES, new PacketQueue.Direct("OS:h\\q"),
				admin, response, Optional.empty()).responseName(RECEIVER);
	}

	@Test
	void aResponseQueueCanBeTheAdminQueueOrBesideIt() {
		UUID elsewhere = new UUID(3, 4);
		PacketQueue beside = new PacketQueue.Numbered(4, 17);
		assertThat(responseName(new PacketQueue.Direct("OS:h\\a"), new PacketQueue.Absent(1)))
				.contains("DIRECT=OS:h\\a");
		assertThat(responseName(new PacketQueue.Private(elsewhere, 5), beside))
				.isEqualTo(new PacketQueue.Private(elsewhere, 17).text(SOURCE, RECEIVER)).isPresent();
		assertThat(responseName(new PacketQueue.Numbered(2, 5), beside))
				.isEqualTo(new PacketQueue.Private(SOURCE, 17).text(SOURCE, RECEIVER));
		assertThat(responseName(new PacketQueue.Numbered(3, 5), beside))
				.isEqualTo(new PacketQueue.Private(RECEIVER, 17).text(SOURCE, RECEIVER));
		assertThat(responseName(new PacketQueue.Direct("OS:h\\a"), beside)).isEmpty();
		assertThat(responseName(PacketQueue.NONE, PacketQueue.NONE)).isEmpty();
	}
}
