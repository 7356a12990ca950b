package dev.quayside.rpc.security.kerberos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.RpcSecurityException.Reason;
import dev.quayside.rpc.auth.AuthenticationLevel;
import dev.quayside.rpc.auth.AuthenticationType;
import dev.quayside.rpc.auth.Coverage;
import dev.quayside.rpc.auth.Principal;
import dev.quayside.rpc.auth.SecurityContext;
import dev.quayside.rpc.auth.SecurityExchange;
import dev.quayside.rpc.security.kerberos.TestRealm.Entry;
import dev.quayside.rpc.security.kerberos.TestRealm.Issue;
import dev.quayside.rpc.security.kerberos.crypto.internal.EncryptionKey;
import dev.quayside.rpc.security.kerberos.crypto.internal.EncryptionType;
import dev.quayside.rpc.security.kerberos.message.internal.ApReply;
import dev.quayside.rpc.security.kerberos.message.internal.ApReplyPart;
import dev.quayside.rpc.security.kerberos.message.internal.EncryptedData;
import dev.quayside.rpc.security.kerberos.message.internal.TicketPart;
import dev.quayside.testkit.Hostile;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/** Both sides, with tickets of a realm that has no KDC. */
class ExchangeTest {

	private static final SecureRandom RANDOM = new SecureRandom();
	private static final byte[] NOTHING = new byte[0];

	@TempDir
	Path folder;
	private EncryptionKey serviceKey;
	private KerberosAcceptor acceptor;
	private int failures;

	@BeforeEach
	void start() throws Exception {
		serviceKey = EncryptionKey.random(EncryptionType.AES256_SHA1, RANDOM);
		acceptor = acceptor(Clock.systemUTC(), new Entry(TestRealm.SERVICE, 3, serviceKey));
	}

	private KerberosAcceptor acceptor(Clock clock, Entry... entries) throws Exception {
		Path keytab = TestRealm.keytab(folder.resolve("service.keytab"), entries);
		return new KerberosAcceptor(keytab, TestRealm.SERVICE + '@' + TestRealm.REALM, clock);
	}

	private Issue issue() {
		return Issue.of(serviceKey, EncryptionType.AES256_SHA1);
	}

	private InitiatorExchange initiator(ServiceTicket ticket, Duration off) {
		return new InitiatorExchange(ticket, AuthenticationLevel.PRIVACY, Clock.offset(Clock.systemUTC(), off), RANDOM,
				() -> failures++);
	}

	private InitiatorExchange initiator(ServiceTicket ticket) {
		return initiator(ticket, Duration.ZERO);
	}

	private RpcSecurityException refusal(SecurityExchange client, SecurityExchange server) {
		return catchThrowableOfType(RpcSecurityException.class, () -> client.next(server.next(client.next(NOTHING))));
	}

	private void assertRefused(ServiceTicket ticket, Reason reason, ErrorCode code) {
		SecurityExchange server = acceptor.start();
		RpcSecurityException refusal = refusal(initiator(ticket), server);

		assertThat(refusal.reason()).isEqualTo(reason);
		assertThat(refusal).hasMessageContaining(code.words());
		assertThatExceptionOfType(RpcSecurityException.class).isThrownBy(() -> server.next(NOTHING))
				.withMessageContaining(code.words());
		assertThat(server.isEstablished()).isFalse();
	}

	@ParameterizedTest
	@EnumSource(names = "RC4", mode = EnumSource.Mode.EXCLUDE)
	void bothSidesEndInTheSameContext(EncryptionType type) throws Exception {
		InitiatorExchange client = initiator(Issue.of(serviceKey, type).ticket());
		SecurityExchange server = acceptor.start();

		byte[] reply = server.next(client.next(NOTHING));
		assertThat(client.isEstablished()).isFalse();
		byte[] third = client.next(reply);
		assertThat(client.isEstablished()).isTrue();
		assertThat(server.isEstablished()).isFalse();
		assertThat(server.next(third)).isEmpty();

		assertThat(server.isEstablished()).isTrue();
		assertThat(server.context().peer()).isEqualTo(new Principal(TestRealm.REALM, TestRealm.USER));
		assertThat(server.context().mechanism()).isEqualTo(AuthenticationType.KERBEROS);
		assertThat(client.context().peer()).isEqualTo(new Principal(TestRealm.REALM, TestRealm.SERVICE));
		assertThat(client.context().self()).contains(server.context().peer());
		assertThat(server.context().self()).contains(client.context().peer());
		assertThat(client.context().expires()).isPresent();
		assertTalking(client.context(), server.context());
		assertTalking(server.context(), client.context());
	}

	private static void assertTalking(SecurityContext from, SecurityContext to) throws RpcSecurityException {
		for (boolean sealed : new boolean[]{ true, false }) {
			int size = from.signatureSize(sealed);
			Coverage message = new Coverage(new byte[64 + size], 0, 64, 16, sealed ? 48 : 16, sealed, 64, size);
			from.protect(message);
			to.unprotect(message);
			assertThat(Arrays.copyOf(message.bytes(), 64)).isEqualTo(new byte[64]);
		}
	}

