package dev.quayside.rpc.client;

import dev.quayside.rpc.RpcCancelledException;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.RpcFaultException;
import dev.quayside.rpc.RpcTimeoutException;

/**
 * Calls of one operation that one thread keeps in flight at once: their requests go out together, and their answers come
 * in whatever order. For requests that are small, because nobody reads answers while they are written. The server may
 * execute the calls in any order. Used by one thread.
 */
public interface CallWindow<I, O> extends AutoCloseable {

	/** One of the calls. */
	interface Call<O> {

		/**
		 * The answer, once {@link CallWindow#next} has told of the call. What ends one call does not end the others, but for
		 * the connection.
		 *
		 * @throws RpcFaultException
		 *             if the server answered with a fault
		 * @throws RpcTimeoutException
		 *             after the time limit, which begins with the start
		 * @throws RpcCancelledException
		 *             after {@link Cancellation#cancel}
		 * @throws RpcException
		 *             if there was no connection or the answer cannot be read
		 */
		O get() throws RpcException;
	}

	/** Starts a call. Its request is sent with {@link #next} at the latest; so is told what keeps it from being sent. */
	Call<O> start(I in);

	/** Waits until one of the calls has come to its end. There must be one, see {@link #size}. */
	Call<O> next();

	/** How many calls were started of which {@link #next} has not told yet. */
	int size();

	/** Gives up the calls that are still in flight. */
	@Override
	void close();
}
