package dev.quayside.rpc.auth;

import dev.quayside.rpc.RpcSecurityException;

/** One side of the exchange of tokens that establishes a security context. Used by one thread at a time. */
public interface SecurityExchange {

	/**
	 * Takes the token of the peer and makes the next one.
	 *
	 * @param token
	 *            hostile bytes; empty for the first step of the initiator
	 * @return to send to the peer; empty where nothing is left to say
	 * @throws RpcSecurityException
	 *             if the context cannot be established; the exchange is over then
	 */
	byte[] next(byte[] token) throws RpcSecurityException;

	/** Whether this side has all that it needs; its last token may still have to be sent. */
	boolean isEstablished();

	/**
	 * @throws IllegalStateException
	 *             before it is established
	 */
	SecurityContext context();
}
