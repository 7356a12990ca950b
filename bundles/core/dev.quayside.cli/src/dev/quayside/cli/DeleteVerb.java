package dev.quayside.cli;

import dev.quayside.admin.DeleteMessages;
import dev.quayside.admin.ItemResult;
import dev.quayside.admin.LookupId;
import dev.quayside.admin.QueueManagerConnection;

import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.NullProgressMonitor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "delete", description = "Deletes messages by lookup id.")
final class DeleteVerb extends QueueOfHostVerb {

	@Option(names = "--lookup", paramLabel = "ID", required = true, split = ",", description = "Which; repeats, takes commas.")
	private List<LookupId> lookup;

	@Option(names = "--save", paramLabel = "DIR", description = "First write each message into files; what cannot be saved stays.")
	private Path save;

	DeleteVerb(Session session) {
		super(session);
	}

	@Override
	int run(QueueManagerConnection connection) throws IOException {
		List<ItemResult> items = new ArrayList<>();
		IStatus status = new DeleteMessages(connection, queue, lookup.stream().distinct().toList(),
				Optional.ofNullable(save), items::add)
				.run(new NullProgressMonitor());
		if (!items.isEmpty()) {
			ResultWriter results = results(Tables.ITEMS);
			for (ItemResult item : items) {
				results.item(fields(item));
			}
			results.end();
		}
		return Statuses.exitCode(session.console(), status);
	}

	private static Map<String, Object> fields(ItemResult item) {
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("lookupId", item.lookupId().toString());
		fields.put("status", item.status());
		return fields;
	}
}
