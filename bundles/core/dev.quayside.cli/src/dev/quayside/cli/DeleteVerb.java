package dev.quayside.cli;

import dev.quayside.admin.AdminOperation;
import dev.quayside.admin.DeleteMessages;
import dev.quayside.admin.ItemResult;
import dev.quayside.admin.LookupId;
import dev.quayside.admin.QueueManagerConnection;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "delete", description = "Deletes messages by lookup id.")
final class DeleteVerb extends ItemsVerb {

	@Option(names = "--save", paramLabel = "DIR", description = "First write each message into files; what cannot be saved stays.")
	private Path save;

	DeleteVerb(Session session) {
		super(session);
	}

	@Override
	AdminOperation operation(QueueManagerConnection connection, List<LookupId> ids, Consumer<ItemResult> consumer) {
		return new DeleteMessages(connection, queue, ids, Optional.ofNullable(save), consumer);
	}
}
