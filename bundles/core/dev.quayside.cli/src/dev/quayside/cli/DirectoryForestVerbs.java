package dev.quayside.cli;

import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.admin.directory.DirectoryConnection;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.admin.directory.DirectoryFields;
import dev.quayside.admin.directory.DirectoryObjectFields;
import dev.quayside.admin.directory.DistributionList;

import org.eclipse.core.runtime.NullProgressMonitor;

import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verbs that show what is there once, or what belongs to the whole forest. */
final class DirectoryForestVerbs {

	private DirectoryForestVerbs() {}

	@Command(name = "machine", description = "Shows one machine with MSMQ.")
	static final class Machine extends DirectoryVerb {

		@Parameters(index = "0", paramLabel = "MACHINE", description = "Name, DNS name, id of its queue manager, or DN.")
		private String machine;

		Machine(Session session) {
			super(session);
		}

		@Override
		int run(DirectoryConnection connection) throws DirectoryException, IOException {
			results(Tables.MACHINES)
					.object(DirectoryFields.of(connection.objects().machine(machine, new NullProgressMonitor())));
			return ExitCode.DONE;
		}
	}

	@Command(name = "queue", description = "Shows one public queue.")
	static final class Queue extends DirectoryVerb {

		@Parameters(index = "0", paramLabel = "QUEUE", description = "MACHINE\\queue, its id, PUBLIC=id, or a DN.")
		private String queue;

		Queue(Session session) {
			super(session);
		}

		@Override
		int run(DirectoryConnection connection) throws DirectoryException, IOException {
			results(Tables.PUBLIC_QUEUES)
					.object(DirectoryFields.of(connection.objects().queue(queue, new NullProgressMonitor())));
			return ExitCode.DONE;
		}
	}

	@Command(name = "enterprise", description = "Shows what holds for MSMQ in the whole forest.")
	static final class Enterprise extends DirectoryVerb {

		Enterprise(Session session) {
			super(session);
		}

		@Override
		int run(DirectoryConnection connection) throws DirectoryException, IOException {
			results(Tables.ENTERPRISE).object(DirectoryObjectFields.of(connection.objects()
					.enterprise(new NullProgressMonitor()).orElseThrow(() -> new DirectoryException(Kind.NOT_FOUND,
							"The forest has no settings of MSMQ",
							"They come with the first machine of MSMQ that is set up",
							null))));
			return ExitCode.DONE;
		}
	}

	@Command(name = "links", description = "Lists routing links between sites.")
	static final class Links extends DirectoryListVerb {

		Links(Session session) {
			super(session, Tables.LINKS);
		}

		@Override
		void list(DirectoryConnection connection, Consumer<Map<String, Object>> consumer) throws DirectoryException {
			connection.objects().routingLinks(link -> consumer.accept(DirectoryObjectFields.of(link)),
					new NullProgressMonitor());
		}
	}

	@Command(name = "settings", description = "Lists what sites say of their servers.")
	static final class Settings extends DirectoryListVerb {

		Settings(Session session) {
			super(session, Tables.SETTINGS);
		}

		@Override
		void list(DirectoryConnection connection, Consumer<Map<String, Object>> consumer) throws DirectoryException {
			connection.objects().settings(settings -> consumer.accept(DirectoryObjectFields.of(settings)),
					new NullProgressMonitor());
		}
	}

	@Command(name = "aliases", description = "Lists aliases of queues.")
	static final class Aliases extends DirectoryListVerb {

		@Option(names = "--forest", description = "All domains, by the global catalog.")
		private boolean forest;

		Aliases(Session session) {
			super(session, Tables.ALIASES);
		}

		@Override
		void list(DirectoryConnection connection, Consumer<Map<String, Object>> consumer) throws DirectoryException {
			connection.objects().aliases(scope(forest), alias -> consumer.accept(DirectoryObjectFields.of(alias)),
					new NullProgressMonitor());
		}
	}

	@Command(name = "lists", description = "Lists distribution lists: groups of queues and aliases.")
	static final class Lists extends DirectoryListVerb {

		@Option(names = "--forest", description = "All domains, by the global catalog.")
		private boolean forest;

		Lists(Session session) {
			super(session, Tables.LISTS);
		}

		@Override
		void list(DirectoryConnection connection, Consumer<Map<String, Object>> consumer) throws DirectoryException {
			for (DistributionList list : connection.objects().distributionLists(scope(forest),
					new NullProgressMonitor())) {
				consumer.accept(DirectoryObjectFields.of(list));
			}
		}
	}
}
