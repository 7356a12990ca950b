package dev.quayside.rpc.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.rpc.Bytes;
import dev.quayside.rpc.EchoServer;
import dev.quayside.rpc.RawPdu;
import dev.quayside.rpc.RawPeer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.List;

/** Requests that break the rules: they get a fault, and where fragments cannot be told apart any more, the connection ends ([MS-RPCE]
 * 3.3.3.5.7). */
@Timeout(60)
class ProtocolErrorTest {

	private static final int PROTOCOL_ERROR = 0x1C01000B;

	private EchoServer server;

	@BeforeEach
	void start() throws IOException {
		server = new EchoServer();
	}

	@AfterEach
	void stop() {
		server.close();
	}

	private static void assertFault(RawPdu fault, int status, boolean notExecuted) {
		assertThat(fault.type()).isEqualTo(Bytes.FAULT);
		assertThat(fault.bytes()).hasSize(32);
		assertThat(Integer.toHexString(fault.status())).isEqualTo(Integer.toHexString(status));
		assertThat(fault.flags()).isEqualTo(Bytes.WHOLE | (notExecuted ? Bytes.DID_NOT_EXECUTE : 0));
	}

	@Test
	void aMissingFirstFragmentIsAProtocolError() throws IOException {
		for (int flags : new int[]{ 0, Bytes.LAST }) {
			try (RawPeer peer = RawPeer.bound(server.port())) {
				RawPdu fault = peer.send(Bytes.request(flags, 2, 0, 8, Bytes.stub(4))).receive();
				assertFault(fault, PROTOCOL_ERROR, true);
				assertThat(fault.callId()).isEqualTo(2);
				assertThat(peer.isEnded()).isTrue();
			}
		}
		server.answersTheNextClient();
	}

	@Test
	void lateFragmentsOfRecentCallsAreIgnoredAndOfOlderOnesRefused() throws IOException {
		try (RawPeer peer = RawPeer.bound(server.port())) {
			peer.send(Bytes.request(200, 0, Bytes.stub(1)));
			peer.receive();
			peer.send(Bytes.request(0, 199, 0, 0, Bytes.stub(1)), Bytes.request(Bytes.LAST, 51, 0, 0, Bytes.stub(1)),
					Bytes.request(201, 0, Bytes.stub(2)));
			assertThat(peer.receive().stub()).isEqualTo(Bytes.stub(2));
			assertFault(peer.send(Bytes.request(0, 51, 0, 0, Bytes.stub(1))).receive(), PROTOCOL_ERROR, true);
		}
	}

	@Test
	void aSecondFirstFragmentIsAProtocolError() throws IOException {
		try (RawPeer peer = RawPeer.bound(server.port())) {
			byte[] first = Bytes.request(Bytes.FIRST, 2, 0, 0, Bytes.stub(4));
			assertFault(peer.send(first, first).receive(), PROTOCOL_ERROR, true);
			assertThat(peer.isEnded()).isTrue();
		}
	}

	@Test
	void anotherOperationOrContextInALaterFragmentIsAProtocolError() throws IOException {
		for (byte[] later : List.of(Bytes.request(Bytes.LAST, 2, 1, 0, Bytes.stub(4)),
				Bytes.little().u32(0).u16(1).u16(0).raw(Bytes.stub(4)).pdu(Bytes.REQUEST, Bytes.LAST, 2))) {
			try (RawPeer peer = RawPeer.bound(server.port())) {
				assertFault(peer.send(Bytes.request(Bytes.FIRST, 2, 0, 0, Bytes.stub(4)), later).receive(),
						PROTOCOL_ERROR,
						true);
			}
		}
	}

	@Test
	void aRequestBeforeTheBindIsAProtocolError() throws IOException {
		try (RawPeer peer = RawPeer.connect(server.port())) {
			assertFault(peer.send(Bytes.request(1, 0, Bytes.stub(4))).receive(), PROTOCOL_ERROR, true);
			assertThat(peer.isEnded()).isTrue();
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 12, 13, 15, 17, 16, 20, 200 })
	void whatOnlyServersSendOrNobodyIsAProtocolError(int type) throws IOException {
		try (RawPeer peer = RawPeer.bound(server.port())) {
			RawPdu fault = peer.send(Bytes.little().raw(new byte[40]).pdu(type, Bytes.WHOLE, 9)).receive();
			assertFault(fault, PROTOCOL_ERROR, true);
			assertThat(fault.callId()).isEqualTo(9);
			assertThat(peer.isEnded()).isTrue();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "0501", "0500 00 03 20", "0500 00 03 12", "0500 00 03 10 04" })
	void aRequestOfAnotherVersionOrRepresentationIsAProtocolError(String beginning) throws IOException {
		byte[] request = Bytes.request(7, 0, Bytes.stub(4));
		byte[] head = Bytes.hex(beginning);
		System.arraycopy(head, 0, request, 0, head.length);
		try (RawPeer peer = RawPeer.bound(server.port())) {
			if (beginning.endsWith("20")) {
				assertThat(peer.send(request).isEnded()).as("the byte order is not known").isTrue();
			} else {
				assertFault(peer.send(request).receive(), PROTOCOL_ERROR, true);
				assertThat(peer.isEnded()).isTrue();
			}
		}
	}

