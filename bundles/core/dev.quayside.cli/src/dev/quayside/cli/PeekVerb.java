package dev.quayside.cli;

import dev.quayside.admin.LookupId;
import dev.quayside.admin.Message;
import dev.quayside.admin.MessageBrowser;
import dev.quayside.admin.MessageFolder;
import dev.quayside.admin.ObjectFields;
import dev.quayside.admin.PageRequest;
import dev.quayside.admin.QueueManagerConnection;
import dev.quayside.admin.QueueManagerException;

import org.eclipse.core.runtime.NullProgressMonitor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "peek", description = "Shows messages of a queue in queue order and leaves them there.")
final class PeekVerb extends QueueOfHostVerb {

	private static final int WHOLE_BODY = 4 * 1024 * 1024;

	@Option(names = "--max", paramLabel = "N", defaultValue = "100", description = "At most so many, 0 for all (100).")
	private int max;

	@Option(names = "--from", paramLabel = "LOOKUP-ID", description = "Begin with this message.")
	private LookupId from;

	@Option(names = "--reverse", description = "From the last message to the first.")
	private boolean reverse;

	@Option(names = "--body", description = "With bodies, as text and in base 64.")
	private boolean body;

	@Option(names = "--save", paramLabel = "DIR", description = "Write each body and its properties into files.")
	private Path save;

	PeekVerb(Session session) {
		super(session);
	}

	@Override
	void check() throws UsageException {
		super.check();
		if (max < 0) {
			throw new UsageException("--max " + max + " is out of range: expected 0 or more");
		}
	}

	@Override
	int run(QueueManagerConnection connection) throws QueueManagerException, IOException {
		Optional<MessageFolder> folder = save == null ? Optional.empty() : Optional.of(new MessageFolder(save));
		PageRequest.Direction direction = reverse ? PageRequest.Direction.BACKWARD : PageRequest.Direction.FORWARD;
		PageRequest page = new PageRequest(Optional.ofNullable(from), true, direction,
				max == 0 ? Integer.MAX_VALUE : max);
		int maxBody = body || save != null ? WHOLE_BODY : 0;
		NullProgressMonitor monitor = new NullProgressMonitor();
		ResultWriter results = results(body ? Tables.BODIES : Tables.MESSAGES);
		try (MessageBrowser browser = connection.browse(queue, monitor)) {
			Streaming.write(results, consumer -> browser.messages(page, maxBody, message -> {
				save(folder, message);
				consumer.accept(body ? ObjectFields.of(message) : ObjectFields.of(message.summary()));
			}, monitor));
		}
		if (folder.isPresent()) {
			folder.get().force();
		}
		return ExitCode.DONE;
	}

	private static void save(Optional<MessageFolder> folder, Message message) {
		if (folder.isPresent()) {
			try {
				folder.get().save(message);
			} catch (IOException e) {
				throw new UncheckedIOException(e);
			}
		}
	}
}
