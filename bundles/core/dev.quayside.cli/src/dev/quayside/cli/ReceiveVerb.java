package dev.quayside.cli;

import dev.quayside.admin.ConnectionSettings;
import dev.quayside.admin.LookupId;
import dev.quayside.admin.Message;
import dev.quayside.admin.ObjectFields;
import dev.quayside.admin.QueueManagerConnection;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.ReceiveRequest;

import org.eclipse.core.runtime.NullProgressMonitor;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "receive", description = "Takes a message out of a queue; --timeout is how long to wait for one.")
final class ReceiveVerb extends QueueOfHostVerb {

	private static final int WHOLE_BODY = 4 * 1024 * 1024;

	@Option(names = "--lookup", paramLabel = "ID", description = "This message; there is no waiting for it.")
	private LookupId lookup;

	@Option(names = "--nack", description = "Read it as a receive does, then give it back.")
	private boolean giveBack;

	/** Accepted because peek has it: what is taken is always printed whole. */
	@Option(names = "--body", description = "With its body, as always.")
	boolean withBody;

	ReceiveVerb(Session session) {
		super(session);
	}

	@Override
	Duration callTimeout() {
		return ConnectionSettings.DEFAULT_CALL_TIMEOUT;
	}

	@Override
	void check() throws UsageException {
		super.check();
		if (timeout < 0 || timeout > Integer.MAX_VALUE) {
			throw new UsageException("--timeout " + timeout + " is out of range: expected 0 to " + Integer.MAX_VALUE);
		}
	}

	@Override
	int run(QueueManagerConnection connection) throws QueueManagerException, IOException {
		Duration wait = lookup == null ? Duration.ofMillis(timeout) : Duration.ZERO;
		Message message = connection.receive(queue, new ReceiveRequest(Optional.ofNullable(lookup), wait, giveBack),
				WHOLE_BODY, new NullProgressMonitor());
		results(Tables.BODIES).object(ObjectFields.of(message));
		return ExitCode.DONE;
	}
}
