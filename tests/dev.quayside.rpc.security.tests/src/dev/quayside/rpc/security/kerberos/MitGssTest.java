package dev.quayside.rpc.security.kerberos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.auth.AuthenticationLevel;
import dev.quayside.rpc.auth.Coverage;
import dev.quayside.rpc.auth.Principal;
import dev.quayside.rpc.auth.SecurityContext;
import dev.quayside.rpc.auth.SecurityExchange;
import dev.quayside.rpc.security.kerberos.TestRealm.Entry;
import dev.quayside.rpc.security.kerberos.TestRealm.Issue;
import dev.quayside.rpc.security.kerberos.crypto.internal.EncryptionKey;
import dev.quayside.rpc.security.kerberos.crypto.internal.EncryptionType;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;

/** The GSS library of MIT at the other end, in DCE style, with tickets of every encryption type. */
class MitGssTest {

	private static final SecureRandom RANDOM = new SecureRandom();
	private static final byte[] NOTHING = new byte[0];
	private static final byte[] HEADER = "request header".getBytes();
	private static final byte[] TRAILER = "trailer".getBytes();

	@TempDir
	Path folder;

	private Issue issue(EncryptionType type) throws IOException {
		EncryptionKey serviceKey = EncryptionKey.random(
				type == EncryptionType.RC4 ? EncryptionType.AES256_SHA1 : type, RANDOM);
		TestRealm.keytab(folder.resolve("keys"), new Entry(TestRealm.SERVICE, 3, serviceKey));
		return Issue.of(serviceKey, type);
	}

	@ParameterizedTest
	@EnumSource
	void ourClientTalksToIt(EncryptionType type) throws Exception {
		InitiatorExchange client = new InitiatorExchange(issue(type).ticket(), AuthenticationLevel.PRIVACY,
				Clock.systemUTC(), RANDOM, () -> {});
		try (MitGss server = MitGss.acceptor(folder)) {
			MitGss.Step second = server.step(client.next(NOTHING));
			assertThat(second.established()).isFalse();
			assertThat(server.step(client.next(second.token())).established()).isTrue();

			assertTalking(client.context(), server);
		}
	}

	@ParameterizedTest
	@EnumSource(names = "RC4", mode = EnumSource.Mode.EXCLUDE)
	void ourServerTalksToIt(EncryptionType type) throws Exception {
		Issue issue = issue(type);
		SecurityExchange server = new KerberosAcceptor(folder.resolve("keys"),
				TestRealm.SERVICE + '@' + TestRealm.REALM).start();
		try (MitGss client = MitGss.initiator(folder, issue.ticket())) {
			MitGss.Step third = client.step(server.next(client.step(NOTHING).token()));
			assertThat(third.established()).isTrue();
			assertThat(server.next(third.token())).isEmpty();

			assertThat(server.context().peer()).isEqualTo(new Principal(TestRealm.REALM, TestRealm.USER));
			assertTalking(server.context(), client);
		}
	}

	private static void assertTalking(SecurityContext ours, MitGss theirs) throws Exception {
		for (int length : new int[]{ 0, 1, 16, 100, 5_000 }) {
			byte[] body = new byte[length];
			Arrays.fill(body, (byte) 0x5A);
			assertSealing(ours, theirs, body);
			assertSigning(ours, theirs, body);
		}
		Coverage tampered = sealed(body(theirs.ask("wrap", HEADER, new byte[16], TRAILER)));
		tampered.bytes()[HEADER.length] ^= 1;
		assertThatExceptionOfType(RpcSecurityException.class).isThrownBy(() -> ours.unprotect(tampered));
	}

	private static void assertSealing(SecurityContext ours, MitGss theirs, byte[] body) throws Exception {
		Coverage request = sealed(List.of(body, new byte[ours.signatureSize(true)]));
		ours.protect(request);
		int end = HEADER.length + body.length;
		byte[] bytes = request.bytes();
		assertThat(theirs.ask("unwrap", HEADER, Arrays.copyOfRange(bytes, HEADER.length, end), TRAILER,
				Arrays.copyOfRange(bytes, request.signatureAt(), bytes.length))).containsExactly(body);

		Coverage response = sealed(body(theirs.ask("wrap", HEADER, body, TRAILER)));
		assertThat(response.signatureLength()).isEqualTo(ours.signatureSize(true));
		ours.unprotect(response);
		assertThat(Arrays.copyOfRange(response.bytes(), HEADER.length, end)).isEqualTo(body);
	}

	private static void assertSigning(SecurityContext ours, MitGss theirs, byte[] body) throws Exception {
		int size = ours.signatureSize(false);
		int length = body.length;
		Coverage request = new Coverage(Arrays.copyOf(body, length + size), 0, length, 0, 0, false, length, size);
		ours.protect(request);
		theirs.ask("verify", body, Arrays.copyOfRange(request.bytes(), length, length + size));

		byte[] signature = theirs.ask("mic", body).get(0);
		byte[] bytes = Arrays.copyOf(body, length + signature.length);
		System.arraycopy(signature, 0, bytes, length, signature.length);
		ours.unprotect(new Coverage(bytes, 0, length, 0, 0, false, length, signature.length));
	}

	/** An empty body comes as nothing at all. */
	private static List<byte[]> body(List<byte[]> answer) {
		return answer.size() == 2 ? answer : List.of(NOTHING, answer.get(0));
	}

	private static Coverage sealed(List<byte[]> bodyAndSignature) {
		byte[] body = bodyAndSignature.get(0);
		byte[] signature = bodyAndSignature.get(1);
		int end = HEADER.length + body.length;
		int signed = end + TRAILER.length;
		byte[] bytes = Arrays.copyOf(HEADER, signed + signature.length);
		System.arraycopy(body, 0, bytes, HEADER.length, body.length);
		System.arraycopy(TRAILER, 0, bytes, end, TRAILER.length);
		System.arraycopy(signature, 0, bytes, signed, signature.length);
		return new Coverage(bytes, 0, signed, HEADER.length, end, true, signed, signature.length);
	}
}