	@ParameterizedTest
	@CsvSource({ "-600,behind", "600,ahead of" })
	void clocksThatDifferTooMuchAreNamed(int seconds, String direction) {
		RpcSecurityException refusal = refusal(initiator(issue().ticket(), Duration.ofSeconds(seconds)),
				acceptor.start());

		assertThat(refusal.reason()).isEqualTo(Reason.CLOCK_SKEW);
		assertThat(refusal).hasMessageMatching(
				".*KRB_AP_ERR_SKEW.*this clock is (599|600|601) seconds " + direction
						+ " the server's, which shows .*Z");
		assertThat(failures).isEqualTo(1);
	}

	@Test
	void clocksMayDifferByLessThanFiveMinutes() throws Exception {
		InitiatorExchange client = initiator(issue().ticket(), Duration.ofSeconds(290));

		assertThat(client.next(acceptor.start().next(client.next(NOTHING)))).isNotEmpty();
	}

	@Test
	void afterADifferenceOfTheClocksTheClientMayTryOnceMore() throws Exception {
		ServiceTicket ticket = issue().ticket();
		SecurityExchange server = acceptor.start();
		server.next(initiator(ticket, Duration.ofMinutes(10)).next(NOTHING));
		InitiatorExchange again = initiator(ticket);

		assertThat(server.next(again.next(server.next(again.next(NOTHING))))).isEmpty();
		assertThat(server.isEstablished()).isTrue();
	}

	@Test
	void theSecondDifferenceOfTheClocksIsTheLast() throws Exception {
		SecurityExchange server = acceptor.start();
		for (int i = 0; i < 2; i++) {
			server.next(initiator(issue().ticket(), Duration.ofMinutes(10)).next(NOTHING));
		}
		byte[] request = initiator(issue().ticket()).next(NOTHING);

		assertThatExceptionOfType(RpcSecurityException.class).isThrownBy(() -> server.next(request))
				.extracting(RpcSecurityException::reason).isEqualTo(Reason.CLOCK_SKEW);
	}

	@Test
	void aTicketThatEndedIsRefused() {
		Instant now = Instant.now();

		assertRefused(issue().valid(now.minusSeconds(3600), now.minusSeconds(310)).ticket(), Reason.NO_CREDENTIALS,
				ErrorCode.KRB_AP_ERR_TKT_EXPIRED);
	}

	@Test
	void aTicketThatBeginsLaterIsRefused() {
		Instant now = Instant.now();

		assertRefused(issue().valid(now.plusSeconds(310), now.plusSeconds(3600)).ticket(), Reason.CLOCK_SKEW,
				ErrorCode.KRB_AP_ERR_TKT_NYV);
	}

	@Test
	void aTicketThatWasNotValidatedIsRefused() {
		assertRefused(issue().flags(TicketPart.INVALID).ticket(), Reason.CLOCK_SKEW, ErrorCode.KRB_AP_ERR_TKT_NYV);
	}

	@Test
	void aTicketOfAnotherKeyIsRefused() {
		EncryptionKey other = EncryptionKey.random(EncryptionType.AES256_SHA1, RANDOM);

		assertRefused(Issue.of(other, EncryptionType.AES256_SHA1).ticket(), Reason.REFUSED,
				ErrorCode.KRB_AP_ERR_MODIFIED);
	}

	@Test
	void aTicketOfATypeWithoutAKeyIsRefused() {
		EncryptionKey other = EncryptionKey.random(EncryptionType.AES128_SHA256, RANDOM);

		assertRefused(Issue.of(other, EncryptionType.AES256_SHA1).ticket(), Reason.REFUSED, ErrorCode.KRB_AP_ERR_NOKEY);
	}

	@Test
	void theTicketOfSomebodyElseIsRefused() {
		assertRefused(issue().ticket("mallory"), Reason.REFUSED, ErrorCode.KRB_AP_ERR_BADMATCH);
	}

	@Test
	void theCaseOfANameDoesNotCount() throws Exception {
		InitiatorExchange client = initiator(issue().ticket("ALICE"));

		assertThat(client.next(acceptor.start().next(client.next(NOTHING)))).isNotEmpty();
	}

	@Test
	void weakSessionKeysAreRefusedUnlessTheyAreAllowed() {
		assertRefused(Issue.of(serviceKey, EncryptionType.RC4).ticket(), Reason.UNSUPPORTED,
				ErrorCode.KDC_ERR_ETYPE_NOSUPP);
	}

	@Test
	void anOlderKeyOpensTheTicketsFromBeforeTheChange() throws Exception {
		EncryptionKey newer = EncryptionKey.random(EncryptionType.AES256_SHA1, RANDOM);
		acceptor = acceptor(Clock.systemUTC(), new Entry(TestRealm.SERVICE, 4, newer),
				new Entry(TestRealm.SERVICE, 2, serviceKey));
		InitiatorExchange client = initiator(issue().ticket());

		assertThat(client.next(acceptor.start().next(client.next(NOTHING)))).isNotEmpty();
	}

