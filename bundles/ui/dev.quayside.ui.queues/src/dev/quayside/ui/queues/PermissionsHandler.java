package dev.quayside.ui.queues;

import dev.quayside.admin.Capability;
import dev.quayside.admin.ChangePermissions;
import dev.quayside.admin.Permissions;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.ui.common.BackgroundJob;
import dev.quayside.ui.common.Changes;
import dev.quayside.ui.common.InQueue;
import dev.quayside.ui.common.Outcome;
import dev.quayside.ui.common.QueueNode;
import dev.quayside.ui.common.Ui;

import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.handlers.HandlerUtil;

import java.util.Optional;

/** Reads who may do what with a queue, and changes what the user wants other. */
public final class PermissionsHandler extends ManageQueuesHandler {

	@Override
	protected Optional<String> refusal(IStructuredSelection selection) {
		return super.refusal(selection).or(() -> selection.getFirstElement() instanceof InQueue inside
				? refusal(inside.queue()).or(() -> inside.queue().manager().whyNot(Capability.READ_PERMISSIONS))
				: Optional.of("It is for a queue"));
	}

	@Override
	public Object execute(ExecutionEvent event) {
		Shell shell = HandlerUtil.getActiveShell(event);
		queue(event).ifPresent(queue -> BackgroundJob.schedule("Read the permissions of " + queue.name(), monitor -> {
			try {
				Permissions permissions = queue.manager().connection(monitor).permissions(queue.name(), monitor);
				Ui.later(shell, () -> ask(shell, queue, permissions));
			} catch (QueueManagerException e) {
				Outcome.failed("The permissions of " + queue.name() + " cannot be changed", e);
			}
		}));
		return null;
	}

	/** The queue manager refuses the change where they are other meanwhile than they were shown. */
	private static void ask(Shell shell, QueueNode queue, Permissions before) {
		PermissionsDialog dialog = new PermissionsDialog(shell, queue.where(), before);
		if (dialog.open() == Window.OK) {
			Permissions wanted = dialog.answer();
			Changes.run(queue.manager(),
					connection -> new ChangePermissions(connection, queue.name(), before, wanted));
		}
	}
}
