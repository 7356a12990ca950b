package dev.quayside.rpc.security;

import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.auth.Coverage;
import dev.quayside.rpc.auth.SecurityContext;
import dev.quayside.rpc.auth.SecurityExchange;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Messages as RPC protects them: a header of 24 bytes, a body, a trailer of 8, the signature. */
public final class Messages {

	public static final int HEADER = 24;
	public static final int TRAILER = 8;

	private Messages() {}

	/** Runs an exchange to its end. */
	public static void exchange(SecurityExchange client, SecurityExchange server) throws RpcSecurityException {
		byte[] token = client.next(new byte[0]);
		while (token.length > 0) {
			byte[] answer = server.next(token);
			token = answer.length > 0 ? client.next(answer) : answer;
		}
	}

	public static byte[] protect(SecurityContext context, String body, boolean sealed) {
		byte[] text = body.getBytes(StandardCharsets.UTF_8);
		byte[] fragment = new byte[HEADER + text.length + TRAILER + context.signatureSize(sealed)];
		Arrays.fill(fragment, (byte) 0x11);
		System.arraycopy(text, 0, fragment, HEADER, text.length);
		context.protect(coverage(fragment, context.signatureSize(sealed), sealed));
		return fragment;
	}

	/** The body of the fragment, once it is found to be right; the fragment itself stays. */
	public static String unprotect(SecurityContext context, byte[] fragment, boolean sealed)
			throws RpcSecurityException {
		byte[] copy = fragment.clone();
		Coverage coverage = coverage(copy, context.signatureSize(sealed), sealed);
		context.unprotect(coverage);
		return new String(copy, HEADER, coverage.signatureAt() - HEADER - TRAILER, StandardCharsets.UTF_8);
	}

	private static Coverage coverage(byte[] fragment, int signatureSize, boolean sealed) {
		int signatureAt = fragment.length - signatureSize;
		int bodyTo = signatureAt - TRAILER;
		return new Coverage(fragment, 0, signatureAt, HEADER, sealed ? bodyTo : HEADER, sealed, signatureAt,
				signatureSize);
	}
}
