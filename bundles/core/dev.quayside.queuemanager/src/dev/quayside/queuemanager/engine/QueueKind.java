package dev.quayside.queuemanager.engine;

/** What a queue is for ([MS-MQDMPR] 3.1.1.2). */
public enum QueueKind {

	PUBLIC,
	PRIVATE,
	/** The journal of a queue. */
	JOURNAL,
	/** Made by a move, gone when it is empty. */
	SUBQUEUE,
	/** Journal or dead-letter queue of the queue manager. */
	SYSTEM,
	/** Messages on the way to another queue manager. */
	OUTGOING;

	/** Whether messages are sent to such queues; into the others they come by what happens to them. */
	public boolean isDestination() {
		return this == PUBLIC || this == PRIVATE;
	}
}
