package dev.quayside.rpc.security.kerberos.crypto.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.testkit.Vectors;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyedChecksumTest {

	private static byte[] counting(int from, int count) {
		byte[] bytes = new byte[count];
		for (int i = 0; i < count; i++) {
			bytes[i] = (byte) (from + i);
		}
		return bytes;
	}

	@ParameterizedTest
	@CsvSource({ "AES128_SHA1, aes128-sha1, 15", "AES256_SHA1, aes256-sha1, 16", "RC4, rc4, -138" })
	void itIsThatOfOthers(EncryptionType type, String vector, int number) {
		KeyedChecksum checksum = new KeyedChecksum(new EncryptionKey(type, counting(1, type.keySize())), 17);

		assertThat(checksum.sum(counting(0, 100)))
				.isEqualTo(Vectors.read("dev.quayside.rpc.security.tests/vectors/kerberos-checksums.txt").get(vector));
		assertThat(checksum.type()).isEqualTo(number);
	}
}
