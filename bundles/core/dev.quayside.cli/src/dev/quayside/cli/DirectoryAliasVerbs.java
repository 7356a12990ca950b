package dev.quayside.cli;

import dev.quayside.admin.directory.DirectoryConnection;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.admin.directory.ObjectChange;

import org.eclipse.core.runtime.NullProgressMonitor;

import java.util.Optional;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verbs that change aliases of queues. */
final class DirectoryAliasVerbs {

	private DirectoryAliasVerbs() {}

	@Command(name = "alias-create", description = { "Makes an alias of a queue.",
			"Prints LDIF, and what takes it back as comments; --apply does it." })
	static final class Create extends ObjectChangeVerb {

		@Parameters(index = "0", paramLabel = "NAME", description = "Of the alias, at most 64 characters.")
		private String name;

		@Parameters(index = "1", paramLabel = "FORMAT-NAME", description = "Direct, public or private, of the queue.")
		private String formatName;

		@Option(names = "--in", paramLabel = "DN", description = "Container or organizational unit (the users of the domain).")
		private String container;

		Create(Session session) {
			super(session);
		}

		@Override
		boolean destroys() {
			return false;
		}

		@Override
		ObjectChange plan(DirectoryConnection connection) throws DirectoryException {
			return connection.objects().createAlias(name, Optional.ofNullable(container), formatName,
					new NullProgressMonitor());
		}
	}

	@Command(name = "alias-delete", description = { "Deletes an alias of a queue.",
			"Prints LDIF, and what takes it back as comments; --apply --backup DIR does it." })
	static final class Delete extends ObjectChangeVerb {

		@Parameters(index = "0", paramLabel = "ALIAS", description = "Its DN, or its name where only one has it.")
		private String alias;

		Delete(Session session) {
			super(session);
		}

		@Override
		boolean destroys() {
			return true;
		}

		@Override
		ObjectChange plan(DirectoryConnection connection) throws DirectoryException {
			return connection.objects().deleteAlias(alias, new NullProgressMonitor());
		}
	}
}
