package dev.quayside.rpc.pdu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.rpc.FaultStatus;
import dev.quayside.rpc.RpcProtocolException;
import dev.quayside.rpc.SyntaxId;

import dev.quayside.rpc.pdu.Pdu.ContextElement;
import dev.quayside.rpc.pdu.Pdu.ContextResult;
import dev.quayside.testkit.Hostile;
import dev.quayside.testkit.Vectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

class PduVectorsTest {

	private static final Map<String, byte[]> VECTORS = Vectors.read("dev.quayside.rpc.tests/vectors/pdu.txt");

	private static final SyntaxId REMOTE_READ = new SyntaxId(UUID.fromString("1a9134dd-7b39-45ba-ad88-44d01ca47f28"),
			1, 0);
	private static final SyntaxId QMMGMT = new SyntaxId(UUID.fromString("41208ee0-e970-11d1-9b9e-00e02c064c39"), 1, 0);
	private static final SyntaxId NOTHING = new SyntaxId(new UUID(0, 0), 0, 0);
	private static final byte[] STUB = { 1, 2, 3, 4, 5 };

	static Set<String> names() {
		return VECTORS.keySet();
	}

	private static PduHeader header(String name) throws RpcProtocolException {
		return PduDecoder.header(VECTORS.get(name), 0);
	}

	private static Pdu decode(byte[] frame) throws RpcProtocolException {
		return PduDecoder.body(PduDecoder.header(frame, 0), frame);
	}

	private static Pdu decode(String name) throws RpcProtocolException {
		return decode(VECTORS.get(name));
	}

	private static ContextElement context(int id, SyntaxId abstractSyntax, SyntaxId transferSyntax) {
		return new ContextElement(id, abstractSyntax, List.of(transferSyntax));
	}

