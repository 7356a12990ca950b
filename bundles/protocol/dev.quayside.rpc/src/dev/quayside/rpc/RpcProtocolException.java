package dev.quayside.rpc;

/** The peer does not follow the protocol, or does not speak it at all. */
public final class RpcProtocolException extends RpcException {

	private static final long serialVersionUID = 1L;

	public RpcProtocolException(String message) {
		super(message, null);
	}

	public RpcProtocolException(String message, Throwable cause) {
		super(message, cause);
	}
}
