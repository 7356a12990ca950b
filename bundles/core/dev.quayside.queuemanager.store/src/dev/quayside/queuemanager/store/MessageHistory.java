package dev.quayside.queuemanager.store;

/**
 * What has happened to a message in this queue manager ([MS-MQDMPR] 3.1.1.12).
 *
 * @param aborts
 *            units of work that received it and were rolled back
 * @param moves
 *            between queue and subqueues
 * @param lastMove
 *            seconds since 1970; 0: never
 * @param outcome
 *            the class of [MS-MQMQ] 2.2.18.1.6 that sent it to a dead-letter queue or that its receiver gave it; 0: none
 */
public record MessageHistory(int aborts, int moves, long lastMove, int outcome) {

	public static final MessageHistory NONE = new MessageHistory(0, 0, 0, 0);

	public MessageHistory aborted() {
		return new MessageHistory(aborts + 1, moves, lastMove, outcome);
	}

	public MessageHistory moved(long seconds) {
		return new MessageHistory(aborts, moves + 1, seconds, outcome);
	}

	public MessageHistory withOutcome(int messageClass) {
		return new MessageHistory(aborts, moves, lastMove, messageClass);
	}
}
