package dev.quayside.cli;

import dev.quayside.admin.directory.DirectoryConnection;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.admin.directory.ObjectChange;

import org.eclipse.core.runtime.NullProgressMonitor;

import java.util.Optional;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verbs that change public queues. */
final class DirectoryQueueVerbs {

	private static final String QUEUE = "MACHINE\\queue, its id, PUBLIC=id, or a DN";

	private DirectoryQueueVerbs() {}

	@Command(name = "queue-create", description = { "Makes a public queue.",
			"Prints LDIF, and what takes it back as comments; --apply does it and tells the queue manager." })
	static final class Create extends ObjectChangeVerb {

		@Parameters(index = "0", paramLabel = "MACHINE", description = "Name, DNS name, id of its queue manager, or DN.")
		private String machine;

		@Parameters(index = "1", paramLabel = "NAME", description = "Of the queue, at most 124 characters.")
		private String name;

		@Option(names = "--transactional", description = "It takes transactional messages only; that cannot be changed later.")
		private boolean transactional;

		@Mixin
		private QueueOptions options = new QueueOptions();

		Create(Session session) {
			super(session);
		}

		@Override
		boolean destroys() {
			return false;
		}

		@Override
		void check() throws UsageException {
			super.check();
			options.settings(Optional.of(transactional));
		}

		@Override
		ObjectChange plan(DirectoryConnection connection) throws DirectoryException, UsageException {
			return connection.objects().createQueue(machine, name, options.settings(Optional.of(transactional)),
					new NullProgressMonitor());
		}
	}

	@Command(name = "queue-set", description = { "Changes a public queue.",
			"Prints LDIF, and what takes it back as comments; --apply --backup DIR does it and tells the queue manager." })
	static final class Change extends ObjectChangeVerb {

		@Parameters(index = "0", paramLabel = "QUEUE", description = QUEUE)
		private String queue;

		@Mixin
		private QueueOptions options = new QueueOptions();

		Change(Session session) {
			super(session);
		}

		@Override
		boolean destroys() {
			return true;
		}

		@Override
		void check() throws UsageException {
			super.check();
			if (options.settings(Optional.empty()).isEmpty()) {
				throw new UsageException("Say what to change: --label, --quota or another option");
			}
		}

		@Override
		ObjectChange plan(DirectoryConnection connection) throws DirectoryException, UsageException {
			return connection.objects().changeQueue(queue, options.settings(Optional.empty()),
					new NullProgressMonitor());
		}
	}

	@Command(name = "queue-delete", description = { "Deletes a public queue; its messages are lost.",
			"Prints LDIF, and what takes it back as comments; --apply --backup DIR does it and tells the queue manager." })
	static final class Delete extends ObjectChangeVerb {

		@Parameters(index = "0", paramLabel = "QUEUE", description = QUEUE)
		private String queue;

		Delete(Session session) {
			super(session);
		}

		@Override
		boolean destroys() {
			return true;
		}

		@Override
		ObjectChange plan(DirectoryConnection connection) throws DirectoryException {
			return connection.objects().deleteQueue(queue, new NullProgressMonitor());
		}
	}
}
