package dev.quayside.rpc.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.rpc.Bytes;
import dev.quayside.rpc.Echo;
import dev.quayside.rpc.RawPdu;
import dev.quayside.rpc.RawPeer;
import dev.quayside.rpc.SecurePeer;
import dev.quayside.rpc.SecureServer;
import dev.quayside.rpc.auth.AuthenticationLevel;
import dev.quayside.rpc.auth.AuthenticationType;
import dev.quayside.rpc.auth.FakeSecurity;
import dev.quayside.rpc.pdu.AuthVerifier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.Arrays;

/** How the server negotiates security contexts ([MS-RPCE] 3.3.1.5.2.1, 3.3.1.5.4), byte by byte. */
@Timeout(60)
class ServerSecurityTest {

	private static final int ACCESS_DENIED = 5;
	private static final int UNKNOWN_PROVIDER = 0x6D3;
	private static final int SECURITY_PACKAGE = 0x721;
	private static final int PROTOCOL_ERROR = 0x1C01000B;
	private static final FakeSecurity ENDLESS = new FakeSecurity(AuthenticationType.KERBEROS,
			AuthenticationType.KERBEROS, 40);

	private SecureServer server;
	private RawPeer raw;

	@BeforeEach
	void start() throws IOException {
		server = new SecureServer(CallPolicy.OPEN, FakeSecurity.ODD, FakeSecurity.EVEN, ENDLESS);
		raw = RawPeer.connect(server.port());
	}

	@AfterEach
	void stop() throws IOException {
		raw.close();
		server.close();
	}

	private SecurePeer alice(FakeSecurity fake, AuthenticationLevel level) {
		return new SecurePeer(raw, fake, level, 77, "alice");
	}

	private SecurePeer alice() {
		return alice(FakeSecurity.ODD, AuthenticationLevel.PRIVACY);
	}

	private void refusesTheBind(byte[] bind, int reason) throws IOException {
		RawPdu nak = raw.send(bind).receive();
		assertThat(nak.type()).isEqualTo(Bytes.BIND_NAK);
		assertThat(nak.u16(16)).isEqualTo(reason);
		assertThat(raw.isEnded()).isTrue();
	}

	@Test
	void theBindAckCarriesTheTokenOfTheServer() throws IOException {
		SecurePeer alice = alice();
		RawPdu ack = raw.send(alice.bind(alice.token(0))).receive();
		byte[] token = FakeSecurity.token(1, "alice", "secret");
		int trailer = ack.bytes().length - token.length - 8;
		assertThat(ack.type()).isEqualTo(Bytes.BIND_ACK);
		assertThat(ack.flags() & SecurePeer.HEADER_SIGN).isEqualTo(SecurePeer.HEADER_SIGN);
		assertThat(ack.u16(10)).isEqualTo(token.length);
		assertThat(trailer % 4).isZero();
		assertThat(Arrays.copyOfRange(ack.bytes(), trailer, trailer + 8)).containsExactly(10, 6, 0, 0, 77, 0, 0, 0);
		assertThat(ack.from(trailer + 8)).isEqualTo(token);
	}

	@Test
	void headerSigningIsOnlyAgreedOnWhereItIsOffered() throws IOException {
		SecurePeer alice = alice().withoutHeaderSigning();
		RawPdu ack = raw.send(alice.bind(alice.token(0))).receive();
		assertThat(ack.flags() & SecurePeer.HEADER_SIGN).isZero();
		raw.send(alice.auth3(alice.token(2)));
		assertThat(alice.established().who(2)).isEqualTo("TEST\\alice PRIVACY");
	}

