package dev.quayside.cli;

import dev.quayside.admin.AdminOperation;
import dev.quayside.admin.ItemResult;
import dev.quayside.admin.LookupId;
import dev.quayside.admin.QueueManagerConnection;

import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.NullProgressMonitor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import picocli.CommandLine.Option;

/** A verb that does something to messages by lookup id, and prints what became of each. */
abstract class ItemsVerb extends QueueOfHostVerb {

	@Option(names = "--lookup", paramLabel = "ID", required = true, split = ",", description = "Which; repeats, takes commas.")
	private List<LookupId> lookup;

	ItemsVerb(Session session) {
		super(session);
	}

	@Override
	void check() throws UsageException {
		super.check();
		if (lookup.isEmpty()) {
			throw new UsageException("--lookup names no message: expected a lookup id in decimal digits");
		}
	}

	abstract AdminOperation operation(QueueManagerConnection connection, List<LookupId> ids,
			Consumer<ItemResult> consumer);

	@Override
	final int run(QueueManagerConnection connection) throws IOException {
		List<ItemResult> items = new ArrayList<>();
		IStatus status = operation(connection, lookup.stream().distinct().toList(), items::add)
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
