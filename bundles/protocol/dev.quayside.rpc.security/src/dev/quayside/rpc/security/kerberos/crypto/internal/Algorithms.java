package dev.quayside.rpc.security.kerberos.crypto.internal;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;

import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The algorithms of the JDK; one that is missing is a defect of the installation. */
public final class Algorithms {

	/** Bytes of an AES block. */
	static final int BLOCK = 16;

	private Algorithms() {}

	public static Mac mac(String algorithm, byte[] key) {
		try {
			Mac mac = Mac.getInstance(algorithm);
			mac.init(new SecretKeySpec(key, algorithm));
			return mac;
		} catch (GeneralSecurityException e) {
			throw missing(algorithm, e);
		}
	}

	public static MessageDigest md5() {
		try {
			return MessageDigest.getInstance("MD5");
		} catch (GeneralSecurityException e) {
			throw missing("MD5", e);
		}
	}

	/** A stream that starts anew. */
	public static Cipher rc4(byte[] key) {
		try {
			Cipher cipher = Cipher.getInstance("ARCFOUR");
			cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "ARCFOUR"));
			return cipher;
		} catch (GeneralSecurityException e) {
			throw missing("ARCFOUR", e);
		}
	}

	/** AES with an initial vector of zeros; {@code doFinal} returns it to this state. */
	static Cipher aes(String mode, int direction, byte[] key) {
		String algorithm = "AES/" + mode + "/NoPadding";
		try {
			Cipher cipher = Cipher.getInstance(algorithm);
			cipher.init(direction, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[BLOCK]));
			return cipher;
		} catch (GeneralSecurityException e) {
			throw missing(algorithm, e);
		}
	}

	static IllegalStateException missing(String algorithm, GeneralSecurityException cause) {
		return new IllegalStateException(algorithm + " is not available", cause);
	}
}
