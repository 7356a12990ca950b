package dev.quayside.rpc.security.ntlm;

import org.bouncycastle.crypto.digests.MD4Digest;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/** What NTLM keeps of a password ({@code NTOWFv1}, [MS-NLMP] 3.3.1): worth as much as the password itself. */
public final class NtHash {

	public static final int SIZE = 16;

	private NtHash() {}

	public static byte[] of(char[] password) {
		ByteBuffer unicode = StandardCharsets.UTF_16LE.encode(CharBuffer.wrap(password));
		MD4Digest md4 = new MD4Digest();
		md4.update(unicode.array(), 0, unicode.limit());
		Arrays.fill(unicode.array(), (byte) 0);
		byte[] hash = new byte[SIZE];
		md4.doFinal(hash, 0);
		return hash;
	}

	/** Whether it is that of an empty password: whoever knows the name of the account could log on. */
	public static boolean isOfNoPassword(byte[] hash) {
		return MessageDigest.isEqual(hash, of(new char[0]));
	}

	/** A copy, once the size is right. */
	static byte[] checked(byte[] hash) {
		if (hash.length != SIZE) {
			throw new IllegalArgumentException("An NT hash has 16 bytes, not " + hash.length);
		}
		return hash.clone();
	}
}
