package dev.quayside.ui.queues;

import dev.quayside.ui.common.InQueue;
import dev.quayside.ui.common.Manager;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.ui.handlers.HandlerUtil;

/** Examines the connection to the selected queue manager, or to that of the selected queue, which is opened too. */
public final class ExamineHandler extends AbstractHandler {

	@Override
	public Object execute(ExecutionEvent event) {
		IStructuredSelection selection = HandlerUtil.getCurrentStructuredSelection(event);
		if (selection.getFirstElement() instanceof Manager manager) {
			open(event, manager, "");
		} else if (selection.getFirstElement() instanceof InQueue inQueue) {
			open(event, inQueue.queue().manager(), inQueue.queue().name());
		} else if (selection.getFirstElement() instanceof Note note) {
			open(event, note.manager(), "");
		}
		return null;
	}

	private static void open(ExecutionEvent event, Manager manager, String queue) {
		ExaminationDialog.beside(HandlerUtil.getActiveShell(event),
				new Examination(manager.title(), manager::settings), queue).open();
	}
}
