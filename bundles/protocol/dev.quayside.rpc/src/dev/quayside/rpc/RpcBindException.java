package dev.quayside.rpc;

/** The server does not offer the interface or the syntax, or refuses the association. */
public final class RpcBindException extends RpcException {

	private static final long serialVersionUID = 1L;

	public RpcBindException(String message) {
		super(message, null);
	}

	public RpcBindException(String message, Throwable cause) {
		super(message, cause);
	}
}
