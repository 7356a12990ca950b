package dev.quayside.rpc.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.rpc.Bytes;
import dev.quayside.rpc.Echo;
import dev.quayside.rpc.EchoServer;
import dev.quayside.rpc.RawPdu;
import dev.quayside.rpc.RawPeer;
import dev.quayside.rpc.SecurePeer;
import dev.quayside.rpc.SecureServer;
import dev.quayside.rpc.SyntaxId;
import dev.quayside.rpc.auth.AuthenticationLevel;
import dev.quayside.rpc.auth.Coverage;
import dev.quayside.rpc.auth.FakeSecurity;
import dev.quayside.rpc.auth.SecurityContext;
import dev.quayside.rpc.pdu.VerificationTrailer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/** What the server takes of requests in a security context, and what it does about the rest. */
@Timeout(60)
class ProtectedRequestTest {

	private static final int ACCESS_DENIED = 5;
	private static final int SECURITY_PACKAGE = 0x721;
	private static final int PROTOCOL_ERROR = 0x1C01000B;

	private SecureServer server;
	private RawPeer raw;

	@BeforeEach
	void start() throws IOException {
		server = new SecureServer(CallPolicy.OPEN, FakeSecurity.ODD, FakeSecurity.EVEN);
		raw = RawPeer.connect(server.port());
	}

	@AfterEach
	void stop() throws IOException {
		raw.close();
		server.close();
	}

	private SecurePeer alice(AuthenticationLevel level) throws IOException {
		return new SecurePeer(raw, FakeSecurity.ODD, level, 77, "alice").authenticate(false);
	}

	@ParameterizedTest
	@EnumSource(value = AuthenticationLevel.class, names = { "PACKET", "INTEGRITY", "PRIVACY" })
	void whateverIsChangedTheCallIsNotMadeAndTheConnectionEnds(AuthenticationLevel level) throws IOException {
		for (int at : new int[]{ 12, 22, 24, 31, 40, 50, 66, -1, -9 }) {
			try (RawPeer peer = RawPeer.connect(server.port())) {
				SecurePeer alice = new SecurePeer(peer, FakeSecurity.ODD, level, 77, "alice").authenticate(false);
				byte[] request = alice.request(2, Echo.ECHO.opnum(), Bytes.stub(33));
				request[at < 0 ? request.length + at : at] ^= 0x10;
				peer.send(request);
				alice.fails(SECURITY_PACKAGE).isEnded();
			}
		}
		assertThat(server.callers()).isEmpty();
	}

