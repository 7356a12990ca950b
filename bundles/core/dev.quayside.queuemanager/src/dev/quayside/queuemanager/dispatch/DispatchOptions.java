package dev.quayside.queuemanager.dispatch;

import dev.quayside.msmq.transfer.ResendSchedule;
import dev.quayside.msmq.transfer.SessionOptions;

import java.time.Duration;

/**
 * How outgoing queues are sent.
 *
 * @param firstRetry
 *            after a connection that failed; doubles up to the last
 * @param resends
 *            of transactional messages without OrderAck
 * @param tick
 *            how often what is late is looked for
 * @param idleTicks
 *            after which an empty outgoing queue without a session is forgotten
 */
public record DispatchOptions(SessionOptions session, Duration firstRetry, Duration lastRetry, ResendSchedule resends,
		Duration tick, int idleTicks) {

	private static final int FIRST_RETRY_SECONDS = 5;
	private static final int SET_UP_SECONDS = 10;
	private static final int IDLE_TICKS = 600;

	/** [MS-MQQB] 3.1.2.3, 3.1.3.1. */
	public static final DispatchOptions DEFAULT = new DispatchOptions(
			SessionOptions.DEFAULT.withSetUpTimeout(Duration.ofSeconds(SET_UP_SECONDS)),
			Duration.ofSeconds(FIRST_RETRY_SECONDS), Duration.ofMinutes(5), ResendSchedule.DEFAULT,
			Duration.ofSeconds(1), IDLE_TICKS);
}