	@Test
	void aRepeatedRequestIsRefusedOnAnyConnection() throws Exception {
		byte[] request = initiator(issue().ticket()).next(NOTHING);
		acceptor.start().next(request);
		SecurityExchange second = acceptor.start();
		second.next(request);

		assertThatExceptionOfType(RpcSecurityException.class).isThrownBy(() -> second.next(NOTHING))
				.withMessageContaining("KRB_AP_ERR_REPEAT");
	}

	@Test
	void aThirdLegThatAnswersAnotherExchangeIsRefused() throws Exception {
		ServiceTicket ticket = issue().ticket();
		SecurityExchange server = acceptor.start();
		server.next(initiator(ticket).next(NOTHING));
		InitiatorExchange other = initiator(ticket);
		byte[] third = other.next(acceptor.start().next(other.next(NOTHING)));

		assertThatExceptionOfType(RpcSecurityException.class).isThrownBy(() -> server.next(third))
				.withMessageContaining("does not answer the second");
		assertThat(server.isEstablished()).isFalse();
	}

	@Test
	void aTokenAfterTheLastIsRefusedOnBothSides() throws Exception {
		InitiatorExchange client = initiator(issue().ticket());
		SecurityExchange server = acceptor.start();
		server.next(client.next(server.next(client.next(NOTHING))));

		for (SecurityExchange side : new SecurityExchange[]{ client, server }) {
			assertThatExceptionOfType(RpcSecurityException.class).isThrownBy(() -> side.next(NOTHING))
					.extracting(RpcSecurityException::reason).isEqualTo(Reason.BAD_TOKEN);
		}
	}

	@Test
	void aServerThatDoesNotKnowTheSessionKeyIsNotBelieved() throws Exception {
		EncryptionKey other = EncryptionKey.random(EncryptionType.AES256_SHA1, RANDOM);
		ApReplyPart part = new ApReplyPart(Instant.now(), Optional.of(other), OptionalLong.of(1));
		byte[] forged = new ApReply(new EncryptedData(other.type().value(),
				other.cipher(KeyUsage.AP_REPLY, RANDOM).encrypt(part.encode()))).encode();
		InitiatorExchange client = initiator(issue().ticket());
		client.next(NOTHING);

		assertThatExceptionOfType(RpcSecurityException.class).isThrownBy(() -> client.next(forged))
				.withMessageContaining("whoever answers is not " + TestRealm.SERVICE);
	}

	@Test
	void anAnswerToAnotherRequestIsNotBelieved() throws Exception {
		ServiceTicket ticket = issue().ticket();
		byte[] reply = acceptor.start().next(initiator(ticket).next(NOTHING));
		InitiatorExchange client = initiator(ticket);
		client.next(NOTHING);

		assertThatExceptionOfType(RpcSecurityException.class).isThrownBy(() -> client.next(reply))
				.withMessageContaining("another Kerberos request");
	}

	@Test
	void anEmptyAnswerIsARefusalThatIsNotExplained() throws Exception {
		InitiatorExchange client = initiator(issue().ticket());
		client.next(NOTHING);

		assertThatExceptionOfType(RpcSecurityException.class).isThrownBy(() -> client.next(NOTHING))
				.extracting(RpcSecurityException::reason).isEqualTo(Reason.REFUSED);
		assertThat(failures).isEqualTo(1);
	}

	@Test
	void everyPrefixOfATokenIsRefused() throws Exception {
		ServiceTicket ticket = issue().ticket();
		InitiatorExchange client = initiator(ticket);
		byte[] request = client.next(NOTHING);
		Hostile.refusesEveryPrefix(request, bytes -> acceptor.start().next(bytes), RpcSecurityException.class);

		SecurityExchange server = acceptor.start();
		byte[] third = client.next(server.next(request));
		assertThatExceptionOfType(RpcSecurityException.class)
				.isThrownBy(() -> server.next(Arrays.copyOf(third, third.length - 1)));
	}

	@Test
	void aChangedRequestNeverEstablishesAContext() throws Exception {
		byte[] request = initiator(issue().ticket()).next(NOTHING);

		Hostile.survivesCorruption(request, 16, 3_000, bytes -> {
			SecurityExchange server = acceptor.start();
			server.next(bytes);
			assertThat(server.isEstablished()).isFalse();
		}, RpcSecurityException.class);
	}

	@Test
	void aChangedAnswerIsAcceptedNowhere() throws Exception {
		ServiceTicket ticket = issue().ticket();
		for (int at = 0; at < 80; at++) {
			InitiatorExchange client = initiator(ticket);
			byte[] reply = acceptor.start().next(client.next(NOTHING));
			reply[reply.length - 1 - at] ^= 1;
			assertThatExceptionOfType(RpcSecurityException.class).isThrownBy(() -> client.next(reply));
		}
	}
}
