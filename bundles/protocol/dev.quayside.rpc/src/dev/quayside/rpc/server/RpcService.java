package dev.quayside.rpc.server;

import dev.quayside.ndr.NdrException;
import dev.quayside.ndr.NdrReader;
import dev.quayside.ndr.NdrSyntax;
import dev.quayside.rpc.FaultStatus;
import dev.quayside.rpc.InterfaceId;
import dev.quayside.rpc.RpcFaultException;
import dev.quayside.rpc.RpcOperation;
import dev.quayside.rpc.pdu.Stub;

import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** An interface with the handlers of its operations. */
public final class RpcService {

	/** An operation with its parameters. */
	@FunctionalInterface
	interface Execution {

		/** Executes it; the result is the stub data of the answer. */
		CompletionStage<byte[]> start(RpcCall call) throws RpcFaultException;
	}

	private record Bound<I, O>(RpcOperation<I, O> operation, RpcHandler<I, O> handler, boolean isQuick) {

		/** What follows the last parameter is a verification trailer or padding, and is not looked at. */
		Execution read(Stub stub, NdrSyntax syntax, ByteOrder order) throws RpcFaultException {
			try {
				I in = operation.in().read(new NdrReader(stub.bytes(), stub.offset(), stub.length(), syntax, order));
				return call -> handler.handle(in, call).thenApply(out -> operation.out().encode(out, syntax));
			} catch (NdrException e) {
				throw new RpcFaultException(FaultStatus.BAD_STUB_DATA, e);
			}
		}
	}

	private final InterfaceId id;
	private final Map<Integer, Bound<?, ?>> operations = new HashMap<>();
	private CallPolicy policy = CallPolicy.OPEN;

	private RpcService(InterfaceId id) {
		this.id = id;
	}

	public static RpcService of(InterfaceId id) {
		return new RpcService(id);
	}

	/** Adds a handler; all are to be added before the server starts. */
	public <I, O> RpcService on(RpcOperation<I, O> operation, RpcHandler<I, O> handler) {
		operations.put(operation.opnum(), new Bound<>(operation, handler, false));
		return this;
	}

	/**
	 * Likewise a handler that blocks for nothing but what is soon there. Of such calls that came at once several are run one
	 * after the other by one thread, for to hand each to a thread of its own would cost more than they do.
	 */
	public <I, O> RpcService onQuick(RpcOperation<I, O> operation, RpcHandler<I, O> handler) {
		operations.put(operation.opnum(), new Bound<>(operation, handler, true));
		return this;
	}

	/** Makes the policy decide about every call; to be set before the server starts. */
	public RpcService guardedBy(CallPolicy guard) {
		policy = guard;
		return this;
	}

	CallPolicy policy() {
		return policy;
	}

	public InterfaceId id() {
		return id;
	}

	boolean has(int opnum) {
		return operations.containsKey(opnum);
	}

	/** Whether an operation that the interface has is a quick one. */
	boolean isQuick(int opnum) {
		return operations.get(opnum).isQuick();
	}

	/**
	 * Reads the parameters of an operation that the interface has.
	 *
	 * @throws RpcFaultException
	 *             if they do not fit
	 */
	Execution read(int opnum, Stub stub, NdrSyntax syntax, ByteOrder order) throws RpcFaultException {
		return operations.get(opnum).read(stub, syntax, order);
	}
}
