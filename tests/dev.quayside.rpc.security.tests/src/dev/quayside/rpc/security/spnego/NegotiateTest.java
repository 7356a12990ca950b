package dev.quayside.rpc.security.spnego;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.RpcSecurityException.Reason;
import dev.quayside.rpc.auth.AuthenticationLevel;
import dev.quayside.rpc.auth.AuthenticationType;
import dev.quayside.rpc.auth.SecurityAcceptor;
import dev.quayside.rpc.auth.SecurityContext;
import dev.quayside.rpc.auth.SecurityExchange;
import dev.quayside.rpc.auth.SecurityInitiator;
import dev.quayside.rpc.security.Messages;
import dev.quayside.rpc.security.ntlm.NtHash;
import dev.quayside.rpc.security.ntlm.NtlmAcceptor;
import dev.quayside.rpc.security.ntlm.NtlmAccount;
import dev.quayside.rpc.security.ntlm.NtlmAccounts;
import dev.quayside.rpc.security.ntlm.NtlmInitiator;
import dev.quayside.rpc.security.ntlm.ServerNames;
import dev.quayside.rpc.security.spnego.ResponseToken.State;
import dev.quayside.testkit.Hostile;
import dev.quayside.testkit.Vectors;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Our client and our server, the provider that both agree on, and the MIC over the list. */
class NegotiateTest {

	private static final char[] SECRET = "Us3rPassw0rd!".toCharArray();
	private static final SecurityInitiator ALICE = new NtlmInitiator("EAST", "alice", SECRET);
	private static final SecurityAcceptor NTLM = new NtlmAcceptor(
			NtlmAccounts.of(List.of(new NtlmAccount("", "alice", NtHash.of(SECRET)))), ServerNames.standalone("quay"),
			false);
	private static final byte[] NOTHING = {};

	private static SecurityExchange client(SecurityInitiator... providers) throws RpcSecurityException {
		return new NegotiateInitiator(List.of(providers)).start("quay", AuthenticationLevel.PRIVACY);
	}

	private static SecurityExchange server(SecurityAcceptor... providers) {
		return new NegotiateAcceptor(List.of(providers)).start();
	}

