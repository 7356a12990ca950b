package dev.quayside.rpc.security.ntlm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.RpcSecurityException.Reason;
import dev.quayside.rpc.auth.AuthenticationLevel;
import dev.quayside.rpc.auth.Principal;
import dev.quayside.rpc.auth.SecurityExchange;
import dev.quayside.rpc.security.Messages;
import dev.quayside.testkit.Hostile;

import jcifs.smb.NtlmUtil;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Our client and our server, and what either refuses. */
class NtlmExchangeTest {

	private static final char[] SECRET = "Us3rPassw0rd!".toCharArray();
	private static final NtlmAccounts ACCOUNTS = NtlmAccounts.of(List.of(
			new NtlmAccount("", "alice", NtHash.of(SECRET)), new NtlmAccount("EAST", "bob", NtHash.of(SECRET))));
	private static final NtlmAcceptor SERVER = new NtlmAcceptor(ACCOUNTS, ServerNames.standalone("quay.example"),
			false);

	private static NtlmInitiator alice() {
		return new NtlmInitiator("", "alice", SECRET);
	}

	private static Principal logOn(NtlmInitiator user) throws RpcSecurityException {
		SecurityExchange client = user.start("quay", AuthenticationLevel.PRIVACY);
		SecurityExchange server = SERVER.start();
		Messages.exchange(client, server);
		return server.context().peer();
	}

