package dev.quayside.rpc.server;

import dev.quayside.rpc.FaultStatus;
import dev.quayside.rpc.RpcFaultException;
import dev.quayside.rpc.RpcProtocolException;
import dev.quayside.rpc.SyntaxId;
import dev.quayside.rpc.auth.SecurityContext;
import dev.quayside.rpc.pdu.Pdu;
import dev.quayside.rpc.pdu.Pdu.ContextElement;
import dev.quayside.rpc.pdu.Pdu.ContextResult;
import dev.quayside.rpc.pdu.PduDecoder;
import dev.quayside.rpc.pdu.PduEncoder;
import dev.quayside.rpc.pdu.PduHeader;
import dev.quayside.rpc.pdu.Stub;

import java.net.InetAddress;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The protocol machine of one connection ([C706] 9.3, [MS-RPCE] 3.3.3). Fragments come in from one thread at a time;
 * answers go out from any.
 */
final class ServerConnection {

	private static final System.Logger LOG = System.getLogger(ServerConnection.class.getName());
	private static final int MAX_FRAGMENT = 65528;
	private static final int MIN_FRAGMENT = 1432;

	private final RpcServer server;
	private final Transport transport;
	private final SecurityContext security = SecurityContext.NONE;
	private final Map<Integer, RpcService> contexts = new HashMap<>();
	private final Map<Integer, Assembly> assemblies = new HashMap<>();
	private final Map<Integer, ServerCall> calls = new ConcurrentHashMap<>();
	private volatile ServerAssociation association;
	private int maxTransmit = MIN_FRAGMENT;
	private boolean closed;

	ServerConnection(RpcServer server, Transport transport) {
		this.server = server;
		this.transport = transport;
	}

	/** Writes frames to the peer, and knows who the peer is. */
	interface Transport {

		void send(List<byte[]> frames);

		/** Closes after what was sent has gone out. */
		void finish();

		InetAddress client();

		String localPort();
	}

	ServerAssociation association() {
		return association;
	}

	InetAddress client() {
		return transport.client();
	}

	boolean isBound() {
		return association != null;
	}

	int callsInFlight() {
		return calls.size();
	}

	/** When the oldest request that is not whole began, in the time of {@link System#nanoTime}. */
	synchronized Optional<Long> oldestAssembly() {
		return assemblies.values().stream().map(Assembly::since).min(Long::compare);
	}

	/** Takes one whole fragment. */
	synchronized void receive(PduHeader header, byte[] frame) {
		if (closed) {
			return;
		}
		try {
			Pdu pdu = PduDecoder.body(header, frame);
			if (pdu instanceof Pdu.Bind bind) {
				bind(header, bind);
			} else if (pdu instanceof Pdu.Request request) {
				security.unprotect(frame, request.stub().offset(), header.authLength());
				request(header, request);
			} else if (pdu instanceof Pdu.Cancel) {
				Optional.ofNullable(calls.get(header.callId())).ifPresent(ServerCall::cancel);
			} else if (pdu instanceof Pdu.Orphaned) {
				orphan(header.callId());
			} else {
				throw new RpcProtocolException("A client does not send a " + header.type());
			}
		} catch (RpcProtocolException e) {
			LOG.log(System.Logger.Level.DEBUG, () -> "Closing the connection of " + client() + ": " + e.getMessage());
			fault(header.callId(), 0, FaultStatus.PROTOCOL_ERROR);
			transport.finish();
		}
	}

	private void bind(PduHeader header, Pdu.Bind bind) throws RpcProtocolException {
		if (bind.alter() != isBound() || bind.contexts().isEmpty()) {
			throw new RpcProtocolException("A bind comes first, once, and proposes at least one context");
		}
		if (header.authLength() > 0) {
			send(new Pdu.BindNak(Pdu.BindNak.AUTHENTICATION_TYPE_NOT_RECOGNIZED), header.callId(), 0);
			return;
		}
		if (!bind.alter()) {
			Optional<ServerAssociation> joined = server.associations().join(bind.group(), client());
			if (joined.isEmpty()) {
				send(new Pdu.BindNak(Pdu.BindNak.NOT_SPECIFIED), header.callId(), 0);
				return;
			}
			association = joined.get();
			maxTransmit = Math.max(MIN_FRAGMENT, Math.min(bind.maxReceive(), MAX_FRAGMENT));
		}
		List<ContextResult> results = new ArrayList<>();
		bind.contexts().forEach(element -> results.add(negotiate(element)));
		int receive = Math.max(MIN_FRAGMENT, Math.min(bind.maxTransmit(), MAX_FRAGMENT));
		String port = bind.alter() ? "" : transport.localPort();
		send(new Pdu.BindAck(bind.alter(), maxTransmit, receive, association.group(), port, results), header.callId(),
				header.flags() & PduHeader.CONCURRENT_MULTIPLEXING);
	}