	private static void refuses(ThrowingCallable step, Reason reason) {
		assertThatThrownBy(step).isInstanceOfSatisfying(RpcSecurityException.class,
				e -> assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason));
	}

	private static void talk(SecurityContext client, SecurityContext server) throws RpcSecurityException {
		for (String body : List.of("first", "second")) {
			assertThat(Messages.unprotect(server, Messages.protect(client, body, true), true)).isEqualTo(body);
			assertThat(Messages.unprotect(client, Messages.protect(server, body, true), true)).isEqualTo(body);
		}
	}

	@ParameterizedTest
	@EnumSource(value = AuthenticationLevel.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
	void ntlmAloneTakesTwoRoundTripsAtEachLevel(AuthenticationLevel level) throws RpcSecurityException {
		SecurityExchange client = new NegotiateInitiator(List.of(ALICE)).start("quay", level);
		SecurityExchange server = server(NTLM);
		byte[] challenge = server.next(client.next(NOTHING));
		assertThat(server.isEstablished() || client.isEstablished()).isFalse();
		byte[] last = server.next(client.next(challenge));
		assertThat(server.isEstablished()).isTrue();
		assertThat(client.next(last)).isEmpty();
		assertThat(client.isEstablished()).isTrue();
		assertThat(client.context().mechanism()).isEqualTo(AuthenticationType.NTLM);
		assertThat(client.context().remark()).isEmpty();
		assertThat(server.context().peer().name()).isEqualTo("alice");
	}

	@Test
	void bothSidesProveTheListAndMessagesGoOnBehindIt() throws RpcSecurityException {
		SecurityExchange client = client(ALICE);
		SecurityExchange server = server(NTLM);
		byte[] authenticate = client.next(server.next(client.next(NOTHING)));
		assertThat(ResponseToken.decode(authenticate).mic()).hasSize(16);
		byte[] last = server.next(authenticate);
		assertThat(ResponseToken.decode(last).mic()).hasSize(16);
		assertThat(ResponseToken.decode(last).state()).contains(State.COMPLETED);
		client.next(last);
		byte[] request = Messages.protect(client.context(), "x", true);
		assertThat(request[request.length - 4]).as("the MIC was number 0").isEqualTo((byte) 1);
		assertThat(Messages.unprotect(server.context(), request, true)).isEqualTo("x");
		talk(client.context(), server.context());
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 4, 5 })
	void aMechanismMayHaveAnyNumberOfLegs(int legs) throws RpcSecurityException {
		SecurityExchange client = client(new StubMechanism(legs), ALICE);
		SecurityExchange server = server(NTLM, new StubMechanism(legs));
		Messages.exchange(client, server);
		assertThat(client.isEstablished() && server.isEstablished()).isTrue();
		assertThat(client.context().mechanism()).isEqualTo(AuthenticationType.KERBEROS);
		talk(client.context(), server.context());
	}

	@Test
	void theThirdLegOfDceStyleCarriesTheMic() throws RpcSecurityException {
		SecurityExchange client = client(StubMechanism.DCE_STYLE);
		SecurityExchange server = server(StubMechanism.DCE_STYLE);
		ResponseToken third = ResponseToken.decode(client.next(server.next(client.next(NOTHING))));
		assertThat(third.token()).containsExactly('S', 3);
		assertThat(third.mic()).hasSize(StubMechanism.SIGNATURE_SIZE);
	}

	@Test
	void endlessLegsComeToAnEndOnBothSides() throws RpcSecurityException {
		SecurityExchange client = client(new StubMechanism(100));
		SecurityExchange server = server(new StubMechanism(100));
		refuses(() -> Messages.exchange(client, server), Reason.BAD_TOKEN);
		refuses(() -> client.next(NOTHING), Reason.BAD_TOKEN);
		SecurityExchange silent = server(NTLM);
		silent.next(InitToken.offering(List.of(Mechanism.NTLM), NOTHING).encode());
		refuses(() -> silent.next(response(State.INCOMPLETE, NOTHING, NOTHING)), Reason.BAD_TOKEN);
	}

	@Test
	void aServerWithoutTheFirstChoiceAsksForTheMicAndTheRemarkSaysSo() throws RpcSecurityException {
		SecurityExchange client = client(StubMechanism.DCE_STYLE, ALICE);
		SecurityExchange server = server(NTLM);
		byte[] choice = server.next(client.next(NOTHING));
		assertThat(ResponseToken.decode(choice).state()).contains(State.REQUEST_MIC);
		assertThat(ResponseToken.decode(choice).token()).isEmpty();
		byte[] challenge = server.next(client.next(choice));
		byte[] last = server.next(client.next(challenge));
		assertThat(client.next(last)).isEmpty();
		assertThat(client.context().mechanism()).isEqualTo(AuthenticationType.NTLM);
		assertThat(client.context().remark()).contains("The server chose NTLM instead of KERBEROS");
		talk(client.context(), server.context());
	}

	@Test
	void whoTakesTheBetterMechanismOutOfTheListIsFoundOut() throws RpcSecurityException {
		SecurityExchange client = client(StubMechanism.DCE_STYLE, ALICE);
		client.next(NOTHING);
		SecurityExchange server = server(StubMechanism.DCE_STYLE, NTLM);
		byte[] choice = server.next(InitToken.offering(List.of(Mechanism.NTLM), NOTHING).encode());
		byte[] authenticate = client.next(server.next(client.next(choice)));
		refuses(() -> server.next(authenticate), Reason.TAMPERED);
		assertThat(server.isEstablished()).isFalse();
	}

	@Test
	void withoutTheMicOfTheClientThereIsNoContext() throws RpcSecurityException {
		SecurityExchange client = client(ALICE);
		SecurityExchange server = server(NTLM);
		ResponseToken full = ResponseToken.decode(client.next(server.next(client.next(NOTHING))));
		refuses(() -> server.next(response(State.INCOMPLETE, full.token(), NOTHING)), Reason.TAMPERED);
	}

	@Test
	void withoutTheMicOfAServerThatChoseAnotherMechanismThereIsNoContext() throws RpcSecurityException {
		SecurityExchange client = client(StubMechanism.DCE_STYLE, ALICE);
		SecurityExchange server = server(NTLM);
		server.next(client.next(server.next(client.next(server.next(client.next(NOTHING))))));
		refuses(() -> client.next(response(State.COMPLETED, NOTHING, NOTHING)), Reason.TAMPERED);
		assertThat(client.isEstablished()).isFalse();
	}

	@Test
	void everyChangedByteOfTheMicIsFoundOut() throws RpcSecurityException {
		for (int at = 0; at < 16; at++) {
			SecurityExchange client = client(ALICE);
			SecurityExchange server = server(NTLM);
			ResponseToken full = ResponseToken.decode(client.next(server.next(client.next(NOTHING))));
			byte[] mic = full.mic();
			mic[at] ^= 4;
			refuses(() -> server.next(response(State.INCOMPLETE, full.token(), mic)), Reason.TAMPERED);
		}
	}

	private static byte[] response(State state, byte[] token, byte[] mic) {
		return new ResponseToken(Optional.of(state), Optional.empty(), token, mic).encode();
	}

	private record Failing(Reason reason) implements SecurityInitiator {

		@Override
		public AuthenticationType type() {
			return AuthenticationType.KERBEROS;
		}

		@Override
		public SecurityExchange start(String host, AuthenticationLevel level) throws RpcSecurityException {
			throw new RpcSecurityException(reason, "No ticket for " + host);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "NO_CREDENTIALS", "NO_REALM", "UNKNOWN_PRINCIPAL", "CLOCK_SKEW", "UNSUPPORTED" })
	void whereKerberosCannotBeginNtlmDoesAndTheRemarkSaysWhy(Reason reason) throws RpcSecurityException {
		SecurityExchange client = client(new Failing(reason), ALICE);
		SecurityExchange server = server(StubMechanism.DCE_STYLE, NTLM);
		byte[] init = client.next(NOTHING);
		assertThat(InitToken.decode(init).mechanisms()).containsExactly(Optional.of(Mechanism.NTLM));
		byte[] last = server.next(client.next(server.next(init)));
		client.next(last);
		assertThat(client.context().remark()).contains("No ticket for quay");
	}

	@ParameterizedTest
	@EnumSource(names = { "LOGON_FAILURE", "ACCOUNT_RESTRICTED", "REFUSED", "BAD_TOKEN", "TAMPERED" })
	void aWrongPasswordIsNotTriedAgainWithNtlm(Reason reason) {
		refuses(() -> client(new Failing(reason), ALICE), reason);
	}

	@Test
	void ifNoProviderCanBeginTheLastReasonCountsAndTheFirstIsNotLost() {
		assertThatThrownBy(() -> client(new Failing(Reason.NO_REALM), new Failing(Reason.NO_CREDENTIALS)))
				.isInstanceOfSatisfying(RpcSecurityException.class, e -> {
					assertThat(e.reason()).isEqualTo(Reason.NO_CREDENTIALS);
					assertThat(e.getSuppressed()).hasSize(1);
				});
	}

	@Test
	void ntlmWithoutSpnegoIsTaken() throws RpcSecurityException {
		SecurityExchange client = ALICE.start("quay", AuthenticationLevel.PRIVACY);
		SecurityExchange server = server(StubMechanism.DCE_STYLE, NTLM);
		Messages.exchange(client, server);
		assertThat(server.isEstablished()).isTrue();
		talk(client.context(), server.context());
		SecurityExchange kerberosOnly = server(StubMechanism.DCE_STYLE);
		byte[] negotiate = ALICE.start("quay", AuthenticationLevel.PRIVACY).next(NOTHING);
		refuses(() -> kerberosOnly.next(negotiate), Reason.UNSUPPORTED);
	}

	@Test
	void aServerMaySpeakFirst() throws RpcSecurityException {
		byte[] hints = Vectors.read("dev.quayside.rpc.security.tests/vectors/spnego.txt").get("init2");
		SecurityExchange client = client(ALICE);
		SecurityExchange server = server(NTLM);
		client.next(server.next(client.next(server.next(client.next(hints)))));
		assertThat(client.isEstablished()).isTrue();
	}

	@ParameterizedTest
	@EnumSource(names = { "KERBEROS", "MICROSOFT_KERBEROS" })
	void kerberosIsAcceptedByTheNameThatTheClientPutsFirst(Mechanism first) throws RpcSecurityException {
		byte[] init = InitToken.offering(List.of(first, Mechanism.NTLM), new byte[]{ 'S', 1 }).encode();
		ResponseToken answer = ResponseToken.decode(server(NTLM, StubMechanism.DCE_STYLE).next(init));
		assertThat(answer.mechanism()).contains(first);
		assertThat(answer.state()).contains(State.INCOMPLETE);
		assertThat(answer.token()).containsExactly('S', 2);
	}

	@Test
	void aFirstChoiceThatNobodyKnowsMakesTheMicNecessary() throws RpcSecurityException {
		byte[] init = Vectors.read("dev.quayside.rpc.security.tests/vectors/spnego.txt").get("init2");
		ResponseToken answer = ResponseToken.decode(server(NTLM).next(init));
		assertThat(answer.state()).contains(State.REQUEST_MIC);
		assertThat(answer.mechanism()).contains(Mechanism.NTLM);
		assertThat(answer.token()).as("the optimistic token was of NEGOEX").isEmpty();
	}

	@Test
	void withNothingInCommonBothGiveUp() throws RpcSecurityException {
		byte[] init = client(StubMechanism.DCE_STYLE).next(NOTHING);
		refuses(() -> server(NTLM).next(init), Reason.UNSUPPORTED);
		SecurityExchange client = client(StubMechanism.DCE_STYLE);
		client.next(NOTHING);
		byte[] chosen = new ResponseToken(Optional.of(State.INCOMPLETE), Optional.of(Mechanism.NTLM), NOTHING, NOTHING)
				.encode();
		refuses(() -> client.next(chosen), Reason.UNSUPPORTED);
		SecurityExchange other = client(StubMechanism.DCE_STYLE);
		other.next(NOTHING);
		refuses(() -> other.next(response(State.REJECTED, NOTHING, NOTHING)), Reason.REFUSED);
	}

	@Test
	void aServerMayNotEndTheNegotiationEarlyOrGoOnForever() throws RpcSecurityException {
		SecurityExchange early = client(ALICE);
		SecurityExchange server = server(NTLM);
		byte[] challenge = ResponseToken.decode(server.next(early.next(NOTHING))).token();
		refuses(() -> early.next(response(State.COMPLETED, challenge, NOTHING)), Reason.BAD_TOKEN);
		SecurityExchange late = client(ALICE);
		late.next(server(NTLM).next(late.next(NOTHING)));
		refuses(() -> late.next(response(State.INCOMPLETE, NOTHING, NOTHING)), Reason.BAD_TOKEN);
	}

	@Test
	void aWrongPasswordIsToldAsItIs() throws RpcSecurityException {
		SecurityExchange client = client(new NtlmInitiator("EAST", "alice", "wrong".toCharArray()));
		SecurityExchange server = server(NTLM);
		byte[] authenticate = client.next(server.next(client.next(NOTHING)));
		refuses(() -> server.next(authenticate), Reason.LOGON_FAILURE);
	}

	@Test
	void everyPrefixOfEachTokenIsRefusedByWhoeverGetsIt() throws RpcSecurityException {
		SecurityExchange client = client(ALICE);
		byte[] init = client.next(NOTHING);
		byte[] challenge = server(NTLM).next(init);
		byte[] authenticate = client.next(challenge);
		Hostile.refusesEveryPrefix(init, bytes -> server(NTLM).next(bytes), RpcSecurityException.class);
		Hostile.refusesEveryPrefix(challenge, bytes -> {
			SecurityExchange again = client(ALICE);
			again.next(NOTHING);
			again.next(bytes);
		}, RpcSecurityException.class);
		Hostile.refusesEveryPrefix(authenticate, bytes -> {
			SecurityExchange again = server(NTLM);
			again.next(init);
			again.next(bytes);
		}, RpcSecurityException.class);
	}

	@Test
	void garbageOfUpTo64KiBIsRefused() throws RpcSecurityException {
		Random random = new Random(5);
		for (int size : List.of(0, 1, 2, 3, 100, 4096, 65_535)) {
			for (int first : List.of(0x60, 0xa1, 0x4e, 0x30, 0)) {
				byte[] garbage = new byte[size];
				random.nextBytes(garbage);
				if (size > 0) {
					garbage[0] = (byte) first;
				}
				assertThatThrownBy(() -> server(NTLM).next(garbage)).isInstanceOf(RpcSecurityException.class);
				SecurityExchange server = server(NTLM);
				server.next(client(ALICE).next(NOTHING));
				assertThatThrownBy(() -> server.next(garbage)).isInstanceOf(RpcSecurityException.class);
				SecurityExchange client = client(ALICE);
				client.next(NOTHING);
				assertThatThrownBy(() -> client.next(garbage)).isInstanceOf(RpcSecurityException.class);
			}
		}
	}
}
