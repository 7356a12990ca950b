package dev.quayside.rpc.security.kerberos;

import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.RpcSecurityException.Reason;
import dev.quayside.rpc.auth.Principal;
import dev.quayside.rpc.auth.SecurityContext;
import dev.quayside.rpc.auth.SecurityExchange;
import dev.quayside.rpc.security.der.internal.DerException;
import dev.quayside.rpc.security.kerberos.RequestVerifier.Verified;
import dev.quayside.rpc.security.kerberos.crypto.internal.EncryptionKey;
import dev.quayside.rpc.security.kerberos.crypto.internal.IntegrityException;
import dev.quayside.rpc.security.kerberos.message.internal.ApReply;
import dev.quayside.rpc.security.kerberos.message.internal.ApReplyPart;
import dev.quayside.rpc.security.kerberos.message.internal.EncryptedData;
import dev.quayside.rpc.security.kerberos.message.internal.KerberosError;
import dev.quayside.rpc.security.kerberos.message.internal.PrincipalName;
import dev.quayside.rpc.security.kerberos.message.internal.TicketPart;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;

import javax.security.auth.kerberos.KerberosPrincipal;

/**
 * The legs of the server: AP-REQ in, AP-REP out, and in DCE style AP-REP in ([MS-KILE] 3.4.5.1). A request that is refused
 * for a reason with a number is answered with KRB-ERROR; after a difference of the clocks the client may try once more.
 */
final class AcceptorExchange implements SecurityExchange {

	private static final int FRAMED_REPLY = 0x0200;
	private static final int FRAMED_ERROR = 0x0300;
	/** Sequence numbers begin below this, so that no peer takes one for negative. */
	private static final int FIRST_SEQUENCES = 1 << 30;
	private static final int MAX_REQUESTS = 2;

	private enum Step {
		REQUEST,
		THIRD_LEG,
		DONE,
		FAILED
	}

	private final RequestVerifier verifier;
	private final Clock clock;
	private final SecureRandom random;
	private Step step = Step.REQUEST;
	private int requests;
	private Verified verified;
	private OptionalLong sequence = OptionalLong.empty();
	private Optional<EncryptionKey> subkey = Optional.empty();
	private RpcSecurityException refusal;
	private SecurityContext context;

	AcceptorExchange(RequestVerifier verifier, Clock clock, SecureRandom random) {
		this.verifier = verifier;
		this.clock = clock;
		this.random = random;
	}

	@Override
	public byte[] next(byte[] token) throws RpcSecurityException {
		Step current = step;
		step = Step.FAILED;
		try {
			return switch (current) {
				case REQUEST -> request(GssFraming.unwrap(token));
				case THIRD_LEG -> thirdLeg(token);
				case DONE -> throw new RpcSecurityException(Reason.BAD_TOKEN,
						"The client sends one more Kerberos token after the exchange has ended");
				case FAILED -> throw refusal != null
						? refusal
						: new RpcSecurityException(Reason.BAD_TOKEN, "The Kerberos exchange has failed before");
			};
		} catch (DerException e) {
			throw new RpcSecurityException(Reason.BAD_TOKEN, "The Kerberos token is not well-formed: " + e.getMessage(),
					e);
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

	private byte[] request(byte[] token) throws DerException {
		requests++;
		try {
			verified = verifier.verify(token);
		} catch (RefusalException e) {
			refusal = new RpcSecurityException(e.code().reason(),
					"The Kerberos request is refused: " + e.getMessage() + "; " + e.code().words());
			if (e.code() == ErrorCode.KRB_AP_ERR_SKEW && requests < MAX_REQUESTS) {
				step = Step.REQUEST;
			}
			return error(e.code());
		}
		if (!verified.mutual()) {
			establish();
			return new byte[0];
		}
		EncryptionKey session = verified.ticket().key();
		subkey = Optional.of(EncryptionKey.random(session.type(), random));
		sequence = OptionalLong.of(random.nextInt(FIRST_SEQUENCES));
		byte[] part = new ApReplyPart(verified.authenticator().time(), subkey, sequence).encode();
		byte[] reply = new ApReply(new EncryptedData(session.type().value(),
				session.cipher(KeyUsage.AP_REPLY, random).encrypt(part))).encode();
		if (verified.dceStyle()) {
			step = Step.THIRD_LEG;
			return reply;
		}
		establish();
		return GssFraming.wrap(FRAMED_REPLY, reply);
	}

	/** Shows that the client has opened the answer: nobody else knows the sequence number in it. */
	private byte[] thirdLeg(byte[] token) throws DerException, RpcSecurityException {
		byte[] encrypted = ApReply.decode(token).encrypted().cipher();
		ApReplyPart part;
		try {
			part = ApReplyPart.decode(verified.ticket().key().cipher(KeyUsage.AP_REPLY, random).decrypt(encrypted));
		} catch (IntegrityException e) {
			throw new RpcSecurityException(Reason.BAD_TOKEN,
					"The third Kerberos token is not encrypted with the key of the ticket", e);
		}
		if (!part.sequence().equals(sequence)) {
			throw new RpcSecurityException(Reason.BAD_TOKEN, "The third Kerberos token does not answer the second one");
		}
		establish();
		return new byte[0];
	}

	private void establish() {
		long ofClient = verified.authenticator().sequence().orElse(0);
		ContextKey key = ContextKey.of(verified.ticket().key(), verified.authenticator().subkey(), subkey);
		MessageTokens tokens = MessageTokens
				.of(new MessageTokens.Agreement(key, false, sequence.orElse(ofClient), ofClient), random);
		TicketPart ticket = verified.ticket();
		KerberosPrincipal service = verifier.keys().principal();
		context = new KerberosContext(new Principal(service.getRealm(), name(service)),
				new Principal(ticket.realm(), ticket.client().toString()), verified.sids(), ticket.end(), tokens);
		step = Step.DONE;
	}

	private static String name(KerberosPrincipal principal) {
		return principal.getName().substring(0, principal.getName().lastIndexOf('@'));
	}

	private byte[] error(ErrorCode code) {
		KerberosPrincipal self = verifier.keys().principal();
		PrincipalName name = PrincipalName.of(PrincipalName.SERVICE_INSTANCE, name(self));
		KerberosError error = new KerberosError(code.code(), clock.instant(), self.getRealm(), name,
				code == ErrorCode.KRB_AP_ERR_SKEW ? Optional.of(KerberosError.skewRecovery()) : Optional.empty());
		return GssFraming.wrap(FRAMED_ERROR, error.encode());
	}
}
