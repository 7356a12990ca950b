package dev.quayside.msmq.rpc.qmcomm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.UnitOfWork;
import dev.quayside.msmq.property.PropValue;
import dev.quayside.msmq.rpc.QueueFormat;
import dev.quayside.msmq.rpc.Returned;
import dev.quayside.msmq.rpc.qmcomm.QmCommParameters.CreateRequest;
import dev.quayside.msmq.rpc.qmcomm.QmCommParameters.Descriptor;
import dev.quayside.msmq.rpc.qmcomm.QmCommParameters.DescriptorRequest;
import dev.quayside.msmq.rpc.qmcomm.QmCommParameters.EnlistRequest;
import dev.quayside.msmq.rpc.qmcomm.QmCommParameters.OpenRequest;
import dev.quayside.msmq.rpc.qmcomm.QmCommParameters.Opened;
import dev.quayside.msmq.rpc.qmcomm.QmCommParameters.PathRequest;
import dev.quayside.msmq.rpc.qmcomm.QmCommParameters.PropertiesRequest;
import dev.quayside.msmq.rpc.qmcomm.QmCommParameters.SecurityRequest;
import dev.quayside.ndr.NdrException;
import dev.quayside.ndr.NdrType;
import dev.quayside.rpc.ContextHandle;
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

/** The stubs of qmcomm, both directions ([MS-MQMP] 3.1.4). */
class QmCommVectorsTest {

	private static final Map<String, byte[]> VECTORS = Vectors.read("dev.quayside.msmq.rpc.tests/vectors/qmcomm.txt");
	private static final UUID ID = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
	private static final ContextHandle HANDLE = new ContextHandle(0, ID);
	private static final QueueFormat QUEUE = QueueFormat.of(FormatName.parse("DIRECT=OS:localhost\\private$\\q"));
	private static final PropValue NULL = PropValue.None.NULL;
	private static final String PATH = ".\\private$\\q";
	private static final UnitOfWork UNIT = UnitOfWork
			.of(new byte[]{ 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 });

	record Case<T>(String name, NdrType<T> type, T value) {

		byte[] bytes() {
			return VECTORS.get(name);
		}

		@Override
		public String toString() {
			return name;
		}
	}

	private static PropValue text(String value) {
		return new PropValue.Text(value);
	}

	static List<Case<?>> stubs() {
		return List.of(
				new Case<>("create", QmComm.CREATE_OBJECT.in(),
						new CreateRequest(1, PATH, new byte[]{ 1, 2, 3, 4, 5, 6, 7 }, List.of(108L, 104L, 102L),
								List.of(text("hello"), new PropValue.Number(PropValue.VT_UI1, 1),
										new PropValue.Guid(ID)))),
				new Case<>("createWithDefaults", QmComm.CREATE_OBJECT.in(),
						new CreateRequest(1, PATH, null, List.of(108L), List.of(text("hello")))),
				new Case<>("setSecurity", QmComm.SET_OBJECT_SECURITY.in(),
						new SecurityRequest(QUEUE, 4, new byte[]{ 1, 2, 3 })),
				new Case<>("getSecurity", QmComm.GET_OBJECT_SECURITY.in(), new DescriptorRequest(QUEUE, 7, 100)),
				new Case<>("delete", QmComm.DELETE_OBJECT.in(), QUEUE),
				new Case<>("getProperties", QmComm.GET_OBJECT_PROPERTIES.in(),
						new PropertiesRequest(QUEUE, List.of(108L, 105L), List.of(NULL, NULL))),
				new Case<>("setProperties", QmComm.SET_OBJECT_PROPERTIES.in(),
						new PropertiesRequest(QUEUE, List.of(108L, 105L, 106L), List.of(text("new"),
								PropValue.Number.unsigned32(7), new PropValue.Number(PropValue.VT_I2, -3)))),
				new Case<>("pathToFormat", QmComm.OBJECT_PATH_TO_OBJECT_FORMAT.in(),
						new PathRequest(PATH, QueueFormat.UNKNOWN)),
				new Case<>("enlist", QmComm.ENLIST_TRANSACTION.in(), new EnlistRequest(UNIT, new byte[]{ 1, 2, 3 })),
				new Case<>("enlistInternal", QmComm.ENLIST_INTERNAL_TRANSACTION.in(), UNIT),
				new Case<>("commit", QmComm.COMMIT_TRANSACTION.in(), HANDLE),
				new Case<>("open", QmComm.OPEN_QUEUE.in(),
						new OpenRequest(QUEUE, 1, 0, OpenRequest.Remote.NONE, 0, ID, "c")),
				new Case<>("purge", QmComm.PURGE_QUEUE.in(), HANDLE),
				new Case<>("port", QmComm.GET_SERVER_PORT.in(), 0L),
				new Case<>("security", QmComm.GET_OBJECT_SECURITY.out(),
						new Descriptor(new byte[]{ 1, 2, 3, 0, 0 }, 3, MqStatus.OK)),
				new Case<>("format", QmComm.OBJECT_PATH_TO_OBJECT_FORMAT.out(),
						Returned.ok(QueueFormat.of(new FormatName.PrivateQueue(ID, 16, false)))),
				new Case<>("handle", QmComm.ENLIST_INTERNAL_TRANSACTION.out(), Returned.ok(HANDLE)),
				new Case<>("opened", QmComm.OPEN_QUEUE.out(), Returned.ok(new Opened(0, 5, HANDLE))));
	}