	private static void refuses(ThrowingCallable step, Reason reason) {
		assertThatThrownBy(step).isInstanceOfSatisfying(RpcSecurityException.class,
				e -> assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason));
	}

	@ParameterizedTest
	@CsvSource({ "'', alice, '', alice", "WEST, ALICE, WEST, alice", "'', WEST\\Alice, WEST, alice",
			"'', alice@west.example, '', alice", "East, Bob, EAST, bob", "'', bob@east, EAST, bob" })
	void aUserLogsOnByEveryNameOfHis(String domain, String name, String seenDomain, String seenName)
			throws RpcSecurityException {
		assertThat(logOn(new NtlmInitiator(domain, name, SECRET))).isEqualTo(new Principal(seenDomain, seenName));
	}

	@Test
	void aUserLogsOnWithTheHashOfHisPassword() throws RpcSecurityException {
		assertThat(logOn(NtlmInitiator.withHash("", "alice", NtHash.of(SECRET))).name()).isEqualTo("alice");
	}

	@ParameterizedTest
	@CsvSource({ "'', alice, wrong", "'', nobody, Us3rPassw0rd!", "WEST, bob, Us3rPassw0rd!", "'', alice, ''" })
	void aWrongPasswordAndAnUnknownUserAreToldTheSame(String domain, String name, String password) {
		assertThatThrownBy(() -> logOn(new NtlmInitiator(domain, name, password.toCharArray())))
				.isInstanceOfSatisfying(RpcSecurityException.class,
						e -> assertThat(e.reason()).isEqualTo(Reason.LOGON_FAILURE))
				.hasMessage("User name or password is wrong");
	}

	@ParameterizedTest
	@EnumSource(value = AuthenticationLevel.class, names = { "CALL", "PACKET", "INTEGRITY", "PRIVACY" })
	void messagesPassInBothDirectionsAtEachLevel(AuthenticationLevel level) throws RpcSecurityException {
		SecurityExchange client = alice().start("quay", level);
		SecurityExchange server = SERVER.start();
		Messages.exchange(client, server);
		boolean sealed = level == AuthenticationLevel.PRIVACY;
		for (String body : List.of("first", "", "the third message")) {
			byte[] request = Messages.protect(client.context(), body, sealed);
			assertThat(Messages.unprotect(server.context(), request, sealed)).isEqualTo(body);
			byte[] response = Messages.protect(server.context(), body, sealed);
			assertThat(Messages.unprotect(client.context(), response, sealed)).isEqualTo(body);
		}
		assertThat(client.context().peer()).isEqualTo(new Principal("QUAY", "QUAY"));
	}

	@Test
	void atLevelConnectNothingIsSigned() throws RpcSecurityException {
		SecurityExchange client = alice().start("quay", AuthenticationLevel.CONNECT);
		SecurityExchange server = SERVER.start();
		Messages.exchange(client, server);
		assertThatThrownBy(() -> Messages.protect(client.context(), "x", false))
				.isInstanceOf(IllegalStateException.class);
		refuses(() -> Messages.unprotect(server.context(), new byte[64], false), Reason.UNSUPPORTED);
	}

	@Test
	void whoAskedForSignaturesOnlyIsNotTakenAtPrivacy() throws RpcSecurityException {
		SecurityExchange client = alice().start("quay", AuthenticationLevel.INTEGRITY);
		SecurityExchange server = SERVER.start();
		Messages.exchange(client, server);
		refuses(() -> Messages.unprotect(server.context(), new byte[64], true), Reason.UNSUPPORTED);
	}

	@Test
	void anonymousIsRefusedUnlessAllowed() throws RpcSecurityException {
		refuses(() -> logOn(NtlmInitiator.anonymous()), Reason.LOGON_FAILURE);
		SecurityExchange client = NtlmInitiator.anonymous().start("quay", AuthenticationLevel.PRIVACY);
		SecurityExchange server = new NtlmAcceptor(ACCOUNTS, SERVER.names(), true).start();
		Messages.exchange(client, server);
		assertThat(server.context().peer()).isEqualTo(Principal.ANONYMOUS);
		byte[] request = Messages.protect(client.context(), "hello", true);
		assertThat(Messages.unprotect(server.context(), request, true)).isEqualTo("hello");
	}

	@ParameterizedTest
	@ValueSource(longs = { -37, 37 })
	void aClockThatIsMoreThanADayAndAHalfOffIsRefused(long hours) throws RpcSecurityException {
		Clock off = Clock.offset(Clock.systemUTC(), Duration.ofHours(hours));
		NtlmAcceptor elsewhen = new NtlmAcceptor(ACCOUNTS, SERVER.names(), false, off);
		byte[] negotiate = alice().start("quay", AuthenticationLevel.PRIVACY).next(new byte[0]);
		SecurityExchange server = elsewhen.start();
		byte[] challenge = server.next(negotiate);
		refuses(() -> server.next(answer(challenge, pairs -> pairs, SECRET, 0)), Reason.CLOCK_SKEW);
	}

	/** A client that knows the password but takes its own time, and sends no MIC unless the pairs say so. */
	private static byte[] answer(byte[] challenge, UnaryOperator<AvPairs> change, char[] password,
			int micSize) throws RpcSecurityException {
		ChallengeMessage message = ChallengeMessage.decode(challenge);
		byte[] key = NtlmCrypto.responseKey(NtHash.of(password), "alice", "");
		byte[] response = NtlmUtil.getNTLMv2Response(key, message.challenge(), new byte[8],
				NtlmTokens.fileTime(System.currentTimeMillis()),
				change.apply(AvPairs.decode(message.target())).encode());
		return new AuthenticateMessage(message.flags(), "", "alice", "", new byte[24], response, new byte[16],
				new byte[8], new byte[micSize]).encode();
	}

	@Test
	void aClientThatSendsNoMicIsTakenAndOneThatAnnouncesItIsNot() throws RpcSecurityException {
		SecurityExchange one = SERVER.start();
		byte[] challenge = one.next(alice().start("quay", AuthenticationLevel.PRIVACY).next(new byte[0]));
		one.next(answer(challenge, pairs -> pairs, SECRET, 0));
		assertThat(((NtlmContext) one.context()).isMicExchanged()).isFalse();
		SecurityExchange two = SERVER.start();
		byte[] other = two.next(alice().start("quay", AuthenticationLevel.PRIVACY).next(new byte[0]));
		byte[] without = answer(other, pairs -> pairs.withFlag(AvPairs.FLAG_MIC), SECRET, 0);
		refuses(() -> two.next(without), Reason.BAD_TOKEN);
		assertThat(two.isEstablished()).isFalse();
		SecurityExchange three = SERVER.start();
		byte[] third = three.next(alice().start("quay", AuthenticationLevel.PRIVACY).next(new byte[0]));
		byte[] zero = answer(third, pairs -> pairs.withFlag(AvPairs.FLAG_MIC), SECRET, 16);
		refuses(() -> three.next(zero), Reason.TAMPERED);
	}

	@Test
	void whoeverChangesAMessageOnItsWayIsFoundOut() throws RpcSecurityException {
		for (int at : List.of(13, 14, 32)) {
			SecurityExchange client = alice().start("quay", AuthenticationLevel.PRIVACY);
			byte[] negotiate = client.next(new byte[0]);
			negotiate[at] ^= 0x10;
			SecurityExchange server = SERVER.start();
			byte[] authenticate = client.next(server.next(negotiate));
			refuses(() -> server.next(authenticate), Reason.TAMPERED);
		}
	}

	@Test
	void everyChangedByteOfTheLastMessageIsRefused() throws RpcSecurityException {
		SecurityExchange probe = alice().start("quay", AuthenticationLevel.PRIVACY);
		int length = probe.next(SERVER.start().next(probe.next(new byte[0]))).length;
		for (int at = 0; at < length; at++) {
			SecurityExchange client = alice().start("quay", AuthenticationLevel.PRIVACY);
			SecurityExchange server = SERVER.start();
			byte[] authenticate = client.next(server.next(client.next(new byte[0])));
			authenticate[at] ^= 1;
			assertThatThrownBy(() -> server.next(authenticate)).as("byte " + at)
					.isInstanceOf(RpcSecurityException.class);
			assertThat(server.isEstablished()).isFalse();
		}
	}

	@Test
	void anOldAuthenticationIsOfNoUse() throws RpcSecurityException {
		SecurityExchange client = alice().start("quay", AuthenticationLevel.PRIVACY);
		byte[] negotiate = client.next(new byte[0]);
		SecurityExchange first = SERVER.start();
		byte[] authenticate = client.next(first.next(negotiate));
		first.next(authenticate);
		refuses(() -> first.next(authenticate), Reason.BAD_TOKEN);
		SecurityExchange second = SERVER.start();
		second.next(negotiate);
		refuses(() -> second.next(authenticate), Reason.LOGON_FAILURE);
	}

	@Test
	void afterAFailureTheExchangeIsOver() throws RpcSecurityException {
		SecurityExchange client = alice().start("quay", AuthenticationLevel.PRIVACY);
		SecurityExchange server = SERVER.start();
		byte[] authenticate = client.next(server.next(client.next(new byte[0])));
		byte[] broken = authenticate.clone();
		broken[broken.length - 1] ^= 1;
		assertThatThrownBy(() -> server.next(broken)).isInstanceOf(RpcSecurityException.class);
		refuses(() -> server.next(authenticate), Reason.BAD_TOKEN);
		refuses(() -> client.next(authenticate), Reason.BAD_TOKEN);
	}

	@ParameterizedTest
	@EnumSource(names = { "UNICODE", "EXTENDED_SESSION_SECURITY", "KEY_128" })
	void aClientThatIsTooWeakIsRefused(NegotiateFlag missing) {
		Set<NegotiateFlag> flags = EnumSet.of(NegotiateFlag.UNICODE, NegotiateFlag.EXTENDED_SESSION_SECURITY,
				NegotiateFlag.SIGN, NegotiateFlag.KEY_128);
		flags.remove(missing);
		refuses(() -> SERVER.start().next(new NegotiateMessage(flags, new byte[8]).encode()), Reason.UNSUPPORTED);
	}

	@ParameterizedTest
	@EnumSource(names = { "UNICODE", "EXTENDED_SESSION_SECURITY", "KEY_128", "SIGN", "SEAL", "TARGET_INFO" })
	void aServerThatIsTooWeakIsRefused(NegotiateFlag missing) throws RpcSecurityException {
		SecurityExchange client = alice().start("quay", AuthenticationLevel.PRIVACY);
		ChallengeMessage strong = ChallengeMessage.decode(SERVER.start().next(client.next(new byte[0])));
		Set<NegotiateFlag> flags = EnumSet.copyOf(strong.flags());
		flags.remove(missing);
		byte[] weak = new ChallengeMessage(flags, strong.challenge(), "QUAY", strong.target(), new byte[8]).encode();
		refuses(() -> client.next(weak), Reason.UNSUPPORTED);
	}

	@Test
	void withoutAConnectionThereIsNothing() throws RpcSecurityException {
		Set<NegotiateFlag> datagram = EnumSet.of(NegotiateFlag.UNICODE, NegotiateFlag.EXTENDED_SESSION_SECURITY,
				NegotiateFlag.DATAGRAM);
		refuses(() -> SERVER.start().next(new NegotiateMessage(datagram, new byte[8]).encode()), Reason.UNSUPPORTED);
	}

	@Test
	void aServerThatDoesNotSayItsNamesIsNotGivenAResponse() throws RpcSecurityException {
		SecurityExchange client = alice().start("quay", AuthenticationLevel.PRIVACY);
		ChallengeMessage named = ChallengeMessage.decode(SERVER.start().next(client.next(new byte[0])));
		byte[] nameless = new ChallengeMessage(named.flags(), named.challenge(), "", AvPairs.none().encode(),
				new byte[8]).encode();
		refuses(() -> client.next(nameless), Reason.UNSUPPORTED);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 16, 24 })
	void responsesOfNtlmV1AreRefused(int size) throws RpcSecurityException {
		SecurityExchange client = alice().start("quay", AuthenticationLevel.PRIVACY);
		SecurityExchange server = SERVER.start();
		ChallengeMessage challenge = ChallengeMessage.decode(server.next(client.next(new byte[0])));
		byte[] message = new AuthenticateMessage(challenge.flags(), "", "alice", "", new byte[24], new byte[size],
				new byte[16], new byte[8], new byte[0]).encode();
		refuses(() -> server.next(message), Reason.UNSUPPORTED);
	}

	@Test
	void aClientThatDropsWhatWasAgreedOnIsRefused() throws RpcSecurityException {
		for (NegotiateFlag dropped : List.of(NegotiateFlag.SIGN, NegotiateFlag.SEAL, NegotiateFlag.KEY_128,
				NegotiateFlag.KEY_EXCHANGE, NegotiateFlag.EXTENDED_SESSION_SECURITY)) {
			SecurityExchange client = alice().start("quay", AuthenticationLevel.PRIVACY);
			SecurityExchange server = SERVER.start();
			AuthenticateMessage full = AuthenticateMessage
					.decode(client.next(server.next(client.next(new byte[0]))));
			Set<NegotiateFlag> flags = EnumSet.copyOf(full.flags());
			flags.remove(dropped);
			byte[] weak = new AuthenticateMessage(flags, full.domain(), full.user(), "", full.lmResponse(),
					full.ntResponse(), full.sessionKey(), new byte[8], full.mic()).encode();
			refuses(() -> server.next(weak), Reason.UNSUPPORTED);
		}
	}

	@Test
	void garbageOfAnySizeIsRefusedByBothSides() throws RpcSecurityException {
		Random random = new Random(7);
		for (int size : List.of(0, 1, 7, 8, 12, 31, 32, 63, 64, 1000, 16_385, 65_535)) {
			byte[] garbage = new byte[size];
			random.nextBytes(garbage);
			for (int type = 1; type <= 3; type++) {
				if (size >= 12) {
					System.arraycopy(MessageReader.SIGNATURE, 0, garbage, 0, 8);
					garbage[8] = (byte) type;
					garbage[9] = garbage[10] = garbage[11] = 0;
				}
				SecurityExchange client = alice().start("quay", AuthenticationLevel.PRIVACY);
				byte[] negotiate = client.next(new byte[0]);
				assertThatThrownBy(() -> client.next(garbage)).isInstanceOf(RpcSecurityException.class);
				SecurityExchange server = SERVER.start();
				server.next(negotiate);
				assertThatThrownBy(() -> server.next(garbage)).isInstanceOf(RpcSecurityException.class);
			}
		}
	}

	@Test
	void everyPrefixOfEachMessageIsRefusedByWhoeverGetsIt() throws RpcSecurityException {
		SecurityExchange client = alice().start("quay", AuthenticationLevel.PRIVACY);
		SecurityExchange server = SERVER.start();
		byte[] negotiate = client.next(new byte[0]);
		byte[] challenge = server.next(negotiate);
		byte[] authenticate = client.next(challenge);
		byte[] withoutVersion = Arrays.copyOf(negotiate, 32);
		Hostile.refusesEveryPrefix(withoutVersion, bytes -> SERVER.start().next(bytes), RpcSecurityException.class);
		Hostile.refusesEveryPrefix(challenge, bytes -> {
			SecurityExchange again = alice().start("quay", AuthenticationLevel.PRIVACY);
			again.next(new byte[0]);
			again.next(bytes);
		}, RpcSecurityException.class);
		Hostile.refusesEveryPrefix(authenticate, bytes -> {
			SecurityExchange again = SERVER.start();
			again.next(negotiate);
			again.next(bytes);
		}, RpcSecurityException.class);
	}

	@Test
	void secretsAreNotPrinted() {
		assertThat(new NtlmAccount("D", "u", NtHash.of(SECRET))).hasToString("D\\u");
		assertThat(alice().toString()).doesNotContain("Us3r");
	}
}
