package dev.quayside.rpc.security.spnego;

import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.RpcSecurityException.Reason;
import dev.quayside.rpc.auth.Coverage;
import dev.quayside.rpc.auth.SecurityContext;
import dev.quayside.rpc.auth.SecurityExchange;
import dev.quayside.rpc.security.ntlm.NtlmContext;

import java.util.Arrays;

/**
 * Proves that nobody changed the list of mechanisms on its way ([RFC 4178] 5): the first message of the context in each
 * direction. NTLM begins its key stream again behind it, while its number counts ([MS-SPNG] 3.2.5.1, 3.3.5.1).
 */
final class MechanismListMic {

	private final byte[] list;
	private boolean sent;
	private boolean checked;

	/**
	 * @param list
	 *            of mechanisms as it was encoded
	 */
	MechanismListMic(byte[] list) {
		this.list = list;
	}

	boolean isSent() {
		return sent;
	}

	/** Whether the one of the peer was right. */
	boolean isChecked() {
		return checked;
	}

	/** NTLM at level connect cannot. */
	static boolean isPossible(SecurityContext context) {
		return !(context instanceof NtlmContext ntlm) || ntlm.canSign();
	}

	/** Whether the MIC is due although the first choice was taken: with NTLM, beside its own MIC ([MS-SPNG] note 8). */
	static boolean isCustomary(SecurityContext context) {
		return context instanceof NtlmContext ntlm && ntlm.canSign() && ntlm.isMicExchanged();
	}

	byte[] make(SecurityContext context) {
		sent = true;
		int size = context.signatureSize(false);
		byte[] message = Arrays.copyOf(list, list.length + size);
		context.protect(coverage(message, size));
		if (context instanceof NtlmContext ntlm) {
			ntlm.rewindSending();
		}
		return Arrays.copyOfRange(message, list.length, message.length);
	}

	/**
	 * Takes the MIC of the peer.
	 *
	 * @throws RpcSecurityException
	 *             if it is wrong, or not due
	 */
	void check(SecurityExchange exchange, byte[] mic) throws RpcSecurityException {
		if (!exchange.isEstablished() || checked) {
			throw new RpcSecurityException(Reason.BAD_TOKEN, "The peer sends a mechListMIC where none is due");
		}
		SecurityContext context = exchange.context();
		byte[] message = Arrays.copyOf(list, list.length + mic.length);
		System.arraycopy(mic, 0, message, list.length, mic.length);
		try {
			context.unprotect(coverage(message, mic.length));
		} catch (RpcSecurityException e) {
			throw new RpcSecurityException(Reason.TAMPERED,
					"The list of SPNEGO mechanisms did not arrive as it was sent", e);
		}
		if (context instanceof NtlmContext ntlm) {
			ntlm.rewindReceiving();
		}
		checked = true;
	}

	private static Coverage coverage(byte[] message, int micSize) {
		int at = message.length - micSize;
		return new Coverage(message, 0, at, 0, 0, false, at, micSize);
	}
}
