package dev.quayside.cli;

import dev.quayside.admin.AdminOperation;
import dev.quayside.admin.ItemResult;
import dev.quayside.admin.LookupId;
import dev.quayside.admin.QueueManagerConnection;
import dev.quayside.admin.RejectMessages;

import java.util.List;
import java.util.function.Consumer;

import picocli.CommandLine.Command;

@Command(name = "reject", description = {
		"Rejects messages of a transactional queue by lookup id, each in a unit of work:",
		"they go to the dead-letter queue of their sender if that wants it, with the reason." })
final class RejectVerb extends ItemsVerb {

	RejectVerb(Session session) {
		super(session);
	}

	@Override
	AdminOperation operation(QueueManagerConnection connection, List<LookupId> ids, Consumer<ItemResult> consumer) {
		return new RejectMessages(connection, queue, ids, consumer);
	}
}
