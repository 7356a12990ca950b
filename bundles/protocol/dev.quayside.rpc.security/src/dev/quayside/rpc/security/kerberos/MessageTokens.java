package dev.quayside.rpc.security.kerberos;

import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.RpcSecurityException.Reason;
import dev.quayside.rpc.auth.Coverage;

import java.security.SecureRandom;

/** The tokens that protect messages, of one side and in both directions. One thread at a time for each direction. */
sealed interface MessageTokens permits CfxTokens, ArcfourTokens {

	/** What both sides agreed on. */
	record Agreement(ContextKey key, boolean initiator, long sendSequence, long receiveSequence) {}

	static MessageTokens of(Agreement agreement, SecureRandom random) {
		return switch (agreement.key().key().type()) {
			case RC4 -> new ArcfourTokens(agreement, random);
			default -> new CfxTokens(agreement, random);
		};
	}

	int size(boolean sealed);

	void protect(Coverage message);

	void unprotect(Coverage message) throws RpcSecurityException;

	static RpcSecurityException tampered(String what) {
		return new RpcSecurityException(Reason.TAMPERED,
				"A message was changed, repeated or left out on its way: " + what);
	}

	static RpcSecurityException outOfOrder(long found, long expected) {
		return tampered("its sequence number is " + found + " instead of " + expected);
	}
}
