package dev.quayside.cli;

import dev.quayside.admin.directory.DirectoryConnection;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.admin.directory.DirectoryFields;

import org.eclipse.core.runtime.NullProgressMonitor;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The verbs for what else MSMQ keeps in Active Directory. */
@Command(name = "directory", mixinStandardHelpOptions = true, subcommands = CommandLine.HelpCommand.class, //
		description = "Machines, public queues, sites, aliases and lists of MSMQ in Active Directory.")
final class DirectoryCommand implements Runnable {

	@CommandLine.Spec
	private CommandLine.Model.CommandSpec spec;

	static CommandLine of(Session session) {
		CommandLine line = new CommandLine(new DirectoryCommand());
		List.of(new Machines(session), new Queues(session), new Sites(session),
				new DirectoryForestVerbs.Machine(session), new DirectoryForestVerbs.Queue(session),
				new DirectoryForestVerbs.Links(session), new DirectoryForestVerbs.Enterprise(session),
				new DirectoryForestVerbs.Settings(session), new DirectoryForestVerbs.Aliases(session),
				new DirectoryForestVerbs.Lists(session), new DirectoryQueueVerbs.Create(session),
				new DirectoryQueueVerbs.Change(session), new DirectoryQueueVerbs.Delete(session),
				new DirectoryAliasVerbs.Create(session), new DirectoryAliasVerbs.Delete(session),
				new DuplicateIdsVerb(session)).forEach(line::addSubcommand);
		return line;
	}

	@Override
	public void run() {
		throw new CommandLine.ParameterException(spec.commandLine(), "Name a verb, such as machines, queues or sites");
	}

	@Command(name = "machines", description = "Lists machines with MSMQ.")
	private static final class Machines extends DirectoryListVerb {

		@Option(names = "--forest", description = "All domains, by the global catalog.")
		private boolean forest;

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
	private static final class Queues extends DirectoryListVerb {

		@Option(names = "--forest", description = "All domains, by the global catalog.")
		private boolean forest;

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
	private static final class Sites extends DirectoryListVerb {

		@Option(names = "--forest", description = "Sites belong to the forest anyway.")
		boolean forest;

		Sites(Session session) {
			super(session, Tables.SITES);
		}

		@Override
		void list(DirectoryConnection connection, Consumer<Map<String, Object>> consumer) throws DirectoryException {
			connection.sites(site -> consumer.accept(DirectoryFields.of(site)), new NullProgressMonitor());
		}
	}
}
