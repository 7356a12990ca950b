package dev.quayside.rpc.security.ntlm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;

class MessageChecksumTest {

	@Test
	void everyMessageHasTheHmacOfItsNumberAndItsBytes() {
		Random random = new Random(4);
		byte[] key = new byte[16];
		random.nextBytes(key);
		MessageChecksum checksums = new MessageChecksum(key);
		for (int number : new int[]{ 0, 1, 0x01020304, -1, 1 }) {
			byte[] message = new byte[random.nextInt(200)];
			random.nextBytes(message);
			byte[] little = { (byte) number, (byte) (number >> 8), (byte) (number >> 16), (byte) (number >> 24) };
			int length = message.length / 2;
			assertThat(checksums.of(number, message, length))
					.isEqualTo(NtlmCrypto.hmacMd5(key, little, Arrays.copyOf(message, length)));
		}
	}
}
