package dev.quayside.msmq.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.msmq.packet.TransactionAck.FinalAck;
import dev.quayside.msmq.packet.TransactionAck.OrderAck;
import dev.quayside.testkit.Hostile;
import dev.quayside.testkit.Vectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** OrderAck and FinalAck ([MS-MQQB] 2.2.4, 2.2.5): read, and written to the same bytes. */
class TransactionAckTest {

	private static final Map<String, byte[]> VECTORS = Vectors
			.read("dev.quayside.msmq.tests/vectors/transaction-acks.txt");
	private static final UUID SOURCE = UUID.fromString("52ee0b5a-0405-4607-8809-0a0b0c0d0e0f");
	private static final UUID SENDER = UUID.fromString("728eba75-3a1a-4d8e-9c4b-2a9e2e5c1a10");
	private static final long SEQUENCE = 0x6553f0ff00000007L;
	private static final long SENT = 1_700_000_000L;
	private static final OrderAck ORDER_ACK = new OrderAck(SEQUENCE, 5);
	private static final FinalAck FINAL_ACK = new FinalAck(MessageClass.ACK_RECEIVE, SEQUENCE, 5, 3,
			new MessageId(SENDER, 77));
	private static final MessageId ID = new MessageId(SOURCE, 9);

	private static Optional<TransactionAck> read(byte[] packet) throws PacketException {
		return TransactionAck.of(MessagePacket.parse(packet));
	}

	@Test
	void anOrderAckIsRead() throws PacketException {
		assertThat(read(VECTORS.get("orderAck"))).contains(ORDER_ACK);
	}

	@Test
	void anOrderAckIsWritten() {
		assertThat(ORDER_ACK.packet(ID, "10.0.0.1", SENT).encode()).isEqualTo(VECTORS.get("orderAck"));
	}

	@Test
	void aFinalAckIsRead() throws PacketException {
		assertThat(read(VECTORS.get("finalAck"))).contains(FINAL_ACK);
	}

	@Test
	void aFinalAckIsWritten() {
		assertThat(FINAL_ACK.packet(ID, SENDER, SENT).encode()).isEqualTo(VECTORS.get("finalAck"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "10.0.0.1", "::1", "fe80:0:0:0:1:2:3:4" })
	void theOrderQueueIsNamedByTheAddressOfItsQueueManager(String address) throws PacketException {
		MessagePacket packet = MessagePacket.parse(ORDER_ACK.packet(ID, address, SENT).encode());
		assertThat(packet.user().destination())
				.isEqualTo(new PacketQueue.Direct("TCP:" + address + "\\PRIVATE$\\order_queue$"));
		assertThat(TransactionAck.of(packet)).contains(ORDER_ACK);
	}

	@Test
	void anAcknowledgementOfNumberZeroIsRefused() {
		byte[] bytes = VECTORS.get("orderAck").clone();
		Arrays.fill(bytes, bytes.length - 28, bytes.length - 24, (byte) 0);
		assertThatThrownBy(() -> read(bytes)).isInstanceOf(PacketException.class).hasMessageContaining("number 0");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 0x3FFF })
	void aMessageOfAnotherClassIsNone(int messageClass) throws PacketException {
		byte[] bytes = new FinalAck(new MessageClass(messageClass), SEQUENCE, 5, 3, ID).packet(ID, SENDER, SENT)
				.encode();
		assertThat(read(bytes)).isEmpty();
	}

	@Test
	void aMessageOfAnotherLabelOrSizeOrQueueIsNone() throws PacketException {
		MessageBuilder order = new MessageBuilder(SOURCE, new PacketQueue.Numbered(3, 4), SENDER).priority(0)
				.messageClass(MessageClass.ORDER_ACK);
		assertThat(TransactionAck.of(order.label("QM ordering ack").body(0, new byte[36]).build())).isEmpty();
		assertThat(TransactionAck.of(order.label(TransactionAck.LABEL).body(0, new byte[35]).build())).isEmpty();
		MessageBuilder elsewhere = new MessageBuilder(SOURCE, new PacketQueue.Numbered(3, 5), SENDER).priority(0)
				.messageClass(MessageClass.ORDER_ACK).label(TransactionAck.LABEL).body(0, new byte[36]);
		assertThat(TransactionAck.of(elsewhere.build())).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "orderAck", "finalAck" })
	void nothingButARefusalComesOfWhatIsCutOrCorrupt(String name) throws Exception {
		Hostile.refusesEveryPrefix(VECTORS.get(name), TransactionAckTest::read, PacketException.class);
		Hostile.survivesCorruption(VECTORS.get(name), 42, 20_000, TransactionAckTest::read, PacketException.class);
	}

	@Test
	void aTransactionHeaderKnowsItsUnitOfWork() {
		TransactionHeader header = new TransactionHeader(TransactionHeader.flags(0x12345, true, false), 0, 0, 0,
				Optional.empty()).at(SEQUENCE, 3, 2);
		assertThat(header.index()).isEqualTo(0x12345);
		assertThat(header.has(TransactionHeader.FIRST)).isTrue();
		assertThat(header.has(TransactionHeader.LAST)).isFalse();
		assertThat(header.sequenceId()).isEqualTo(SEQUENCE);
		assertThat(header.previousNumber()).isEqualTo(2);
	}
}