	@ParameterizedTest
	@MethodSource("names")
	void everyTypeHasItsLengthAndVersion(String name) throws RpcProtocolException {
		PduHeader header = header(name);
		assertThat(header.length()).isEqualTo(VECTORS.get(name).length);
		assertThat(header.type().value()).isEqualTo(VECTORS.get(name)[2]);
		assertThat(header.order())
				.isEqualTo(name.endsWith("big-endian") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
	}

	@Test
	void bindsAreRead() throws RpcProtocolException {
		assertThat(decode("bind")).isEqualTo(
				new Pdu.Bind(false, 4280, 4280, 0, List.of(context(0, REMOTE_READ, SyntaxId.NDR20))));
		assertThat(decode("bind-big-endian")).isEqualTo(
				new Pdu.Bind(false, 4280, 4280, 0x1234, List.of(context(0, REMOTE_READ, SyntaxId.NDR20))));
		assertThat(decode("bind-windows")).isEqualTo(new Pdu.Bind(false, 5840, 5840, 0,
				List.of(context(0, REMOTE_READ, SyntaxId.NDR20), context(1, REMOTE_READ, SyntaxId.NDR64),
						context(2, REMOTE_READ, SyntaxId.ofFeatures(3)))));
		assertThat(header("bind-windows").has(PduHeader.CONCURRENT_MULTIPLEXING)).isTrue();
		assertThat(decode("alter-context")).isEqualTo(
				new Pdu.Bind(true, 4280, 4280, 0, List.of(context(1, QMMGMT, SyntaxId.NDR20))));
	}

	@Test
	void answersToBindsAreRead() throws RpcProtocolException {
		List<ContextResult> accepted = List.of(new ContextResult(0, 0, SyntaxId.NDR20));
		assertThat(decode("bind-ack")).isEqualTo(new Pdu.BindAck(false, 5840, 5840, 0x1234, "2103", accepted));
		assertThat(decode("bind-ack-windows")).isEqualTo(new Pdu.BindAck(false, 5840, 5840, 0x1234, "2103",
				List.of(new ContextResult(0, 0, SyntaxId.NDR20), new ContextResult(2, 2, NOTHING),
						new ContextResult(3, 2, NOTHING))));
		assertThat(decode("alter-context-resp")).isEqualTo(new Pdu.BindAck(true, 5840, 5840, 0x1234, "", accepted));
		assertThat(decode("bind-nak")).isEqualTo(new Pdu.BindNak(4));
		assertThat(decode("bind-nak-extended")).isEqualTo(new Pdu.BindNak(8));
	}

	@ParameterizedTest
	@ValueSource(strings = { "request", "request-object", "request-big-endian" })
	void requestsAreRead(String name) throws RpcProtocolException {
		Pdu.Request request = (Pdu.Request) decode(name);
		assertThat(request.allocHint()).isEqualTo(5);
		assertThat(request.contextId()).isZero();
		assertThat(request.opnum()).isEqualTo(7);
		assertThat(request.stub().toByteArray()).isEqualTo(STUB);
		assertThat(request.object()).isEqualTo(name.endsWith("object")
				? Optional.of(UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"))
				: Optional.empty());
		assertThat(header(name).callId()).isEqualTo(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "response", "response-big-endian" })
	void responsesAreRead(String name) throws RpcProtocolException {
		Pdu.Response response = (Pdu.Response) decode(name);
		assertThat(response.allocHint()).isEqualTo(3);
		assertThat(response.contextId()).isZero();
		assertThat(response.stub().toByteArray()).containsExactly(10, 11, 12);
	}

	@Test
	void faultsAndSignalsAreRead() throws RpcProtocolException {
		assertThat(decode("fault")).isEqualTo(new Pdu.Fault(0, FaultStatus.OPNUM_OUT_OF_RANGE));
		assertThat(header("fault").has(PduHeader.DID_NOT_EXECUTE)).isTrue();
		assertThat(decode("fault-big-endian")).isEqualTo(new Pdu.Fault(0, new FaultStatus(0xC00E0003)));
		assertThat(decode("auth3")).isEqualTo(new Pdu.Auth3());
		assertThat(decode("shutdown")).isEqualTo(new Pdu.Shutdown());
		assertThat(decode("cancel")).isEqualTo(new Pdu.Cancel());
		assertThat(decode("orphaned")).isEqualTo(new Pdu.Orphaned());
	}

	@Test
	void authenticationIsSetApart() throws RpcProtocolException {
		AuthVerifier ntlm = PduDecoder.verifier(header("bind-ntlm"), VECTORS.get("bind-ntlm")).orElseThrow();
		assertThat(ntlm.type()).isEqualTo(10);
		assertThat(ntlm.level()).isEqualTo(6);
		assertThat(ntlm.contextId()).isEqualTo(79231);
		assertThat(ntlm.token()).hasSize(32).startsWith('N', 'T', 'L', 'M');
		assertThat(decode("bind-ntlm")).isEqualTo(decode("bind"));
		assertThat(PduDecoder.verifier(header("bind"), VECTORS.get("bind"))).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "bind", "bind-windows", "bind-ack", "bind-ack-windows", "bind-nak", "alter-context",
			"alter-context-resp", "fault", "shutdown", "cancel", "orphaned" })
	void whatIsWrittenIsTheVectorAgain(String name) throws RpcProtocolException {
		PduHeader header = header(name);
		assertThat(PduEncoder.encode(decode(name), header.callId(), header.flags())).isEqualTo(VECTORS.get(name));
	}

	@ParameterizedTest
	@ValueSource(strings = { "request", "response" })
	void callsInOneFragmentAreTheVectorAgain(String name) throws RpcProtocolException {
		assertThat(PduEncoder.fragments(decode(name), 2, 5840, FragmentProtection.NONE))
				.containsExactly(VECTORS.get(name));
	}

	@Test
	void theFirstFragmentOfTwoIsTheVectorAgain() {
		Pdu.Request request = new Pdu.Request(12, 0, 7, Optional.empty(),
				Stub.of(new byte[]{ 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 }));
		List<byte[]> frames = PduEncoder.fragments(request, 2, 32, FragmentProtection.NONE);
		assertThat(frames).hasSize(2);
		assertThat(frames.get(0)).isEqualTo(VECTORS.get("request-first"));
		assertThat(frames.get(1)[3]).isEqualTo((byte) PduHeader.LAST_FRAGMENT);
		assertThat(frames.get(1)[16]).as("the hint counts what is to come").isEqualTo((byte) 4);
	}

	@ParameterizedTest
	@MethodSource("names")
	void everyPrefixIsRefused(String name) {
		Hostile.refusesEveryPrefix(VECTORS.get(name), PduVectorsTest::decode, RpcProtocolException.class);
	}

	@ParameterizedTest
	@CsvSource({ "bind, 72", "bind-big-endian, 72", "bind-windows, 160", "bind-ack, 60", "bind-ack-windows, 108",
			"bind-nak, 18", "alter-context, 72", "alter-context-resp, 56", "request, 24", "request-object, 40",
			"request-big-endian, 24", "response, 24", "fault, 28" })
	void aHeaderWithALengthBelowThatOfItsTypeIsRefused(String name, int least) {
		for (int length = 0; length < least; length++) {
			byte[] bytes = VECTORS.get(name).clone();
			boolean big = bytes[4] == 0;
			bytes[big ? 8 : 9] = (byte) (length >> 8);
			bytes[big ? 9 : 8] = (byte) length;
			assertThatThrownBy(() -> decode(bytes)).as("%s of %d bytes", name, length)
					.isInstanceOf(RpcProtocolException.class);
		}
	}

	@ParameterizedTest
	@MethodSource("names")
	void corruptionIsReadOrRefused(String name) {
		Hostile.survivesCorruption(VECTORS.get(name), 20261124 + name.hashCode(), 20_000, frame -> {
			PduDecoder.refusable(frame, 0);
			decode(frame);
		}, RpcProtocolException.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "0400", "0501", "0601", "4745" })
	void otherVersionsAreRefused(String version) {
		byte[] bytes = VECTORS.get("bind").clone();
		bytes[0] = (byte) Integer.parseInt(version.substring(0, 2), 16);
		bytes[1] = (byte) Integer.parseInt(version.substring(2), 16);
		assertThatThrownBy(() -> PduDecoder.header(bytes, 0)).isInstanceOf(RpcProtocolException.class);
		assertThat(PduDecoder.refusable(bytes, 0)).map(PduHeader::type).contains(PduType.BIND);
	}

	@Test
	void whoSpeaksAnotherProtocolGetsNoAnswer() {
		assertThat(PduDecoder.refusable("GET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII), 0)).isEmpty();
		byte[] tlsHello = { 0x16, 3, 1, 2, 0, 1, 0, 1, -4, 3, 3, 1, 2, 3, 4, 5 };
		assertThat(PduDecoder.refusable(tlsHello, 0)).isEmpty();
		assertThat(PduDecoder.refusable(new byte[16], 0)).isEmpty();
	}
}