	@ParameterizedTest
	@MethodSource("stubs")
	<T> void aStubCrossesTheWireBothWays(Case<T> each) {
		assertThat(each.type().decode(each.bytes())).usingRecursiveComparison().isEqualTo(each.value());
		assertThat(each.type().encode(each.value())).isEqualTo(each.bytes());
	}

	@ParameterizedTest
	@MethodSource("stubs")
	<T> void aBrokenStubIsRefused(Case<T> each) {
		Hostile.refusesEveryPrefix(each.bytes(), each.type()::decode, NdrException.class);
		Hostile.survivesCorruption(each.bytes(), 8, 1_000, each.type()::decode, NdrException.class);
	}

	private static byte[] changed(String name, int offset, long value) {
		byte[] bytes = VECTORS.get(name).clone();
		ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(offset, (int) value);
		return bytes;
	}

	/** Where it stands in the request, the value, and what is wrong with it. */
	@ParameterizedTest
	@CsvSource({ "create, 44, 6, size of the descriptor", "create, 44, 524289, too long a descriptor",
			"create, 48, 0, no descriptor with a size", "create, 52, 6, maximum of the descriptor",
			"create, 64, 2, fewer properties than come", "create, 64, 0, no property",
			"createWithDefaults, 44, 1, size without descriptor", "createWithDefaults, 52, 129, too many properties",
			"getProperties, 0, 2, type of object", "getProperties, 4, 2, discriminant", "getProperties, 84, 1, count",
			"setProperties, 88, 0, no identifiers", "setProperties, 108, 0, no values",
			"setSecurity, 88, 524289, too long a descriptor", "getSecurity, 88, 524289, too much room",
			"enlist, 16, 2, size of the cookie", "enlist, 16, 131073, too long a cookie" })
	void whatContradictsItselfIsRefused(String name, int offset, long value, String what) {
		byte[] bytes = changed(name, offset, value);
		NdrType<?> type = stubs().stream().filter(each -> each.name().equals(name)).findAny().orElseThrow().type();
		assertThatThrownBy(() -> type.decode(bytes)).as(what).isInstanceOf(NdrException.class);
	}

	@Test
	void anObjectWithoutPointerNamesNoQueue() {
		byte[] bytes = { 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0 };
		assertThat(QmComm.DELETE_OBJECT.in().decode(bytes)).isInstanceOf(QueueFormat.Invalid.class);
	}

	@Test
	void theNameOfARemoteQueueMayBePointedTo() {
		byte[] open = VECTORS.get("open");
		int at = 72 + 12;
		ByteBuffer longer = ByteBuffer.allocate(open.length + 4).order(ByteOrder.LITTLE_ENDIAN);
		longer.put(open, 0, at).putInt(0x20004).putInt(0).put(open, at + 4, open.length - at - 4);
		OpenRequest request = QmComm.OPEN_QUEUE.in().decode(longer.array());
		assertThat(request.nameReferent()).isEqualTo(0x20004);
		assertThat(request.computer()).isEqualTo("c");
		assertThat(request.client()).isEqualTo(ID);
	}
}