	@Test
	void aRequestThatComesTwiceEndsTheConnection() throws IOException {
		SecurePeer alice = alice(AuthenticationLevel.PRIVACY);
		byte[] request = alice.request(2, Echo.ECHO.opnum(), Bytes.stub(3));
		raw.send(request.clone());
		alice.answer(2);
		raw.send(request);
		alice.fails(SECURITY_PACKAGE).isEnded();
		assertThat(server.callers()).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 4 })
	void aVerifierOfNoContextIsAccessDenied(int offset) throws IOException {
		SecurePeer alice = alice(AuthenticationLevel.PRIVACY);
		byte[] request = alice.request(2, Echo.ECHO.opnum(), Bytes.stub(3));
		request[request.length - FakeSecurity.SEALED_SIGNATURE - 8 + offset] ^= 1;
		raw.send(request);
		alice.fails(ACCESS_DENIED).isEnded();
	}

	@Test
	void fragmentsOfTwoContextsDoNotMakeARequest() throws IOException {
		SecurePeer alice = alice(AuthenticationLevel.INTEGRITY);
		SecurePeer bob = new SecurePeer(raw, FakeSecurity.ODD, AuthenticationLevel.INTEGRITY, 78, "bob")
				.authenticate(true);
		List<byte[]> first = alice.request(3, Echo.ECHO.opnum(), Bytes.stub(2000), new byte[0], 1432);
		List<byte[]> second = bob.request(3, Echo.ECHO.opnum(), Bytes.stub(2000), new byte[0], 1432);
		bob.established();
		raw.send(first.get(0));
		byte[] last = new SecurePeer(raw, FakeSecurity.ODD, AuthenticationLevel.INTEGRITY, 78, "bob").established()
				.request(3, Echo.ECHO.opnum(), Bytes.stub(4));
		last[3] = Bytes.LAST;
		raw.send(last);
		alice.fails(SECURITY_PACKAGE).isEnded();
		assertThat(second).hasSize(2);
		assertThat(server.callers()).isEmpty();
	}

	@Test
	void aFurtherFragmentInTheRightContextOfAnotherUserIsAProtocolError() throws IOException {
		SecurePeer alice = alice(AuthenticationLevel.CONNECT);
		new SecurePeer(raw, FakeSecurity.ODD, AuthenticationLevel.CONNECT, 78, "bob").authenticate(true);
		raw.send(connect(Bytes.FIRST, 77), connect(Bytes.LAST, 78));
		alice.fails(PROTOCOL_ERROR).isEnded();
		assertThat(server.callers()).isEmpty();
	}

	private static byte[] connect(int flags, int contextId) {
		return Bytes.little().u32(0).u16(0).u16(Echo.ECHO.opnum()).raw(Bytes.stub(12)).raw("0a020000").u32(contextId)
				.raw("01000000 00000000 00000000 00000000").pdu(Bytes.REQUEST, flags, 9, 16);
	}

	@Test
	void whatIsRefusedInTheFirstFragmentIsNotInTheWayOfTheSignatures() throws IOException {
		SecurePeer alice = alice(AuthenticationLevel.PRIVACY);
		for (byte[] fragment : alice.request(2, 99, Bytes.stub(20_000), new byte[0], 1432)) {
			raw.send(fragment);
		}
		alice.fails(0x1C010002);
		assertThat(alice.who(3)).isEqualTo("TEST\\alice PRIVACY");
	}

	@Test
	void aHintOfFourGigabytesIsRefusedAndTheConnectionGoesOn() throws IOException {
		SecurePeer alice = alice(AuthenticationLevel.CONNECT);
		raw.send(Bytes.request(Bytes.WHOLE, 2, Echo.ECHO.opnum(), 0xFFFFFFFFL, Bytes.stub(3)));
		alice.fails(ACCESS_DENIED);
		assertThat(alice.who(3)).isEqualTo("TEST\\alice CONNECT");
	}

	@Test
	void aVerificationTrailerThatLiesIsAccessDeniedAndOneThatDoesNotIsNoParameter() throws IOException {
		SecurePeer alice = alice(AuthenticationLevel.PRIVACY);
		byte[] good = VerificationTrailer.ofConnection(Echo.INTERFACE.syntax(), SyntaxId.NDR20);
		byte[] bad = VerificationTrailer.ofConnection(Echo.OTHER.syntax(), SyntaxId.NDR20);
		for (int call = 2; call < 20; call += 2) {
			byte[] stub = Bytes.stub(1400 * (call % 3) + call);
			alice.request(call, Echo.ECHO.opnum(), stub, good, 1432).forEach(this::send);
			assertThat(alice.answer(call)).isEqualTo(stub);
			alice.request(call + 1, Echo.ECHO.opnum(), stub, bad, 1432).forEach(this::send);
			alice.fails(ACCESS_DENIED);
		}
		assertThat(server.callers()).hasSize(9);
	}

	private void send(byte[] bytes) {
		try {
			raw.send(bytes);
		} catch (IOException e) {
			throw new java.io.UncheckedIOException(e);
		}
	}

	@Test
	void whoSaysThatHeadersAreSignedMustHaveOfferedIt() throws IOException {
		SecurePeer alice = new SecurePeer(raw, FakeSecurity.EVEN, AuthenticationLevel.PRIVACY, 1, "alice")
				.withoutHeaderSigning().authenticate(false);
		byte[] trailer = VerificationTrailer.ofConnection(Echo.INTERFACE.syntax(), SyntaxId.NDR20);
		raw.send(alice.request(2, Echo.ECHO.opnum(), Bytes.stub(4), trailer, 5840).get(0));
		alice.fails(ACCESS_DENIED);
		assertThat(alice.who(3)).isEqualTo("TEST\\alice PRIVACY");
	}

	@Test
	void aSignedCancelIsCheckedAndAnUnsignedOneIsTaken() throws Exception {
		SecurePeer alice = alice(AuthenticationLevel.INTEGRITY);
		raw.send(alice.request(2, Echo.WAIT.opnum(), new byte[4]));
		server.awaitWaiting(1);
		raw.send(Bytes.little().pdu(Bytes.CANCEL, Bytes.WHOLE, 2));
		server.awaitCancelled();
		raw.send(alice.request(3, Echo.WAIT.opnum(), new byte[4]));
		server.awaitWaiting(1);
		raw.send(Bytes.little().raw("0a050000 4d000000").raw(new byte[16]).pdu(Bytes.CANCEL, Bytes.WHOLE, 3, 16));
		alice.fails(SECURITY_PACKAGE).isEnded();
	}

	@Test
	void aBigEndianClientIsUnderstood() throws IOException {
		alice(AuthenticationLevel.INTEGRITY);
		SecurityContext context = FakeSecurity.ODD.context(true, "alice", "secret");
		byte[] request = Bytes.in(ByteOrder.BIG_ENDIAN).u32(0).u16(0).u16(SecureServer.WHO.opnum()).raw("0a050000")
				.u32(77).raw(new byte[16]).pdu(Bytes.REQUEST, Bytes.WHOLE, 2, 16);
		context.protect(new Coverage(request, 0, 32, 24, 24, false, 32, 16));
		RawPdu answer = raw.send(request).receive();
		assertThat(new String(answer.stub())).contains("TEST\\alice INTEGRITY");
	}

	@Test
	void requestsOfManySizesAreSignedInTheOrderOfTheWire() throws IOException {
		SecurePeer alice = alice(AuthenticationLevel.PRIVACY);
		Random random = new Random(1);
		for (int call = 2; call < 100; call++) {
			byte[] stub = Bytes.stub(random.nextInt(3000));
			for (byte[] fragment : alice.request(call, Echo.ECHO.opnum(), stub, new byte[0], 1432)) {
				raw.send(fragment);
			}
			assertThat(alice.answer(call)).isEqualTo(stub);
		}
	}

	/** The seed makes a failure come again. */
	@Test
	void corruptedConversationsHurtNobodyElse() throws Exception {
		SplittableRandom random = new SplittableRandom(20261125);
		for (int round = 0; round < 300; round++) {
			try (RawPeer peer = RawPeer.connect(server.port())) {
				FakeSecurity fake = round % 2 == 0 ? FakeSecurity.ODD : FakeSecurity.EVEN;
				SecurePeer alice = new SecurePeer(peer, fake, AuthenticationLevel.PRIVACY, 7, "alice").established();
				byte[] last = fake == FakeSecurity.ODD ? alice.auth3(alice.token(2)) : alice.alter(alice.token(2));
				byte[][] conversation = { alice.bind(alice.token(0)), last,
						alice.request(2, Echo.ECHO.opnum(), Bytes.stub(100)) };
				byte[] victim = conversation[random.nextInt(3)];
				victim[random.nextInt(victim.length)] = (byte) random.nextInt();
				peer.send(conversation);
				peer.socket().shutdownOutput();
			} catch (java.net.SocketException e) {
				// the server has hung up already
			}
		}
		EchoServer.await(() -> server.server().connections() <= 1);
		assertThat(alice(AuthenticationLevel.PRIVACY).who(2)).isEqualTo("TEST\\alice PRIVACY");
	}
}
