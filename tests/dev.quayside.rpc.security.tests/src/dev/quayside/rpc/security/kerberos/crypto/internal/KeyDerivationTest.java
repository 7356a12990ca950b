package dev.quayside.rpc.security.kerberos.crypto.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.testkit.Vectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;

import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

class KeyDerivationTest {

	private static final String VECTORS = "dev.quayside.rpc.security.tests/vectors/kerberos-";
	private static final byte[] KERBEROS = "kerberos".getBytes(StandardCharsets.US_ASCII);

	static Map<String, byte[]> vectors(EncryptionType type) {
		return Vectors.read(VECTORS + (type == EncryptionType.AES128_SHA256 ? "aes128-sha256" : "aes256-sha384")
				+ ".txt");
	}

	@Test
	void foldsAsThePublishedExamples() {
		Vectors.read(VECTORS + "n-fold.txt").forEach((input, folded) -> assertThat(
				KeyDerivation.fold(HexFormat.of().parseHex(input), folded.length)).as(input).isEqualTo(folded));
	}

	@ParameterizedTest
	@CsvSource({ "128,1", "256,1", "128,2", "256,2", "128,1200", "256,1200" })
	void derivesTheKeysOfAPassword(int bits, int iterations) throws Exception {
		byte[] salt = "ATHENA.MIT.EDUraeburn".getBytes(StandardCharsets.US_ASCII);
		byte[] base = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA1")
				.generateSecret(new PBEKeySpec("password".toCharArray(), salt, iterations, bits)).getEncoded();

		assertThat(KeyDerivation.derive(base, KERBEROS))
				.isEqualTo(Vectors.read(VECTORS + "aes-sha1.txt").get("key-" + bits + "-" + iterations));
	}

	@Test
	void derivesTheKeyOfWindows() {
		Map<String, byte[]> vectors = Vectors.read(VECTORS + "aes-sha1.txt");

		assertThat(KeyDerivation.derive(vectors.get("kile-base"), KERBEROS)).isEqualTo(vectors.get("kile-key"));
	}

	@ParameterizedTest
	@EnumSource(names = { "AES128_SHA256", "AES256_SHA384" })
	void derivesKeysBySha2(EncryptionType type) {
		Map<String, byte[]> vectors = vectors(type);
		EncryptionKey key = new EncryptionKey(type, vectors.get("key"));

		assertThat(KeyDerivation.derive(key, 2, KeyDerivation.CHECKSUM)).isEqualTo(vectors.get("checksum-key"));
		assertThat(KeyDerivation.derive(key, 2, KeyDerivation.ENCRYPTION)).isEqualTo(vectors.get("encryption-key"));
		assertThat(KeyDerivation.derive(key, 2, KeyDerivation.INTEGRITY)).isEqualTo(vectors.get("integrity-key"));
	}

	@ParameterizedTest
	@ValueSource(ints = { 17, 31, 32, 47, 48, 64 })
	void theCiphertextStealingOfTheJdkIsTheOneOfKerberos(int length) throws Exception {
		Map<String, byte[]> vectors = Vectors.read(VECTORS + "aes-sha1.txt");
		Cipher aes = Algorithms.aes("CTS", Cipher.ENCRYPT_MODE, vectors.get("cts-key"));

		assertThat(aes.doFinal(Arrays.copyOf(vectors.get("cts-text"), length)))
				.isEqualTo(vectors.get("cts-" + length));
	}
}
