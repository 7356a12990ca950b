package dev.quayside.rpc.server;

import dev.quayside.rpc.FaultStatus;
import dev.quayside.rpc.RpcProtocolException;
import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.auth.AuthenticationLevel;
import dev.quayside.rpc.auth.AuthenticationType;
import dev.quayside.rpc.auth.SecurityAcceptor;
import dev.quayside.rpc.pdu.AuthVerifier;
import dev.quayside.rpc.pdu.Pdu;
import dev.quayside.rpc.pdu.PduDecoder;
import dev.quayside.rpc.pdu.PduHeader;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The security contexts of one connection, by {@code auth_context_id} ([MS-RPCE] 3.3.1.5.2, 3.3.1.5.4). A call is made in
 * the context that its verifier names; only where the client has bound without a token, calls without one are taken as
 * unauthenticated ones. One thread at a time.
 */
final class ServerSecurity {

	private static final System.Logger LOG = System.getLogger(ServerSecurity.class.getName());

	/** Windows stops at 2,048; a client of good will needs one for each of its users. */
	private static final int MAX_CONTEXTS = 64;
	/** A client builds them one after the other; each that is half done may keep a token of 64 KiB. */
	private static final int MAX_PENDING = 4;

	private final List<SecurityAcceptor> providers;
	private final Map<Integer, ServerContext> contexts = new HashMap<>();
	private boolean headerSigning;
	private boolean offered;
	private boolean mandatory;

	ServerSecurity(List<SecurityAcceptor> providers) {
		this.providers = providers;
	}

	/** Whether the client may build several contexts. */
	boolean isAvailable() {
		return !providers.isEmpty();
	}

	/** Whether the client said in a bind or alter_context that it can sign headers. */
	boolean isHeaderSigningOffered() {
		return offered;
	}

	/** Since when the oldest context is half done, in the time of {@link System#nanoTime}. */
	Optional<Long> pendingSince() {
		return contexts.isEmpty()
				? Optional.empty()
				: contexts.values().stream().filter(ServerContext::isPending).map(ServerContext::since)
						.min(Long::compare);
	}

	/** Flags of the answer to a bind or alter_context that say what of its offers is taken. */
	int flags(PduHeader header) {
		if (header.has(PduHeader.SUPPORT_HEADER_SIGN)) {
			offered = true;
			headerSigning = isAvailable();
		}
		return headerSigning ? header.flags() & PduHeader.SUPPORT_HEADER_SIGN : 0;
	}

	/**
	 * Takes the token of a bind or alter_context; {@link #flags} is to be asked first.
	 *
	 * @return what goes into the answer, with a token that may be empty; empty where the client sent none
	 */
	Optional<AuthVerifier> take(PduHeader header, byte[] frame, boolean alter)
			throws SecurityRefusal, RpcProtocolException {
		Optional<AuthVerifier> verifier = PduDecoder.verifier(header, frame);
		if (verifier.isEmpty()) {
			return Optional.empty();
		}
		mandatory |= !alter;
		AuthVerifier sent = verifier.get();
		ServerContext known = contexts.get(sent.contextId());
		if (known == null) {
			known = begin(sent);
		} else if (!known.isPending() || !known.matches(sent)) {
			throw refused("Security context " + sent.contextId() + " is negotiated already, or differently");
		}
		try {
			byte[] token = known.take(sent.token(), headerSigning);
			return Optional.of(new AuthVerifier(sent.type(), sent.level(), 0, sent.contextId(), token));
		} catch (RpcSecurityException e) {
			throw new SecurityRefusal(Pdu.BindNak.INVALID_CHECKSUM, status(e), false, e.getMessage(), e);
		}
	}

	private static FaultStatus status(RpcSecurityException e) {
		return switch (e.reason()) {
			case BAD_TOKEN, TAMPERED -> FaultStatus.SECURITY_PACKAGE_ERROR;
			default -> FaultStatus.ACCESS_DENIED;
		};
	}

