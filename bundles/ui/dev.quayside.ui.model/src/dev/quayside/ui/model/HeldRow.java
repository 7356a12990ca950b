package dev.quayside.ui.model;

import dev.quayside.admin.HeldCursor;
import dev.quayside.admin.HeldQueue;
import dev.quayside.admin.LookupId;
import dev.quayside.admin.PendingReceive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A line about what a client holds open: a queue, a cursor at it, or a receive that is not ended. */
public sealed interface HeldRow {

	/** The queue, or the one it belongs to. */
	HeldQueue queue();

	/** What makes it the same line when it is read again. */
	List<Object> key();

	String title();

	String state();

	/** Where it stands or what it holds. */
	default Optional<LookupId> message() {
		return Optional.empty();
	}

	/** When it ends by itself; empty: never, or that is not known. */
	default Optional<Instant> deadline() {
		return Optional.empty();
	}

	/** How long it has, "4:59"; empty where there is no limit. */
	default String timer(Instant now) {
		return deadline().map(end -> countdown(Duration.between(now, end))).orElse("");
	}

	/** A queue that is open. */
	record OpenQueue(HeldQueue queue) implements HeldRow {

		@Override
		public List<Object> key() {
			return List.of(queue.handle());
		}

		@Override
		public String title() {
			return QueueWords.shortName(queue.queue().queue());
		}

		@Override
		public String state() {
			return "open to " + queue.access().name().toLowerCase(Locale.ROOT)
					+ (queue.exclusive() ? ", exclusively" : "");
		}
	}

	/** A cursor at an open queue. */
	record AtCursor(HeldQueue queue, HeldCursor cursor) implements HeldRow {

		@Override
		public List<Object> key() {
			return List.of(queue.handle(), "cursor", cursor.cursor());
		}

		@Override
		public String title() {
			return "Cursor " + cursor.cursor();
		}

		@Override
		public String state() {
			return Words.oneLine(cursor.state());
		}

		@Override
		public Optional<LookupId> message() {
			return cursor.position();
		}
	}

	/** A receive that waits for a message or holds one. */
	record Pending(HeldQueue queue, PendingReceive receive) implements HeldRow {

		@Override
		public List<Object> key() {
			return List.of(queue.handle(), "receive", receive.requestId());
		}

		@Override
		public String title() {
			return "Receive " + receive.requestId();
		}

		@Override
		public String state() {
			String at = receive.cursor() == 0 ? "" : " at cursor " + receive.cursor();
			return (receive.isWaiting() ? "waits for a message" : "holds a message") + at;
		}

		@Override
		public Optional<LookupId> message() {
			return receive.message();
		}

		@Override
		public Optional<Instant> deadline() {
			return receive.deadline();
		}
	}

	/** Cursors and receives of an open queue. */
	static List<HeldRow> below(HeldQueue queue) {
		List<HeldRow> rows = new ArrayList<>();
		queue.cursors().forEach(cursor -> rows.add(new AtCursor(queue, cursor)));
		queue.receives().forEach(receive -> rows.add(new Pending(queue, receive)));
		return rows;
	}

	/** "4:59", "1:00:00"; never less than nothing, and begun seconds count. */
	static String countdown(Duration left) {
		long seconds = Math.max(0, left.plusMillis(999).toSeconds());
		long minutes = seconds / 60;
		return minutes < 60
				? String.format(Locale.ROOT, "%d:%02d", minutes, seconds % 60)
				: String.format(Locale.ROOT, "%d:%02d:%02d", minutes / 60, minutes % 60, seconds % 60);
	}
}
