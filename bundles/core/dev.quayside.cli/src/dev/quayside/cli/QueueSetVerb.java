package dev.quayside.cli;

import dev.quayside.admin.AdminOperation;
import dev.quayside.admin.ChangePermissions;
import dev.quayside.admin.ChangeQueue;
import dev.quayside.admin.Permissions;
import dev.quayside.admin.QueueManagerConnection;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.QueueSettings;

import org.eclipse.core.runtime.NullProgressMonitor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "queue-set", description = "Changes what a queue was made with, and who may do what with it, on queue managers that offer that over the network.")
final class QueueSetVerb extends ObjectVerb {

	private static final Permissions NOBODY = new Permissions(Optional.empty(), List.of(), false);

	@Mixin
	private QueueOptions options = new QueueOptions();

	@Mixin
	private PermissionOptions permissions = new PermissionOptions();

	QueueSetVerb(Session session) {
		super(session);
	}

	@Override
	void check() throws UsageException {
		super.check();
		if (options.settings(Optional.empty()).isEmpty() && permissions.isEmpty()) {
			throw new UsageException("Say what to change: --label, --quota, --allow or another option");
		}
		permissions.change(NOBODY);
	}

	/** Permissions last: they may end the right to change anything else. */
	@Override
	List<AdminOperation> operations(QueueManagerConnection connection) throws UsageException, QueueManagerException {
		List<AdminOperation> operations = new ArrayList<>();
		QueueSettings settings = options.settings(Optional.empty());
		if (!settings.isEmpty()) {
			operations.add(new ChangeQueue(connection, queue, settings));
		}
		if (!permissions.isEmpty()) {
			Permissions before = connection.permissions(queue, new NullProgressMonitor());
			operations.add(new ChangePermissions(connection, queue, before, permissions.change(before)));
		}
		return operations;
	}
}
