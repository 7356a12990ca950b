package dev.quayside.msmq.transfer;

import java.io.IOException;
import java.util.Objects;

/** A session could not be opened or broke; the kind says why, the message is for people. */
public final class TransferException extends IOException {

	private static final long serialVersionUID = 1L;

	/** Why. */
	public enum Kind {
		/** Unknown host, nobody listens, or no answer in time. */
		UNREACHABLE,
		/** The peer does not speak the protocol, or breaks its rules. */
		PROTOCOL,
		/** The peer is a queue manager and refuses the session. */
		REFUSED,
		/** The peer has the message and does not take it, for good. */
		REJECTED,
		/** The session ended before everything was acknowledged. */
		CLOSED
	}

	private final Kind kind;

	public TransferException(Kind kind, String message, Throwable cause) {
		super(message, cause);
		this.kind = Objects.requireNonNull(kind);
	}

	public TransferException(Kind kind, String message) {
		this(kind, message, null);
	}

	public Kind kind() {
		return kind;
	}
}
