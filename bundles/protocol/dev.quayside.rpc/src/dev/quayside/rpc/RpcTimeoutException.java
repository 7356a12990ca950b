package dev.quayside.rpc;

/** Nothing within the time limit; whether the server had executed the call is not known. */
public final class RpcTimeoutException extends RpcException {

	private static final long serialVersionUID = 1L;

	public RpcTimeoutException(String message) {
		super(message, null);
	}

	public RpcTimeoutException(String message, Throwable cause) {
		super(message, cause);
	}
}
