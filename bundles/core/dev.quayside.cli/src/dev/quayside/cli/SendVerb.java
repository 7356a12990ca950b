package dev.quayside.cli;

import dev.quayside.admin.Delivery;
import dev.quayside.admin.FileFailures;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.SendMessages;
import dev.quayside.admin.SendRequest;

import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.NullProgressMonitor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "send", mixinStandardHelpOptions = true, sortOptions = false, //
		description = { "Sends messages to a queue by its direct format name.",
				"Done means: accepted by the peer queue manager, which is not yet \"in the queue\"." })
final class SendVerb implements Callable<Integer> {

	private static final int MAX_BODY = 4 * 1024 * 1024;
	private static final long MAX_UNSIGNED = 0xFFFFFFFFL;

	private final Session session;

	@Parameters(paramLabel = "FORMAT-NAME", description = "DIRECT=OS:host\\private$\\queue or DIRECT=TCP:address\\…")
	private String formatName;

	@Option(names = "--label", paramLabel = "L", defaultValue = "", description = "{n} becomes 1 to N.")
	private String label;

	@ArgGroup(multiplicity = "1")
	private Content content;

	/** Text or a file. */
	private static final class Content {

		@Option(names = "--text", required = true, paramLabel = "T", description = "Body as text; {n} becomes 1 to N.")
		private String text;

		@Option(names = "--body-file", required = true, paramLabel = "F", description = "Body as the bytes of a file.")
		private Path file;
	}

	@Option(names = "--body-type", paramLabel = "N", description = "VARTYPE (text: 8, file: 0).")
	private Long bodyType;

	@Option(names = "--encoding", paramLabel = "E", defaultValue = "UTF-16LE", description = "Of the text (UTF-16LE).")
	private String encoding;

	@Option(names = "--priority", paramLabel = "P", defaultValue = "3", description = "0 to 7 (3).")
	private int priority;

	@Option(names = "--count", paramLabel = "N", defaultValue = "1", description = "So many messages (1).")
	private int count;

	@ArgGroup
	private Kind kind;

	/** How safely. */
	private static final class Kind {

		@Option(names = "--express", required = true, description = "In memory (default).")
		private boolean express;

		@Option(names = "--recoverable", required = true, description = "On disk at every hop.")
		private boolean recoverable;

		@Option(names = "--transactional", required = true, description = "Exactly once and in order.")
		private boolean transactional;
	}

	@Option(names = "--admin-queue", paramLabel = "F", description = "Format name of the queue for acknowledgements.")
	private String adminQueue;

	@Option(names = "--response-queue", paramLabel = "F", description = "Format name of the queue for answers.")
	private String responseQueue;

	@Option(names = "--ttrq", paramLabel = "S", description = "Seconds in which it has to reach the queue.")
	private Long timeToReachQueue;

	@Option(names = "--ttbr", paramLabel = "S", description = "Seconds in which it has to be received.")
	private Long timeToBeReceived;

	@Mixin
	private Target target = new Target();

	@Mixin
	private Verification verification = new Verification();

	@Option(names = "--timeout", paramLabel = "MS", defaultValue = "30000", description = "Limit for one call (30000).")
	private long timeout;

	@Option(names = "--format", paramLabel = "table|json|csv", defaultValue = "table", description = "Of the output (table).")
	private ResultWriter.Format format;

	SendVerb(Session session) {
		this.session = session;
	}

	@Override
	public Integer call() throws QueueManagerException, UsageException, IOException {
		target.check(session.console());
		SendRequest request = request();
		if (verification.isWanted()) {
			target.credentials(session.console());
		} else if (target.hasIdentity()) {
			session.console().say("Warning: the binary protocol shows no account; it is of use with --verify only.");
		}
		SentResults sent = new SentResults(request.count(), verification.isWanted());
		IStatus status = new SendMessages(session.services().sender(), request, sent::accepted)
				.run(new NullProgressMonitor());
		Map<String, Boolean> found = status.isOK() && verification.isWanted()
				? verification.look(session, target, request, sent.ids())
				: Map.of();
		sent.write(format, session.console().out(), found);
		if (status.isOK()) {
			session.console().say(status.getMessage() + "; that is not yet \"in the queue\""
					+ (verification.isWanted() ? "." : ", --verify looks."));
		}
		long missing = found.values().stream().filter(there -> !there).count();
		if (missing > 0) {
			session.console().say("quayside: Not in the queue: " + missing + " of " + request.count()
					+ "; they were taken already, or refused after they had been accepted");
			return ExitCode.FAILED;
		}
		return Statuses.exitCode(session.console(), status);
	}

	private SendRequest request() throws QueueManagerException, UsageException {
		try {
			SendRequest request = new SendRequest(formatName, label, body(), delivery(), priority, count,
					new SendRequest.Queues(Optional.ofNullable(adminQueue), Optional.ofNullable(responseQueue)),
					new SendRequest.Lifetime(seconds("--ttrq", timeToReachQueue), seconds("--ttbr", timeToBeReceived)),
					target.transferPort(), HostVerb.limit(timeout));
			verification.check(request);
			return request;
		} catch (IllegalArgumentException e) {
			throw new UsageException(e.getMessage());
		}
	}

	private static Optional<Duration> seconds(String option, Long seconds) throws UsageException {
		if (seconds != null && (seconds < 0 || seconds > MAX_UNSIGNED)) {
			throw new UsageException(option + " " + seconds + " is out of range: expected 0 to 4294967295 seconds");
		}
		return Optional.ofNullable(seconds).map(Duration::ofSeconds);
	}

	private Delivery delivery() {
		if (kind != null && kind.transactional) {
			return Delivery.TRANSACTIONAL;
		}
		return kind != null && kind.recoverable ? Delivery.RECOVERABLE : Delivery.EXPRESS;
	}

	private SendRequest.Body body() throws UsageException {
		if (bodyType != null && (bodyType < 0 || bodyType > MAX_UNSIGNED)) {
			throw new UsageException("--body-type " + bodyType + " is out of range: expected 0 to 4294967295");
		}
		if (content.text != null) {
			return new SendRequest.Body(Optional.of(content.text), new byte[0], encoding,
					bodyType == null ? SendRequest.Body.BSTR : bodyType);
		}
		return new SendRequest.Body(Optional.empty(), read(content.file), "", bodyType == null ? 0 : bodyType);
	}

	/** Not by its size: that of a pipe is not known. */
	private static byte[] read(Path file) throws UsageException {
		try (InputStream in = Files.newInputStream(file)) {
			byte[] bytes = in.readNBytes(MAX_BODY + 1);
			if (bytes.length > MAX_BODY) {
				throw new UsageException(file + " is too large for a message: expected at most 4 MiB with the headers");
			}
			return bytes;
		} catch (IOException e) {
			String problem = Files.isDirectory(file) ? file + ": a folder" : FileFailures.sentence(e);
			throw new UsageException("The body cannot be read: " + problem);
		}
	}
}
