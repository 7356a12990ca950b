package dev.quayside.admin;

import java.util.List;

/**
 * A queue with its counts.
 *
 * @param pathName
 *            without host, in the case that the queue manager gives
 * @param location
 *            {@code local} or {@code remote}
 * @param state
 *            the words of [MS-MQMR] 2.2.3.2 in lower case
 * @param subqueues
 *            their names
 */
public record QueueSummary(QueueAddress address, String pathName, Reading<String> formatName, Reading<QueueType> type,
		Reading<Boolean> transactional, Reading<String> location, Reading<String> state, Reading<Long> messageCount,
		Reading<Long> bytesInQueue, Reading<Long> journalMessageCount, Reading<Long> bytesInJournal,
		Reading<List<String>> subqueues) {}
