package dev.quayside.msmq.rpc.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.property.PropValue;
import dev.quayside.msmq.rpc.QueueFormat;
import dev.quayside.msmq.rpc.Returned;
import dev.quayside.ndr.NdrException;
import dev.quayside.ndr.NdrType;
import dev.quayside.testkit.Hostile;
import dev.quayside.testkit.Vectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The stubs of qmmgmt, both directions ([MS-MQMR] 3.1.4). */
class ManagementVectorsTest {

	private static final Map<String, byte[]> VECTORS = Vectors
			.read("dev.quayside.msmq.rpc.tests/vectors/management.txt");
	private static final UUID ID = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
	private static final PropValue NULL = PropValue.None.NULL;
	private static final ManagedObject QUEUE = new ManagedObject.Queue(
			QueueFormat.of(FormatName.parse("DIRECT=OS:localhost\\private$\\q")));

	record Case<T>(String name, NdrType<T> type, T value) {

		byte[] bytes() {
			return VECTORS.get(name);
		}

		@Override
		public String toString() {
			return name;
		}
	}

	static List<Case<?>> requests() {
		NdrType<QueueManagement.InfoRequest> info = QueueManagement.GET_INFO.in();
		NdrType<QueueManagement.ActionRequest> action = QueueManagement.ACTION.in();
		return List.of(
				new Case<>("getMachineInfo", info,
						new QueueManagement.InfoRequest(new ManagedObject.Machine(), List.of(2L, 6L),
								List.of(NULL, NULL))),
				new Case<>("getQueueInfo", info,
						new QueueManagement.InfoRequest(QUEUE, List.of(7L), List.of(NULL))),
				new Case<>("getSessionInfo", info,
						new QueueManagement.InfoRequest(new ManagedObject.Session(), List.of(1L), List.of(NULL))),
				new Case<>("tidy", action,
						new QueueManagement.ActionRequest(new ManagedObject.Machine(), "TIDY")),
				new Case<>("pause", action, new QueueManagement.ActionRequest(QUEUE, "PAUSE")));
	}

	@ParameterizedTest
	@MethodSource("requests")
	<T> void aRequestCrossesTheWireBothWays(Case<T> each) {
		assertThat(each.type().decode(each.bytes())).isEqualTo(each.value());
		assertThat(each.type().encode(each.value())).isEqualTo(each.bytes());
	}

	@ParameterizedTest
	@MethodSource("requests")
	<T> void aBrokenRequestIsRefused(Case<T> each) {
		Hostile.refusesEveryPrefix(each.bytes(), each.type()::decode, NdrException.class);
		Hostile.survivesCorruption(each.bytes(), 6, 2_000, each.type()::decode, NdrException.class);
	}

	private static final NdrType<Returned<List<PropValue>>> ANSWER = QueueManagement.GET_INFO.out();

	private static List<PropValue> answer(String name) {
		byte[] bytes = VECTORS.get(name);
		List<PropValue> values = ANSWER.decode(bytes).value();
		assertThat(ANSWER.encode(Returned.ok(values))).as("written again").isEqualTo(bytes);
		Hostile.refusesEveryPrefix(bytes, ANSWER::decode, NdrException.class);
		Hostile.survivesCorruption(bytes, 7, 4_000, ANSWER::decode, NdrException.class);
		return values;
	}

	@Test
	void everySimpleTypeCrossesTheWireBothWays() {
		List<PropValue> values = answer("values");
		assertThat(values.subList(0, 12)).containsExactly(new PropValue.None(0), NULL, new PropValue.Number(17, 254),
				new PropValue.Number(2, -2), new PropValue.Number(18, 65534), new PropValue.Number(3, -2),
				PropValue.Number.unsigned32(0xFFFFFFFEL), PropValue.Number.signed64(-2), new PropValue.Number(21, -2),
				new PropValue.Number(11, -1), new PropValue.Text("YES"), new PropValue.Guid(ID));
		assertThat(((PropValue.Bytes) values.get(12)).value()).containsExactly(1, 2, 3);
		assertThat(values.get(13)).isEqualTo(new PropValue.Texts(List.of("a", "bc")));
	}

	@Test
	void everyVectorCrossesTheWireBothWays() {
		List<PropValue> values = answer("vectors");
		assertThat(((PropValue.Bytes) values.get(0)).value()).containsExactly(1, 2);
		assertThat(values.subList(1, 5)).containsExactly(new PropValue.Numbers(0x1012, List.of(1L, 65535L)),
				new PropValue.Numbers(0x1003, List.of(-1L)), new PropValue.Numbers(0x1015, List.of(9L)),
				new PropValue.Guids(List.of(ID)));
		assertThat(values.get(5)).isEqualTo(new PropValue.Variants(
				List.of(PropValue.Number.unsigned32(5), new PropValue.Numbers(0x1013, List.of(8L)))));
	}

	/** Where it stands in the request for the machine, the value, and what is wrong with it. */
	@ParameterizedTest
	@CsvSource({ "0, 0x00010002, discriminant", "0, 0x00040004, type", "8, 0, no property", "8, 129, too many",
			"8, 1, fewer than come", "12, 1, maximum of the ids", "24, 1, maximum of the values",
			"24, 0x7fffffff, maximum of the values", "32, 2, type without its discriminant" })
	void countsThatContradictEachOtherAreRefused(int offset, String value, String what) {
		byte[] bytes = VECTORS.get("getMachineInfo").clone();
		ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(offset, Integer.decode(value));
		assertThatThrownBy(() -> QueueManagement.GET_INFO.in().decode(bytes)).as(what)
				.isInstanceOf(NdrException.class);
	}

	@Test
	void variantsAreNotNestedWithoutEnd() {
		PropValue nested = NULL;
		for (int i = 0; i < 5; i++) {
			nested = new PropValue.Variants(List.of(nested));
		}
		byte[] bytes = ANSWER.encode(Returned.ok(List.of(nested)));
		assertThatThrownBy(() -> ANSWER.decode(bytes)).isInstanceOf(NdrException.class).hasMessageContaining("nested");
	}

	@Test
	void anEmptyVectorMayHaveNoPointer() {
		byte[] empty = ANSWER.encode(Returned.ok(List.of(new PropValue.Texts(List.of()))));
		assertThat(ANSWER.decode(empty).value()).containsExactly(new PropValue.Texts(List.of()));
		ByteBuffer without = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
		without.put(empty, 0, 24);
		assertThat(ANSWER.decode(without.array()).value()).containsExactly(new PropValue.Texts(List.of()));
	}

	@Test
	void aVectorWithoutPointerHasNoElements() {
		byte[] bytes = ANSWER.encode(Returned.ok(List.of(new PropValue.Texts(List.of("a")))));
		ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(24, 0);
		assertThatThrownBy(() -> ANSWER.decode(bytes)).isInstanceOf(NdrException.class);
	}

	@Test
	void aQueueWithoutPointerNamesNoQueue() {
		byte[] bytes = VECTORS.get("getMachineInfo").clone();
		bytes[0] = 2;
		bytes[2] = 2;
		ManagedObject object = QueueManagement.GET_INFO.in().decode(bytes).object();
		assertThat(((ManagedObject.Queue) object).format()).isInstanceOf(QueueFormat.Invalid.class);
	}
}
