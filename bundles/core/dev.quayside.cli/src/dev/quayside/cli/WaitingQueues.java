package dev.quayside.cli;

import dev.quayside.admin.ConnectionSettings;
import dev.quayside.admin.Credentials;
import dev.quayside.admin.Protection;
import dev.quayside.admin.QueueAddress;
import dev.quayside.admin.QueueManagerAddress;
import dev.quayside.admin.QueueManagerConnection;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.Reading;
import dev.quayside.admin.directory.CertificateChange;
import dev.quayside.admin.directory.DirectorySettings;
import dev.quayside.admin.directory.WaitingMessages;

import org.eclipse.core.runtime.NullProgressMonitor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import picocli.CommandLine.Option;

/** Queues that a clean-up looks into for messages that carry a certificate that is about to go. */
final class WaitingQueues {

	@Option(names = "--queues", paramLabel = "HOST[/QUEUE]", split = ",", description = {
			"Count waiting messages that carry a certificate that goes, in a queue or in all of HOST;",
			"repeats, takes commas." })
	private List<String> queues = List.of();

	@Option(names = "--authn", paramLabel = "none|connect|integrity|privacy", //
			description = "For --queues: how the account of --bind is shown there (privacy); none leaves it out.")
	private Protection protection;

	/** One of the values. */
	private record Place(QueueManagerAddress host, Optional<String> queue) {}

	void check() throws UsageException {
		if (queues.isEmpty() && protection != null) {
			throw new UsageException("--authn has no use without --queues HOST[/QUEUE]");
		}
		places();
	}

	private List<Place> places() throws UsageException {
		List<Place> places = new ArrayList<>();
		for (String text : queues) {
			int slash = text.indexOf('/');
			String queue = slash < 0 ? "" : text.substring(slash + 1);
			if (slash >= 0 && queue.isBlank()) {
				throw new UsageException("'" + text + "' names no queue: expected HOST or HOST/QUEUE");
			}
			try {
				places.add(new Place(QueueManagerAddress.parse(slash < 0 ? text : text.substring(0, slash)),
						Optional.of(queue).filter(name -> !name.isEmpty())));
			} catch (IllegalArgumentException e) {
				throw new UsageException("--queues: " + e.getMessage());
			}
		}
		return places;
	}

	/** Reads the queues once; one that cannot be read is unknown. */
	WaitingMessages read(Session session, DirectorySettings directory) throws UsageException {
		WaitingMessages messages = new WaitingMessages();
		for (Place place : places()) {
			try (QueueManagerConnection connection = session.services().queueManagers()
					.connect(settings(place.host(), directory), new NullProgressMonitor())) {
				messages.read(connection, place.queue(), new NullProgressMonitor());
			} catch (QueueManagerException e) {
				session.console().say("quayside: " + CommandLineProgram.sentence(e));
				messages.unknown(new QueueAddress(place.host(), place.queue().orElse("all queues")), e.getMessage());
			}
		}
		return messages;
	}

	private ConnectionSettings settings(QueueManagerAddress host, DirectorySettings directory)
			throws QueueManagerException {
		if (protection == Protection.NONE) {
			return new ConnectionSettings(host, Protection.NONE, Credentials.NONE, directory.timeout());
		}
		if (directory.credentials() instanceof Credentials.Password password && password.user().indexOf('=') > 0) {
			throw new QueueManagerException(QueueManagerException.Kind.INVALID,
					"An account that is named by its DN cannot be shown to " + host,
					"Say --bind DOMAIN\\name or name@domain, or --authn none", null);
		}
		return new ConnectionSettings(host, protection == null ? Protection.PRIVACY : protection,
				directory.credentials(), directory.timeout());
	}

	/** How many messages wait, in one sentence; none if nobody asked. */
	List<String> remarks(WaitingMessages messages, CertificateChange change) {
		Set<String> digests = change.removedDigests();
		if (queues.isEmpty() || digests.isEmpty()) {
			return List.of();
		}
		String each = messages.carrying(digests).stream().map(count -> count.queue() + ": " + text(count.messages()))
				.collect(Collectors.joining("; "));
		return List.of("Waiting messages that carry a certificate that goes: "
				+ messages.total(digests).optional().map(Object::toString).orElse("?")
				+ (each.isEmpty() ? "" : " (" + each + ")"));
	}

	private static String text(Reading<Long> messages) {
		return messages.optional().map(Object::toString)
				.orElseGet(() -> "? because " + messages.unknownReason().orElse("nobody said it"));
	}
}
