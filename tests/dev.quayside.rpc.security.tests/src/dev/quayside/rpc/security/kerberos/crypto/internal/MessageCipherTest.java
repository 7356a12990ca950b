package dev.quayside.rpc.security.kerberos.crypto.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.quayside.rpc.security.kerberos.Fixed;
import dev.quayside.testkit.Hostile;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.security.SecureRandom;
import java.util.Map;
import java.util.stream.Stream;

class MessageCipherTest {

	private static final SecureRandom RANDOM = new SecureRandom();

	private static byte[] count(int length) {
		byte[] bytes = new byte[length];
		for (int i = 0; i < length; i++) {
			bytes[i] = (byte) i;
		}
		return bytes;
	}

	/** Types and lengths of the published examples. */
	record Example(EncryptionType type, int length) {}

	static Stream<Example> examples() {
		return Stream.of(EncryptionType.AES128_SHA256, EncryptionType.AES256_SHA384)
				.flatMap(type -> Stream.of(0, 6, 16, 21).map(length -> new Example(type, length)));
	}

	@ParameterizedTest
	@MethodSource("examples")
	void encryptsAsThePublishedExamples(Example example) throws IntegrityException {
		Map<String, byte[]> vectors = KeyDerivationTest.vectors(example.type());
		EncryptionKey key = new EncryptionKey(example.type(), vectors.get("key"));
		MessageCipher cipher = key.cipher(2, new Fixed(vectors.get("confounder-" + example.length())));
		byte[] ciphertext = vectors.get("ciphertext-" + example.length());

		assertThat(cipher.encrypt(count(example.length()))).isEqualTo(ciphertext);
		assertThat(cipher.decrypt(ciphertext)).isEqualTo(count(example.length()));
	}

	@ParameterizedTest
	@EnumSource(names = { "AES128_SHA256", "AES256_SHA384" })
	void signsAsThePublishedExamples(EncryptionType type) {
		Map<String, byte[]> vectors = KeyDerivationTest.vectors(type);
		AesChecksum checksum = new AesChecksum(new EncryptionKey(type, vectors.get("key")), 2);

		assertThat(checksum.sum(count(21), 0, 21, new byte[0])).isEqualTo(vectors.get("checksum"));
	}

	@ParameterizedTest
	@EnumSource
	void opensWhatItEncrypts(EncryptionType type) throws IntegrityException {
		MessageCipher cipher = EncryptionKey.random(type, RANDOM).cipher(11, RANDOM);

		for (int length = 0; length < 70; length++) {
			assertThat(cipher.decrypt(cipher.encrypt(count(length)))).isEqualTo(count(length));
		}
	}

	@ParameterizedTest
	@EnumSource
	void refusesWhatWasCutOrChanged(EncryptionType type) {
		MessageCipher cipher = EncryptionKey.random(type, RANDOM).cipher(11, RANDOM);
		byte[] sealed = cipher.encrypt(count(40));

		Hostile.refusesEveryPrefix(sealed, cipher::decrypt, IntegrityException.class);
		for (int at = 0; at < sealed.length; at++) {
			byte[] changed = sealed.clone();
			changed[at] ^= 1;
			assertThatExceptionOfType(IntegrityException.class).isThrownBy(() -> cipher.decrypt(changed));
		}
	}

	@ParameterizedTest
	@EnumSource
	void aKeyForAnotherUsageDoesNotOpen(EncryptionType type) {
		EncryptionKey key = EncryptionKey.random(type, RANDOM);
		byte[] sealed = key.cipher(11, RANDOM).encrypt(count(40));

		assertThatExceptionOfType(IntegrityException.class).isThrownBy(() -> key.cipher(12, RANDOM).decrypt(sealed));
	}

	@Test
	void aKeyDoesNotShowItself() {
		assertThat(EncryptionKey.random(EncryptionType.RC4, RANDOM)).hasToString("key of arcfour-hmac (23)");
	}
}
