package dev.quayside.queuemanager.engine;

/** What a queue is opened for ([MS-MQRR] 3.1.4.2, 3.1.4.11). */
public enum Access {

	/** Receiving and peeking. */
	RECEIVE,
	PEEK,
	/** Being the target of moves. */
	MOVE;

	private static final int DELETE_MESSAGE = 1;
	private static final int PEEK_MESSAGE = 2;
	private static final int DELETE_JOURNAL_MESSAGE = 8;
	private static final int DELETE_DEADLETTER = 1;
	private static final int PEEK_DEADLETTER = 2;
	private static final int DELETE_MACHINE_JOURNAL = 0x40;
	private static final int PEEK_MACHINE_JOURNAL = 0x80;

	/** The rights that it takes ([MS-MQMQ] 2.2.23 and 2.2.24). */
	int rights(Queue queue) {
		return switch (queue.kind()) {
			case JOURNAL -> mask(DELETE_JOURNAL_MESSAGE, PEEK_MESSAGE);
			case SYSTEM -> Naming.isMachineJournal(queue)
					? mask(DELETE_MACHINE_JOURNAL, PEEK_MACHINE_JOURNAL)
					: mask(DELETE_DEADLETTER, PEEK_DEADLETTER);
			default -> mask(DELETE_MESSAGE, PEEK_MESSAGE);
		};
	}

	private int mask(int delete, int peek) {
		return this == PEEK ? peek : delete | peek;
	}
}
