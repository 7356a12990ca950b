package dev.quayside.rpc.security.ntlm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.auth.AuthenticationLevel;
import dev.quayside.rpc.auth.Principal;
import dev.quayside.rpc.auth.SecurityExchange;
import dev.quayside.rpc.security.Messages;
import dev.quayside.testkit.Vectors;

import jcifs.smb.NtlmUtil;

import org.junit.jupiter.api.Test;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Clients and servers that differ from ours, and are right all the same. */
class NtlmVariantsTest {

	private static final char[] SECRET = "Us3rPassw0rd!".toCharArray();
	private static final NtlmAcceptor SERVER = new NtlmAcceptor(
			NtlmAccounts.of(List.of(new NtlmAccount("", "alice", NtHash.of(SECRET)))),
			new ServerNames("QUAY", "EAST", "quay.east.example", "east.example"), false);

	/** A client of its own: its response and the key behind it. */
	private record Answer(byte[] message, byte[] sessionBaseKey) {}

	private static Answer answer(byte[] challenge, String domainOfKey) throws RpcSecurityException {
		ChallengeMessage message = ChallengeMessage.decode(challenge);
		byte[] key = NtlmCrypto.responseKey(NtHash.of(SECRET), "alice", domainOfKey);
		byte[] response = NtlmUtil.getNTLMv2Response(key, message.challenge(), new byte[8],
				NtlmTokens.fileTime(System.currentTimeMillis()), message.target());
		byte[] sessionKey = new byte[message.flags().contains(NegotiateFlag.KEY_EXCHANGE) ? 16 : 0];
		return new Answer(new AuthenticateMessage(message.flags(), "WEST", "alice", "", new byte[24], response,
				sessionKey, new byte[8], new byte[0]).encode(), NtlmTokens.sessionBaseKey(key, response));
	}

	private static byte[] negotiate(NegotiateFlag... more) {
		Set<NegotiateFlag> flags = EnumSet.of(NegotiateFlag.UNICODE, NegotiateFlag.EXTENDED_SESSION_SECURITY,
				NegotiateFlag.KEY_128);
		flags.addAll(List.of(more));
		return new NegotiateMessage(flags, new byte[8]).encode();
	}

	/** [MS-NLMP] 3.2.5.1.2: servers should support such clients. */
	@Test
	void aClientThatLeavesTheDomainOutOfItsKeyIsTaken() throws RpcSecurityException {
		SecurityExchange server = SERVER.start();
		server.next(answer(server.next(negotiate(NegotiateFlag.SIGN)), "").message);
		assertThat(server.context().peer()).isEqualTo(new Principal("WEST", "alice"));
	}

	@Test
	void withoutAKeyExchangeMessagesAreProtectedWithTheKeyOfTheResponse() throws RpcSecurityException {
		SecurityExchange server = SERVER.start();
		byte[] challenge = server.next(negotiate(NegotiateFlag.SIGN, NegotiateFlag.SEAL));
		Answer answer = answer(challenge, "WEST");
		server.next(answer.message);
		NtlmContext client = new NtlmContext(Principal.ANONYMOUS, ChallengeMessage.decode(challenge).flags(),
				answer.sessionBaseKey, true, false);
		for (String body : List.of("one", "two")) {
			assertThat(Messages.unprotect(server.context(), Messages.protect(client, body, true), true))
					.isEqualTo(body);
		}
	}

