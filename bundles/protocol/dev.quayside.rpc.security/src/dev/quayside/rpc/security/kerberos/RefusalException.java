package dev.quayside.rpc.security.kerberos;

/** A request is not accepted, for a reason that the protocol has a number for. */
final class RefusalException extends Exception {

	private static final long serialVersionUID = 1L;

	private final ErrorCode code;

	RefusalException(ErrorCode code, String detail) {
		super(detail);
		this.code = code;
	}

	ErrorCode code() {
		return code;
	}
}
