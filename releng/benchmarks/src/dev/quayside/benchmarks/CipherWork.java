package dev.quayside.benchmarks;

import org.bouncycastle.crypto.engines.RC4Engine;
import org.bouncycastle.crypto.params.KeyParameter;

import java.security.GeneralSecurityException;
import java.util.List;

import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The two algorithms of NTLM's signing and sealing, over as many bytes as the answer of a peek. */
final class CipherWork {

	private static final int SIZE = 1504;
	private static final byte[] KEY = new byte[16];

	private CipherWork() {}

	/** As the platform has it, which is what is used. */
	static Worker.Work rc4(List<String> none) throws GeneralSecurityException {
		Cipher cipher = Cipher.getInstance("ARCFOUR");
		cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(KEY, "ARCFOUR"));
		byte[] bytes = new byte[SIZE];
		return Worker.repeat(() -> cipher.update(bytes, 0, SIZE, bytes, 0));
	}

	static Worker.Work bouncyCastleRc4(List<String> none) {
		RC4Engine cipher = new RC4Engine();
		cipher.init(true, new KeyParameter(KEY));
		byte[] bytes = new byte[SIZE];
		return Worker.repeat(() -> cipher.processBytes(bytes, 0, SIZE, bytes, 0));
	}

	static Worker.Work hmacMd5(List<String> none) throws GeneralSecurityException {
		Mac mac = Mac.getInstance("HmacMD5");
		mac.init(new SecretKeySpec(KEY, "HmacMD5"));
		byte[] bytes = new byte[SIZE];
		return Worker.repeat(() -> mac.doFinal(bytes));
	}
}
