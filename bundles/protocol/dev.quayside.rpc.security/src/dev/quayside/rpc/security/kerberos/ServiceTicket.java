package dev.quayside.rpc.security.kerberos;

import dev.quayside.rpc.security.kerberos.crypto.internal.EncryptionKey;
import dev.quayside.rpc.security.kerberos.message.internal.PrincipalName;

import java.time.Instant;

/**
 * A ticket for a service with the session key that belongs to it.
 *
 * @param encoded
 *            {@code Ticket} as the KDC gave it
 * @param realm
 *            of the client
 * @param service
 *            for whom it is
 */
record ServiceTicket(byte[] encoded, EncryptionKey sessionKey, String realm, PrincipalName client,
		String serviceRealm, PrincipalName service, Instant end) {

	@Override
	public String toString() {
		return client + "@" + realm + " for " + service + '@' + serviceRealm;
	}
}
