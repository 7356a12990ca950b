package dev.quayside.ui.messages;

import dev.quayside.admin.LookupId;
import dev.quayside.admin.MessageSummary;
import dev.quayside.admin.PageRequest;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.ui.common.QueueNode;
import dev.quayside.ui.model.MessageWindow;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The messages of a queue in a table that reads on as the user scrolls. */
final class MessageList {

	private static final int PAGE = 400;
	private static final int READ_AHEAD = 100;

	/** So near the beginning of the queue, reading begins there again, which counts the positions anew. */
	private static final int NEAR_START = 2000;

	private final MessageWindow window = new MessageWindow();
	private final MessageTable table;
	private final QueueReader reader;
	private final Supplier<Optional<Long>> count;
	private final Runnable changed;
	private final Consumer<QueueManagerException> failed;

	/**
	 * @param count
	 *            of all messages in the queue, as it is known
	 * @param changed
	 *            called when rows came or reading ended
	 */
	MessageList(Composite parent, QueueNode queue, Supplier<Optional<Long>> count, Runnable changed,
			Consumer<QueueManagerException> failed) {
		this.count = count;
		this.changed = changed;
		this.failed = failed;
		table = new MessageTable(parent, queue, window, this::shown);
		table.control().addListener(SWT.KeyDown, this::key);
		reader = new QueueReader(queue, table.control());
	}

	MessageTable table() {
		return table;
	}

	MessageWindow window() {
		return window;
	}

	QueueReader reader() {
		return reader;
	}

	/** Home and End mean those of the queue, not of the part of it that is here. */
	private void key(Event event) {
		boolean isPlain = (event.stateMask & (SWT.SHIFT | SWT.ALT)) == 0;
		if (isPlain && event.keyCode == SWT.END && !window.isAtEnd()) {
			event.doit = false;
			toEnd();
		} else if (isPlain && event.keyCode == SWT.HOME && !window.isAtStart()) {
			event.doit = false;
			toStart();
		}
	}

	/** Near an end of what is there: reads on. */
	private void shown(int index) {
		if (reader.isReading() || reader.wasStopped()) {
			return;
		}
		if (index >= window.size() - READ_AHEAD && !window.isAtEnd()) {
			window.last().ifPresent(last -> append(PageRequest.after(last, PAGE)));
		} else if (index < READ_AHEAD && !window.isAtStart()) {
			window.first().ifPresent(first -> read(PageRequest.before(first, PAGE), (messages, isStart) -> {
				Collections.reverse(messages);
				window.prepend(messages, isStart);
				table.shift(messages.size());
			}));
		}
	}

	/** From the first message. */
	void toStart() {
		if (window.size() == 0) {
			refresh();
			return;
		}
		read(PageRequest.first(PAGE), (messages, isEnd) -> {
			window.replace(messages, 0, MessageWindow.Offset.COUNTED);
			window.reachedEnd(isEnd);
			table.replaced(List.of(), null);
			show(0);
		});
	}

	/** The last messages. */
	void toEnd() {
		toEnd(true);
	}

	/** The number of messages in the queue says where its end is. */
	private void toEnd(boolean isSelected) {
		read(PageRequest.last(PAGE), (messages, isStart) -> {
			Collections.reverse(messages);
			Optional<Long> all = isStart ? Optional.of((long) messages.size()) : count.get();
			window.replace(messages, Math.max(isStart ? 0 : 1, all.orElse(1L) - messages.size()),
					isStart
							? MessageWindow.Offset.COUNTED
							: all.isPresent() ? MessageWindow.Offset.ABOUT : MessageWindow.Offset.UNKNOWN);
			window.reachedEnd(true);
			table.replaced(List.of(), null);
			if (isSelected) {
				show(window.size() - 1);
			}
		});
	}

	private void show(int index) {
		if (index >= 0 && index < window.size()) {
			table.select(index);
		}
	}

	/** Reads what is visible and what is selected again; both stay so where the messages are still there. */
	void refresh() {
		if (window.size() == 0) {
			window.replace(List.of(), 0, MessageWindow.Offset.COUNTED);
			append(PageRequest.first(PAGE));
			return;
		}
		Table control = table.control();
		int top = Math.min(control.getTopIndex(), window.size() - 1);
		int[] selected = control.getSelectionIndices();
		int from = Math.max(0, Math.min(top - PAGE / 2, Arrays.stream(selected).min().orElse(top)));
		int to = Math.min(MessageWindow.MAX_ROWS,
				Math.max(top, Arrays.stream(selected).max().orElse(top)) + PAGE);
		boolean fromStart = window.isAtStart() && from < NEAR_START;
		PageRequest page = fromStart
				? PageRequest.first(to)
				: PageRequest.from(window.row(from).summary().lookupId(), to - from);
		long offset = fromStart ? 0 : window.offset() + from;
		MessageWindow.Offset certainty = fromStart
				? MessageWindow.Offset.COUNTED
				: window.certainty() == MessageWindow.Offset.UNKNOWN
						? MessageWindow.Offset.UNKNOWN
						: MessageWindow.Offset.ABOUT;
		LookupId topId = window.row(top).summary().lookupId();
		read(page, (messages, isEnd) -> {
			if (messages.isEmpty() && !fromStart) {
				// All from there on has gone; before it there may be others.
				toEnd(false);
				return;
			}
			List<LookupId> ids = table.selectedIds();
			window.replace(messages, offset, certainty);
			window.reachedEnd(isEnd);
			table.replaced(ids, top == 0 ? null : topId);
		});
	}

	void stop() {
		reader.stop();
		changed.run();
	}

	/** Shows nothing, and nothing is selected: what was shown is not known to be there any more. */
	void clear() {
		reader.stop();
		window.replace(List.of(), 0, MessageWindow.Offset.COUNTED);
		table.replaced(List.of(), null);
	}

	/** Rows behind the last, as they come. */
	private void append(PageRequest page) {
		start(page, new Reading() {

			@Override
			public void portion(List<MessageSummary> messages) {
				table.appended(window.append(messages));
				changed.run();
			}

			@Override
			void complete(boolean isEnd) {
				window.reachedEnd(isEnd);
				shown(lastVisible());
			}
		});
	}

	/** Whoever has scrolled to the end while it was read has not moved since, so nothing else would tell. */
	private int lastVisible() {
		Table control = table.control();
		int rows = control.getClientArea().height / Math.max(1, control.getItemHeight());
		return Math.min(window.size() - 1, control.getTopIndex() + rows);
	}

	private interface Page {

		/** @param isLast whether the queue ends there, or begins when it is read backwards */
		void complete(List<MessageSummary> messages, boolean isLast);
	}

	/** Shows a page when it is complete, so that the table does not flicker. */
	private void read(PageRequest page, Page receiver) {
		List<MessageSummary> all = new ArrayList<>();
		start(page, new Reading() {

			@Override
			public void portion(List<MessageSummary> messages) {
				all.addAll(messages);
			}

			@Override
			void complete(boolean isLast) {
				receiver.complete(all, isLast);
			}
		});
	}

	private void start(PageRequest page, Reading receiver) {
		reader.read(page, receiver);
		changed.run();
	}

	private abstract class Reading implements QueueReader.Receiver {

		abstract void complete(boolean isLast);

		@Override
		public void ended(boolean isLast) {
			complete(isLast);
			changed.run();
		}

		@Override
		public void failed(QueueManagerException e) {
			failed.accept(e);
		}
	}
}
