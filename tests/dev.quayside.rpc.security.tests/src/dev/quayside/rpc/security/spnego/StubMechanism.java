package dev.quayside.rpc.security.spnego;

import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.RpcSecurityException.Reason;
import dev.quayside.rpc.auth.AuthenticationLevel;
import dev.quayside.rpc.auth.AuthenticationType;
import dev.quayside.rpc.auth.Coverage;
import dev.quayside.rpc.auth.Principal;
import dev.quayside.rpc.auth.SecurityAcceptor;
import dev.quayside.rpc.auth.SecurityContext;
import dev.quayside.rpc.auth.SecurityExchange;
import dev.quayside.rpc.auth.SecurityInitiator;

import java.util.Arrays;
import java.util.Optional;

/**
 * Stands for Kerberos without a KDC: any number of legs, and signatures that hold the hash of the message and its number.
 */
record StubMechanism(int legs) implements SecurityInitiator, SecurityAcceptor {

	/** Legs of Kerberos in DCE style. */
	static final StubMechanism DCE_STYLE = new StubMechanism(3);
	static final int SIGNATURE_SIZE = 8;

	@Override
	public AuthenticationType type() {
		return AuthenticationType.KERBEROS;
	}

	@Override
	public SecurityExchange start(String host, AuthenticationLevel level) {
		return new Exchange(legs, 1);
	}

	@Override
	public SecurityExchange start() {
		return new Exchange(legs, 2);
	}

	@Override
	public Optional<String> principalName() {
		return Optional.of("host/stub");
	}

	/** Tokens are numbered from 1, the odd ones are of the client. */
	private static final class Exchange implements SecurityExchange {

		private final int legs;
		private int mine;

		Exchange(int legs, int first) {
			this.legs = legs;
			this.mine = first;
		}

		@Override
		public byte[] next(byte[] token) throws RpcSecurityException {
			byte[] expected = mine == 1 ? new byte[0] : new byte[]{ 'S', (byte) (mine - 1) };
			if (!Arrays.equals(token, expected)) {
				throw new RpcSecurityException(Reason.BAD_TOKEN, "Expected token " + (mine - 1));
			}
			byte[] answer = mine <= legs ? new byte[]{ 'S', (byte) mine } : new byte[0];
			mine += 2;
			return answer;
		}

		@Override
		public boolean isEstablished() {
			return mine - 1 > legs;
		}

		@Override
		public SecurityContext context() {
			return new Context();
		}
	}

	private static final class Context implements SecurityContext {

		@Override
		public Principal peer() {
			return new Principal("STUB", "peer");
		}

		@Override
		public AuthenticationType mechanism() {
			return AuthenticationType.KERBEROS;
		}

		@Override
		public int signatureSize(boolean sealed) {
			return SIGNATURE_SIZE;
		}

		@Override
		public void protect(Coverage message) {
			byte[] signature = signature(message);
			System.arraycopy(signature, 0, message.bytes(), message.signatureAt(), signature.length);
		}

		@Override
		public void unprotect(Coverage message) throws RpcSecurityException {
			byte[] received = Arrays.copyOfRange(message.bytes(), message.signatureAt(),
					message.signatureAt() + message.signatureLength());
			if (!Arrays.equals(received, signature(message))) {
				throw new RpcSecurityException(Reason.TAMPERED, "Another signature");
			}
		}

		private static byte[] signature(Coverage message) {
			int hash = Arrays.hashCode(Arrays.copyOfRange(message.bytes(), message.signedFrom(), message.signedTo()));
			return String.format("%08x", hash).getBytes();
		}
	}
}
