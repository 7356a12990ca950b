package dev.quayside.queuemanager.services;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.queuemanager.services.Wire.Answer;
import dev.quayside.queuemanager.services.Wire.Section;
import dev.quayside.queuemanager.store.StoredMessage;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** What R_StartReceive puts into sections ([MS-MQRR] 2.2.5 to 2.2.7, 3.1.4.7). */
class SectionsTest extends WireTest {

	private static final int FULL = 0;
	private static final int FIRST = 1;
	private static final int SECOND = 2;
	/** Extension 12, subqueue 148 and extended address 28 bytes. */
	private static final int TRAILERS = 188;

	private byte[] handle;

	@BeforeEach
	void open() throws IOException {
		handle = wire.open(name, Wire.RECEIVE_ACCESS);
	}

	private static byte[] body(int length) {
		byte[] body = new byte[length];
		new Random(length).nextBytes(body);
		return body;
	}

	private StoredMessage put(int length) {
		StoredMessage message = Messages.stored("label", builder -> builder.body(0, body(length)));
		Messages.put(manager, name, 3, message);
		return message;
	}

	private List<Section> peek(long maxBody) throws IOException {
		Answer answer = wire.startReceive(handle, 0, 0, Wire.PEEK_CURRENT, 0, 1, maxBody);
		assertThat(answer.status()).isZero();
		return answer.sections();
	}

	@ParameterizedTest
	@CsvSource({ "100, 100", "100, 101", "100, 4294967295", "0, 0", "0, 1", "1, 1", "101, 101", "102, 4194304",
			"103, 103", "5000, 5000", "3000000, 4294967295" })
	void aBodyThatFitsComesInOneSectionOfTheWholePacket(int length, long maxBody) throws IOException {
		StoredMessage message = put(length);
		List<Section> sections = peek(maxBody);
		assertThat(sections).hasSize(1);
		Section whole = sections.get(0);
		assertThat(whole.type()).isEqualTo(FULL);
		assertThat(whole.allocated()).isEqualTo(whole.data().length).isEqualTo(message.packet().length + TRAILERS);
		assertThat(Arrays.copyOfRange(whole.data(), message.bodyOffset(), message.bodyOffset() + length))
				.isEqualTo(body(length));
	}

	/** Bodies of all remainders: the padding behind the body must be in one of the sections. */
	@ParameterizedTest
	@CsvSource({ "100, 0", "100, 1", "100, 10", "100, 99", "101, 10", "102, 10", "103, 10", "1, 0", "5000, 0",
			"5001, 0", "5002, 4999", "3000000, 16" })
	void aBodyThatDoesNotFitComesInTwoSections(int length, int maxBody) throws IOException {
		StoredMessage message = put(length);
		List<Section> sections = peek(maxBody);
		assertThat(sections).hasSize(2);
		Section first = sections.get(0);
		int headers = message.bodyOffset();
		assertThat(first.type()).isEqualTo(FIRST);
		assertThat(first.data()).hasSize(headers + maxBody);
		assertThat(first.allocated()).as("headers and the actual body").isEqualTo(headers + length);
		assertThat(Arrays.copyOfRange(first.data(), headers, headers + maxBody))
				.isEqualTo(Arrays.copyOf(body(length), maxBody));
		Section second = sections.get(1);
		assertThat(second.type()).isEqualTo(SECOND);
		assertThat(second.allocated()).isEqualTo(second.data().length);
		int padding = -(headers + length) & 3;
		assertThat(second.data()).hasSize(padding + TRAILERS);
		assertThat(Arrays.copyOf(second.data(), padding)).isEqualTo(new byte[padding]);
	}

	@ParameterizedTest
	@ValueSource(ints = { 100, 101, 102, 103, 6001 })
	void sectionsAtTheirAllocatedPlacesMakeUpThePacket(int length) throws IOException {
		StoredMessage message = put(length);
		byte[] whole = peek(Wire.FOR_EVER).get(0).data();
		ByteArrayOutputStream together = new ByteArrayOutputStream();
		for (Section section : peek(10)) {
			together.write(section.data());
			together.write(new byte[(int) section.allocated() - section.data().length]);
		}
		byte[] expected = whole.clone();
		Arrays.fill(expected, message.bodyOffset() + 10, message.bodyOffset() + length, (byte) 0);
		assertThat(together.toByteArray()).isEqualTo(expected);
	}

