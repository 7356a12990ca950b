package dev.quayside.rpc.security.kerberos;

import dev.quayside.rpc.security.kerberos.crypto.internal.EncryptionKey;

import java.util.Optional;

/**
 * The key that protects messages ([RFC 4121] 2).
 *
 * @param ofAcceptor
 *            whether the acceptor chose it
 */
record ContextKey(EncryptionKey key, boolean ofAcceptor) {

	static ContextKey of(EncryptionKey session, Optional<EncryptionKey> ofInitiator,
			Optional<EncryptionKey> ofAcceptor) {
		return new ContextKey(ofAcceptor.or(() -> ofInitiator).orElse(session), ofAcceptor.isPresent());
	}
}
