package dev.quayside.queuemanager.engine;

/** A position in a queue ([MS-MQDMPR] 3.2); it outlives the message that it stands at. */
final class Cursor {

	/** In front of the first message: lookup ids are greater. */
	static final long HEAD = -1;

	private long position = HEAD;
	private boolean read;

	/** Lookup id of the message that it stands at or behind. */
	long position() {
		return position;
	}

	/** Whether the message at the position was peeked at; else the next one comes first. */
	boolean isRead() {
		return read;
	}

	void peeked(long lookupId) {
		position = lookupId;
		read = true;
	}

	void received(long lookupId) {
		position = lookupId;
		read = false;
	}
}
