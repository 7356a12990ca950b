package dev.quayside.admin;

import org.eclipse.core.runtime.IProgressMonitor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What a change is about to touch, to be shown before it.
 *
 * @param bytes
 *            of the queue, or of the bodies of chosen messages
 * @param oldest
 *            when it was sent; empty: there is none
 * @param newest
 *            likewise
 * @param exact
 *            whether all messages were looked at; else only those at both ends of the queue
 */
public record ChangePreview(Reading<Long> count, Reading<Long> bytes, Optional<Instant> oldest,
		Optional<Instant> newest, boolean exact) {

	private static final int PAGE = 1_000;

	/** Of messages that were chosen. */
	public static ChangePreview of(Collection<MessageSummary> messages) {
		long bytes = messages.stream().mapToLong(MessageSummary::bodySize).sum();
		return of(messages, Reading.known((long) messages.size()), Reading.known(bytes), true);
	}

	private static ChangePreview of(Collection<MessageSummary> messages, Reading<Long> count, Reading<Long> bytes,
			boolean exact) {
		List<Instant> times = messages.stream().map(message -> message.times().sent()).sorted().toList();
		return new ChangePreview(count, bytes, times.stream().findFirst(),
				times.isEmpty() ? Optional.empty() : Optional.of(times.get(times.size() - 1)), exact);
	}

	/** Of a whole queue. */
	public static ChangePreview of(QueueManagerConnection connection, String queue, IProgressMonitor monitor)
			throws QueueManagerException {
		QueueSummary summary = connection.queue(queue, monitor);
		List<MessageSummary> seen = new ArrayList<>();
		try (MessageBrowser browser = connection.browse(queue, monitor)) {
			int first = browser.read(PageRequest.first(PAGE), seen::add, monitor);
			if (first == PAGE) {
				browser.read(PageRequest.last(PAGE), seen::add, monitor);
			}
			boolean exact = first < PAGE;
			return of(seen, summary.messageCount(), summary.bytesInQueue(), exact);
		}
	}
}
