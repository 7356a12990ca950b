package dev.quayside.rpc;

/** No connection: unknown host, nobody listens, or the connection broke. */
public final class RpcConnectException extends RpcException {

	private static final long serialVersionUID = 1L;

	public RpcConnectException(String message) {
		super(message, null);
	}

	public RpcConnectException(String message, Throwable cause) {
		super(message, cause);
	}
}
