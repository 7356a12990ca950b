package dev.quayside.rpc.security.ntlm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.auth.Coverage;
import dev.quayside.rpc.auth.Principal;
import dev.quayside.testkit.Hostile;
import dev.quayside.testkit.Vectors;

import jcifs.smb.NtlmUtil;

import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The examples of [MS-NLMP] 4.2, byte by byte. */
class NtlmVectorsTest {

	private static final Map<String, byte[]> VECTORS = Vectors.read("dev.quayside.rpc.security.tests/vectors/ntlm.txt");
	private static final byte[] CHALLENGE = HexFormat.of().parseHex("0123456789abcdef");
	private static final byte[] SESSION_KEY = HexFormat.of().parseHex("55".repeat(16));
	/** The time of the examples is zero. */
	private static final Clock IN_1601 = Clock.fixed(Instant.parse("1601-01-01T00:00:00Z"), ZoneOffset.UTC);

	private static byte[] vector(String name) {
		return VECTORS.get(name).clone();
	}

	@Test
	void theHashOfAPassword() {
		assertThat(NtHash.of("Password".toCharArray())).isEqualTo(vector("nt-hash"));
	}

	@Test
	void theResponseKeyOfAUser() {
		assertThat(NtlmCrypto.responseKey(vector("nt-hash"), "User", "Domain")).isEqualTo(vector("response-key"));
	}

	@Test
	void theResponsesOfAClient() throws RpcSecurityException {
		byte[] target = ChallengeMessage.decode(vector("challenge")).target();
		byte[] clientChallenge = HexFormat.of().parseHex("aa".repeat(8));
		byte[] response = NtlmUtil.getNTLMv2Response(vector("response-key"), CHALLENGE, clientChallenge, 0,
				target);
		assertThat(response).startsWith(vector("proof")).endsWith(vector("temp")).hasSize(16 + vector("temp").length);
		assertThat(NtlmUtil.getLMv2Response(vector("response-key"), CHALLENGE, clientChallenge))
				.isEqualTo(vector("lm-response"));
		assertThat(NtlmTokens.sessionBaseKey(vector("response-key"), response)).isEqualTo(vector("session-base-key"));
	}

	@Test
	void theServerFindsTheSameKeysInTheResponse() throws RpcSecurityException {
		NtlmAcceptor server = new NtlmAcceptor(
				NtlmAccounts.of(List.of(new NtlmAccount("Domain", "User", vector("nt-hash")))),
				ServerNames.standalone("Server"), false, IN_1601);
		AuthenticateMessage message = AuthenticateMessage.decode(vector("authenticate"));
		LogonCheck.Outcome outcome = new LogonCheck(server, CHALLENGE).check(message,
				ClientResponse.decode(message.ntResponse()));
		assertThat(outcome.principal()).isEqualTo(new Principal("Domain", "User"));
		assertThat(outcome.sessionBaseKey()).isEqualTo(vector("session-base-key"));
		assertThat(NtlmCrypto.rc4(outcome.sessionBaseKey(), message.sessionKey())).isEqualTo(SESSION_KEY);
		assertThat(NtlmCrypto.rc4(outcome.sessionBaseKey(), SESSION_KEY)).isEqualTo(vector("encrypted-session-key"));
	}

	@Test
	void theKeysOfMessages() {
		assertThat(NtlmCrypto.sealingKey(SESSION_KEY, true)).isEqualTo(vector("seal-key"));
		assertThat(NtlmCrypto.signingKey(SESSION_KEY, true)).isEqualTo(vector("sign-key"));
	}

	@Test
	void aSealedMessageAndItsSignature() throws RpcSecurityException {
		byte[] plain = vector("plain");
		byte[] bytes = Arrays.copyOf(plain, plain.length + 16);
		Coverage whole = new Coverage(bytes, 0, plain.length, 0, plain.length, true, plain.length, 16);
		new MessageProtection(SESSION_KEY, true, true).protect(whole);
		assertThat(bytes).startsWith(vector("sealed")).endsWith(vector("signature"));
		new MessageProtection(SESSION_KEY, true, true).unprotect(whole);
		assertThat(bytes).startsWith(plain);
	}

