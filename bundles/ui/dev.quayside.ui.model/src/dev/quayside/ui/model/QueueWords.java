package dev.quayside.ui.model;

import dev.quayside.admin.AdminException;
import dev.quayside.admin.LocalQueueManager;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.QueueSummary;
import dev.quayside.admin.Reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Queues and queue managers as the navigator says them. */
public final class QueueWords {

	private static final String PRIVATE = "private$\\";

	/** Who may do what with the local queue manager of the window. */
	public static final String LOCAL_ACCESS = "whoever can log on to this machine has full control";

	private QueueWords() {}

	/** Without what its group says already. */
	public static String shortName(String pathName) {
		return Words.oneLine(pathName.toLowerCase(Locale.ROOT).startsWith(PRIVATE)
				? pathName.substring(PRIVATE.length())
				: pathName);
	}

	/** What a queue of the queue manager itself is for; empty: it is another one. */
	static Optional<String> purpose(String pathName) {
		return switch (pathName.toLowerCase(Locale.ROOT)) {
			case "system$;deadletter" -> Optional.of("Dead letters");
			case "system$;deadxact" -> Optional.of("Dead letters of transactional queues");
			case "system$;journal" -> Optional.of("Copies of what was sent");
			default -> Optional.empty();
		};
	}

	/** All that is known about a queue, and why the rest is not. */
	public static String details(QueueSummary queue) {
		List<String> lines = new ArrayList<>();
		lines.add(Words.oneLine(queue.pathName()));
		purpose(queue.pathName()).ifPresent(lines::add);
		lines.add("Messages: " + Words.count(queue.messageCount()) + reason(queue.messageCount()));
		lines.add("Bytes: " + Words.bytes(queue.bytesInQueue()) + reason(queue.bytesInQueue()));
		queue.journalMessageCount().optional().ifPresent(count -> lines.add("In its journal: " + Words.count(count)));
		queue.transactional().optional().ifPresent(yes -> lines.add(yes ? "Transactional" : "Not transactional"));
		return String.join("\n", lines);
	}

	private static String reason(Reading<?> reading) {
		return reading.unknownReason().filter(text -> !text.isEmpty()).map(text -> " (" + text + ")").orElse("");
	}

	/** Where the local queue manager listens, and whom it lets in. */
	public static String local(LocalQueueManager running) {
		int mapper = running.endpointMapperPort();
		return "RPC port " + running.rpcPort() + ", transfer port " + running.transferPort() + "\n"
				+ (mapper == 0 ? "Endpoint mapper off" : "Endpoint mapper on port " + mapper)
				+ "\nAuthentication not required: " + LOCAL_ACCESS;
	}

	/** Why a count cannot be told. */
	public static Optional<String> problem(QueueSummary queue) {
		return queue.messageCount().unknownReason().map(text -> "The number of messages is not known: " + text);
	}

	/** Short enough for a line in a tree; the whole text is for where there is room. */
	public static String brief(QueueManagerException failure) {
		return switch (failure.kind()) {
			case UNREACHABLE -> "Cannot be reached";
			case PROTOCOL -> "No queue manager answers there";
			case DENIED -> "Access denied";
			case TIMEOUT -> "No answer in time";
			default -> "Cannot be read";
		};
	}

	/** What happened and what to try, as sentences. */
	public static String failure(AdminException failure) {
		return failure.advice().isEmpty()
				? failure.getMessage()
				: failure.getMessage() + "\n\nTry this: " + failure.advice();
	}
}
