package dev.quayside.cli;

import dev.quayside.admin.directory.DirectoryConnection;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.admin.directory.DirectoryFields;

import org.eclipse.core.runtime.NullProgressMonitor;

import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The verbs for what else MSMQ keeps in Active Directory. */
@Command(name = "directory", mixinStandardHelpOptions = true, subcommands = CommandLine.HelpCommand.class, //
		description = "Machines, public queues and sites of MSMQ in Active Directory.")
final class DirectoryCommand implements Runnable {

	@CommandLine.Spec
	private CommandLine.Model.CommandSpec spec;

	static CommandLine of(Session session) {
		return new CommandLine(new DirectoryCommand()).addSubcommand(new Machines(session))
				.addSubcommand(new Queues(session)).addSubcommand(new Sites(session));
	}

	@Override
	public void run() {
		throw new CommandLine.ParameterException(spec.commandLine(), "Name machines, queues or sites");
	}

	/** A list that is written while it is read. */
	private abstract static class Listing extends DirectoryVerb {

		private final ResultWriter.Columns columns;

		@Option(names = "--forest", description = "All domains, by the global catalog.")
		boolean forest;

		Listing(Session session, ResultWriter.Columns columns) {
			super(session);
			this.columns = columns;
		}

		@Override
		final int run(DirectoryConnection connection) throws DirectoryException, IOException {
			Streaming.write(results(columns), consumer -> list(connection, consumer));
			return ExitCode.DONE;
		}

		abstract void list(DirectoryConnection connection, Consumer<Map<String, Object>> consumer)
				throws DirectoryException;
	}

	@Command(name = "machines", description = "Lists machines with MSMQ.")
	private static final class Machines extends Listing {

		Machines(Session session) {
			super(session, Tables.MACHINES);
		}

		@Override
		void list(DirectoryConnection connection, Consumer<Map<String, Object>> consumer) throws DirectoryException {
			connection.machines(scope(forest), machine -> consumer.accept(DirectoryFields.of(machine)),
					new NullProgressMonitor());
		}
	}

	@Command(name = "queues", description = "Lists public queues.")
	private static final class Queues extends Listing {

		Queues(Session session) {
			super(session, Tables.PUBLIC_QUEUES);
		}

		@Override
		void list(DirectoryConnection connection, Consumer<Map<String, Object>> consumer) throws DirectoryException {
			connection.queues(scope(forest), queue -> consumer.accept(DirectoryFields.of(queue)),
					new NullProgressMonitor());
		}
	}

	@Command(name = "sites", description = "Lists the sites of the forest with their routing links.")
	private static final class Sites extends Listing {

		Sites(Session session) {
			super(session, Tables.SITES);
		}

		@Override
		void list(DirectoryConnection connection, Consumer<Map<String, Object>> consumer) throws DirectoryException {
			connection.sites(site -> consumer.accept(DirectoryFields.of(site)), new NullProgressMonitor());
		}
	}
}
