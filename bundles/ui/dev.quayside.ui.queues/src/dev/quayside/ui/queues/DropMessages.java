package dev.quayside.ui.queues;

import dev.quayside.ui.common.Confirm;
import dev.quayside.ui.common.MovingMessages;
import dev.quayside.ui.common.QueueNode;
import dev.quayside.ui.common.SelectedMessages;
import dev.quayside.ui.model.Questions;

import org.eclipse.jface.util.LocalSelectionTransfer;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.jface.viewers.TreeViewer;
import org.eclipse.jface.viewers.ViewerDropAdapter;
import org.eclipse.swt.dnd.DND;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.dnd.TransferData;

/** Messages that are dropped on a queue or subqueue are moved there, after a question. */
final class DropMessages extends ViewerDropAdapter {

	private DropMessages(TreeViewer viewer) {
		super(viewer);
		setFeedbackEnabled(false);
	}

	static void enable(TreeViewer viewer) {
		viewer.addDropSupport(DND.DROP_MOVE, new Transfer[]{ LocalSelectionTransfer.getTransfer() },
				new DropMessages(viewer));
	}

	private static SelectedMessages dragged() {
		return LocalSelectionTransfer.getTransfer().getSelection() instanceof IStructuredSelection selection
				&& selection.getFirstElement() instanceof SelectedMessages messages ? messages : null;
	}

	@Override
	public boolean validateDrop(Object target, int operation, TransferData type) {
		// No mouse moves while something is dragged: the tooltip would be that of another line.
		getViewer().getControl().setToolTipText(null);
		return LocalSelectionTransfer.getTransfer().isSupportedType(type) && target instanceof QueueNode queue
				&& dragged() != null && MovingMessages.canMove(dragged(), queue);
	}

	@Override
	public boolean performDrop(Object data) {
		SelectedMessages messages = dragged();
		if (messages == null || !(getCurrentTarget() instanceof QueueNode target)) {
			return false;
		}
		// The drag has to end before a dialog opens.
		getViewer().getControl().getDisplay().asyncExec(() -> ask(messages, target));
		return true;
	}

	private void ask(SelectedMessages messages, QueueNode target) {
		if (!getViewer().getControl().isDisposed() && MovingMessages.canMove(messages, target)
				&& Confirm.ask(getViewer().getControl().getShell(), "Move messages", Questions.move(messages.rows(),
						messages.queue().count(), messages.queue().where(), target.name()), "&Move")) {
			MovingMessages.move(messages, target.name());
		}
	}
}
