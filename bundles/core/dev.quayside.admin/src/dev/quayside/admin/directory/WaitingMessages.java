package dev.quayside.admin.directory;

import dev.quayside.admin.LookupId;
import dev.quayside.admin.Message;
import dev.quayside.admin.MessageBrowser;
import dev.quayside.admin.PageRequest;
import dev.quayside.admin.QueueAddress;
import dev.quayside.admin.QueueListing;
import dev.quayside.admin.QueueManagerConnection;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.Reading;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.SubMonitor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Which certificates of senders the messages carry that wait in some queues ([MS-MQMQ] 2.2.20.6). Read once, then asked for as
 * many accounts as one likes. What could not be read is unknown, never none. Safe for use by several threads.
 */
public final class WaitingMessages {

	private static final int PAGE = 1000;
	/** Of different certificates in one queue; more are not told apart in memory. */
	private static final int MAX_CERTIFICATES = 1_000_000;

	/**
	 * What one queue holds.
	 *
	 * @param byDigest
	 *            number of messages by the MD5 of their certificate, in hex; unknown with the reason
	 */
	private record Content(QueueAddress queue, Reading<Map<String, Long>> byDigest) {}

	/**
	 * An answer for one queue.
	 *
	 * @param messages
	 *            that carry one of the certificates
	 */
	public record Count(QueueAddress queue, Reading<Long> messages) {}

	private final List<Content> contents = new CopyOnWriteArrayList<>();

	/** Reads a queue, or all private and public queues of the queue manager. A queue that fails does not stop the rest. */
	public void read(QueueManagerConnection connection, Optional<String> queue, IProgressMonitor monitor)
			throws QueueManagerException {
		List<String> names = new ArrayList<>();
		if (queue.isPresent()) {
			names.add(queue.get());
		} else {
			connection.queues(QueueListing.PRIVATE, found -> names.add(found.pathName()), monitor);
		}
		SubMonitor progress = SubMonitor.convert(monitor, names.size());
		for (String name : names) {
			progress.subTask(name);
			QueueAddress address = new QueueAddress(connection.settings().address(), name);
			Map<String, Long> counts = new HashMap<>();
			Reading<Map<String, Long>> content;
			try {
				read(connection, name, counts, progress.slice(1));
				content = Reading.known(counts);
			} catch (QueueManagerException e) {
				content = Reading.unknown(e.getMessage());
			}
			contents.add(new Content(address, content));
		}
	}

	/** A queue that cannot even be asked. */
	public void unknown(QueueAddress queue, String why) {
		contents.add(new Content(queue, Reading.unknown(why)));
	}

	private static void read(QueueManagerConnection connection, String name, Map<String, Long> counts,
			IProgressMonitor monitor) throws QueueManagerException {
		try (MessageBrowser browser = connection.browse(name, monitor)) {
			PageRequest page = PageRequest.first(PAGE);
			LookupId[] last = new LookupId[1];
			while (browser.messages(page, 0, message -> {
				last[0] = message.summary().lookupId();
				take(message, counts);
			}, monitor) == PAGE) {
				page = PageRequest.after(last[0], PAGE);
			}
		}
		if (counts.size() > MAX_CERTIFICATES) {
			throw new QueueManagerException(QueueManagerException.Kind.FAILED,
					name + " holds messages with more than " + MAX_CERTIFICATES + " certificates", "", null);
		}
	}

	private static void take(Message message, Map<String, Long> counts) {
		message.certificateDigest().filter(digest -> counts.size() <= MAX_CERTIFICATES)
				.ifPresent(digest -> counts.merge(digest, 1L, Long::sum));
	}

	/**
	 * How many messages of each queue carry one of these certificates.
	 *
	 * @param digests
	 *            MD5 of certificates, in lower-case hex, see {@link CertificateChange#removedDigests}
	 */
	public List<Count> carrying(Set<String> digests) {
		return contents.stream().map(content -> new Count(content.queue(), content.byDigest()
				.map(counts -> sum(counts, digests)))).toList();
	}

	private static long sum(Map<String, Long> counts, Set<String> digests) {
		return counts.size() < digests.size()
				? counts.entrySet().stream().filter(entry -> digests.contains(entry.getKey()))
						.mapToLong(Map.Entry::getValue).sum()
				: digests.stream().mapToLong(digest -> counts.getOrDefault(digest, 0L)).sum();
	}

	/** All queues together; unknown if one is. */
	public Reading<Long> total(Set<String> digests) {
		long total = 0;
		for (Count count : carrying(digests)) {
			if (count.messages() instanceof Reading.Known<Long> known) {
				total += known.value();
			} else {
				return Reading.unknown(count.queue() + ": " + count.messages().unknownReason().orElse(""));
			}
		}
		return Reading.known(total);
	}
}
