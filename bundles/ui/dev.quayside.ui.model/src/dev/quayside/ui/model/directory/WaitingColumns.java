package dev.quayside.ui.model.directory;

import dev.quayside.admin.directory.WaitingMessages.Count;
import dev.quayside.ui.model.ColumnSpec;
import dev.quayside.ui.model.Words;

import java.util.Comparator;
import java.util.List;

/** How many waiting messages carry a certificate that is about to go, queue by queue and in a sentence. */
public final class WaitingColumns {

	public static final List<ColumnSpec<Count>> ALL = List.of(
			ColumnSpec.text("Queue", 44, count -> Words.oneLine(count.queue().toString())),
			ColumnSpec.number("Messages", 12, count -> Words.count(count.messages())),
			ColumnSpec.text("Why it is not known", 60,
					count -> Words.oneLine(count.messages().unknownReason().orElse(""))));

	/** Where there is no queue to be looked into. */
	public static final String NOBODY = "No queue manager is connected: how many waiting messages carry a certificate "
			+ "that goes is not known.";

	/** Where it was stopped before the first queue. */
	public static final String NOT_BEGUN = "Stopped: how many waiting messages carry a certificate that goes is not known.";

	/** Why a queue is unknown that was not read to its end. */
	public static final String STOPPED = "Stopped before it was read";

	/** Where digests of all that goes do not fit into memory. */
	public static final String TOO_MANY = "More than " + Words.count(RemovedDigests.MAX) + " certificates go: waiting "
			+ "messages that carry one are counted for the selected account only.";

	private WaitingColumns() {}

	/** What needs somebody at the top: what is not known, then most messages. */
	public static List<Count> sorted(List<Count> counts) {
		return counts.stream().sorted(Comparator.comparing((Count count) -> !count.messages().isUnknown())
				.thenComparing(Comparator.comparingLong(WaitingColumns::known).reversed())
				.thenComparing(count -> count.queue().toString(), String.CASE_INSENSITIVE_ORDER)).toList();
	}

	private static long known(Count count) {
		return count.messages().optional().orElse(0L);
	}

	/** While it is still being counted. */
	public static String counting(int done, int all) {
		return "Counting waiting messages that carry a certificate that goes: " + Words.count(done) + " of "
				+ queues(all) + "…";
	}

	/** All queues together; unknown if one is. */
	public static String sentence(List<Count> counts) {
		long unknown = counts.stream().filter(count -> count.messages().isUnknown()).count();
		long messages = counts.stream().mapToLong(WaitingColumns::known).sum();
		String start = "Waiting messages that carry a certificate that goes: ";
		if (unknown > 0) {
			return start + Words.UNKNOWN + (messages > 0 ? " (at least " + Words.count(messages) + ")" : "") + "; "
					+ Words.count(unknown) + " of " + queues(counts.size()) + (unknown == 1 ? " was" : " were")
					+ " not read.";
		}
		long carrying = counts.stream().filter(count -> known(count) > 0).count();
		return start + Words.count(messages)
				+ (messages > 0 ? ", in " + Words.count(carrying) + " of " : ", in ") + queues(counts.size()) + ".";
	}

	private static String queues(int count) {
		return count == 1 ? "1 queue" : Words.count(count) + " queues";
	}
}
