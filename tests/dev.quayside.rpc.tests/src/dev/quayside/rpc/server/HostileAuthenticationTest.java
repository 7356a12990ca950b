package dev.quayside.rpc.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.rpc.Bytes;
import dev.quayside.rpc.Echo;
import dev.quayside.rpc.EchoServer;
import dev.quayside.rpc.RawPdu;
import dev.quayside.rpc.RawPeer;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.SecureServer;
import dev.quayside.rpc.auth.AuthenticationLevel;
import dev.quayside.rpc.auth.AuthenticationType;
import dev.quayside.rpc.auth.ClientSecurity;
import dev.quayside.rpc.auth.SecurityAcceptor;
import dev.quayside.rpc.auth.SecurityContext;
import dev.quayside.rpc.auth.SecurityExchange;
import dev.quayside.rpc.auth.SecurityInitiator;
import dev.quayside.rpc.client.RpcClient;
import dev.quayside.rpc.pdu.AuthVerifier;
import dev.quayside.rpc.pdu.FragmentProtection;
import dev.quayside.rpc.pdu.Pdu;
import dev.quayside.rpc.pdu.PduDecoder;
import dev.quayside.rpc.pdu.PduEncoder;
import dev.quayside.rpc.pdu.Stub;
import dev.quayside.rpc.security.ntlm.NtHash;
import dev.quayside.rpc.security.ntlm.NtlmAcceptor;
import dev.quayside.rpc.security.ntlm.NtlmAccount;
import dev.quayside.rpc.security.ntlm.NtlmAccounts;
import dev.quayside.rpc.security.ntlm.NtlmInitiator;
import dev.quayside.rpc.security.ntlm.ServerNames;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Clients that abuse the authentication; whoever means well is served after each. */
@Timeout(60)
class HostileAuthenticationTest {

	private static final AuthenticationLevel PRIVACY = AuthenticationLevel.PRIVACY;
	private static final SecurityInitiator ALICE = new NtlmInitiator("", "alice", "secret".toCharArray());
	private static final byte[] NEGOTIATE = start(ALICE);
	private static final int AUTHENTICATION_NOT_RECOGNIZED = 8;
	private static final int INVALID_CHECKSUM = 9;
	private static final int TAMPERED = 0x721;
	private static final int PROTOCOL_ERROR = 0x1C01000B;

	private SecureServer server;

	@BeforeEach
	void start() throws IOException {
		start(RpcServerLimits.DEFAULT);
	}

	private void start(RpcServerLimits limits) throws IOException {
		stop();
		NtlmAccount alice = new NtlmAccount("", "alice", NtHash.of("secret".toCharArray()));
		server = new SecureServer((opnum, caller) -> Optional.empty(), limits,
				List.of(new NtlmAcceptor(NtlmAccounts.of(List.of(alice)), ServerNames.standalone("server"), false),
						new Endless()));
	}

	@AfterEach
	void stop() {
		if (server != null) {
			server.close();
		}
	}

	@AfterEach
	void whoMeansWellIsServed() throws Exception {
		try (RpcClient client = server
				.client(SecureServer.options().withSecurity(new ClientSecurity(ALICE, PRIVACY)))) {
			assertThat(client.channel(Echo.INTERFACE).call(Echo.ECHO, new byte[]{ 1, 2 })).containsExactly(1, 2);
		}
		EchoServer.await(() -> server.server().connections() == 0 && server.server().clients() == 0);
		assertThat(server.server().assembling().used()).isZero();
		assertThat(server.server().unsent().used()).isZero();
	}

	/** Answers every token with another one. */
	private static final class Endless implements SecurityAcceptor {

		@Override
		public AuthenticationType type() {
			return AuthenticationType.NEGOTIATE;
		}

		@Override
		public SecurityExchange start() {
			return new SecurityExchange() {
				@Override
				public byte[] next(byte[] token) {
					return new byte[]{ 1 };
				}

				@Override
				public boolean isEstablished() {
					return false;
				}

				@Override
				public SecurityContext context() {
					throw new IllegalStateException();
				}
			};
		}

		@Override
		public Optional<String> principalName() {
			return Optional.empty();
		}
	}

	private static byte[] start(SecurityInitiator initiator) {
		try {
			return initiator.start("localhost", PRIVACY).next(new byte[0]);
		} catch (RpcException e) {
			throw new AssertionError(e);
		}
	}

	private static byte[] verifier(AuthenticationType type, int padding, int contextId, byte[] token) {
		return Bytes.little().u8(type.value()).u8(PRIVACY.value()).u8(padding).u8(0).u32(contextId).raw(token)
				.toByteArray();
	}

	private static byte[] proposal(int pduType, AuthenticationType type, int contextId, byte[] token) {
		return Bytes.little().proposal(5840, 0, 1).context(0, Echo.INTERFACE, Bytes.NDR20, 2)
				.raw(verifier(type, 0, contextId, token)).pdu(pduType, Bytes.WHOLE, 1 + contextId, token.length);
	}

