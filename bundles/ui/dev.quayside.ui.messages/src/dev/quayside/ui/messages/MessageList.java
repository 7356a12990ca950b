package dev.quayside.ui.messages;

import dev.quayside.admin.LookupId;
import dev.quayside.admin.MessageSummary;
import dev.quayside.admin.PageRequest;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.ui.common.QueueNode;
import dev.quayside.ui.model.MessageWindow;

import org.eclipse.swt.widgets.Composite;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The messages of a queue in a table that reads on as the user scrolls. */
final class MessageList {

	private static final int PAGE = 400;
	private static final int READ_AHEAD = 100;

	private final MessageWindow window = new MessageWindow();
	private final MessageTable table;
	private final QueueReader reader;
	private final Runnable changed;
	private final Consumer<QueueManagerException> failed;

	/**
	 * @param changed
	 *            called when rows came or reading ended
	 */
	MessageList(Composite parent, QueueNode queue, Runnable changed, Consumer<QueueManagerException> failed) {
		this.changed = changed;
		this.failed = failed;
		table = new MessageTable(parent, queue, window, this::shown);
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

	/** Near an end of what is there: reads on. */
	private void shown(int index) {
		if (reader.isReading() || reader.wasStopped()) {
			return;
		}
		if (index >= window.size() - READ_AHEAD && !window.isAtEnd()) {
			window.last().ifPresent(last -> read(PageRequest.after(last, PAGE), this::append));
		} else if (index < READ_AHEAD && !window.isAtStart()) {
			window.first()
					.ifPresent(first -> reader.read(PageRequest.before(first, PAGE), new Collecting(this::prepend)));
		}
	}

	private void append(List<MessageSummary> messages) {
		table.appended(window.append(messages));
	}

	/** They come backwards. */
	private void prepend(List<MessageSummary> messages) {
		Collections.reverse(messages);
		window.prepend(messages, messages.size() < PAGE);
		table.shift(messages.size());
	}

	/** From the first message. */
	void toStart() {
		reload(PageRequest.first(PAGE), 0, List.of(), null);
	}

	/**
	 * Around the last message.
	 *
	 * @param count
	 *            of the queue, which says where that is
	 */
	void toEnd(Optional<Long> count) {
		reader.read(PageRequest.last(PAGE), new Collecting(messages -> {
			Collections.reverse(messages);
			window.replace(messages, Math.max(0, count.orElse((long) messages.size()) - messages.size()));
			window.reachedEnd(true);
			table.replaced(List.of(), null);
			table.control().setTopIndex(window.size() - 1);
		}));
		changed.run();
	}

	/** Reads what is visible again; what is selected stays so. */
	void refresh() {
		int top = table.control().getTopIndex();
		int start = Math.max(0, top - PAGE / 2);
		List<LookupId> selected = table.selectedIds();
		LookupId topId = top > 0 && top < window.size() ? window.row(top).summary().lookupId() : null;
		if (start == 0 && window.isAtStart() || window.size() == 0) {
			reload(PageRequest.first(PAGE * 2), 0, selected, topId);
		} else {
			reload(PageRequest.from(window.row(start).summary().lookupId(), PAGE * 2), window.offset() + start,
					selected,
					topId);
		}
	}

	private void reload(PageRequest page, long offset, List<LookupId> selected, LookupId top) {
		boolean isFirst = window.size() == 0;
		if (isFirst) {
			window.replace(List.of(), offset);
			read(page, this::append);
		} else {
			reader.read(page, new Collecting(messages -> {
				boolean isEnd = messages.size() < page.limit();
				window.replace(messages, offset);
				window.reachedEnd(isEnd);
				table.replaced(selected, top);
			}));
		}
		changed.run();
	}

	void stop() {
		reader.stop();
		changed.run();
	}

	private void read(PageRequest page, Consumer<List<MessageSummary>> portions) {
		reader.read(page, new QueueReader.Receiver() {

			@Override
			public void portion(List<MessageSummary> messages) {
				portions.accept(messages);
				changed.run();
			}

			@Override
			public void ended(boolean isEnd) {
				window.reachedEnd(isEnd);
				changed.run();
			}

			@Override
			public void failed(QueueManagerException e) {
				failed.accept(e);
			}
		});
	}

	/** Shows a page when it is complete, so that the table does not flicker. */
	private class Collecting implements QueueReader.Receiver {

		private final List<MessageSummary> all = new ArrayList<>();
		private final Consumer<List<MessageSummary>> complete;

		Collecting(Consumer<List<MessageSummary>> complete) {
			this.complete = complete;
		}

		@Override
		public void portion(List<MessageSummary> messages) {
			all.addAll(messages);
		}

		@Override
		public void ended(boolean isEnd) {
			complete.accept(all);
			changed.run();
		}

		@Override
		public void failed(QueueManagerException e) {
			failed.accept(e);
		}
	}
}