	private ContextResult negotiate(ContextElement element) {
		if (element.transferSyntaxes().stream().anyMatch(SyntaxId::isFeatureNegotiation)) {
			return ContextResult.features(0);
		}
		RpcService service = server.service(element.abstractSyntax());
		if (service == null) {
			return ContextResult.reject(ContextResult.ABSTRACT_SYNTAX_NOT_SUPPORTED);
		}
		if (!element.transferSyntaxes().contains(SyntaxId.NDR20)) {
			return ContextResult.reject(ContextResult.TRANSFER_SYNTAXES_NOT_SUPPORTED);
		}
		contexts.put(element.id(), service);
		return ContextResult.accept(SyntaxId.NDR20);
	}

	private void request(PduHeader header, Pdu.Request request) throws RpcProtocolException {
		if (!isBound()) {
			throw new RpcProtocolException("A request before the bind");
		}
		int callId = header.callId();
		Assembly assembly = assemblies.get(callId);
		if (header.has(PduHeader.FIRST_FRAGMENT) != (assembly == null)) {
			throw new RpcProtocolException(
					"Fragments of call " + Integer.toUnsignedString(callId) + " are out of order");
		}
		if (assembly == null && header.has(PduHeader.LAST_FRAGMENT)) {
			start(header, request);
			return;
		}
		if (assembly == null) {
			assembly = new Assembly(request);
			assemblies.put(callId, assembly);
		}
		FaultStatus refusal = assembly.isRefused() ? null : server.reserve(assembly.size(), request.stub().length());
		if (refusal != null) {
			server.free(assembly.size());
			assembly.refuse();
			fault(callId, request.contextId(), refusal);
		}
		assembly.add(request.stub());
		if (header.has(PduHeader.LAST_FRAGMENT)) {
			drop(callId);
			if (!assembly.isRefused()) {
				start(header, assembly.whole());
			}
		}
	}

	private void drop(int callId) {
		Assembly assembly = assemblies.remove(callId);
		if (assembly != null) {
			server.free(assembly.size());
		}
	}

	private void start(PduHeader header, Pdu.Request request) throws RpcProtocolException {
		RpcService service = contexts.get(request.contextId());
		if (service == null) {
			fault(header.callId(), request.contextId(), FaultStatus.INVALID_CONTEXT_ID);
			return;
		}
		if (calls.size() >= server.limits().callsPerConnection()) {
			fault(header.callId(), request.contextId(), FaultStatus.TOO_BUSY);
			return;
		}
		ServerCall call = new ServerCall(this, header.callId());
		if (calls.putIfAbsent(header.callId(), call) != null) {
			throw new RpcProtocolException("Two calls with the id " + Integer.toUnsignedString(header.callId()));
		}
		boolean wanted = !header.has(PduHeader.MAYBE);
		server.execute(() -> run(service, request, header.order(), call, wanted));
	}

	private void run(RpcService service, Pdu.Request request, ByteOrder order, ServerCall call, boolean wanted) {
		try {
			service.run(request.opnum(), request.stub(), order, call)
					.whenComplete((stub, failure) -> end(call, request.contextId(), stub, failure, wanted));
		} catch (RpcFaultException | RuntimeException e) {
			end(call, request.contextId(), null, e, wanted);
		}
	}

	private void end(ServerCall call, int contextId, byte[] stub, Throwable failure, boolean wanted) {
		calls.remove(call.callId(), call);
		if (call.isOrphaned() || !wanted) {
			return;
		}
		if (failure == null) {
			Pdu.Response response = new Pdu.Response(stub.length, contextId, Stub.of(stub));
			transport.send(PduEncoder.fragments(response, call.callId(), maxTransmit, security));
			return;
		}
		Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
		if (cause instanceof RpcFaultException fault) {
			fault(call.callId(), contextId, fault.status());
		} else {
			LOG.log(System.Logger.Level.ERROR, "An operation failed unexpectedly", cause);
			fault(call.callId(), contextId, FaultStatus.UNSPECIFIED);
		}
	}

	private void orphan(int callId) {
		drop(callId);
		ServerCall call = calls.remove(callId);
		if (call != null) {
			call.orphan();
		}
	}

	private void fault(int callId, int contextId, FaultStatus status) {
		send(new Pdu.Fault(contextId, status), callId, 0);
	}

	private void send(Pdu pdu, int callId, int flags) {
		transport.send(List.of(PduEncoder.encode(pdu, callId, flags)));
	}

	/** The connection has gone: ends its calls, and runs down the association if this was its last connection. */
	void gone() {
		synchronized (this) {
			if (closed) {
				return;
			}
			closed = true;
			List.copyOf(assemblies.keySet()).forEach(this::drop);
		}
		calls.values().forEach(ServerCall::orphan);
		calls.clear();
		if (association != null) {
			server.associations().leave(association);
		}
	}
}
