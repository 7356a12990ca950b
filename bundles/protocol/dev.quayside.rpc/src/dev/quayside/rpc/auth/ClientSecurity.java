package dev.quayside.rpc.auth;

/**
 * How the connections of a client authenticate.
 *
 * @param level
 *            {@link AuthenticationLevel#CONNECT} or higher; never lowered
 */
public record ClientSecurity(SecurityInitiator initiator, AuthenticationLevel level) {

	public ClientSecurity {
		if (level == AuthenticationLevel.NONE) {
			throw new IllegalArgumentException("Authentication needs a level of its own");
		}
	}
}
