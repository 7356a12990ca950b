package dev.quayside.queuemanager.engine;

/** A position in a queue ([MS-MQDMPR] 3.2); it outlives the message that it stands at. Guarded by the queue. */
final class Cursor {

	/** In front of the first message: lookup ids are greater. */
	static final long START = -1;

	private long position = START;
	private boolean read;

	/** Lookup id of the message that it stands at or behind. */
	long position() {
		return position;
	}

	/** Whether the message at the position was peeked at; else the one behind comes first. */
	boolean isRead() {
		return read;
	}

	void moveTo(long lookupId, boolean received) {
		position = lookupId;
		read = !received;
	}

	/**
	 * Nothing came in time: the next read takes what is behind the position, and peeking at the next one is illegal until
	 * then ([MS-MQDMPR] 3.2.7.6). There the position after a receive becomes the end of the queue, behind which nothing
	 * could ever be found again; here it stays.
	 */
	void ranOut() {
		read = false;
	}
}
