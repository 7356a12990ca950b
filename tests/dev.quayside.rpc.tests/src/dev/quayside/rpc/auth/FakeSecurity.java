package dev.quayside.rpc.auth;

import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.RpcSecurityException.Reason;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A security provider for tests, with as many tokens as wanted. It signs by HMAC and seals by XOR with a key stream, each
 * with a sequence number for each direction.
 *
 * @param mechanism
 *            what its contexts say of themselves
 * @param legs
 *            tokens in all, 1 or more; an odd number ends at the server
 * @param expired
 *            whether its contexts have expired when they are there
 */
public record FakeSecurity(AuthenticationType type, AuthenticationType mechanism, int legs, boolean expired) {

	public static final int SIGNATURE = 16;
	public static final int SEALED_SIGNATURE = 28;

	/** As NTLM is: three tokens, the last one by auth3. */
	public static final FakeSecurity ODD = new FakeSecurity(AuthenticationType.NTLM, AuthenticationType.NTLM, 3);
	/** As SPNEGO around Kerberos is. */
	public static final FakeSecurity EVEN = new FakeSecurity(AuthenticationType.NEGOTIATE, AuthenticationType.KERBEROS,
			4);

	public FakeSecurity(AuthenticationType type, AuthenticationType mechanism, int legs) {
		this(type, mechanism, legs, false);
	}

	/** The same with contexts that have expired. */
	public FakeSecurity expiring() {
		return new FakeSecurity(type, mechanism, legs, true);
	}

	public SecurityInitiator initiator(String user, String password) {
		return new SecurityInitiator() {
			@Override
			public AuthenticationType type() {
				return type;
			}

			@Override
			public SecurityExchange start(String host, AuthenticationLevel level) {
				return new Exchange(FakeSecurity.this, true, user, Map.of(user, password));
			}
		};
	}

	/** @param accounts passwords by user */
	public SecurityAcceptor acceptor(Map<String, String> accounts) {
		return new SecurityAcceptor() {
			@Override
			public AuthenticationType type() {
				return type;
			}

			@Override
			public SecurityExchange start() {
				return new Exchange(FakeSecurity.this, false, "", accounts);
			}

			@Override
			public Optional<String> principalName() {
				return type == AuthenticationType.KERBEROS ? Optional.of("MSMQ/fake") : Optional.empty();
			}
		};
	}

	/** The token with this number, from 0. */
	public static byte[] token(int leg, String user, String password) {
		byte[] proof = hmac(password, "leg" + leg, new byte[0]);
		byte[] name = user.getBytes(StandardCharsets.UTF_8);
		byte[] token = Arrays.copyOf(new byte[]{ 'F', (byte) leg }, 2 + 32 + name.length);
		System.arraycopy(proof, 0, token, 2, 32);
		System.arraycopy(name, 0, token, 34, name.length);
		return token;
	}

	private static byte[] hmac(String password, String label, byte[] message, int from, int to) {
		return hmac(password, label, Arrays.copyOfRange(message, from, to));
	}

	private static byte[] hmac(String password, String label, byte[] message) {
		try {
			Mac mac = Mac.getInstance("HmacSHA256");
			mac.init(new SecretKeySpec((password + '\0').getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
			mac.update(label.getBytes(StandardCharsets.UTF_8));
			return mac.doFinal(message);
		} catch (GeneralSecurityException e) {
			throw new IllegalStateException(e);
		}
	}

	private static final class Exchange implements SecurityExchange {

		private final FakeSecurity fake;
		private final boolean client;
		private final Map<String, String> accounts;
		private String user;
		private int next;

		Exchange(FakeSecurity fake, boolean client, String user, Map<String, String> accounts) {
			this.fake = fake;
			this.client = client;
			this.user = user;
			this.accounts = accounts;
		}

		@Override
		public byte[] next(byte[] token) throws RpcSecurityException {
			if (!client || next > 0) {
				check(token);
				next++;
			}
			if (next >= fake.legs) {
				return new byte[0];
			}
			return token(next++, user, accounts.getOrDefault(user, ""));
		}

		/** The password is looked at in the last token only, as providers do. */
		private void check(byte[] token) throws RpcSecurityException {
			if (token.length < 34 || token[0] != 'F' || token[1] != next) {
				throw new RpcSecurityException(Reason.BAD_TOKEN, "Not token " + next);
			}
			String sent = new String(token, 34, token.length - 34, StandardCharsets.UTF_8);
			user = client ? user : sent;
			boolean last = !client && next + 2 >= fake.legs;
			byte[] right = token(next, user, accounts.getOrDefault(user, ""));
			if (last && !(accounts.containsKey(user) && Arrays.equals(token, right))) {
				throw new RpcSecurityException(Reason.LOGON_FAILURE, "Wrong password");
			}
		}

		@Override
		public boolean isEstablished() {
			return next >= fake.legs;
		}

		@Override
		public SecurityContext context() {
			if (!isEstablished()) {
				throw new IllegalStateException();
			}
			return new Context(fake, client, new Principal("TEST", user), accounts.getOrDefault(user, ""));
		}
	}

	/** A context that both sides share the password of. */
	public SecurityContext context(boolean client, String user, String password) {
		return new Context(this, client, new Principal("TEST", user), password);
	}

	private static final class Context implements SecurityContext {

		private final FakeSecurity fake;
		private final boolean client;
		private final Principal peer;
		private final String password;
		private int sent;
		private int received;

		Context(FakeSecurity fake, boolean client, Principal peer, String password) {
			this.fake = fake;
			this.client = client;
			this.peer = peer;
			this.password = password;
		}

		@Override
		public Principal peer() {
			return peer;
		}

		@Override
		public AuthenticationType mechanism() {
			return fake.mechanism;
		}

		@Override
		public Optional<Instant> expires() {
			return fake.expired ? Optional.of(Instant.EPOCH) : Optional.empty();
		}

		@Override
		public int signatureSize(boolean sealed) {
			return sealed ? SEALED_SIGNATURE : SIGNATURE;
		}

		@Override
		public void protect(Coverage message) {
			String label = (client ? "C" : "S") + sent++;
			byte[] signature = signature(message, label);
			crypt(message, label);
			System.arraycopy(signature, 0, message.bytes(), message.signatureAt(), signature.length);
		}

		@Override
		public void unprotect(Coverage message) throws RpcSecurityException {
			String label = (client ? "S" : "C") + received++;
			crypt(message, label);
			byte[] found = Arrays.copyOfRange(message.bytes(), message.signatureAt(),
					message.signatureAt() + message.signatureLength());
			if (!MessageDigest.isEqual(found, signature(message, label))) {
				throw new RpcSecurityException(Reason.TAMPERED, "The signature is wrong");
			}
		}

		private byte[] signature(Coverage message, String label) {
			byte[] whole = hmac(password, label + message.sealed(), message.bytes(), message.signedFrom(),
					message.signedTo());
			return Arrays.copyOf(whole, signatureSize(message.sealed()));
		}

		private void crypt(Coverage message, String label) {
			byte[] stream = hmac(password, "seal" + label, new byte[0]);
			for (int i = message.sealedFrom(); i < message.sealedTo(); i++) {
				message.bytes()[i] ^= stream[(i - message.sealedFrom()) % stream.length];
			}
		}
	}
}
