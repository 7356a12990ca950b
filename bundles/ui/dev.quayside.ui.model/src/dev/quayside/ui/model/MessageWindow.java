package dev.quayside.ui.model;

import dev.quayside.admin.LookupId;
import dev.quayside.admin.MessageSummary;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The part of a queue that the table holds: a run of messages without gaps, at most {@link #MAX_ROWS}. Where it grows
 * at one end beyond that, it shrinks at the other. Used by one thread.
 */
public final class MessageWindow {

	/** Tables get slow beyond. */
	public static final int MAX_ROWS = 50_000;

	private final int maxRows;
	private final List<MessageSummary> rows = new ArrayList<>();
	private long offset;
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
		return new MessageRow(offset + index + 1, rows.get(index));
	}

	/** How many messages of the queue stand before the first row. */
	public long offset() {
		return offset;
	}

	/** Whether the last row was the last message of the queue when it was read. */
	public boolean isAtEnd() {
		return atEnd;
	}

	public boolean isAtStart() {
		return offset == 0;
	}

	public Optional<LookupId> first() {
		return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(0).lookupId());
	}

	public Optional<LookupId> last() {
		return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(rows.size() - 1).lookupId());
	}

	/** Index of the row with this message, -1 if it has none. */
	public int indexOf(LookupId id) {
		int low = 0;
		int high = rows.size() - 1;
		while (low <= high) {
			int middle = (low + high) >>> 1;
			int order = rows.get(middle).lookupId().compareTo(id);
			if (order == 0) {
				return middle;
			}
			if (order < 0) {
				low = middle + 1;
			} else {
				high = middle - 1;
			}
		}
		return -1;
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
		offset = isStart ? 0 : Math.max(1, offset - more.size());
		if (rows.size() > maxRows) {
			rows.subList(maxRows, rows.size()).clear();
			atEnd = false;
		}
	}

	/** Other rows altogether. */
	public void replace(List<MessageSummary> all, long newOffset) {
		rows.clear();
		rows.addAll(all);
		offset = newOffset;
		atEnd = false;
	}

	public void reachedEnd(boolean isEnd) {
		atEnd = isEnd;
	}

	/** "1 to 400 of 1,204,331"; the count is asked separately and may be unknown. */
	public String position(Optional<Long> count) {
		if (rows.isEmpty()) {
			return atEnd ? "No messages" : "Reading…";
		}
		String total = atEnd
				? Words.count(offset + rows.size())
				: count.filter(n -> n >= offset + rows.size()).map(Words::count).orElse(Words.UNKNOWN);
		return Words.count(offset + 1) + " to " + Words.count(offset + rows.size()) + " of " + total;
	}
}
