package dev.quayside.cli;

import dev.quayside.admin.directory.DirectoryConnection;
import dev.quayside.admin.directory.DirectoryException;

import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;

/** A list of objects of one kind, written while it is read. */
abstract class DirectoryListVerb extends DirectoryVerb {

	private final ResultWriter.Columns columns;

	DirectoryListVerb(Session session, ResultWriter.Columns columns) {
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
