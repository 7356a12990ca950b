package dev.quayside.ui.messages;

import dev.quayside.admin.HeldQueue;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.ui.common.BackgroundJob;
import dev.quayside.ui.common.InQueue;
import dev.quayside.ui.common.Outcome;
import dev.quayside.ui.common.QueueNode;
import dev.quayside.ui.common.Ui;
import dev.quayside.ui.model.HeldRow;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.handlers.HandlerUtil;

/** Opens the selected queue and keeps it open, to try out cursors and receives in the Cursors view. */
public final class HoldQueueHandler extends AbstractHandler {

	@Override
	public Object execute(ExecutionEvent event) throws ExecutionException {
		if (HandlerUtil.getCurrentStructuredSelection(event).getFirstElement() instanceof InQueue inside) {
			HoldDialog dialog = new HoldDialog(HandlerUtil.getActiveShell(event), inside.queue());
			if (dialog.ask()) {
				hold(event, inside.queue(), dialog);
			}
		}
		return null;
	}

	private static void hold(ExecutionEvent event, QueueNode queue, HoldDialog dialog) throws ExecutionException {
		CursorsView view;
		try {
			view = (CursorsView) HandlerUtil.getActiveWorkbenchWindow(event).getActivePage().showView(CursorsView.ID);
		} catch (PartInitException e) {
			throw new ExecutionException("Cannot show the Cursors view", e);
		}
		HeldQueue.Access access = dialog.isReceive() ? HeldQueue.Access.RECEIVE : HeldQueue.Access.PEEK;
		boolean isExclusive = dialog.isExclusive();
		BackgroundJob.schedule("Open " + queue.name(), monitor -> {
			try {
				HeldQueue held = queue.manager().connection(monitor).handles().open(queue.name(), access, isExclusive,
						monitor);
				Ui.later(() -> view.open(new HandleSource(queue.manager(), true), new HeldRow.OpenQueue(held)));
			} catch (QueueManagerException e) {
				Outcome.failed("Cannot open " + queue.where(), e);
			}
		});
	}
}
