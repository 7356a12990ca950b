package dev.quayside.rpc.security.ntlm;

import static dev.quayside.rpc.security.ntlm.NegotiateFlag.KEY_EXCHANGE;
import static dev.quayside.rpc.security.ntlm.NegotiateFlag.SEAL;
import static dev.quayside.rpc.security.ntlm.NegotiateFlag.SIGN;

import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.RpcSecurityException.Reason;
import dev.quayside.rpc.auth.AuthenticationType;
import dev.quayside.rpc.auth.Coverage;
import dev.quayside.rpc.auth.Principal;
import dev.quayside.rpc.auth.SecurityContext;

import java.util.Set;

/**
 * Signs and seals with extended session security ([MS-NLMP] 3.4). The signature covers the fragment from its first byte
 * to the signature, whatever the coverage says is signed: with NTLMv2 all buffers count (3.4.6.1).
 */
public final class NtlmContext implements SecurityContext {

	private final Principal peer;
	private final Set<NegotiateFlag> flags;
	private final boolean micExchanged;
	private final MessageProtection sending;
	private final MessageProtection receiving;

	NtlmContext(Principal peer, Set<NegotiateFlag> flags, byte[] sessionKey, boolean isClient, boolean micExchanged) {
		this.peer = peer;
		this.flags = flags;
		this.micExchanged = micExchanged;
		boolean encryptsChecksum = flags.contains(KEY_EXCHANGE);
		sending = new MessageProtection(sessionKey, isClient, encryptsChecksum);
		receiving = new MessageProtection(sessionKey, !isClient, encryptsChecksum);
	}

	@Override
	public Principal peer() {
		return peer;
	}

	@Override
	public AuthenticationType mechanism() {
		return AuthenticationType.NTLM;
	}

	@Override
	public int signatureSize(boolean sealed) {
		return MessageProtection.SIGNATURE_SIZE;
	}

	/** Whether both sides agreed to sign; without that there is only the level connect. */
	public boolean canSign() {
		return flags.contains(SIGN) || flags.contains(SEAL);
	}

	/** Whether the messages of the exchange itself were protected with a MIC. */
	public boolean isMicExchanged() {
		return micExchanged;
	}

	/**
	 * @throws IllegalStateException
	 *             if the level of this context does not allow for it
	 */
	@Override
	public void protect(Coverage message) {
		if (!allows(message)) {
			throw new IllegalStateException(notAgreed(message));
		}
		sending.protect(message);
	}

	@Override
	public void unprotect(Coverage message) throws RpcSecurityException {
		if (!allows(message)) {
			throw new RpcSecurityException(Reason.UNSUPPORTED, notAgreed(message));
		}
		receiving.unprotect(message);
	}

	private boolean allows(Coverage message) {
		return message.sealed() ? flags.contains(SEAL) : canSign();
	}

	private static String notAgreed(Coverage message) {
		return "Client and server did not agree to " + (message.sealed() ? "seal" : "sign") + " messages with NTLM";
	}

	/** To be called after a mechListMIC was made: the next message finds the cipher as it was ([MS-SPNG] 3.2.5.1). */
	public void rewindSending() {
		sending.rewindCipher();
	}

	/** To be called after a mechListMIC was checked ([MS-SPNG] 3.2.5.1). */
	public void rewindReceiving() {
		receiving.rewindCipher();
	}
}