	@Test
	void aRequestWithAuthenticationThatNobodyAgreedOnIsAProtocolError() throws IOException {
		try (RawPeer peer = RawPeer.bound(server.port())) {
			byte[] request = Bytes.little().u32(8).u16(0).u16(0).raw(Bytes.stub(4)).raw("0a060000 00000000")
					.raw(new byte[16]).pdu(Bytes.REQUEST, 3, 2, 16);
			assertFault(peer.send(request).receive(), PROTOCOL_ERROR, true);
		}
	}

	@Test
	void theFaultArrivesAlthoughTheClientStillSends() throws IOException {
		try (RawPeer peer = RawPeer.bound(server.port())) {
			peer.send(Bytes.request(0, 2, 0, 0, Bytes.stub(1)));
			byte[] more = Bytes.request(0, 3, 0, 0, Bytes.stub(5000));
			try {
				for (int i = 0; i < 120; i++) {
					peer.send(more);
				}
			} catch (IOException e) {
				throw new AssertionError("The server hung up before the fault was read", e);
			}
			assertFault(peer.receive(), PROTOCOL_ERROR, true);
			assertThat(peer.isEnded()).isTrue();
		}
	}

	@Test
	void aHintThatPromisesMoreThanComesIsRefusedAndTheConnectionGoesOn() throws IOException {
		try (RawPeer peer = RawPeer.bound(server.port())) {
			assertFault(peer.send(Bytes.request(3, 2, 0, 9, Bytes.stub(4))).receive(), PROTOCOL_ERROR, true);
			assertFault(peer.send(Bytes.request(3, 3, 0, 0xFFFFFFFFL, Bytes.stub(4))).receive(), 5, true);
			assertFault(peer.send(Bytes.request(1, 4, 0, 4 * 1024 * 1024 + 1, Bytes.stub(4))).receive(), 5, true);
			for (byte[] ok : List.of(Bytes.request(3, 5, 0, 0, Bytes.stub(4)), Bytes.request(3, 6, 0, 1, Bytes.stub(4)),
					Bytes.request(3, 7, 0, 8, Bytes.stub(4)))) {
				assertThat(peer.send(ok).receive().stub()).isEqualTo(Bytes.stub(4));
			}
		}
	}

	@Test
	void aRequestBeyondFourMegabytesGetsItsFaultEarlyAndTheConnectionGoesOn() throws IOException {
		try (RawPeer peer = RawPeer.bound(server.port())) {
			byte[] part = new byte[60_000];
			peer.send(Bytes.request(Bytes.FIRST, 2, 0, 0, part));
			for (int sent = part.length; sent <= 4 * 1024 * 1024; sent += part.length) {
				peer.send(Bytes.request(0, 2, 0, 0, part));
			}
			assertFault(peer.receive(), 5, true);
			peer.send(Bytes.request(0, 2, 0, 0, part), Bytes.request(Bytes.LAST, 2, 0, 0, part),
					Bytes.request(3, 0, Bytes.stub(4)));
			assertThat(peer.receive().stub()).isEqualTo(Bytes.stub(4));
		}
	}

	@Test
	void unfinishedRequestsAreLimited() throws IOException {
		try (RawPeer peer = RawPeer.bound(server.port())) {
			for (int call = 2; call < 66; call++) {
				peer.send(Bytes.request(Bytes.FIRST, call, 0, 0, Bytes.stub(4)));
			}
			assertFault(peer.send(Bytes.request(Bytes.FIRST, 66, 0, 0, Bytes.stub(4))).receive(), PROTOCOL_ERROR, true);
			assertThat(peer.isEnded()).isTrue();
		}
	}
}
