package dev.quayside.ui.model;

import dev.quayside.admin.LookupId;
import dev.quayside.admin.MessageSummary;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The part of a queue that the table holds: a run of messages without gaps, at most {@link #MAX_ROWS}. Where it grows
 * at one end beyond that, it shrinks at the other. Used by one thread.
 */
public final class MessageWindow {

	/** Tables get slow beyond. */
	public static final int MAX_ROWS = 50_000;

	/** What is known about how many messages stand before the first row. */
	public enum Offset {
		/** Counted when they were read. */
		COUNTED,
		/** Others may have taken messages from there since it was counted. */
		ABOUT,
		UNKNOWN
	}

	private final int maxRows;
	private final List<MessageSummary> rows = new ArrayList<>();
	private long offset;
	private Offset certainty = Offset.COUNTED;
	private boolean atEnd;

	public MessageWindow() {
		this(MAX_ROWS);
	}

	MessageWindow(int maxRows) {
		this.maxRows = maxRows;
	}

	public int size() {
		return rows.size();
	}

	public MessageRow row(int index) {
		return new MessageRow(place(offset + index + 1), rows.get(index));
	}

	private String place(long position) {
		return switch (certainty) {
			case COUNTED -> Words.count(position);
			case ABOUT -> "~" + Words.count(position);
			case UNKNOWN -> Words.UNKNOWN;
		};
	}

	/** How many messages of the queue stand before the first row, as far as {@link #certainty} says. */
	public long offset() {
		return offset;
	}

	public Offset certainty() {
		return certainty;
	}

	/** Whether the last row was the last message of the queue when it was read. */
	public boolean isAtEnd() {
		return atEnd;
	}

	/** Whether the first row was the first message of the queue when it was read. */
	public boolean isAtStart() {
		return offset == 0 && certainty == Offset.COUNTED;
	}

	public Optional<LookupId> first() {
		return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(0).lookupId());
	}

	public Optional<LookupId> last() {
		return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(rows.size() - 1).lookupId());
	}

	/** Index of the row with this message, -1 if it has none. */
	public int indexOf(LookupId id) {
		int index = firstFrom(id);
		return index < rows.size() && rows.get(index).lookupId().equals(id) ? index : -1;
	}

	/** Index of the row with this message, or of the next behind it; the number of rows if there is none. */
	public int firstFrom(LookupId id) {
		int low = 0;
		int high = rows.size();
		while (low < high) {
			int middle = (low + high) >>> 1;
			if (rows.get(middle).lookupId().compareTo(id) < 0) {
				low = middle + 1;
			} else {
				high = middle;
			}
		}
		return low;
	}

	/**
	 * Rows behind the last.
	 *
	 * @return by how many rows the beginning was shortened
	 */
	public int append(List<MessageSummary> more) {
		rows.addAll(more);
		int surplus = Math.max(0, rows.size() - maxRows);
		rows.subList(0, surplus).clear();
		offset += surplus;
		return surplus;
	}

	/**
	 * Rows before the first, in queue order.
	 *
	 * @param isStart
	 *            whether the queue begins with them
	 */
	public void prepend(List<MessageSummary> more, boolean isStart) {
		rows.addAll(0, more);
		if (isStart) {
			offset = 0;
			certainty = Offset.COUNTED;
		} else {
			certainty = offset > more.size() || certainty == Offset.UNKNOWN ? certainty : Offset.ABOUT;
			offset = Math.max(1, offset - more.size());
		}
		if (rows.size() > maxRows) {
			rows.subList(maxRows, rows.size()).clear();
			atEnd = false;
		}
	}

	/** Other rows altogether. */
	public void replace(List<MessageSummary> all, long newOffset, Offset newCertainty) {
		rows.clear();
		rows.addAll(all);
		offset = newOffset;
		certainty = newCertainty;
		atEnd = false;
	}

	/** Takes out messages that are known to have gone. */
	public void remove(Set<LookupId> gone) {
		rows.removeIf(row -> gone.contains(row.lookupId()));
	}

	public void reachedEnd(boolean isEnd) {
		atEnd = isEnd;
	}

	/** "1 to 400 of 1,204,331"; the count is asked separately and may be unknown. */
	public String position(Optional<Long> count) {
		if (rows.isEmpty()) {
			return atEnd ? "No messages" : "Reading…";
		}
		long end = offset + rows.size();
		if (certainty == Offset.UNKNOWN) {
			return Words.messages(rows.size()) + " of " + count.map(Words::count).orElse(Words.UNKNOWN);
		}
		boolean isTotal = atEnd && certainty == Offset.COUNTED;
		String total = isTotal
				? Words.count(end)
				: count.filter(n -> n >= end || certainty == Offset.ABOUT).map(Words::count).orElse(Words.UNKNOWN);
		return (certainty == Offset.ABOUT ? "About " : "") + Words.count(offset + 1) + " to " + Words.count(end)
				+ " of "
				+ total;
	}
}
