package dev.quayside.rpc.security.kerberos;

import java.security.SecureRandom;

/** Numbers that are not random at all, but those of a vector, over and over. */
public final class Fixed extends SecureRandom {

	private static final long serialVersionUID = 1L;

	private final byte[] numbers;

	public Fixed(byte[] numbers) {
		this.numbers = numbers.clone();
	}

	@Override
	public void nextBytes(byte[] bytes) {
		for (int i = 0; i < bytes.length; i++) {
			bytes[i] = numbers[i % numbers.length];
		}
	}
}