	/** Level 0 stands for the default in programs only; on the wire there is none ([MS-RPCE] 2.2.1.1.8). */
	private ServerContext begin(AuthVerifier first) throws SecurityRefusal {
		if (first.level() <= AuthenticationLevel.NONE.value()
				|| AuthenticationLevel.ofWire(first.level()).isEmpty()) {
			throw new SecurityRefusal(Pdu.BindNak.NOT_SPECIFIED, FaultStatus.ACCESS_DENIED, true,
					"There is no protection level " + first.level(), null);
		}
		SecurityAcceptor provider = AuthenticationType.ofWire(first.type())
				.flatMap(type -> providers.stream().filter(known -> known.type() == type).findFirst())
				.orElseThrow(() -> new SecurityRefusal(Pdu.BindNak.AUTHENTICATION_TYPE_NOT_RECOGNIZED,
						FaultStatus.UNKNOWN_AUTHENTICATION, false, "No security provider " + first.type(), null));
		long pending = contexts.values().stream().filter(ServerContext::isPending).count();
		if (contexts.size() >= MAX_CONTEXTS || pending >= MAX_PENDING) {
			throw new SecurityRefusal(Pdu.BindNak.LOCAL_LIMIT_EXCEEDED, FaultStatus.TOO_MANY_CONTEXTS, false,
					"Too many security contexts: " + contexts.size() + ", " + pending + " of them half done", null);
		}
		ServerContext created = new ServerContext(first, provider.start());
		contexts.put(first.contextId(), created);
		return created;
	}

	/**
	 * Takes the last token, which gets no answer. Whether it was right, the first request tells ([MS-RPCE] 3.3.1.5.2.1).
	 *
	 * @throws RpcProtocolException
	 *             if no token is waited for
	 */
	void finish(PduHeader header, byte[] frame) throws RpcProtocolException {
		AuthVerifier sent = PduDecoder.verifier(header, frame)
				.orElseThrow(() -> new RpcProtocolException("An auth3 without a token"));
		ServerContext known = contexts.get(sent.contextId());
		if (known == null || !known.isPending() || !known.matches(sent)) {
			throw new RpcProtocolException("An auth3 for security context " + sent.contextId() + ", which needs none");
		}
		try {
			if (known.take(sent.token(), headerSigning).length > 0) {
				known.fail();
			}
		} catch (RpcSecurityException e) {
			LOG.log(System.Logger.Level.DEBUG, "The last token of an authentication was wrong", e);
		}
	}

	/**
	 * Finds the context of a request, cancel or orphaned PDU, checks its signature and opens it in place.
	 *
	 * @param stubOffset
	 *            where its stub data begins
	 * @throws RpcSecurityException
	 *             if the signature is wrong
	 */
	ServerContext open(PduHeader header, byte[] frame, int stubOffset)
			throws RpcProtocolException, RpcSecurityException, SecurityRefusal {
		Optional<AuthVerifier> verifier = PduDecoder.verifier(header, frame);
		ServerContext context = verifier.isPresent() ? named(verifier.get()) : unnamed();
		context.protection().unprotect(header, frame, stubOffset);
		return context;
	}

	private ServerContext named(AuthVerifier verifier) throws SecurityRefusal, RpcProtocolException {
		if (contexts.isEmpty()) {
			throw new RpcProtocolException("A PDU is authenticated, but no authentication was bound");
		}
		ServerContext context = contexts.get(verifier.contextId());
		if (context == null || !context.matches(verifier)) {
			throw refused("No security context " + verifier.contextId() + " of this provider and level");
		}
		if (context.isPending()) {
			throw new RpcProtocolException("Security context " + verifier.contextId() + " is not established yet");
		}
		if (!context.isEstablished()) {
			throw refused("The authentication of security context " + verifier.contextId() + " has failed");
		}
		return context;
	}

	/** Without a verifier: a single context of level CONNECT is meant even so ([MS-RPCE] 3.3.1.5.4). */
	private ServerContext unnamed() throws SecurityRefusal, RpcProtocolException {
		if (contexts.size() == 1) {
			ServerContext only = contexts.values().iterator().next();
			if (only.isEstablished() && !only.protection().isSigned()) {
				return only;
			}
			if (mandatory && !only.isEstablished() && !only.isPending()) {
				throw refused("The authentication has failed");
			}
		}
		if (mandatory) {
			throw new RpcProtocolException("A PDU without the protection that was bound");
		}
		return ServerContext.NONE;
	}

	private static SecurityRefusal refused(String message) {
		return new SecurityRefusal(Pdu.BindNak.NOT_SPECIFIED, FaultStatus.ACCESS_DENIED, true, message, null);
	}
}
