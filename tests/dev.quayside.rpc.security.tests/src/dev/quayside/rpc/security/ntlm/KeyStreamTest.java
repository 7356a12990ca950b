package dev.quayside.rpc.security.ntlm;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.util.Random;

import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

import org.junit.jupiter.api.Test;

class KeyStreamTest {

	private final Random random = new Random(3);

	@Test
	void piecesOfAnyLengthAreEncryptedAsThePlatformDoesIt() throws GeneralSecurityException {
		byte[] key = bytes(16);
		KeyStream stream = new KeyStream(key);
		Cipher platform = platform(key);
		for (int i = 0; i < 100; i++) {
			byte[] plain = bytes(1 + random.nextInt(2000));
			byte[] sealed = plain.clone();
			stream.apply(sealed, 0, sealed.length);
			assertThat(sealed).isEqualTo(platform.update(plain));
		}
	}

	@Test
	void keysOfEveryLengthAreScheduledAsThePlatformDoesIt() throws GeneralSecurityException {
		for (int length = 5; length <= 128; length++) {
			byte[] key = bytes(length);
			byte[] sealed = new byte[64];
			new KeyStream(key).apply(sealed, 0, sealed.length);
			assertThat(sealed).isEqualTo(platform(key).update(new byte[64]));
		}
	}

	@Test
	void onlyTheRangeIsChanged() {
		byte[] bytes = new byte[32];
		new KeyStream(bytes(16)).apply(bytes, 8, 24);
		assertThat(bytes).startsWith(new byte[8]).endsWith(new byte[8]).isNotEqualTo(new byte[32]);
	}

	@Test
	void rewindingBeginsTheStreamAgain() {
		KeyStream stream = new KeyStream(bytes(16));
		byte[] first = new byte[40];
		stream.apply(first, 0, first.length);
		stream.rewind();
		byte[] again = new byte[40];
		stream.apply(again, 0, again.length);
		assertThat(again).isEqualTo(first);
	}

	private byte[] bytes(int length) {
		byte[] bytes = new byte[length];
		random.nextBytes(bytes);
		return bytes;
	}

	private static Cipher platform(byte[] key) throws GeneralSecurityException {
		Cipher cipher = Cipher.getInstance("ARCFOUR");
		cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "ARCFOUR"));
		return cipher;
	}
}
