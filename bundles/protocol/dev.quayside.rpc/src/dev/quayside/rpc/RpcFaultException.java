package dev.quayside.rpc;

/** The server answered with a fault, or, thrown by a handler, is to do so. */
public final class RpcFaultException extends RpcException {

	private static final long serialVersionUID = 1L;

	private final FaultStatus status;

	public RpcFaultException(FaultStatus status) {
		this(status, null);
	}

	public RpcFaultException(FaultStatus status, Throwable cause) {
		super(status + ": " + status.meaning(), cause);
		this.status = status;
	}

	public FaultStatus status() {
		return status;
	}
}
