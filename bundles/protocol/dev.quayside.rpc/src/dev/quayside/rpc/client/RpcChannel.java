package dev.quayside.rpc.client;

import dev.quayside.rpc.RpcCancelledException;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.RpcFaultException;
import dev.quayside.rpc.RpcOperation;
import dev.quayside.rpc.RpcTimeoutException;

/** Calls the operations of one interface. Safe for use by several threads, whose calls are in flight at once. */
public interface RpcChannel {

	/**
	 * Calls and waits for the answer.
	 *
	 * @throws RpcFaultException
	 *             if the server answers with a fault
	 * @throws RpcTimeoutException
	 *             after the time limit
	 * @throws RpcCancelledException
	 *             after {@link Cancellation#cancel}, within a second
	 * @throws RpcException
	 *             if there is no connection or the answer cannot be read
	 */
	<I, O> O call(RpcOperation<I, O> operation, I in, CallOptions options) throws RpcException;

	/** Calls within the time limit of the association. */
	default <I, O> O call(RpcOperation<I, O> operation, I in) throws RpcException {
		return call(operation, in, CallOptions.defaults());
	}

	/**
	 * Calls of one operation that the current thread keeps in flight at once.
	 *
	 * @param options
	 *            of each call
	 */
	<I, O> CallWindow<I, O> window(RpcOperation<I, O> operation, CallOptions options);
}
