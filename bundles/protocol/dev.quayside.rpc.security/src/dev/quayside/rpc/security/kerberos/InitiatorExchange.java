package dev.quayside.rpc.security.kerberos;

import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.RpcSecurityException.Reason;
import dev.quayside.rpc.auth.AuthenticationLevel;
import dev.quayside.rpc.auth.Principal;
import dev.quayside.rpc.auth.SecurityContext;
import dev.quayside.rpc.auth.SecurityExchange;
import dev.quayside.rpc.security.der.internal.DerException;
import dev.quayside.rpc.security.kerberos.crypto.internal.EncryptionKey;
import dev.quayside.rpc.security.kerberos.crypto.internal.IntegrityException;
import dev.quayside.rpc.security.kerberos.message.internal.ApReply;
import dev.quayside.rpc.security.kerberos.message.internal.ApReplyPart;
import dev.quayside.rpc.security.kerberos.message.internal.ApRequest;
import dev.quayside.rpc.security.kerberos.message.internal.Authenticator;
import dev.quayside.rpc.security.kerberos.message.internal.AuthenticatorChecksum;
import dev.quayside.rpc.security.kerberos.message.internal.EncryptedData;
import dev.quayside.rpc.security.kerberos.message.internal.KerberosError;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The three legs of the client in DCE style ([MS-KILE] 3.4.5.1): AP-REQ out, AP-REP in, AP-REP out. The server has to prove
 * itself.
 */
final class InitiatorExchange implements SecurityExchange {

	/** Sequence numbers begin below this, so that no peer takes one for negative. */
	private static final int FIRST_SEQUENCES = 1 << 30;

	private enum Step {
		REQUEST,
		REPLY,
		DONE,
		FAILED
	}

	private final ServiceTicket ticket;
	private final AuthenticationLevel level;
	private final Clock clock;
	private final SecureRandom random;
	private final Runnable onFailure;

	private final EncryptionKey subkey;
	private final long sequence;
	private Instant time;
	private Step step = Step.REQUEST;
	private SecurityContext context;

	/**
	 * @param onFailure
	 *            runs if the server does not accept the ticket
	 */
	InitiatorExchange(ServiceTicket ticket, AuthenticationLevel level, Clock clock, SecureRandom random,
			Runnable onFailure) {
		this.ticket = ticket;
		this.level = level;
		this.clock = clock;
		this.random = random;
		this.onFailure = onFailure;
		subkey = EncryptionKey.random(ticket.sessionKey().type(), random);
		sequence = random.nextInt(FIRST_SEQUENCES);
	}

	@Override
	public byte[] next(byte[] token) throws RpcSecurityException {
		Step current = step;
		step = Step.FAILED;
		switch (current) {
			case REQUEST -> {
				byte[] request = request();
				step = Step.REPLY;
				return request;
			}
			case REPLY -> {
				try {
					byte[] reply = reply(GssFraming.unwrap(token));
					step = Step.DONE;
					return reply;
				} catch (RpcSecurityException e) {
					onFailure.run();
					throw e;
				}
			}
			default -> throw new RpcSecurityException(Reason.BAD_TOKEN,
					"The server sends one more Kerberos token after the exchange has ended");
		}
	}

	@Override
	public boolean isEstablished() {
		return step == Step.DONE;
	}

	@Override
	public SecurityContext context() {
		if (step != Step.DONE) {
			throw new IllegalStateException("The exchange has not ended well yet");
		}
		return context;
	}

	private byte[] request() {
		time = clock.instant().truncatedTo(ChronoUnit.MICROS);
		Authenticator authenticator = new Authenticator(ticket.realm(), ticket.client(),
				Optional.of(new AuthenticatorChecksum(flags())), time, Optional.of(subkey), OptionalLong.of(sequence));
		return new ApRequest(ApRequest.MUTUAL_REQUIRED, ticket.encoded(),
				encrypted(KeyUsage.AUTHENTICATOR, authenticator.encode())).encode();
	}

	private int flags() {
		return AuthenticatorChecksum.DCE_STYLE | AuthenticatorChecksum.MUTUAL | AuthenticatorChecksum.REPLAY
				| AuthenticatorChecksum.SEQUENCE | AuthenticatorChecksum.INTEGRITY
				| (level == AuthenticationLevel.PRIVACY ? AuthenticatorChecksum.CONFIDENTIALITY : 0);
	}

	private EncryptedData encrypted(int usage, byte[] plaintext) {
		EncryptionKey key = ticket.sessionKey();
		return new EncryptedData(key.type().value(), key.cipher(usage, random).encrypt(plaintext));
	}

	private byte[] reply(byte[] token) throws RpcSecurityException {
		if (token.length == 0) {
			throw new RpcSecurityException(Reason.REFUSED, "The server refused the ticket of " + ticket
					+ " and does not say why; its key may have changed, or it may want another provider");
		}
		try {
			if ((token[0] & 0xFF) == (0x60 | KerberosError.TAG)) {
				throw refusal(KerberosError.decode(token));
			}
			ApReplyPart part = part(ApReply.decode(token).encrypted());
			if (!part.time().equals(time)) {
				throw new RpcSecurityException(Reason.BAD_TOKEN,
						"The server answers another Kerberos request than the one that was sent");
			}
			establish(part);
			// the number of the server tells it that this is no replay
			ApReplyPart third = new ApReplyPart(clock.instant(), Optional.empty(), part.sequence());
			return new ApReply(encrypted(KeyUsage.AP_REPLY, third.encode())).encode();
		} catch (DerException e) {
			throw new RpcSecurityException(Reason.BAD_TOKEN,
					"The Kerberos answer of the server is not well-formed: " + e.getMessage(), e);
		} catch (IntegrityException e) {
			throw new RpcSecurityException(Reason.BAD_TOKEN,
					"The Kerberos answer of the server is not encrypted with the session key: whoever answers is not "
							+ ticket.service(),
					e);
		}
	}

	private ApReplyPart part(EncryptedData encrypted) throws DerException, IntegrityException {
		return ApReplyPart
				.decode(ticket.sessionKey().cipher(KeyUsage.AP_REPLY, random).decrypt(encrypted.cipher()));
	}

	private void establish(ApReplyPart part) {
		ContextKey key = ContextKey.of(ticket.sessionKey(), Optional.of(subkey), part.subkey());
		MessageTokens tokens = MessageTokens
				.of(new MessageTokens.Agreement(key, true, sequence, part.sequence().orElse(0)), random);
		context = new KerberosContext(new Principal(ticket.realm(), ticket.client().toString()),
				new Principal(ticket.serviceRealm(), ticket.service().toString()), List.of(), ticket.end(), tokens);
	}

	private RpcSecurityException refusal(KerberosError error) {
		StringBuilder message = new StringBuilder("The server refused the ticket of ").append(ticket).append(": ")
				.append(ErrorCode.words(error.code()));
		if (ErrorCode.reason(error.code()) == Reason.CLOCK_SKEW) {
			Duration ahead = Duration.between(error.time(), time);
			message.append("; this clock is ").append(ahead.abs().toSeconds()).append(" seconds ")
					.append(ahead.isNegative() ? "behind" : "ahead of").append(" the server's, which shows ")
					.append(error.time().truncatedTo(ChronoUnit.SECONDS));
		}
		return new RpcSecurityException(ErrorCode.reason(error.code()), message.toString());
	}
}
