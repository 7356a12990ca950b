package dev.quayside.rpc.server;

import dev.quayside.rpc.FaultStatus;
import dev.quayside.rpc.RpcFaultException;
import dev.quayside.rpc.RpcProtocolException;
import dev.quayside.rpc.pdu.Pdu;
import dev.quayside.rpc.pdu.PduEncoder;
import dev.quayside.rpc.pdu.PduHeader;
import dev.quayside.rpc.pdu.Stub;

import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The calls of one connection from the whole request to the answer. Safe for use by several threads. */
final class ServerCalls {

	private static final System.Logger LOG = System.getLogger(ServerCalls.class.getName());
	private static final int MAX_RESPONSE = 16 * 1024 * 1024;

	private final RpcServer server;
	private final ServerConnection connection;
	private final ServerConnection.Transport transport;
	private final Binding binding;
	private final Map<Integer, ServerCall> inFlight = new ConcurrentHashMap<>();
	/** With orphaned calls, which nobody waits for, but which still wait for something. */
	private final AtomicInteger running = new AtomicInteger();

	ServerCalls(RpcServer server, ServerConnection connection, ServerConnection.Transport transport, Binding binding) {
		this.server = server;
		this.connection = connection;
		this.transport = transport;
		this.binding = binding;
	}

	/** Whether nothing runs, not even for nobody. */
	boolean isEmpty() {
		return running.get() == 0;
	}

	boolean isInFlight(int callId) {
		return inFlight.containsKey(callId);
	}

	/**
	 * Executes a request on a thread of the server.
	 *
	 * @throws RpcProtocolException
	 *             if a call with the same id is in flight
	 */
	void start(PduHeader header, Pdu.Request request, ServerContext security) throws RpcProtocolException {
		if (running.get() >= server.limits().callsPerConnection()) {
			fault(header.callId(), request.contextId(), FaultStatus.TOO_BUSY, true);
			return;
		}
		ServerCall call = new ServerCall(connection, header.callId(), request.contextId(),
				!header.has(PduHeader.MAYBE), security);
		if (inFlight.putIfAbsent(header.callId(), call) != null) {
			throw new RpcProtocolException("Two calls with the id " + Integer.toUnsignedString(header.callId()));
		}
		if (!server.assembling().take(request.stub().length())) {
			inFlight.remove(header.callId());
			fault(header.callId(), request.contextId(), FaultStatus.NO_MEMORY, true);
			return;
		}
		running.incrementAndGet();
		server.statistics().called();
		PresentationContext context = binding.context(request.contextId());
		ByteOrder order = header.order();
		server.execute(() -> transport.whenRead(() -> run(context, request, order, call)),
				context.service().isQuick(request.opnum()));
	}

	private void run(PresentationContext context, Pdu.Request request, ByteOrder order, ServerCall call) {
		server.assembling().free(request.stub().length());
		if (call.isOrphaned()) {
			running.decrementAndGet();
			return;
		}
		RpcService.Execution execution;
		try {
			execution = context.service().read(request.opnum(), request.stub(), context.syntax(), order);
		} catch (RpcFaultException | RuntimeException | Error e) {
			fail(call, e, true);
			return;
		}
		try {
			execution.start(call).whenComplete((stub, failure) -> {
				if (failure == null) {
					answer(call, stub);
				} else {
					fail(call, failure, false);
				}
			});
		} catch (RpcFaultException | RuntimeException | Error e) {
			fail(call, e, false);
		}
	}

	/** False if nobody waits for the answer. */
	private boolean end(ServerCall call) {
		running.decrementAndGet();
		inFlight.remove(call.callId(), call);
		return call.isWanted();
	}

	private void answer(ServerCall call, byte[] stub) {
		if (!end(call)) {
			return;
		}
		if (stub.length > MAX_RESPONSE) {
			fault(call.callId(), call.contextId(), FaultStatus.RESPONSE_TOO_LARGE, false);
			return;
		}
		Pdu.Response response = new Pdu.Response(stub.length, call.contextId(), Stub.of(stub));
		transport.send(() -> PduEncoder.fragments(response, call.callId(), binding.maxTransmit(),
				call.security().protection()));
	}

	private void fail(ServerCall call, Throwable failure, boolean notExecuted) {
		if (!end(call)) {
			return;
		}
		Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
		if (cause instanceof RpcFaultException fault && fault.status().isAllowed()) {
			fault(call.callId(), call.contextId(), fault.status(), notExecuted);
		} else {
			LOG.log(System.Logger.Level.ERROR, "An operation failed unexpectedly", cause);
			fault(call.callId(), call.contextId(), FaultStatus.UNSPECIFIED, notExecuted);
		}
	}

	/**
	 * Answers with a fault, which carries no verifier: [MS-RPCE] 2.2.2.12 has none for it, and a client that does not
	 * expect one would be out of step with the signatures that follow.
	 *
	 * @param notExecuted
	 *            whether that is certain
	 */
	void fault(int callId, int contextId, FaultStatus status, boolean notExecuted) {
		Pdu.Fault fault = new Pdu.Fault(contextId, status);
		transport.send(() -> List.of(PduEncoder.encode(fault, callId, notExecuted ? PduHeader.DID_NOT_EXECUTE : 0)));
	}

	/** The client would like to have the call ended; it still wants the answer. */
	void cancel(int callId) {
		Optional.ofNullable(inFlight.get(callId)).ifPresent(ServerCall::cancel);
	}

	/** The client does not want the answer any more. */
	void orphan(int callId) {
		Optional.ofNullable(inFlight.remove(callId)).ifPresent(ServerCall::orphan);
	}

	void orphanAll() {
		inFlight.keySet().forEach(this::orphan);
	}
}
