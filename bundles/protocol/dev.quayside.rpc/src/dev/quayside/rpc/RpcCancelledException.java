package dev.quayside.rpc;

/** The caller cancelled; whether the server had executed the call is not known. */
public final class RpcCancelledException extends RpcException {

	private static final long serialVersionUID = 1L;

	public RpcCancelledException(String message) {
		super(message, null);
	}

	public RpcCancelledException(String message, Throwable cause) {
		super(message, cause);
	}
}
