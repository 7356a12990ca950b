package dev.quayside.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.rpc.QueueFormat;
import dev.quayside.msmq.rpc.management.QueueManagement;
import dev.quayside.msmq.rpc.remoteread.RemoteRead;
import dev.quayside.ndr.NdrException;
import dev.quayside.ndr.NdrType;
import dev.quayside.rpc.RpcOperation;
import dev.quayside.rpc.pdu.Pdu;
import dev.quayside.rpc.pdu.PduDecoder;
import dev.quayside.rpc.pdu.PduEncoder;
import dev.quayside.rpc.pdu.PduHeader;
import dev.quayside.rpc.pdu.Stub;
import dev.quayside.testkit.Hostile;
import dev.quayside.testkit.Vectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a runtime of the Windows kind sends and understands, byte for byte. */
class WindowsRuntimeVectorsTest {

	private static final String FOLDER = "dev.quayside.interop.tests/vectors/";
	private static final Map<String, byte[]> REQUESTS = Vectors.read(FOLDER + "wine-requests.txt");
	private static final Map<String, byte[]> ANSWERS = Vectors.read(FOLDER + "wine-answers.txt");
	private static final Map<String, RpcOperation<?, ?>> OPERATIONS = Stream
			.of(RemoteRead.GET_SERVER_PORT, RemoteRead.OPEN_QUEUE, RemoteRead.CLOSE_QUEUE, RemoteRead.CREATE_CURSOR,
					RemoteRead.CLOSE_CURSOR, RemoteRead.PURGE_QUEUE, RemoteRead.START_RECEIVE,
					RemoteRead.CANCEL_RECEIVE, RemoteRead.END_RECEIVE, QueueManagement.GET_INFO,
					QueueManagement.ACTION)
			.collect(Collectors.toMap(RpcOperation::name, Function.identity()));
	private static final String REFUSED = "R_EndReceive.nothing";
	private static final int SEED = 20;
	private static final int ROUNDS = 500;

	static List<String> binds() {
		return REQUESTS.keySet().stream().filter(name -> name.startsWith("bind")).toList();
	}

	static List<String> requests() {
		return REQUESTS.keySet().stream().filter(name -> name.startsWith("R_") && !name.equals(REFUSED)).toList();
	}

	static List<String> responses() {
		return ANSWERS.keySet().stream().filter(name -> ANSWERS.get(name)[2] == 2).toList();
	}

	@ParameterizedTest
	@MethodSource("binds")
	void aBindReadsAndWritesTheSame(String name) throws Exception {
		byte[] frame = REQUESTS.get(name);
		assertThat(PduEncoder.encode(body(frame), 1, 0)).isEqualTo(frame);
	}

	@Test
	void theAnswerToABindReadsAndWritesTheSame() throws Exception {
		byte[] frame = ANSWERS.get("bind_ack.remoteread");
		assertThat(PduEncoder.encode(body(frame), 1, 0)).isEqualTo(frame);
	}

	@ParameterizedTest
	@MethodSource("requests")
	void aRequestReadsAndWritesTheSame(String name) throws Exception {
		byte[] frame = REQUESTS.get(name);
		RpcOperation<?, ?> operation = operation(name);
		assertThat(((Pdu.Request) body(frame)).opnum()).isEqualTo(operation.opnum());
		writesTheSame(operation.in(), stub(frame));
	}

	@ParameterizedTest
	@MethodSource("responses")
	void aResponseReadsAndWritesTheSame(String name) throws Exception {
		writesTheSame(operation(name).out(), stub(ANSWERS.get(name)));
	}

	@ParameterizedTest
	@MethodSource("requests")
	void aRequestThatIsCutOrCorruptIsRefused(String name) throws Exception {
		byte[] stub = stub(REQUESTS.get(name));
		NdrType<?> type = operation(name).in();
		Hostile.refusesEveryPrefix(stub, type::decode, NdrException.class);
		if (stub.length > 0) {
			Hostile.survivesCorruption(stub, SEED, ROUNDS, type::decode, NdrException.class);
		}
	}

	@Test
	void anAcknowledgementOutOfRangeIsRefused() throws Exception {
		byte[] stub = stub(REQUESTS.get(REFUSED));
		assertThatThrownBy(() -> RemoteRead.END_RECEIVE.in().decode(stub)).isInstanceOf(NdrException.class);
	}

	@Test
	void aSecondConnectionNamesTheAssociation() throws Exception {
		assertThat(((Pdu.Bind) body(REQUESTS.get("bind.remoteread"))).group()).isZero();
		assertThat(((Pdu.Bind) body(REQUESTS.get("bind.remoteread.same-association"))).group()).isEqualTo(15);
	}

	@Test
	void whatIsAskedForIsUnderstood() throws Exception {
		RemoteRead.OpenRequest open = RemoteRead.OPEN_QUEUE.in().decode(stub(REQUESTS.get("R_OpenQueue.private")));
		assertThat(open).isEqualTo(new RemoteRead.OpenRequest(
				new QueueFormat.Valid(new FormatName.PrivateQueue(
						UUID.fromString("c5a60eb6-8546-4625-a57d-ad0ade1f4ebe"), 16, false)),
				RemoteRead.Access.PEEK, 0, UUID.fromString("51b1e4a0-0b1d-4c55-0102-030405060708"), true,
				new RemoteRead.OpenRequest.Version(6, 1, 7601), true));
		RemoteRead.ReceiveRequest receive = RemoteRead.START_RECEIVE.in()
				.decode(stub(REQUESTS.get("R_StartReceive.wait-for-ever")));
		assertThat(receive.timeout()).isEqualTo(0xFFFFFFFFL);
		assertThat(receive.requestId()).isEqualTo(5);
		QueueManagement.ActionRequest action = QueueManagement.ACTION.in()
				.decode(stub(REQUESTS.get("R_QMMgmtAction.tidy")));
		assertThat(action.action()).isEqualTo("TIDY");
	}

	private static RpcOperation<?, ?> operation(String name) {
		return OPERATIONS.get(name.replaceAll("\\..*", ""));
	}

	private static <T> void writesTheSame(NdrType<T> type, byte[] stub) {
		assertThat(type.encode(type.decode(stub))).isEqualTo(stub);
	}

	private static Pdu body(byte[] frame) throws Exception {
		PduHeader header = PduDecoder.header(frame, 0);
		return PduDecoder.body(header, frame);
	}

	private static byte[] stub(byte[] frame) throws Exception {
		Pdu pdu = body(frame);
		Stub stub = pdu instanceof Pdu.Request request ? request.stub() : ((Pdu.Response) pdu).stub();
		return Arrays.copyOfRange(stub.bytes(), stub.offset(), stub.offset() + stub.length());
	}
}
