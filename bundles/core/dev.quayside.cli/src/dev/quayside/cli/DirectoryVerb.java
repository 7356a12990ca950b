package dev.quayside.cli;

import dev.quayside.admin.directory.AccountQuery;
import dev.quayside.admin.directory.DirectoryConnection;
import dev.quayside.admin.directory.DirectoryException;

import java.io.IOException;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A verb that asks a directory. */
@Command(mixinStandardHelpOptions = true, sortOptions = false)
abstract class DirectoryVerb implements Callable<Integer> {

	final Session session;

	@Mixin
	private DirectoryTarget target = new DirectoryTarget();

	@Option(names = "--format", paramLabel = "table|json|csv", defaultValue = "table", description = "Of the output (table).")
	ResultWriter.Format format;

	DirectoryVerb(Session session) {
		this.session = session;
	}

	@Override
	public final Integer call() throws DirectoryException, UsageException, IOException {
		check();
		target.check(session.console());
		try (DirectoryConnection connection = target.connect(session)) {
			return run(connection);
		}
	}

	/** Looks at the arguments before anything is done. */
	void check() throws UsageException {}

	/** @return the exit code */
	abstract int run(DirectoryConnection connection) throws DirectoryException, UsageException, IOException;

	ResultWriter results(ResultWriter.Columns columns) {
		return ResultWriter.of(format, session.console().out(), columns);
	}

	static AccountQuery.Scope scope(boolean forest) {
		return forest ? AccountQuery.Scope.FOREST : AccountQuery.Scope.DOMAIN;
	}
}
