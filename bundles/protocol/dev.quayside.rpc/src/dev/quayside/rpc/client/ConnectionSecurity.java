package dev.quayside.rpc.client;

import dev.quayside.rpc.FaultStatus;
import dev.quayside.rpc.RpcConnectException;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.RpcFaultException;
import dev.quayside.rpc.RpcProtocolException;
import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.RpcSecurityException.Reason;
import dev.quayside.rpc.auth.AuthenticationLevel;
import dev.quayside.rpc.auth.ClientSecurity;
import dev.quayside.rpc.auth.SecurityContext;
import dev.quayside.rpc.pdu.AuthVerifier;
import dev.quayside.rpc.pdu.FragmentProtection;
import dev.quayside.rpc.pdu.Pdu;
import dev.quayside.rpc.pdu.PduDecoder;
import dev.quayside.rpc.pdu.PduEncoder;
import dev.quayside.rpc.pdu.PduHeader;
import dev.quayside.rpc.pdu.PduType;
import dev.quayside.rpc.pdu.VerificationTrailer;

import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The security contexts of one connection: requests go out in the newest one, answers are checked in the one of their
 * request. Nothing is ever sent or taken with less protection than was asked for.
 */
final class ConnectionSecurity {

	/** What a fault may say of a failed authentication that was silent, as after auth3. */
	private static final Set<FaultStatus> REFUSALS = Set.of(FaultStatus.ACCESS_DENIED, FaultStatus.PROTOCOL_ERROR,
			FaultStatus.SECURITY_PACKAGE_ERROR, FaultStatus.UNKNOWN_AUTHENTICATION);

	/** Servers bear only so many on a connection. */
	private static final int MAX_CONTEXTS = 32;

	private final RpcEndpoint endpoint;
	private final Optional<ClientSecurity> wanted;
	private final Map<Integer, FragmentProtection> contexts = new ConcurrentHashMap<>();
	private final Set<Integer> confirmed = new HashSet<>();
	private volatile int nextId = 1;
	private boolean headerSigning;
	private volatile FragmentProtection current = FragmentProtection.NONE;
	private volatile boolean proven;
	private volatile boolean unanswered;

	ConnectionSecurity(RpcEndpoint endpoint, Optional<ClientSecurity> wanted) {
		this.endpoint = endpoint;
		this.wanted = wanted;
	}

	boolean isWanted() {
		return wanted.isPresent();
	}

	/** Empty before it is established, and without authentication. */
	Optional<SecurityContext> context() {
		return current.context();
	}

	/** Begins to negotiate a further context; empty without authentication. */
	Optional<ClientContext> begin() throws RpcSecurityException {
		return wanted.isEmpty()
				? Optional.empty()
				: Optional.of(new ClientContext(endpoint, wanted.get(), nextId++));
	}

	/** Flags of a bind or alter_context with a token. */
	int flags() {
		return wanted.filter(security -> security.level().isAtLeast(AuthenticationLevel.CALL)).isPresent()
				? PduHeader.SUPPORT_HEADER_SIGN
				: 0;
	}

	/** Takes from the answer whether headers are signed on this connection. */
	void agree(PduHeader answer) {
		headerSigning |= (flags() & answer.flags()) != 0;
	}

	/**
	 * Requests are made in this context from now on.
	 *
	 * @param silent
	 *            whether the server has not answered the last token
	 */
	void establish(ClientContext context, boolean silent) {
		FragmentProtection protection = context.protection(headerSigning);
		contexts.put(context.id(), protection);
		unanswered = silent;
		current = protection;
	}

	/** Whether it is time to authenticate anew. */
	boolean isExpired() {
		return context().flatMap(SecurityContext::expires).filter(end -> Instant.now().isAfter(end)).isPresent();
	}

	/** Whether there were so many contexts already that a new connection is better. */
	boolean isExhausted() {
		return nextId > MAX_CONTEXTS;
	}