	private static byte[] bind(byte[] token) {
		return proposal(Bytes.BIND, AuthenticationType.NTLM, 0, token);
	}

	private static byte[] random(int length) {
		byte[] bytes = new byte[length];
		new SplittableRandom(length).nextBytes(bytes);
		return bytes;
	}

	/** A connection of alice, and how it is protected. */
	private record Alice(RawPeer peer, FragmentProtection protection) implements AutoCloseable {

		List<byte[]> request(int callId, int length) {
			byte[] stub = Bytes.stub(length);
			Pdu.Request request = new Pdu.Request(stub.length, 0, Echo.ECHO.opnum(), Optional.empty(), Stub.of(stub));
			return PduEncoder.fragments(request, callId, 1432, protection);
		}

		@Override
		public void close() throws IOException {
			peer.close();
		}
	}

	private Alice alice() throws IOException {
		RawPeer peer = RawPeer.connect(server.port());
		SecurityExchange exchange = ALICE.start("localhost", PRIVACY);
		byte[] ack = peer.send(bind(exchange.next(new byte[0]))).receive().bytes();
		AuthVerifier sent = PduDecoder.verifier(PduDecoder.header(ack, 0), ack).orElseThrow();
		AuthVerifier last = new AuthVerifier(sent.type(), sent.level(), 0, 0, exchange.next(sent.token()));
		peer.send(PduEncoder.encode(new Pdu.Auth3(), 1, 0, last));
		return new Alice(peer, FragmentProtection.of(last, exchange.context(), false));
	}

	private static void assertNak(RawPdu answer, int reason) {
		assertThat(answer.type()).isEqualTo(Bytes.BIND_NAK);
		assertThat(answer.u16(16)).isEqualTo(reason);
	}

	private static void assertFaultAndEnd(RawPeer peer, int status) throws IOException {
		RawPdu fault = peer.receive();
		assertThat(fault.type()).isEqualTo(Bytes.FAULT);
		assertThat(fault.status()).isEqualTo(status);
		assertThat(peer.isEnded()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 7, 8, 31, 32, 40, 500, 5000, 65_000 })
	void aTokenOfGarbageIsRefused(int length) throws IOException {
		try (RawPeer peer = RawPeer.connect(server.port())) {
			assertNak(peer.send(bind(random(length))).receive(), INVALID_CHECKSUM);
			assertThat(peer.isEnded()).isTrue();
		}
	}

	@Test
	void aProviderThatNobodyHasIsNamed() throws IOException {
		byte[] bind = bind(NEGOTIATE);
		bind[bind.length - NEGOTIATE.length - 8] = 0x44;
		try (RawPeer peer = RawPeer.connect(server.port())) {
			assertNak(peer.send(bind).receive(), AUTHENTICATION_NOT_RECOGNIZED);
		}
	}

	@Test
	void aTokenOf64KiBIsTakenOnceAndNotKept() throws IOException {
		byte[] padded = new byte[65_400];
		System.arraycopy(NEGOTIATE, 0, padded, 0, NEGOTIATE.length);
		try (RawPeer peer = RawPeer.connect(server.port())) {
			int answer = peer.send(bind(padded)).receive().type();
			assertThat(answer).isIn(Bytes.BIND_ACK, Bytes.BIND_NAK);
		}
	}

	@Test
	void anAuthenticationWithoutEndIsEnded() throws IOException {
		try (RawPeer peer = RawPeer.connect(server.port())) {
			byte[] token = { 1 };
			RawPdu answer = peer.send(proposal(Bytes.BIND, AuthenticationType.NEGOTIATE, 0, token)).receive();
			int legs = 1;
			while (answer.type() != Bytes.FAULT) {
				assertThat(legs++).as("legs").isLessThan(20);
				answer = peer.send(proposal(Bytes.ALTER_CONTEXT, AuthenticationType.NEGOTIATE, 0, token)).receive();
			}
			assertThat(answer.status()).isEqualTo(TAMPERED);
		}
	}

