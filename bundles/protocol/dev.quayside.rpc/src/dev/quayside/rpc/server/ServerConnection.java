package dev.quayside.rpc.server;

import dev.quayside.rpc.FaultStatus;
import dev.quayside.rpc.RpcProtocolException;
import dev.quayside.rpc.auth.FragmentProtection;
import dev.quayside.rpc.pdu.Pdu;
import dev.quayside.rpc.pdu.PduDecoder;
import dev.quayside.rpc.pdu.PduEncoder;
import dev.quayside.rpc.pdu.PduHeader;
import dev.quayside.rpc.pdu.PduType;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The protocol machine of one connection ([C706] 9.3, [MS-RPCE] 3.3.3). Fragments come in from one thread at a time;
 * answers go out from any. After a protocol error the client gets its fault, and nothing more is read.
 */
final class ServerConnection {

	private static final System.Logger LOG = System.getLogger(ServerConnection.class.getName());
	private static final int MAX_ASSEMBLIES = 64;
	/** Fragments of so many calls before the last one may still be on their way ([MS-RPCE] 3.3.3.5.6). */
	private static final int STALE_CALLS = 150;

	private final RpcServer server;
	private final Transport transport;
	private final FragmentProtection security = FragmentProtection.NONE;
	private final Binding binding;
	private final ServerCalls calls;
	private final Map<Integer, Assembly> assemblies = new HashMap<>();
	private int highestCallId;
	private boolean ended;

	ServerConnection(RpcServer server, Transport transport) {
		this.server = server;
		this.transport = transport;
		this.binding = new Binding(server, transport.client());
		this.calls = new ServerCalls(server, this, transport, binding, security);
	}

	/** Writes frames to the peer, and knows who the peer is. */
	interface Transport {

		void send(List<byte[]> frames);

		/** Runs the task at once, or, if the peer does not read its answers, when it has. */
		void whenRead(Runnable task);

		/** Closes after what was sent has gone out; nothing more is sent or read. */
		void finish();

		InetAddress client();

		InetAddress local();

		String localPort();
	}

	ServerAssociation association() {
		return binding.association();
	}

	InetAddress client() {
		return transport.client();
	}

	InetAddress local() {
		return transport.local();
	}

	boolean isBound() {
		return binding.isBound();
	}

	/** When the oldest request that is not whole began, in the time of {@link System#nanoTime}. */
	synchronized Optional<Long> oldestAssembly() {
		return assemblies.isEmpty()
				? Optional.empty()
				: assemblies.values().stream().map(Assembly::since).min(Long::compare);
	}

	/** Takes one whole fragment. */
	synchronized void receive(PduHeader header, byte[] frame) {
		if (ended) {
			return;
		}
		server.statistics().received();
		try {
			Pdu pdu = PduDecoder.body(header, frame);
			if (pdu instanceof Pdu.Request request) {
				security.unprotect(frame, request.stub().offset(), header.authLength());
				request(header, request);
			} else if (pdu instanceof Pdu.Bind bind) {
				bind(header, bind);
			} else if (pdu instanceof Pdu.Cancel) {
				calls.cancel(header.callId());
			} else if (pdu instanceof Pdu.Orphaned) {
				drop(header.callId());
				calls.orphan(header.callId());
			} else {
				throw new RpcProtocolException("A client does not send a " + header.type());
			}
		} catch (RpcProtocolException e) {
			refuse(header, e);
		}
		if (Integer.compareUnsigned(header.callId(), highestCallId) > 0) {
			highestCallId = header.callId();
		}
	}

	/**
	 * Answers what cannot be accepted, with bind_nak or a fault ([MS-RPCE] 2.2.2.5, 3.3.3.5.7), and ends the connection.
	 */
	synchronized void refuse(PduHeader header, RpcProtocolException why) {
		if (ended) {
			return;
		}
		LOG.log(System.Logger.Level.DEBUG, () -> "Closing the connection of " + client() + ": " + why.getMessage());
		if (header.type() == PduType.BIND) {
			send(new Pdu.BindNak(Pdu.BindNak.PROTOCOL_VERSION_NOT_SUPPORTED), header.callId(), 0);
		} else {
			calls.fault(header.callId(), 0, FaultStatus.PROTOCOL_ERROR, !calls.isInFlight(header.callId()));
		}
		end();
	}

	private void end() {
		ended = true;
		transport.finish();
	}