	@Test
	void aSignatureWithoutKeyExchange() {
		byte[] plain = vector("plain");
		byte[] bytes = Arrays.copyOf(plain, plain.length + 16);
		new MessageProtection(vector("key-exchange-key-v1"), true, false)
				.protect(new Coverage(bytes, 0, plain.length, 0, 0, false, plain.length, 16));
		assertThat(bytes).startsWith(plain).endsWith(vector("signature-without-key-exchange"));
	}

	@Test
	void theMessagesInBothDirections() throws RpcSecurityException {
		assertThat(NegotiateMessage.decode(vector("negotiate")).encode()).isEqualTo(vector("negotiate"));
		assertThat(ChallengeMessage.decode(vector("challenge")).encode()).isEqualTo(vector("challenge"));
		assertThat(AuthenticateMessage.decode(vector("authenticate")).encode()).isEqualTo(vector("authenticate"));
	}

	@Test
	void whatTheMessagesSay() throws RpcSecurityException {
		ChallengeMessage challenge = ChallengeMessage.decode(vector("challenge"));
		assertThat(challenge.challenge()).isEqualTo(CHALLENGE);
		assertThat(challenge.targetName()).isEqualTo("Server");
		assertThat(NtlmTokens.name(AvPairs.decode(challenge.target()), AvPairs.DOMAIN)).isEqualTo("Domain");
		AuthenticateMessage authenticate = AuthenticateMessage.decode(vector("authenticate"));
		assertThat(List.of(authenticate.domain(), authenticate.user(), authenticate.workstation()))
				.containsExactly("Domain", "User", "COMPUTER");
		assertThat(authenticate.mic()).isEmpty();
		assertThat(authenticate.flags()).containsAll(Set.of(NegotiateFlag.SIGN, NegotiateFlag.SEAL,
				NegotiateFlag.KEY_EXCHANGE, NegotiateFlag.KEY_128, NegotiateFlag.EXTENDED_SESSION_SECURITY));
	}

	/** Announced, as in the vector, and left out. */
	private static byte[] withoutVersion() {
		return Arrays.copyOf(vector("negotiate"), 32);
	}

	@Test
	void theVersionMayBeMissingButNotBeCut() throws RpcSecurityException {
		NegotiateMessage whole = NegotiateMessage.decode(vector("negotiate"));
		NegotiateMessage old = NegotiateMessage.decode(withoutVersion());
		assertThat(old.flags()).contains(NegotiateFlag.VERSION).isEqualTo(whole.flags());
		assertThat(old.version()).isEqualTo(new byte[8]);
		for (int length = 33; length < 40; length++) {
			byte[] cut = Arrays.copyOf(vector("negotiate"), length);
			assertThatThrownBy(() -> NegotiateMessage.decode(cut)).isInstanceOf(RpcSecurityException.class);
		}
	}

	@Test
	void everyShorterMessageIsRefused() {
		Hostile.refusesEveryPrefix(withoutVersion(), NegotiateMessage::decode, RpcSecurityException.class);
		Hostile.refusesEveryPrefix(vector("challenge"), NtlmVectorsTest::readChallenge, RpcSecurityException.class);
		Hostile.refusesEveryPrefix(vector("authenticate"), NtlmVectorsTest::readAuthenticate,
				RpcSecurityException.class);
	}

	@Test
	void noChangedMessageBreaksTheDecoder() {
		Hostile.survivesCorruption(vector("negotiate"), 1, 5_000, NegotiateMessage::decode, RpcSecurityException.class);
		Hostile.survivesCorruption(vector("challenge"), 2, 20_000, NtlmVectorsTest::readChallenge,
				RpcSecurityException.class);
		Hostile.survivesCorruption(vector("authenticate"), 3, 20_000, NtlmVectorsTest::readAuthenticate,
				RpcSecurityException.class);
	}

	private static void readChallenge(byte[] bytes) throws RpcSecurityException {
		AvPairs.decode(ChallengeMessage.decode(bytes).target());
	}

	private static void readAuthenticate(byte[] bytes) throws RpcSecurityException {
		ClientResponse.decode(AuthenticateMessage.decode(bytes).ntResponse());
	}
}