	@Test
	void authenticationsThatAreBegunAndNotFinishedAreFew() throws IOException {
		try (RawPeer peer = RawPeer.connect(server.port())) {
			peer.send(bind(NEGOTIATE)).receive();
			int begun = 1;
			RawPdu answer;
			do {
				assertThat(begun).as("contexts").isLessThan(10);
				byte[] next = proposal(Bytes.ALTER_CONTEXT, AuthenticationType.NTLM, begun++, NEGOTIATE);
				answer = peer.send(next).receive();
			} while (answer.type() == Bytes.ALTER_CONTEXT_RESP);
			assertThat(answer.type()).isEqualTo(Bytes.FAULT);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 65_535, 200, 120, 106 })
	void aTokenLongerThanItsFragmentIsRefused(int authLength) throws IOException {
		byte[] bind = bind(NEGOTIATE);
		bind[10] = (byte) authLength;
		bind[11] = (byte) (authLength >> 8);
		try (RawPeer peer = RawPeer.connect(server.port())) {
			assertThat(peer.send(bind).receive().type()).isEqualTo(Bytes.BIND_NAK);
			assertThat(peer.isEnded()).isTrue();
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 255, 200, 73, 60 })
	void paddingThatIsLongerThanTheBodyIsRefused(int padding) throws IOException {
		try (RawPeer peer = RawPeer.connect(server.port())) {
			byte[] bind = bind(NEGOTIATE);
			bind[bind.length - NEGOTIATE.length - 6] = (byte) padding;
			assertThat(peer.send(bind).receive().type()).isEqualTo(Bytes.BIND_NAK);
			assertThat(peer.isEnded()).isTrue();
		}
		try (Alice alice = alice()) {
			byte[] request = alice.request(2, 4).get(0);
			request[request.length - 16 - 6] = (byte) padding;
			alice.peer().send(request);
			assertFaultAndEnd(alice.peer(), PROTOCOL_ERROR);
		}
	}

	@Test
	void aRequestThatIsReplayedIsNotExecutedAgain() throws IOException {
		try (Alice alice = alice()) {
			byte[] request = alice.request(2, 4).get(0);
			assertThat(alice.peer().send(request.clone()).receive().type()).isEqualTo(Bytes.RESPONSE);
			alice.peer().send(request);
			assertFaultAndEnd(alice.peer(), TAMPERED);
			assertThat(server.callers()).hasSize(1);
		}
	}

	@Test
	void fragmentsInAnotherOrderAreNotExecuted() throws IOException {
		try (Alice alice = alice()) {
			List<byte[]> fragments = new ArrayList<>(alice.request(2, 5000));
			assertThat(fragments).hasSizeGreaterThan(3);
			alice.peer().send(fragments.get(0), fragments.get(2), fragments.get(1), fragments.get(3));
			assertFaultAndEnd(alice.peer(), TAMPERED);
			assertThat(server.callers()).isEmpty();
		}
	}

	@Test
	void aFragmentThatIsLeftOutIsMissed() throws IOException {
		try (Alice alice = alice()) {
			List<byte[]> fragments = alice.request(2, 5000);
			alice.peer().send(fragments.get(0), fragments.get(2));
			assertFaultAndEnd(alice.peer(), TAMPERED);
			assertThat(server.callers()).isEmpty();
		}
	}

	@Test
	void theVerifierOfAnotherRequestDoesNotFit() throws IOException {
		try (Alice alice = alice()) {
			byte[] one = alice.request(2, 4).get(0);
			byte[] two = alice.request(3, 4).get(0);
			System.arraycopy(two, two.length - 16, one, one.length - 16, 16);
			alice.peer().send(one);
			assertFaultAndEnd(alice.peer(), TAMPERED);
			assertThat(server.callers()).isEmpty();
		}
	}

	@Test
	void whoStopsInTheMiddleOfAnAuthenticationIsClosed() throws Exception {
		start(EchoServer.impatient());
		try (RawPeer afterOneToken = RawPeer.connect(server.port());
				RawPeer inTheToken = RawPeer.connect(server.port());
				RawPeer secondContext = RawPeer.bound(server.port());
				Alice patient = alice()) {
			assertThat(afterOneToken.send(bind(NEGOTIATE)).receive().type()).isEqualTo(Bytes.BIND_ACK);
			byte[] bind = bind(NEGOTIATE);
			inTheToken.send(java.util.Arrays.copyOf(bind, bind.length - 5));
			secondContext.send(proposal(Bytes.ALTER_CONTEXT, AuthenticationType.NTLM, 1, NEGOTIATE)).receive();
			assertThat(afterOneToken.isEnded()).isTrue();
			assertThat(inTheToken.isEnded()).isTrue();
			assertThat(secondContext.isEnded()).isTrue();
			patient.peer().send(patient.request(2, 4).get(0));
			assertThat(patient.peer().receive().type()).as("who has finished stays").isEqualTo(Bytes.RESPONSE);
		}
	}

	@Test
	void authenticationsThatAreNotFinishedMakeRoom() throws Exception {
		start(new RpcServerLimits(10, 10, 16, 1 << 22, 1 << 26, 1 << 26, Duration.ofSeconds(30),
				Duration.ofSeconds(30)));
		List<RawPeer> halfDone = new ArrayList<>();
		try (Alice alice = alice()) {
			alice.peer().send(alice.request(2, 4).get(0)).receive();
			for (int i = 0; i < 50; i++) {
				RawPeer peer = RawPeer.connect(server.port());
				halfDone.add(peer);
				peer.send(bind(NEGOTIATE)).receive();
			}
			assertThat(server.server().connections()).isLessThanOrEqualTo(10);
			alice.peer().send(alice.request(3, 4).get(0));
			assertThat(alice.peer().receive().type()).isEqualTo(Bytes.RESPONSE);
		} finally {
			for (RawPeer peer : halfDone) {
				peer.close();
			}
		}
	}
}
