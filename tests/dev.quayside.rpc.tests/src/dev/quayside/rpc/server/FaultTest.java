package dev.quayside.rpc.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.rpc.Bytes;
import dev.quayside.rpc.EchoServer;
import dev.quayside.rpc.RawPdu;
import dev.quayside.rpc.RawPeer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What a call gets that fails ([MS-RPCE] 3.3.3.5), and that the connection goes on after it. */
@Timeout(60)
class FaultTest {

	private static final Logger LOG = Logger.getLogger(ServerCalls.class.getName());

	private EchoServer server;
	private RawPeer peer;
	private int lastCall = 1;

	/** The bugs are meant here. */
	@BeforeAll
	static void quiet() {
		LOG.setLevel(Level.OFF);
	}

	@AfterAll
	static void loud() {
		LOG.setLevel(null);
	}

	@BeforeEach
	void start() throws IOException {
		server = new EchoServer();
		peer = RawPeer.bound(server.port());
	}

	@AfterEach
	void stop() throws IOException {
		peer.close();
		server.close();
	}

	private RawPdu call(int opnum, byte[] stub) throws IOException {
		return peer.send(Bytes.request(++lastCall, opnum, stub)).receive();
	}

	private void assertFault(RawPdu fault, int status, boolean notExecuted) throws IOException {
		byte[] expected = Bytes.little().u32(32).u16(0).u16(0).u32(status).u32(0).pdu(Bytes.FAULT,
				Bytes.WHOLE | (notExecuted ? Bytes.DID_NOT_EXECUTE : 0), lastCall);
		assertThat(fault.bytes()).isEqualTo(expected);
		byte[] stub = Bytes.counted(new byte[]{ 1 });
		assertThat(call(0, stub).stub()).as("the connection goes on").isEqualTo(stub);
	}

	@ParameterizedTest
	@ValueSource(ints = { 8, 9, 65535 })
	void anOpnumOutOfRangeWasNotExecuted(int opnum) throws IOException {
		assertFault(call(opnum, new byte[0]), 0x1C010002, true);
	}

	@Test
	void theFirstFragmentOfAnUnknownOperationIsEnoughForTheFault() throws IOException {
		lastCall = 2;
		RawPdu fault = peer.send(Bytes.request(Bytes.FIRST, 2, 9, 0, new byte[8])).receive();
		peer.send(Bytes.request(0, 2, 9, 0, new byte[8]), Bytes.request(Bytes.LAST, 2, 9, 0, new byte[8]));
		assertFault(fault, 0x1C010002, true);
	}

	@Test
	void anUnknownPresentationContextWasNotExecuted() throws IOException {
		RawPdu fault = peer.send(Bytes.little().u32(0).u16(5).u16(7).pdu(Bytes.REQUEST, 3, ++lastCall)).receive();
		assertThat(fault.u16(20)).as("context").isEqualTo(5);
		fault.bytes()[20] = 0;
		assertFault(fault, 0x1C00001C, true);
		assertThat(server.count()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "05", "050000", "ffffffff", "05000000 01020304", "ffffff7f 00" })
	void parametersThatDoNotFitWereNotExecuted(String stub) throws IOException {
		assertFault(call(0, Bytes.hex(stub)), 0x6F7, true);
	}

	@ParameterizedTest
	@ValueSource(strings = { "00000000 00000000 00000000 00000000 00000000",
			"00000000 01020304 05060708 090a0b0c 0d0e0f10", "01000000 00000000 00000000 00000000 00000000" })
	void aHandleThatIsNotOpenIsAContextMismatch(String handle) throws IOException {
		assertFault(call(3, Bytes.hex(handle)), 0x1C00001A, false);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0xC00E0003, 5, 0x1C00000D, 0x12345678 })
	void aStatusThatAHandlerRaisesArrivesAsItIs(int status) throws IOException {
		assertFault(call(4, Bytes.little().u32(status).toByteArray()), status, false);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 0x80000001, 0xC0000005, 0xC00000FD, 0xC0000420 })
	void aStatusThatServersMustNotSendIsReplaced(int status) throws IOException {
		assertFault(call(4, Bytes.little().u32(status).toByteArray()), 0x1C000012, false);
	}

	@Test
	void aBugIsAFaultAndNotTheEnd() throws IOException {
		assertFault(call(5, new byte[0]), 0x1C000012, false);
	}

	@Test
	void anAnswerOfSixteenMegabytesIsSentAndALargerOneIsAFault() throws IOException {
		int most = 16 * 1024 * 1024;
		peer.send(Bytes.request(++lastCall, 6, Bytes.little().u32(most - 4).toByteArray()));
		long received = 0;
		RawPdu response;
		do {
			response = peer.receive();
			received += response.stub().length;
		} while ((response.flags() & Bytes.LAST) == 0);
		assertThat(received).isEqualTo(most);
		assertFault(call(6, Bytes.little().u32(most - 3).toByteArray()), 0x1C010013, false);
	}

	@Test
	void aMaybeCallIsExecutedAndGetsNoAnswer() throws Exception {
		lastCall = 3;
		peer.send(Bytes.request(Bytes.WHOLE | Bytes.MAYBE, 2, 7, 0, new byte[0]),
				Bytes.request(Bytes.WHOLE | Bytes.MAYBE, 3, 5, 0, new byte[0]));
		byte[] stub = Bytes.counted(new byte[]{ 9 });
		assertThat(call(0, stub).callId()).isEqualTo(lastCall);
		EchoServer.await(() -> server.count() == 1);
	}

	@Test
	void twoCallsWithOneIdAreAProtocolErrorThatDoesNotSayTheFirstWasNotExecuted() throws Exception {
		byte[] wait = Bytes.request(2, 1, new byte[4]);
		peer.send(wait);
		server.awaitWaiting(1);
		RawPdu fault = peer.send(wait).receive();
		assertThat(fault.status()).isEqualTo(0x1C01000B);
		assertThat(fault.flags()).isEqualTo(Bytes.WHOLE);
		server.awaitCancelled();
	}

	@Test
	void tooManyCallsAtOnceAreRefusedOneByOne() throws Exception {
		peer.close();
		server.close();
		server = new EchoServer(new RpcServerLimits(20, 20, 3, 1 << 22, 1 << 26, 1 << 26, Duration.ofSeconds(30),
				Duration.ofSeconds(30)));
		peer = RawPeer.bound(server.port());
		for (lastCall = 1; lastCall < 4;) {
			peer.send(Bytes.request(++lastCall, 1, new byte[4]));
		}
		server.awaitWaiting(3);
		RawPdu fault = call(0, Bytes.counted(new byte[1]));
		assertThat(fault.status()).isEqualTo(0x1C010014);
		assertThat(fault.flags()).isEqualTo(Bytes.WHOLE | Bytes.DID_NOT_EXECUTE);
		server.answer(8);
		for (int i = 0; i < 3; i++) {
			assertThat(peer.receive().stub()).isEqualTo(Bytes.hex("08000000"));
		}
		assertThat(call(0, Bytes.counted(new byte[1])).type()).isEqualTo(Bytes.RESPONSE);
	}
}
