package dev.quayside.rpc.server;

import dev.quayside.rpc.FaultStatus;
import dev.quayside.rpc.RpcProtocolException;
import dev.quayside.rpc.SyntaxId;
import dev.quayside.rpc.pdu.Pdu;
import dev.quayside.rpc.pdu.PduHeader;
import dev.quayside.rpc.pdu.VerificationTrailer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes requests of their fragments, refuses as early as it can be known, and starts what is whole ([MS-RPCE] 3.3.3.5).
 * One thread at a time.
 */
final class RequestAssembly {

	private static final int MAX_ASSEMBLIES = 64;
	/** Fragments of so many calls before the last one may still be on their way ([MS-RPCE] 3.3.3.5.6). */
	private static final int STALE_CALLS = 150;

	private final RpcServer server;
	private final Binding binding;
	private final ServerSecurity security;
	private final ServerCalls calls;
	private final Map<Integer, Assembly> assemblies = new HashMap<>();
	private int highestCallId;

	RequestAssembly(RpcServer server, Binding binding, ServerSecurity security, ServerCalls calls) {
		this.server = server;
		this.binding = binding;
		this.security = security;
		this.calls = calls;
	}

	/** When the oldest request that is not whole began, in the time of {@link System#nanoTime}. */
	Optional<Long> oldest() {
		return assemblies.isEmpty()
				? Optional.empty()
				: assemblies.values().stream().map(Assembly::since).min(Long::compare);
	}

	/** A PDU with this id came. */
	void seen(int callId) {
		if (Integer.compareUnsigned(callId, highestCallId) > 0) {
			highestCallId = callId;
		}
	}

	/**
	 * Takes one fragment, opened already.
	 *
	 * @param context
	 *            the security context that it came in
	 * @throws RpcProtocolException
	 *             if it does not fit to those before
	 */
	void take(PduHeader header, Pdu.Request request, ServerContext context) throws RpcProtocolException {
		Assembly assembly = assemblies.get(header.callId());
		if (assembly != null) {
			further(header, request, assembly, context);
		} else if (header.has(PduHeader.FIRST_FRAGMENT)) {
			first(header, request, context);
		} else if (!isStale(header.callId())) {
			throw new RpcProtocolException("A request without its first fragment");
		}
	}

	private boolean isStale(int callId) {
		return Integer.compareUnsigned(callId, highestCallId) < 0 && highestCallId - callId < STALE_CALLS;
	}

	private void first(PduHeader header, Pdu.Request request, ServerContext context) throws RpcProtocolException {
		Optional<FaultStatus> refusal = refusal(request, context);
		if (header.has(PduHeader.LAST_FRAGMENT)) {
			if (refusal.isPresent()) {
				calls.fault(header.callId(), request.contextId(), refusal.get(), true);
			} else {
				start(header, request, context);
			}
			return;
		}
		if (assemblies.size() >= MAX_ASSEMBLIES) {
			throw new RpcProtocolException("Too many requests that are not whole");
		}
		Assembly assembly = new Assembly(request, context);
		assemblies.put(header.callId(), assembly);
		if (refusal.isPresent()) {
			refuse(header, request, assembly, refusal.get());
		} else {
			add(header, request, assembly, context);
		}
	}

	/** What can be said already of the first fragment ([MS-RPCE] 3.3.3.5.8). */
	private Optional<FaultStatus> refusal(Pdu.Request request, ServerContext context) {
		PresentationContext presentation = binding.context(request.contextId());
		if (presentation == null) {
			return Optional.of(FaultStatus.INVALID_CONTEXT_ID);
		}
		Optional<FaultStatus> guarded = presentation.service().policy().refusal(request.opnum(), context.caller());
		if (guarded.isPresent()) {
			return guarded;
		}
		if (!presentation.service().has(request.opnum())) {
			return Optional.of(FaultStatus.OPNUM_OUT_OF_RANGE);
		}
		boolean large = request.allocHint() > server.limits().requestBytes();
		return large ? Optional.of(FaultStatus.ACCESS_DENIED) : Optional.empty();
	}

	private void further(PduHeader header, Pdu.Request request, Assembly assembly, ServerContext context)
			throws RpcProtocolException {
		if (header.has(PduHeader.FIRST_FRAGMENT) || !assembly.matches(request, context)) {
			throw new RpcProtocolException(
					"Fragments of call " + Integer.toUnsignedString(header.callId()) + " do not fit together");
		}
		add(header, request, assembly, context);
		if (header.has(PduHeader.LAST_FRAGMENT)) {
			drop(header.callId());
			if (!assembly.isRefused()) {
				start(header, assembly.whole(), context);
			}
		}
	}

	private void add(PduHeader header, Pdu.Request request, Assembly assembly, ServerContext context) {
		if (assembly.isRefused()) {
			return;
		}
		int length = request.stub().length();
		int most = server.limits().requestBytes() + (context == ServerContext.NONE ? 0 : VerificationTrailer.MAX_SIZE);
		if (assembly.size() + length > most) {
			refuse(header, request, assembly, FaultStatus.ACCESS_DENIED);
		} else if (!server.assembling().take(length)) {
			refuse(header, request, assembly, FaultStatus.NO_MEMORY);
		} else {
			assembly.add(request);
		}
	}

	private void refuse(PduHeader header, Pdu.Request request, Assembly assembly, FaultStatus status) {
		server.assembling().free(assembly.size());
		assembly.refuse();
		calls.fault(header.callId(), request.contextId(), status, true);
	}

	void drop(int callId) {
		Assembly assembly = assemblies.remove(callId);
		if (assembly != null) {
			server.assembling().free(assembly.size());
		}
	}

	private void start(PduHeader header, Pdu.Request request, ServerContext context) throws RpcProtocolException {
		if (request.allocHint() > request.stub().length()) {
			calls.fault(header.callId(), request.contextId(), FaultStatus.PROTOCOL_ERROR, true);
			return;
		}
		int trailer = context == ServerContext.NONE ? -1 : VerificationTrailer.find(request.stub());
		int length = trailer < 0 ? request.stub().length() : trailer;
		boolean isTrue = trailer < 0 || VerificationTrailer.isTrue(trailer, truth(header, request));
		if (isTrue && length <= server.limits().requestBytes()) {
			calls.start(header, request.cutTo(length), context);
		} else {
			calls.fault(header.callId(), request.contextId(), FaultStatus.ACCESS_DENIED, true);
		}
	}

	private VerificationTrailer.Truth truth(PduHeader header, Pdu.Request request) {
		PresentationContext presentation = binding.context(request.contextId());
		return new VerificationTrailer.Truth(security.isHeaderSigningOffered(), presentation.service().id().syntax(),
				SyntaxId.of(presentation.syntax()), header, request);
	}

	void dropAll() {
		List.copyOf(assemblies.keySet()).forEach(this::drop);
	}
}
