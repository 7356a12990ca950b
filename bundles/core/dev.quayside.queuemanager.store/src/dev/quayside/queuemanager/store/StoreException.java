package dev.quayside.queuemanager.store;

import java.io.IOException;
import java.util.Objects;

/** The store cannot do what was asked; the kind says why, the message what to do. */
public final class StoreException extends IOException {

	private static final long serialVersionUID = 1L;

	/** Why. */
	public enum Kind {
		/** There is no store in the folder. */
		NO_STORE,
		/** Another process has the folder open. */
		IN_USE,
		/** A later version wrote the files. */
		NEWER,
		/** The files are not what was written. */
		DAMAGED,
		/** A write failed, mostly because the disk is full; nothing that was forced before is lost. */
		WRITE_FAILED,
		/** The system does not let the files be read at the moment. */
		READ_FAILED,
		/** There is no such queue, or not any more. */
		NO_QUEUE,
		/** There is no such message, or not any more. */
		NO_MESSAGE,
		/** A table of small values has as many as it may have. */
		TABLE_FULL,
		/** The store has been closed. */
		CLOSED
	}

	private final Kind kind;

	public StoreException(Kind kind, String message, Throwable cause) {
		super(message, cause);
		this.kind = Objects.requireNonNull(kind);
	}

	public Kind kind() {
		return kind;
	}
}
