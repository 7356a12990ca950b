package dev.quayside.msmq;

/** A queue manager refused an operation. */
public final class MqException extends Exception {

	private static final long serialVersionUID = 1L;

	private final MqStatus status;

	/**
	 * @param operation
	 *            what was tried
	 */
	public MqException(MqStatus status, String operation) {
		super(operation + ": " + status + (status.meaning().isEmpty() ? "" : ", " + status.meaning()));
		this.status = status;
	}

	public MqStatus status() {
		return status;
	}
}
