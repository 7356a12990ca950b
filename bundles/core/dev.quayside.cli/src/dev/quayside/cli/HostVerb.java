package dev.quayside.cli;

import dev.quayside.admin.QueueManagerAddress;
import dev.quayside.admin.QueueManagerConnection;
import dev.quayside.admin.QueueManagerException;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A verb that asks one queue manager. */
@Command(mixinStandardHelpOptions = true, sortOptions = false)
abstract class HostVerb implements Callable<Integer> {

	private static final long MAX_TIMEOUT = 24L * 60 * 60 * 1000;

	final Session session;

	@Parameters(index = "0", paramLabel = "HOST", description = "name, name:rpcport or [::1]:rpcport")
	QueueManagerAddress host;

	@Mixin
	private Target target = new Target();

	@Option(names = "--timeout", paramLabel = "MS", defaultValue = "30000", description = "Limit for one call (30000).")
	long timeout;

	@Option(names = "--format", paramLabel = "table|json|csv", defaultValue = "table", description = "Of the output (table).")
	ResultWriter.Format format;

	HostVerb(Session session) {
		this.session = session;
	}

	/** How long one call may take. */
	Duration callTimeout() throws UsageException {
		return limit(timeout);
	}

	static Duration limit(long millis) throws UsageException {
		if (millis < 1 || millis > MAX_TIMEOUT) {
			throw new UsageException("--timeout " + millis + " is out of range: expected 1 to " + MAX_TIMEOUT);
		}
		return Duration.ofMillis(millis);
	}

	@Override
	public final Integer call() throws QueueManagerException, UsageException, IOException {
		check();
		target.check(session.console());
		try (QueueManagerConnection connection = target.connect(session, host, callTimeout())) {
			connection.security().remark().ifPresent(remark -> session.console()
					.say("Warning: the account is shown with " + connection.security().mechanism() + ": " + remark));
			return run(connection);
		}
	}

	/** Looks at the arguments before anything is done. */
	void check() throws UsageException {}

	/** @return the exit code */
	abstract int run(QueueManagerConnection connection) throws QueueManagerException, UsageException, IOException;

	ResultWriter results(ResultWriter.Columns columns) {
		return ResultWriter.of(format, session.console().out(), columns);
	}
}
