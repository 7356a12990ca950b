package dev.quayside.cli;

import dev.quayside.admin.LocalStores;
import dev.quayside.admin.StoreFields;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.StoreCheck;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The store of a local queue manager that does not run. */
@Command(name = "store", mixinStandardHelpOptions = true, sortOptions = false, //
		description = "Looks after the store of a local queue manager that does not run.")
final class StoreVerb implements Runnable {

	@CommandLine.Spec
	private CommandLine.Model.CommandSpec spec;

	/** With its two verbs. */
	static CommandLine line(Session session) {
		return new CommandLine(new StoreVerb()).addSubcommand(new Check(session)).addSubcommand(new Compact(session));
	}

	@Override
	public void run() {
		throw new CommandLine.ParameterException(spec.commandLine(), "Name what to do: check or compact");
	}

	/** What both have. */
	@Command(mixinStandardHelpOptions = true, sortOptions = false)
	private abstract static class FolderVerb implements Callable<Integer> {

		final Session session;

		@Option(names = "--data", paramLabel = "DIR", required = true, description = "Folder of the queue manager, as in serve --data.")
		Path data;

		@Option(names = "--format", paramLabel = "table|json|csv", defaultValue = "table", description = "Of the output (table).")
		private ResultWriter.Format format;

		FolderVerb(Session session) {
			this.session = session;
		}

		@Override
		public final Integer call() throws QueueManagerException, UsageException, IOException {
			if (data.toString().isBlank()) {
				throw new UsageException("--data names no folder");
			}
			return run(session.services().stores(), ResultWriter.of(format, session.console().out(), Tables.STORE));
		}

		abstract int run(LocalStores stores, ResultWriter results) throws QueueManagerException, IOException;
	}

	@Command(name = "check", description = { "Looks at every record, body and count of a store, and changes nothing.",
			"Done only if everything is as it was written." })
	private static final class Check extends FolderVerb {

		Check(Session session) {
			super(session);
		}

		@Override
		int run(LocalStores stores, ResultWriter results) throws QueueManagerException, IOException {
			StoreCheck check = stores.check(data);
			results.object(StoreFields.of(check));
			if (check.isIntact()) {
				return ExitCode.DONE;
			}
			check.damage().forEach(damage -> session.console().say("quayside: " + damage));
			session.console().say("quayside: The store in " + data + " is damaged in " + check.damages()
					+ (check.damages() == 1 ? " place" : " places")
					+ ": keep a copy of it, and start with another folder or restore the file from a backup. "
					+ "Messages that are not named can still be read");
			return ExitCode.FAILED;
		}
	}

	@Command(name = "compact", description = { "Writes the file of a store anew, without the space that is free.",
			"Needs room for what is in it; a crash leaves the old file or the new one." })
	private static final class Compact extends FolderVerb {

		Compact(Session session) {
			super(session);
		}

		@Override
		int run(LocalStores stores, ResultWriter results) throws QueueManagerException, IOException {
			results.object(StoreFields.of(stores.compact(data)));
			return ExitCode.DONE;
		}
	}
}
