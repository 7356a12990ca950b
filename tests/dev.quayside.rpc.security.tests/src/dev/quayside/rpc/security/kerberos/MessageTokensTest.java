package dev.quayside.rpc.security.kerberos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.RpcSecurityException.Reason;
import dev.quayside.rpc.auth.Coverage;
import dev.quayside.rpc.security.kerberos.crypto.internal.EncryptionKey;
import dev.quayside.rpc.security.kerberos.crypto.internal.EncryptionType;
import dev.quayside.testkit.Vectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

class MessageTokensTest {

	private static final SecureRandom RANDOM = new SecureRandom();
	private static final int HEADER = 24;
	private static final int BODY = 48;
	private static final int TRAILER = 8;

	private MessageTokens client;
	private MessageTokens server;

	private void establish(EncryptionType type, boolean acceptorSubkey) {
		ContextKey key = new ContextKey(EncryptionKey.random(type, RANDOM), acceptorSubkey);
		client = MessageTokens.of(new MessageTokens.Agreement(key, true, 7, 0x7FFF_FFFF), RANDOM);
		server = MessageTokens.of(new MessageTokens.Agreement(key, false, 0x7FFF_FFFF, 7), RANDOM);
	}

	/** A fragment: header, body, trailer, signature. */
	private static Coverage fragment(MessageTokens tokens, boolean sealed, boolean headerSigned) {
		byte[] bytes = new byte[HEADER + BODY + TRAILER + tokens.size(sealed)];
		Arrays.fill(bytes, 0, HEADER + BODY + TRAILER, (byte) 0x41);
		int end = HEADER + BODY;
		return new Coverage(bytes, headerSigned ? 0 : HEADER, headerSigned ? end + TRAILER : end, HEADER,
				sealed ? end : HEADER, sealed, end + TRAILER, tokens.size(sealed));
	}

	private static Coverage of(Coverage message, byte[] bytes) {
		return new Coverage(bytes, message.signedFrom(), message.signedTo(), message.sealedFrom(), message.sealedTo(),
				message.sealed(), message.signatureAt(), message.signatureLength());
	}

	private static void assertTampered(MessageTokens tokens, Coverage message) {
		assertThatExceptionOfType(RpcSecurityException.class).isThrownBy(() -> tokens.unprotect(message))
				.extracting(RpcSecurityException::reason).isEqualTo(Reason.TAMPERED);
	}

	@ParameterizedTest
	@CsvSource({ "AES128_SHA1,76,28", "AES256_SHA1,76,28", "AES128_SHA256,80,32", "AES256_SHA384,88,40",
			"RC4,45,37" })
	void signaturesHaveTheSizeOfTheirType(EncryptionType type, int sealed, int signed) {
		establish(type, true);

		assertThat(client.size(true)).isEqualTo(sealed);
		assertThat(client.size(false)).isEqualTo(signed);
	}