	@Test
	void theLastAnswerMayHaveAnEmptyToken() throws IOException {
		FakeSecurity one = new FakeSecurity(AuthenticationType.NEGOTIATE, AuthenticationType.KERBEROS, 1);
		try (SecureServer other = new SecureServer(CallPolicy.OPEN, one);
				RawPeer peer = RawPeer.connect(other.port())) {
			SecurePeer alice = new SecurePeer(peer, one, AuthenticationLevel.INTEGRITY, 5, "alice");
			RawPdu ack = peer.send(alice.bind(alice.token(0))).receive();
			assertThat(ack.u16(10)).as("auth_length").isZero();
			assertThat(ack.from(ack.bytes().length - 8)).as("but a sec_trailer, as Samba sends it").containsExactly(9,
					5, 0, 0, 5, 0, 0, 0);
			assertThat(alice.established().who(2)).isEqualTo("TEST\\alice INTEGRITY");
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 14, 68, 111, 255 })
	void anUnknownProviderIsNotRecognized(int type) throws IOException {
		refusesTheBind(alice().bind(false, 0, new AuthVerifier(type, 6, 0, 1, new byte[4])), 8);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 7, 255 })
	void aLevelThatThereIsNotIsRefused(int level) throws IOException {
		refusesTheBind(alice().bind(false, 0, new AuthVerifier(10, level, 0, 1, new byte[4])), 0);
	}

	@Test
	void anUnknownProviderInAlterContextIsAFaultAndTheConnectionGoesOn() throws IOException {
		SecurePeer alice = alice().authenticate(false);
		raw.send(alice.bind(true, 0, new AuthVerifier(14, 6, 0, 1, new byte[4])));
		alice.fails(UNKNOWN_PROVIDER);
		assertThat(alice.who(3)).isEqualTo("TEST\\alice PRIVACY");
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 33, 4000, 60_000 })
	void garbageInTheFirstTokenIsRefused(int length) throws IOException {
		refusesTheBind(alice().bind(new byte[length]), 9);
	}

	@Test
	void garbageInAFurtherTokenIsAFaultAndTheContextIsOfNoUse() throws IOException {
		SecurePeer alice = alice(FakeSecurity.EVEN, AuthenticationLevel.PRIVACY);
		raw.send(alice.bind(alice.token(0))).receive();
		raw.send(alice.alter(new byte[40]));
		alice.fails(SECURITY_PACKAGE);
		raw.send(alice.alter(alice.token(2)));
		alice.fails(ACCESS_DENIED).isEnded();
	}

	@Test
	void aWrongPasswordInAFurtherTokenIsAccessDenied() throws IOException {
		SecurePeer alice = new SecurePeer(raw, FakeSecurity.EVEN, AuthenticationLevel.PRIVACY, 1, "alice", "wrong");
		raw.send(alice.bind(alice.token(0))).receive();
		raw.send(alice.alter(alice.token(2)));
		alice.fails(ACCESS_DENIED);
		raw.send(alice.established().request(3, Echo.ECHO.opnum(), Bytes.stub(3)));
		alice.fails(ACCESS_DENIED).isEnded();
		assertThat(server.callers()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource(value = AuthenticationLevel.class, names = { "CONNECT", "INTEGRITY", "PRIVACY" })
	void aWrongPasswordInAuth3IsSilentUntilTheFirstRequest(AuthenticationLevel level) throws IOException {
		SecurePeer alice = new SecurePeer(raw, FakeSecurity.ODD, level, 1, "alice", "wrong");
		raw.send(alice.bind(alice.token(0))).receive();
		raw.send(alice.auth3(alice.token(2)), alice.established().request(2, Echo.ECHO.opnum(), Bytes.stub(3)));
		RawPdu fault = raw.receive();
		assertThat(fault.type()).isEqualTo(Bytes.FAULT);
		assertThat(fault.callId()).isEqualTo(2);
		assertThat(fault.status()).isEqualTo(ACCESS_DENIED);
		assertThat(fault.flags()).isEqualTo(Bytes.WHOLE | Bytes.DID_NOT_EXECUTE);
		assertThat(raw.isEnded()).isTrue();
		assertThat(server.callers()).isEmpty();
	}

	@Test
	void aHalfDoneContextMakesNoCalls() throws IOException {
		SecurePeer alice = alice();
		raw.send(alice.bind(alice.token(0))).receive();
		raw.send(alice.established().request(2, Echo.ECHO.opnum(), Bytes.stub(3)));
		alice.fails(PROTOCOL_ERROR).isEnded();
	}

	@ParameterizedTest
	@EnumSource(value = AuthenticationLevel.class, names = { "CONNECT", "PRIVACY" })
	void whoBindsWithATokenCannotCallWithoutProtectionMeanwhile(AuthenticationLevel level) throws IOException {
		SecurePeer alice = alice(FakeSecurity.ODD, level);
		raw.send(alice.bind(alice.token(0))).receive();
		raw.send(Bytes.request(2, Echo.ECHO.opnum(), Bytes.stub(3)));
		alice.fails(PROTOCOL_ERROR).isEnded();
	}

	@Test
	void whoHasBoundPrivacyCannotCallWithoutIt() throws IOException {
		SecurePeer alice = alice().authenticate(false);
		raw.send(Bytes.request(2, Echo.ECHO.opnum(), Bytes.stub(3)));
		alice.fails(PROTOCOL_ERROR).isEnded();
		assertThat(server.callers()).isEmpty();
	}

	@Test
	void tokensWithoutEndAreEnded() throws IOException {
		SecurePeer alice = alice(ENDLESS, AuthenticationLevel.PRIVACY);
		raw.send(alice.bind(alice.token(0))).receive();
		for (int leg = 2; leg < 14; leg += 2) {
			assertThat(raw.send(alice.alter(alice.token(leg))).receive().type()).isEqualTo(Bytes.ALTER_CONTEXT_RESP);
		}
		raw.send(alice.alter(alice.token(14)));
		alice.fails(SECURITY_PACKAGE);
	}

	@Test
	void aContextIsNegotiatedOnceAndWithTheSameLevel() throws IOException {
		SecurePeer alice = alice().authenticate(false);
		raw.send(alice.alter(alice.token(0)));
		alice.fails(ACCESS_DENIED).isEnded();
		try (RawPeer second = RawPeer.connect(server.port())) {
			SecurePeer even = new SecurePeer(second, FakeSecurity.EVEN, AuthenticationLevel.PRIVACY, 1, "alice");
			second.send(even.bind(even.token(0))).receive();
			second.send(even.bind(true, 0, new AuthVerifier(9, 5, 0, 1, even.token(2))));
			even.fails(ACCESS_DENIED).isEnded();
		}
	}

	@Test
	void anAuth3ThatNobodyWaitsForIsAProtocolError() throws IOException {
		SecurePeer alice = alice().authenticate(false);
		raw.send(alice.auth3(alice.token(2)));
		alice.fails(PROTOCOL_ERROR).isEnded();
		try (RawPeer second = RawPeer.bound(server.port())) {
			second.send(Bytes.little().u32(0).pdu(SecurePeer.AUTH3, Bytes.WHOLE, 1));
			assertThat(second.receive().status()).isEqualTo(PROTOCOL_ERROR);
			assertThat(second.isEnded()).isTrue();
		}
	}

	@Test
	void anExchangeThatNeedsAnAnswerCannotEndWithAuth3() throws IOException {
		SecurePeer alice = alice(FakeSecurity.EVEN, AuthenticationLevel.INTEGRITY);
		raw.send(alice.bind(alice.token(0))).receive();
		raw.send(alice.auth3(alice.token(2)), alice.established().request(2, Echo.ECHO.opnum(), Bytes.stub(3)));
		alice.fails(ACCESS_DENIED).isEnded();
	}

	@Test
	void severalUsersShareAConnectionEachInAContextOfHisOwn() throws IOException {
		SecurePeer alice = alice().authenticate(false);
		SecurePeer bob = new SecurePeer(raw, FakeSecurity.EVEN, AuthenticationLevel.INTEGRITY, 78, "bob")
				.authenticate(true);
		for (int call = 10; call < 20; call += 2) {
			raw.send(alice.request(call, SecureServer.WHO.opnum(), new byte[0]));
			assertThat(new String(alice.answer(call))).contains("TEST\\alice PRIVACY");
			assertThat(bob.who(call + 1)).isEqualTo("TEST\\bob INTEGRITY");
		}
	}

	@Test
	void aConnectionThatBoundWithoutATokenCanAuthenticateLater() throws IOException {
		raw.send(Bytes.bind(5840, 0, Bytes.WHOLE | Bytes.MULTIPLEX)).receive();
		SecurePeer alice = alice().authenticate(true);
		assertThat(alice.who(2)).isEqualTo("TEST\\alice PRIVACY");
		RawPdu plain = raw.send(Bytes.request(3, SecureServer.WHO.opnum(), new byte[0])).receive();
		assertThat(new String(plain.stub())).contains("anonymous NONE");
		assertThat(alice.who(4)).isEqualTo("TEST\\alice PRIVACY");
	}

	@Test
	void atConnectAVerifierIsTakenAndNoneIsSent() throws IOException {
		SecurePeer alice = alice(FakeSecurity.ODD, AuthenticationLevel.CONNECT).authenticate(false);
		byte[] signed = Bytes.little().u32(0).u16(0).u16(SecureServer.WHO.opnum()).raw("0a020000 4d000000")
				.raw("01000000 00000000 00000000 00000000").pdu(Bytes.REQUEST, Bytes.WHOLE, 2, 16);
		for (byte[] request : new byte[][]{ signed, Bytes.request(3, SecureServer.WHO.opnum(), new byte[0]) }) {
			RawPdu answer = raw.send(request).receive();
			assertThat(new String(answer.stub())).contains("TEST\\alice CONNECT");
			assertThat(answer.u16(10)).as("auth_length").isZero();
		}
		assertThat(alice.who(4)).isEqualTo("TEST\\alice CONNECT");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void moreContextsThanAnybodyNeedsAreRefusedAndTheConnectionGoesOn(boolean halfDone) throws IOException {
		SecurePeer alice = alice().authenticate(false);
		int most = halfDone ? 4 : 63;
		for (int id = 100; id < 100 + most; id++) {
			SecurePeer further = new SecurePeer(raw, FakeSecurity.ODD, AuthenticationLevel.PRIVACY, id, "alice");
			if (halfDone) {
				assertThat(raw.send(further.alter(further.token(0))).receive().type())
						.isEqualTo(Bytes.ALTER_CONTEXT_RESP);
			} else {
				further.authenticate(true);
			}
		}
		raw.send(alice.bind(true, 0, new AuthVerifier(10, 6, 0, 100 + most, alice.token(0))));
		alice.fails(0x6C0);
		assertThat(alice.who(3)).isEqualTo("TEST\\alice PRIVACY");
	}

	@Test
	void onlyAServerWithProvidersOffersSeveralContexts() throws IOException {
		String features = "6cb71c2c-9812-4540-ff00-000000000000";
		byte[] bind = Bytes.little().proposal(5840, 0, 2).context(0, Echo.INTERFACE, Bytes.NDR20, 2)
				.context(1, Echo.INTERFACE, features, 1).pdu(Bytes.BIND, Bytes.WHOLE, 1);
		RawPdu ack = raw.send(bind).receive();
		assertThat(ack.u32(ack.bytes().length - 24)).isEqualTo(3 << 16 | 3);
		try (SecureServer plain = new SecureServer(CallPolicy.OPEN); RawPeer peer = RawPeer.connect(plain.port())) {
			RawPdu other = peer.send(bind).receive();
			assertThat(other.u32(other.bytes().length - 24)).isEqualTo(2 << 16 | 3);
		}
	}

	@Test
	void aClientThatDoesNotFinishItsAuthenticationIsDisconnected() throws IOException {
		try (SecureServer impatient = new SecureServer(CallPolicy.OPEN, dev.quayside.rpc.EchoServer.impatient(),
				FakeSecurity.ODD); RawPeer peer = RawPeer.connect(impatient.port())) {
			SecurePeer half = new SecurePeer(peer, FakeSecurity.ODD, AuthenticationLevel.PRIVACY, 1, "alice");
			peer.send(half.bind(half.token(0))).receive();
			assertThat(peer.isEnded()).isTrue();
		}
	}

	@Test
	void handlesBelongToWhoOpenedThem() throws IOException {
		SecurePeer alice = alice().authenticate(false);
		SecurePeer bob = new SecurePeer(raw, FakeSecurity.ODD, AuthenticationLevel.PRIVACY, 78, "bob")
				.authenticate(true);
		byte[] handle = alice.call(3, Echo.OPEN.opnum(), new byte[0]);
		assertThat(alice.call(4, Echo.USE.opnum(), handle)).startsWith(42);
		raw.send(bob.request(5, Echo.USE.opnum(), handle));
		bob.fails(ACCESS_DENIED);
		assertThat(bob.who(6)).isEqualTo("TEST\\bob PRIVACY");
		assertThat(alice.call(7, Echo.USE.opnum(), handle)).startsWith(42);
	}

	@Test
	void anotherUserMayJoinTheGroupButNotUseItsHandles() throws IOException {
		SecurePeer alice = alice();
		RawPdu ack = raw.send(alice.bind(alice.token(0))).receive();
		raw.send(alice.auth3(alice.token(2)));
		byte[] handle = alice.established().call(3, Echo.OPEN.opnum(), new byte[0]);
		for (String user : new String[]{ "alice", "bob" }) {
			try (RawPeer second = RawPeer.connect(server.port())) {
				SecurePeer other = new SecurePeer(second, FakeSecurity.EVEN, AuthenticationLevel.INTEGRITY, 1, user)
						.authenticate(false, ack.u32(20));
				second.send(other.request(2, Echo.USE.opnum(), handle));
				if (user.equals("alice")) {
					assertThat(other.answer(2)).startsWith(42);
				} else {
					other.fails(ACCESS_DENIED);
				}
			}
		}
		assertThatThrownBy(() -> RawPeer.bound(server.port(), ack.u32(20) + 1)).isInstanceOf(AssertionError.class);
	}
}