	@Test
	void theServerGrantsWhatWasAskedForAndNoMore() throws RpcSecurityException {
		ChallengeMessage plain = ChallengeMessage.decode(SERVER.start().next(negotiate(NegotiateFlag.KEY_EXCHANGE)));
		assertThat(plain.flags()).doesNotContain(NegotiateFlag.SIGN, NegotiateFlag.SEAL, NegotiateFlag.KEY_EXCHANGE,
				NegotiateFlag.KEY_128, NegotiateFlag.LM_KEY, NegotiateFlag.OEM);
		ChallengeMessage signed = ChallengeMessage.decode(SERVER.start()
				.next(negotiate(NegotiateFlag.SIGN, NegotiateFlag.KEY_EXCHANGE, NegotiateFlag.LM_KEY)));
		assertThat(signed.flags())
				.contains(NegotiateFlag.SIGN, NegotiateFlag.KEY_EXCHANGE, NegotiateFlag.KEY_128,
						NegotiateFlag.TARGET_INFO, NegotiateFlag.NTLM, NegotiateFlag.ALWAYS_SIGN,
						NegotiateFlag.TARGET_TYPE_DOMAIN)
				.doesNotContain(NegotiateFlag.SEAL, NegotiateFlag.LM_KEY);
	}

	@Test
	void theServerNamesItselfAndItsDomain() throws RpcSecurityException {
		ChallengeMessage challenge = ChallengeMessage.decode(SERVER.start().next(negotiate()));
		AvPairs target = AvPairs.decode(challenge.target());
		assertThat(challenge.targetName()).isEqualTo("EAST");
		assertThat(NtlmTokens.name(target, AvPairs.COMPUTER)).isEqualTo("QUAY");
		assertThat(NtlmTokens.name(target, AvPairs.DOMAIN)).isEqualTo("EAST");
		assertThat(NtlmTokens.name(target, AvPairs.DNS_COMPUTER)).isEqualTo("quay.east.example");
		assertThat(NtlmTokens.name(target, AvPairs.DNS_DOMAIN)).isEqualTo("east.example");
		assertThat(target.find(AvPairs.TIMESTAMP)).isPresent();
		assertThat(SERVER.principalName()).contains("host/quay.east.example");
	}

	@Test
	void noTwoChallengesAreTheSame() throws RpcSecurityException {
		assertThat(ChallengeMessage.decode(SERVER.start().next(negotiate())).challenge())
				.isNotEqualTo(ChallengeMessage.decode(SERVER.start().next(negotiate())).challenge());
	}

	/** As Windows Server 2003 is one; the challenge is that of [MS-NLMP] 4.2.4.3. */
	@Test
	void aServerWithoutATimestampGetsNoMicButLmV2() throws RpcSecurityException {
		byte[] challenge = Vectors.read("dev.quayside.rpc.security.tests/vectors/ntlm.txt").get("challenge");
		SecurityExchange client = new NtlmInitiator("", "alice", SECRET).start("quay", AuthenticationLevel.PRIVACY);
		client.next(new byte[0]);
		AuthenticateMessage message = AuthenticateMessage.decode(client.next(challenge));
		ClientResponse response = ClientResponse.decode(message.ntResponse());
		assertThat(response.pairs().flags()).isZero();
		assertThat(message.lmResponse()).hasSize(24).isNotEqualTo(new byte[24]);
		assertThat(message.mic()).isEqualTo(new byte[16]);
		assertThat(new LogonCheck(SERVER, ChallengeMessage.decode(challenge).challenge()).check(message, response)
				.principal().name()).isEqualTo("alice");
	}

	@Test
	void aServerWithoutAKeyExchangeIsTaken() throws RpcSecurityException {
		SecurityExchange client = new NtlmInitiator("", "alice", SECRET).start("quay", AuthenticationLevel.PRIVACY);
		ChallengeMessage full = ChallengeMessage.decode(SERVER.start().next(client.next(new byte[0])));
		Set<NegotiateFlag> flags = EnumSet.copyOf(full.flags());
		flags.remove(NegotiateFlag.KEY_EXCHANGE);
		AuthenticateMessage message = AuthenticateMessage.decode(client
				.next(new ChallengeMessage(flags, full.challenge(), "EAST", full.target(), new byte[8]).encode()));
		assertThat(message.sessionKey()).isEmpty();
		assertThat(message.flags()).doesNotContain(NegotiateFlag.KEY_EXCHANGE);
	}

	/** The Turkish i and the German s are what the upper case of a locale would break. */
}
