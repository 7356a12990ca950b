package dev.quayside.rpc.server;

import dev.quayside.rpc.FaultStatus;

/** The server does not take a token, or a verifier; the client gets a bind_nak or a fault. */
final class SecurityRefusal extends Exception {

	private static final long serialVersionUID = 1L;

	private final int reason;
	private final transient FaultStatus status;
	private final boolean end;

	/**
	 * @param reason
	 *            of a bind_nak
	 * @param status
	 *            of a fault
	 * @param end
	 *            whether the connection ends with the fault
	 */
	SecurityRefusal(int reason, FaultStatus status, boolean end, String message, Throwable cause) {
		super(message, cause);
		this.reason = reason;
		this.status = status;
		this.end = end;
	}

	int reason() {
		return reason;
	}

	FaultStatus status() {
		return status;
	}

	boolean endsConnection() {
		return end;
	}
}
