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

	private record Bound<I, O>(RpcOperation<I, O> operation, RpcHandler<I, O> handler) {

		/** What follows the last parameter is a verification trailer or padding, and is not looked at. */
		CompletionStage<byte[]> run(Stub stub, ByteOrder order, RpcCall call) throws RpcFaultException {
			I in;
			try {
				in = operation.in()
						.read(new NdrReader(stub.bytes(), stub.offset(), stub.length(), NdrSyntax.NDR20, order));
			} catch (NdrException e) {
				throw new RpcFaultException(FaultStatus.BAD_STUB_DATA, e);
			}
			return handler.handle(in, call).thenApply(operation.out()::encode);
		}
	}

	private final InterfaceId id;
	private final Map<Integer, Bound<?, ?>> operations = new HashMap<>();

	private RpcService(InterfaceId id) {
		this.id = id;
	}

	public static RpcService of(InterfaceId id) {
		return new RpcService(id);
	}

	/** Adds a handler; all are to be added before the server starts. */
	public <I, O> RpcService on(RpcOperation<I, O> operation, RpcHandler<I, O> handler) {
		operations.put(operation.opnum(), new Bound<>(operation, handler));
		return this;
	}

	public InterfaceId id() {
		return id;
	}

	CompletionStage<byte[]> run(int opnum, Stub stub, ByteOrder order, RpcCall call) throws RpcFaultException {
		Bound<?, ?> bound = operations.get(opnum);
		if (bound == null) {
			throw new RpcFaultException(FaultStatus.OPNUM_OUT_OF_RANGE);
		}
		return bound.run(stub, order, call);
	}
}