	/** The fragments of a request, protected; to be made in the order of the wire, for that is the one of the signatures. */
	List<byte[]> fragments(PendingCall call, Pdu.Request request, PresentationContext presentation, int maxFragment) {
		FragmentProtection protection = current;
		call.protect(protection);
		return PduEncoder.fragments(request, trailer(protection, presentation), call.callId(), maxFragment, protection);
	}

	/**
	 * The verification trailer of a request, which may be empty: what the connection offered and how the presentation
	 * context was chosen is confirmed once ([MS-RPCE] 2.2.2.13).
	 */
	private byte[] trailer(FragmentProtection protection, PresentationContext presentation) {
		if (!protection.isSigned() || confirmed.contains(presentation.id())) {
			return new byte[0];
		}
		boolean first = confirmed.isEmpty();
		confirmed.add(presentation.id());
		return first
				? VerificationTrailer.ofConnection(presentation.abstractSyntax(), presentation.transferSyntax())
				: VerificationTrailer.ofContext(presentation.abstractSyntax(), presentation.transferSyntax());
	}

	/**
	 * Checks and opens what came, in place. A fault is taken without a signature as well: [MS-RPCE] 2.2.2.12 has none for
	 * it, Samba and Windows do not sign it, and whoever can forge one can also end the connection. It can make a call fail,
	 * but never succeed.
	 *
	 * @return the context that it came in
	 * @throws RpcSecurityException
	 *             if it was changed, replayed, or does not carry the protection that was agreed on
	 */
	FragmentProtection open(PduHeader header, Pdu pdu, byte[] frame)
			throws RpcProtocolException, RpcSecurityException {
		FragmentProtection protection = current;
		if (header.authLength() > 0) {
			int id = PduDecoder.verifier(header, frame).map(AuthVerifier::contextId).orElseThrow();
			protection = contexts.getOrDefault(id, FragmentProtection.NONE);
			if (isWanted() && protection == FragmentProtection.NONE) {
				throw new RpcSecurityException(Reason.TAMPERED,
						endpoint + " signs a " + header.type() + " in a security context that there is not");
			}
		} else if (pdu instanceof Pdu.Fault fault) {
			unanswered &= REFUSALS.contains(fault.status());
			return FragmentProtection.NONE;
		}
		int body = pdu instanceof Pdu.Response response ? response.stub().offset() : Pdu.Fault.SIZE;
		protection.unprotect(header, frame, body);
		proven |= header.type() == PduType.RESPONSE;
		unanswered &= protection != current;
		return protection;
	}

	/** What a refusal of the bind, or of a token, means. */
	RpcException explain(RpcException refusal) {
		if (!isWanted() || !(refusal instanceof RpcFaultException fault)) {
			return refusal;
		}
		Reason reason = fault.status().equals(FaultStatus.UNKNOWN_AUTHENTICATION)
				|| fault.status().win32() == FaultStatus.UNSUPPORTED_LEVEL.win32()
						? Reason.UNSUPPORTED
						: Reason.REFUSED;
		return new RpcSecurityException(reason, endpoint + " refuses the authentication: " + fault.getMessage(), fault);
	}

	/**
	 * What the end of the connection means: servers that refuse the last token, which gets no answer, may close it. That is
	 * no broken connection to be made anew, for each logon that fails counts towards a lockout.
	 */
	IOException explainEnd(IOException end) {
		boolean closed = end instanceof RpcConnectException || !(end instanceof RpcException);
		if (!unanswered || !closed) {
			return end;
		}
		return new RpcSecurityException(Reason.REFUSED,
				endpoint + " closed the connection right after the authentication ("
						+ end.getMessage() + "): the user name or password is wrong, or the user may not log on there",
				end);
	}

	/** What a fault that answers a request means: the first one may tell that the authentication has failed. */
	RpcException explainCall(RpcFaultException fault) {
		if (!isWanted() || proven || !REFUSALS.contains(fault.status())) {
			return fault;
		}
		return new RpcSecurityException(Reason.REFUSED, endpoint + " refuses the first call after the authentication ("
				+ fault.status() + "): the user name or password is wrong, the user may not do this, or protection "
				+ current.level().name().toLowerCase(Locale.ROOT) + " is too low", fault);
	}
}
