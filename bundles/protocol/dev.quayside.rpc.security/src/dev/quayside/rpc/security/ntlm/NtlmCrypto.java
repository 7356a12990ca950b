package dev.quayside.rpc.security.ntlm;

import dev.quayside.rpc.auth.AccountNames;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Key derivation ([MS-NLMP] 3.3.2, 3.4.5). */
final class NtlmCrypto {

	private static final String HMAC = "HmacMD5";

	private NtlmCrypto() {}

	/** {@code NTOWFv2}; jcifs takes upper case by the locale, so its method cannot be used. */
	static byte[] responseKey(byte[] ntHash, String user, String domain) {
		return hmacMd5(ntHash, MessageWriter.unicode(AccountNames.upperCase(user) + domain));
	}

	static byte[] hmacMd5(byte[] key, byte[]... parts) {
		Mac mac = mac(key);
		for (byte[] part : parts) {
			mac.update(part);
		}
		return mac.doFinal();
	}

	private static Mac mac(byte[] key) {
		try {
			Mac mac = Mac.getInstance(HMAC);
			mac.init(new SecretKeySpec(key, HMAC));
			return mac;
		} catch (GeneralSecurityException e) {
			throw new IllegalStateException("Every Java platform has " + HMAC, e);
		}
	}

	/** {@code RC4K}: a cipher for these bytes only. */
	static byte[] rc4(byte[] key, byte[] data) {
		byte[] result = data.clone();
		new KeyStream(key).apply(result, 0, result.length);
		return result;
	}

	/** {@code SIGNKEY} of the messages of the client, or of the server. */
	static byte[] signingKey(byte[] sessionKey, boolean ofClient) {
		return derived(sessionKey, ofClient ? "client-to-server" : "server-to-client", "signing");
	}

	/** {@code SEALKEY} of the messages of the client, or of the server, with 128 bits. */
	static byte[] sealingKey(byte[] sessionKey, boolean ofClient) {
		return derived(sessionKey, ofClient ? "client-to-server" : "server-to-client", "sealing");
	}

	private static byte[] derived(byte[] sessionKey, String direction, String purpose) {
		MessageDigest md5 = md5();
		md5.update(sessionKey);
		String constant = "session key to " + direction + ' ' + purpose + " key magic constant\0";
		return md5.digest(constant.getBytes(StandardCharsets.US_ASCII));
	}

	static MessageDigest md5() {
		try {
			return MessageDigest.getInstance("MD5");
		} catch (GeneralSecurityException e) {
			throw new IllegalStateException("Every Java platform has MD5", e);
		}
	}
}