	@ParameterizedTest
	@EnumSource
	void whatOneSideProtectsTheOtherOpens(EncryptionType type) throws RpcSecurityException {
		for (boolean sealed : new boolean[]{ true, false }) {
			for (boolean headerSigned : new boolean[]{ true, false }) {
				establish(type, sealed);
				for (int i = 0; i < 3; i++) {
					Coverage request = fragment(client, sealed, headerSigned);
					byte[] plain = request.bytes().clone();
					client.protect(request);
					assertThat(Arrays.equals(request.bytes(), HEADER, HEADER + BODY, plain, HEADER, HEADER + BODY))
							.isEqualTo(!sealed);
					server.unprotect(request);
					assertThat(Arrays.copyOf(request.bytes(), HEADER + BODY + TRAILER))
							.isEqualTo(Arrays.copyOf(plain, HEADER + BODY + TRAILER));
					Coverage response = fragment(server, sealed, headerSigned);
					server.protect(response);
					client.unprotect(response);
				}
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void anEmptyBodyCanBeSealed(EncryptionType type) throws RpcSecurityException {
		establish(type, true);
		Coverage message = new Coverage(new byte[HEADER + client.size(true)], 0, HEADER, HEADER, HEADER, true, HEADER,
				client.size(true));

		client.protect(message);

		server.unprotect(message);
	}

	@ParameterizedTest
	@EnumSource
	void everyChangedByteIsNoticed(EncryptionType type) {
		for (boolean sealed : new boolean[]{ true, false }) {
			establish(type, true);
			Coverage message = fragment(client, sealed, true);
			client.protect(message);
			for (int at = 0; at < message.bytes().length; at++) {
				byte[] changed = message.bytes().clone();
				changed[at] ^= 0x10;
				if (!(sealed && type != EncryptionType.RC4 && isRotation(at))) {
					assertTampered(server, of(message, changed));
				}
			}
		}
	}

	/** How far a token is rotated is no secret: some values mean the same. */
	private static boolean isRotation(int at) {
		int signature = HEADER + BODY + TRAILER;
		return at == signature + 6 || at == signature + 7;
	}

	@ParameterizedTest
	@EnumSource
	void withoutHeaderSigningTheHeaderIsFree(EncryptionType type) throws RpcSecurityException {
		establish(type, true);
		Coverage message = fragment(client, true, false);
		client.protect(message);
		message.bytes()[0] ^= 1;

		server.unprotect(message);
	}

	@ParameterizedTest
	@EnumSource
	void aRepeatedMessageIsNoticed(EncryptionType type) throws RpcSecurityException {
		establish(type, true);
		Coverage message = fragment(client, true, true);
		client.protect(message);
		server.unprotect(of(message, message.bytes().clone()));

		assertTampered(server, message);
	}

	@ParameterizedTest
	@EnumSource
	void aMessageLeftOutIsNoticed(EncryptionType type) {
		establish(type, true);
		client.protect(fragment(client, false, true));
		Coverage second = fragment(client, false, true);
		client.protect(second);

		assertTampered(server, second);
	}

	@ParameterizedTest
	@EnumSource
	void aMessageSentBackIsNoticed(EncryptionType type) {
		ContextKey key = new ContextKey(EncryptionKey.random(type, RANDOM), true);
		client = MessageTokens.of(new MessageTokens.Agreement(key, true, 7, 7), RANDOM);
		for (boolean sealed : new boolean[]{ true, false }) {
			Coverage message = fragment(client, sealed, true);
			client.protect(message);

			assertTampered(client, message);
		}
	}

	@ParameterizedTest
	@EnumSource
	void aSignatureOfAnyOtherLengthIsRefused(EncryptionType type) {
		establish(type, true);
		for (boolean sealed : new boolean[]{ true, false }) {
			Coverage message = fragment(client, sealed, true);
			client.protect(message);
			for (int length = 0; length < message.signatureLength(); length++) {
				assertTampered(server,
						new Coverage(Arrays.copyOf(message.bytes(), message.signatureAt() + length),
								message.signedFrom(), message.signedTo(), message.sealedFrom(), message.sealedTo(),
								sealed, message.signatureAt(), length));
			}
		}
	}

	@Test
	void aMessageThatIsOnlySignedIsRefusedWhereItMustBeSealed() {
		establish(EncryptionType.AES256_SHA1, true);
		Coverage signed = fragment(client, false, true);
		client.protect(signed);

		assertTampered(server, new Coverage(signed.bytes(), 0, signed.signedTo(), HEADER, HEADER + BODY, true,
				signed.signatureAt(), signed.signatureLength()));
	}

	@Test
	void aKeyOfTheAcceptorIsAnnounced() {
		establish(EncryptionType.AES256_SHA1, true);
		Coverage with = fragment(client, true, true);
		client.protect(with);
		establish(EncryptionType.AES256_SHA1, false);
		Coverage without = fragment(client, true, true);
		client.protect(without);

		assertThat(with.bytes()[with.signatureAt() + 2]).isEqualTo((byte) 0x06);
		assertThat(without.bytes()[without.signatureAt() + 2]).isEqualTo((byte) 0x02);
	}

	@Test
	void sealsAsThePublishedExampleOfRc4() throws RpcSecurityException {
		Map<String, byte[]> vectors = Vectors.read("dev.quayside.rpc.security.tests/vectors/kerberos-rc4-wrap.txt");
		ContextKey key = new ContextKey(new EncryptionKey(EncryptionType.RC4, vectors.get("key")), false);
		long sequence = ByteBuffer.wrap(vectors.get("sequence")).getInt();
		MessageTokens sender = MessageTokens.of(new MessageTokens.Agreement(key, true, sequence, 0),
				new Fixed(vectors.get("confounder")));
		MessageTokens receiver = MessageTokens.of(new MessageTokens.Agreement(key, false, 0, sequence), RANDOM);
		byte[] data = vectors.get("plaintext");
		int length = data.length;
		Coverage message = new Coverage(Arrays.copyOf(data, length + 45), 0, length, 0, length, true, length, 45);

		sender.protect(message);

		byte[] signature = vectors.get("signature");
		signature[1] -= (byte) length;
		assertThat(Arrays.copyOf(message.bytes(), length)).isEqualTo(vectors.get("ciphertext"));
		assertThat(Arrays.copyOfRange(message.bytes(), length, length + 45)).isEqualTo(signature);
		receiver.unprotect(message);
		assertThat(Arrays.copyOf(message.bytes(), length)).isEqualTo(data);
	}

	@ParameterizedTest
	@EnumSource
	void opensWhatMitSealedAndSigned(EncryptionType type) throws RpcSecurityException {
		Map<String, byte[]> vectors = Vectors.read("dev.quayside.rpc.security.tests/vectors/kerberos-mit.txt");
		String name = type.name().toLowerCase(Locale.ROOT).replace('_', '-');
		ContextKey key = new ContextKey(new EncryptionKey(type, vectors.get(name + "-key")), true);
		long sequence = ByteBuffer.wrap(vectors.get(name + "-sequence")).getInt();
		MessageTokens receiver = MessageTokens.of(new MessageTokens.Agreement(key, true, 0, sequence), RANDOM);
		byte[] header = ascii("request header");
		byte[] body = vectors.get(name + "-sealed");
		byte[] signature = vectors.get(name + "-sealed-signature");
		byte[] sealed = concat(header, body, ascii("trailer"), signature);
		int end = header.length + body.length;

		receiver.unprotect(new Coverage(sealed, 0, end + 7, header.length, end, true, end + 7, signature.length));
		assertThat(Arrays.copyOfRange(sealed, header.length, end)).isEqualTo(ascii("the body of a request"));
		byte[] second = vectors.get(name + "-signature");
		byte[] signed = concat(ascii("the body of a request"), second);
		receiver.unprotect(new Coverage(signed, 0, body.length, 0, 0, false, body.length, second.length));
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	private static byte[] concat(byte[]... parts) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		for (byte[] part : parts) {
			out.writeBytes(part);
		}
		return out.toByteArray();
	}
}
