package dev.quayside.ui.model;

import dev.quayside.admin.MessageSummary;
import dev.quayside.admin.QueueSummary;
import dev.quayside.admin.Reading;

import java.util.List;
import java.util.Optional;

/** What is asked before messages are changed: how many, how much, the first and the last of them. */
public final class Questions {

	private Questions() {}

	/**
	 * A queue that is to be purged, as it was looked at.
	 *
	 * @param first
	 *            empty with an empty queue
	 */
	public record Purge(Reading<Long> count, Reading<Long> bytes, Optional<MessageSummary> first,
			Optional<MessageSummary> last) {

		/** Whether other messages would go than those that were shown. */
		public boolean isOther(Purge shown) {
			return !count.equals(shown.count) || !id(first).equals(id(shown.first))
					|| !id(last).equals(id(shown.last));
		}

		private static Optional<Object> id(Optional<MessageSummary> message) {
			return message.map(MessageSummary::lookupId);
		}

		public boolean isEmpty() {
			return first.isEmpty() && count.optional().orElse(0L) == 0;
		}
	}

	/**
	 * @param rows
	 *            one or more
	 * @param inQueue
	 *            how many there are in all, if that is known
	 * @param where
	 *            queue and queue manager
	 */
	public static String delete(List<MessageRow> rows, Optional<Long> inQueue, String where) {
		return change("Delete", rows, inQueue, "from " + where);
	}

	/** As {@link #delete}. */
	public static String receive(List<MessageRow> rows, Optional<Long> inQueue, String where) {
		return change("Receive", rows, inQueue, "from " + where)
				+ (rows.size() == 1
						? "\n\nIt leaves the queue as if a program had taken it."
						: "\n\nThey leave the queue as if a program had taken them.")
				+ tooLarge(rows);
	}

	private static String tooLarge(List<MessageRow> rows) {
		long bytes = rows.stream().mapToLong(row -> row.summary().bodySize()).sum();
		return bytes <= ReceivedMessages.MAX_BYTES
				? ""
				: "\n\nNot all can be shown: bodies beyond " + Words.bytes(ReceivedMessages.MAX_BYTES)
						+ " together are lost unless they are saved.";
	}

	/** As {@link #delete}. */
	public static String reject(List<MessageRow> rows, Optional<Long> inQueue, String where) {
		return change("Reject", rows, inQueue, "of " + where)
				+ (rows.size() == 1
						? "\n\nIt leaves the queue for a dead-letter queue, with the reason that it was rejected, and its sender is "
								+ "told where it asked for acknowledgements."
						: "\n\nThey leave the queue for a dead-letter queue, with the reason that they were rejected, and "
								+ "senders that asked for acknowledgements are told.");
	}

	/**
	 * As {@link #delete}.
	 *
	 * @param target
	 *            queue or subqueue
	 */
	public static String move(List<MessageRow> rows, Optional<Long> inQueue, String where, String target) {
		return change("Move", rows, inQueue, "from " + where + " to " + Words.oneLine(target));
	}

	private static String change(String verb, List<MessageRow> rows, Optional<Long> inQueue, String where) {
		long bytes = rows.stream().mapToLong(row -> row.summary().bodySize()).sum();
		MessageSummary first = rows.get(0).summary();
		if (rows.size() == 1) {
			return verb + " the message \"" + Words.oneLine(first.label()) + "\" " + where + "?\n\nIts body has "
					+ Words.bytes(bytes) + ". It was sent " + sent(first) + ".";
		}
		String of = inQueue.filter(count -> count >= rows.size()).map(count -> " of " + Words.count(count)).orElse("");
		return verb + " " + Words.count(rows.size()) + of + " messages " + where + "?\n\nTheir bodies have "
				+ Words.bytes(bytes) + ".\n" + ends(first, rows.get(rows.size() - 1).summary());
	}

	public static String purge(Purge purge, String where) {
		String question = "Delete " + purge.count().optional().map(Questions::all).orElse("all messages")
				+ " from " + where + "?\n\n";
		String size = "Their size is " + purge.bytes().optional().map(Words::bytes).orElse("not known") + ".";
		return question + size + purge.first()
				.map(first -> "\n" + ends(first, purge.last().orElse(first))).orElse("");
	}

	private static String all(long count) {
		return count == 1 ? "the only message" : "all " + Words.messages(count);
	}

	/** Asked where the queue was no longer as it was shown when the user said yes. */
	public static String purgeAgain(Purge now, String where) {
		return "The queue has changed while you were asked. Nothing is deleted so far.\n\n" + purge(now, where)
				+ "\n\nMessages that arrive before the purge is done are deleted with the rest. Where they are saved first, "
				+ "only what was saved is deleted.";
	}

	/** @param subqueues as they are now */
	public static String deleteQueue(QueueSummary queue, List<QueueSummary> subqueues, String where) {
		StringBuilder text = new StringBuilder("Delete the queue " + where + "?\n\nIt has ")
				.append(holding(queue)).append('.');
		if (queue.journalMessageCount().optional().orElse(1L) > 0 && !isAbsent(queue.journalMessageCount())) {
			text.append("\nIts journal has ").append(Words.messages(queue.journalMessageCount())).append('.');
		}
		if (queue.subqueues().unknownReason().isPresent()) {
			text.append("\nWhether it has subqueues is not known.");
		}
		subqueues.forEach(subqueue -> text.append("\nIts subqueue ")
				.append(Words.oneLine(Subqueues.name(subqueue.pathName()).orElse(subqueue.pathName()))).append(" has ")
				.append(holding(subqueue)).append('.'));
		return text.append("\n\nAll of it is deleted. Purge or save the messages first where they are needed.")
				.toString();
	}

	private static boolean isAbsent(Reading<?> reading) {
		return reading.optional().isEmpty() && reading.unknownReason().isEmpty();
	}

	private static String holding(QueueSummary queue) {
		return Words.messages(queue.messageCount()) + queue.bytesInQueue().optional().filter(bytes -> bytes > 0)
				.map(bytes -> " of " + Words.bytes(bytes)).orElse("");
	}

	private static String ends(MessageSummary first, MessageSummary last) {
		return "First: " + line(first) + "\nLast: " + line(last);
	}

	private static String line(MessageSummary message) {
		return "\"" + Words.oneLine(message.label()) + "\", sent " + sent(message);
	}

	private static String sent(MessageSummary message) {
		return Words.time(Optional.of(message.times().sent()));
	}
}