	private void bind(PduHeader header, Pdu.Bind bind) throws RpcProtocolException {
		if ((header.flags() & PduHeader.WHOLE) != PduHeader.WHOLE) {
			throw new RpcProtocolException("A " + header.type() + " comes in one fragment");
		}
		Pdu answer = bind.alter()
				? binding.alter(header, bind)
				: binding.bind(header, bind, transport.localPort());
		if (answer instanceof Pdu.Fault fault) {
			calls.fault(header.callId(), 0, fault.status(), true);
			return;
		}
		boolean accepted = answer instanceof Pdu.BindAck;
		send(answer, header.callId(), accepted ? header.flags() & PduHeader.CONCURRENT_MULTIPLEXING : 0);
		if (!accepted) {
			end();
		}
	}

	private void request(PduHeader header, Pdu.Request request) throws RpcProtocolException {
		if (!isBound()) {
			throw new RpcProtocolException("A request before the bind");
		}
		Assembly assembly = assemblies.get(header.callId());
		if (assembly != null) {
			further(header, request, assembly);
		} else if (header.has(PduHeader.FIRST_FRAGMENT)) {
			first(header, request);
		} else if (!isStale(header.callId())) {
			throw new RpcProtocolException("A request without its first fragment");
		}
	}

	private boolean isStale(int callId) {
		return Integer.compareUnsigned(callId, highestCallId) < 0 && highestCallId - callId < STALE_CALLS;
	}

	private void first(PduHeader header, Pdu.Request request) throws RpcProtocolException {
		Optional<FaultStatus> refusal = refusal(request);
		if (header.has(PduHeader.LAST_FRAGMENT)) {
			if (refusal.isPresent()) {
				calls.fault(header.callId(), request.contextId(), refusal.get(), true);
			} else {
				start(header, request);
			}
			return;
		}
		if (assemblies.size() >= MAX_ASSEMBLIES) {
			throw new RpcProtocolException("Too many requests that are not whole");
		}
		Assembly assembly = new Assembly(request);
		assemblies.put(header.callId(), assembly);
		if (refusal.isPresent()) {
			refuse(header, request, assembly, refusal.get());
		} else {
			add(header, request, assembly);
		}
	}

	/** What can be said already of the first fragment ([MS-RPCE] 3.3.3.5.8). */
	private Optional<FaultStatus> refusal(Pdu.Request request) {
		PresentationContext context = binding.context(request.contextId());
		if (context == null) {
			return Optional.of(FaultStatus.INVALID_CONTEXT_ID);
		}
		if (!context.service().has(request.opnum())) {
			return Optional.of(FaultStatus.OPNUM_OUT_OF_RANGE);
		}
		boolean large = request.allocHint() > server.limits().requestBytes();
		return large ? Optional.of(FaultStatus.ACCESS_DENIED) : Optional.empty();
	}

	private void further(PduHeader header, Pdu.Request request, Assembly assembly) throws RpcProtocolException {
		if (header.has(PduHeader.FIRST_FRAGMENT) || !assembly.matches(request)) {
			throw new RpcProtocolException(
					"Fragments of call " + Integer.toUnsignedString(header.callId()) + " do not fit together");
		}
		add(header, request, assembly);
		if (header.has(PduHeader.LAST_FRAGMENT)) {
			drop(header.callId());
			if (!assembly.isRefused()) {
				start(header, assembly.whole());
			}
		}
	}

	private void add(PduHeader header, Pdu.Request request, Assembly assembly) {
		int length = request.stub().length();
		if (assembly.isRefused()) {
			return;
		}
		if (assembly.size() + length > server.limits().requestBytes()) {
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

	private void drop(int callId) {
		Assembly assembly = assemblies.remove(callId);
		if (assembly != null) {
			server.assembling().free(assembly.size());
		}
	}

	private void start(PduHeader header, Pdu.Request request) throws RpcProtocolException {
		if (request.allocHint() > request.stub().length()) {
			calls.fault(header.callId(), request.contextId(), FaultStatus.PROTOCOL_ERROR, true);
			return;
		}
		calls.start(header, request);
	}

	private void send(Pdu pdu, int callId, int flags) {
		transport.send(List.of(PduEncoder.encode(pdu, callId, flags)));
	}

	/** The connection has gone: ends its calls, and runs down the association if this was its last connection. */
	void gone() {
		synchronized (this) {
			ended = true;
			List.copyOf(assemblies.keySet()).forEach(this::drop);
		}
		calls.orphanAll();
		binding.leave();
	}
}