	@Test
	void theTrailersAreExtensionSubqueueAndExtendedAddress() throws IOException {
		put(100);
		byte[] trailers = peek(0).get(1).data();
		assertThat(HexFormat.of().formatHex(trailers)).isEqualTo("" //
				+ "0c000000" + "b0000000" + "12" + "000000" // 12 bytes, 176 follow, SQ and EA
				+ "94000000" + "00000000" + "00000000".repeat(3) + "00".repeat(128) // 148 bytes, no subqueue
				+ "1c000000" + "0400" + "0100" + "00000000" + "c0000207" + "00".repeat(12)); // 28 bytes, IPv4
	}

	@Test
	void theTrailersOfAWholePacketFollowIt() throws IOException {
		StoredMessage message = put(101);
		byte[] whole = peek(101).get(0).data();
		byte[] trailers = Arrays.copyOfRange(whole, message.packet().length, whole.length);
		assertThat(trailers).startsWith(0x0c, 0, 0, 0, 0xb0, 0, 0, 0, 0x12).hasSize(TRAILERS);
	}

	private static ByteBuffer packet(Section section) {
		return ByteBuffer.wrap(section.data()).order(ByteOrder.LITTLE_ENDIAN);
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, 10, Wire.FOR_EVER })
	void theTimeToReachTheQueueIsAPointInTime(long maxBody) throws IOException {
		Messages.put(manager, name, 3, Messages.stored("label",
				builder -> builder.timeToReachQueue(3600).sentTime(1_600_000_000L).body(0, body(20))));
		assertThat(packet(peek(maxBody).get(0)).getInt(12)).isEqualTo(1_600_003_600);
	}

	@Test
	void aTimeToReachTheQueueWithoutLimitStaysSo() throws IOException {
		put(10);
		assertThat(packet(peek(0).get(0)).getInt(12)).isEqualTo(-1);
	}

	@Test
	void aPointInTimeThatIsTooLateIsNotTheOneWithoutLimit() throws IOException {
		Messages.put(manager, name, 3, Messages.stored("label",
				builder -> builder.timeToReachQueue(0xFFFFFFF0L).sentTime(1_600_000_000L)));
		assertThat(packet(peek(0).get(0)).getInt(12)).isEqualTo(0xFFFFFFFE);
	}

	@Test
	void theAddressOfADirectMessageIsThatOfItsSender() throws IOException {
		put(10);
		byte[] bytes = peek(0).get(0).data();
		assertThat(HexFormat.of().formatHex(bytes, 32, 48)).isEqualTo("0400" + "0100" + "00000000" + "c0000207"
				+ "00000000");
	}

	@Test
	void theAddressOfAMessageToAPrivateQueueIsNotTouched() throws IOException {
		byte[] packet = Messages.stored("label", builder -> builder).packet();
		byte[] numbered = Messages.numbered(packet, manager.server().id(), queue.number());
		Messages.put(manager, name, 3, Messages.stored(numbered));
		assertThat(Arrays.copyOfRange(peek(0).get(0).data(), 32, 48)).isEqualTo(Arrays.copyOfRange(numbered, 32, 48));
	}

	@Test
	void theRestOfThePacketIsWhatTheSenderSent() throws IOException {
		StoredMessage message = put(100);
		byte[] whole = peek(100).get(0).data();
		byte[] expected = message.packet().clone();
		System.arraycopy(whole, 32, expected, 32, 16);
		assertThat(Arrays.copyOf(whole, expected.length)).isEqualTo(expected);
	}

	@Test
	void receivingCutsLikePeeking() throws IOException {
		put(100);
		Answer answer = wire.startReceive(handle, 0, 0, Wire.RECEIVE, 0, 1, 7);
		assertThat(answer.sections()).hasSize(2);
		assertThat(wire.end(handle, Wire.ACK, 1)).isZero();
	}
}
