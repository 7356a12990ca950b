package dev.quayside.rpc.server;

import dev.quayside.rpc.RpcFaultException;

import java.util.concurrent.CompletionStage;

/** Executes an operation. A handler that waits for something returns an open stage and holds no thread. */
@FunctionalInterface
public interface RpcHandler<I, O> {

	/**
	 * @throws RpcFaultException
	 *             to answer with a fault; the stage may fail with it as well
	 */
	CompletionStage<O> handle(I in, RpcCall call) throws RpcFaultException;
}
