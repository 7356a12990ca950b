package dev.quayside.rpc;

import java.io.IOException;

/** A remote procedure call failed; the kind of failure is the subclass. */
public abstract sealed class RpcException extends IOException
		permits RpcBindException, RpcCancelledException, RpcConnectException, RpcFaultException, RpcProtocolException,
		RpcSecurityException,
		RpcTimeoutException {

	private static final long serialVersionUID = 1L;

	protected RpcException(String message, Throwable cause) {
		super(message, cause);
	}
}
