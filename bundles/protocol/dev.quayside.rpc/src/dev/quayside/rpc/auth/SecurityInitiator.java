package dev.quayside.rpc.auth;

import dev.quayside.rpc.RpcSecurityException;

/** The client side of a security provider, with the credentials of a user. Safe for use by several threads. */
public interface SecurityInitiator {

	AuthenticationType type();

	/**
	 * Begins an authentication with a server; each connection needs its own.
	 *
	 * @param host
	 *            of the server as the user named it
	 * @param level
	 *            that messages will be protected with
	 * @throws RpcSecurityException
	 *             if the credentials do not suffice to begin
	 */
	SecurityExchange start(String host, AuthenticationLevel level) throws RpcSecurityException;
}
