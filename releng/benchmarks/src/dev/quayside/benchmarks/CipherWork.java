package dev.quayside.benchmarks;

import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.auth.AuthenticationLevel;
import dev.quayside.rpc.auth.Coverage;
import dev.quayside.rpc.auth.SecurityContext;
import dev.quayside.rpc.auth.SecurityExchange;
import dev.quayside.rpc.security.ntlm.NtHash;
import dev.quayside.rpc.security.ntlm.NtlmAcceptor;
import dev.quayside.rpc.security.ntlm.NtlmAccount;
import dev.quayside.rpc.security.ntlm.NtlmAccounts;
import dev.quayside.rpc.security.ntlm.NtlmInitiator;
import dev.quayside.rpc.security.ntlm.ServerNames;

import org.bouncycastle.crypto.engines.RC4Engine;
import org.bouncycastle.crypto.params.KeyParameter;

import java.security.GeneralSecurityException;
import java.util.List;

import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** NTLM's signing and sealing and the two algorithms of it, over as many bytes as the answer of a peek. */
final class CipherWork {

	private static final int SIZE = 1504;
	private static final byte[] KEY = new byte[16];

	private CipherWork() {}

	/** Both algorithms as they are used, with a signature. */
	static Worker.Work seal(List<String> none) throws RpcSecurityException {
		SecurityContext context = context();
		int signature = context.signatureSize(true);
		Coverage answer = new Coverage(new byte[SIZE + signature], 0, SIZE, 0, SIZE, true, SIZE, signature);
		return Worker.repeat(() -> context.protect(answer));
	}

	private static SecurityContext context() throws RpcSecurityException {
		char[] password = PeekWork.PASSWORD.toCharArray();
		NtlmAccount account = new NtlmAccount("", PeekWork.USER, NtHash.of(password));
		SecurityExchange client = new NtlmInitiator("", PeekWork.USER, password).start("localhost",
				AuthenticationLevel.PRIVACY);
		SecurityExchange server = new NtlmAcceptor(NtlmAccounts.of(List.of(account)),
				ServerNames.standalone("localhost"), false).start();
		byte[] token = new byte[0];
		while (!server.isEstablished()) {
			token = server.next(client.next(token));
		}
		return server.context();
	}

	/** As the platform has it. */
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
