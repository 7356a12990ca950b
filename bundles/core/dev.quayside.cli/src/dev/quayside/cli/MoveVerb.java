package dev.quayside.cli;

import dev.quayside.admin.AdminOperation;
import dev.quayside.admin.ItemResult;
import dev.quayside.admin.LookupId;
import dev.quayside.admin.MoveMessages;
import dev.quayside.admin.QueueManagerConnection;

import java.util.List;
import java.util.function.Consumer;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "move", description = {
		"Moves messages by lookup id to a subqueue, back to its queue, or between subqueues of one queue.",
		"A subqueue is made by a move, and goes when it is empty." })
final class MoveVerb extends ItemsVerb {

	@Option(names = "--to", paramLabel = "QUEUE", required = true, description = "A path, mostly private$\\orders;poison.")
	private String target;

	MoveVerb(Session session) {
		super(session);
	}

	@Override
	void check() throws UsageException {
		super.check();
		checkName(target);
	}

	@Override
	AdminOperation operation(QueueManagerConnection connection, List<LookupId> ids, Consumer<ItemResult> consumer) {
		return new MoveMessages(connection, queue, target, ids, consumer);
	}
}
