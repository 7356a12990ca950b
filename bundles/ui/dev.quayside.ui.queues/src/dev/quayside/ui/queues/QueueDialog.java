package dev.quayside.ui.queues;

import dev.quayside.ui.common.QueueFormDialog;
import dev.quayside.ui.model.QueueForm;

import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Shell;

import java.util.Optional;

/** Asks what a new queue of a queue manager is to be, or what is to be changed of one. */
final class QueueDialog extends QueueFormDialog {

	private final String where;
	private Combo kind;

	/**
	 * @param where
	 *            the queue manager
	 * @param before
	 *            the queue as it is; empty: a new one
	 */
	QueueDialog(Shell shell, String where, Optional<QueueForm> before) {
		super(shell, before);
		this.where = where;
	}

	@Override
	protected String title() {
		return before.isPresent() ? "Queue properties" : "Create queue";
	}

	@Override
	protected String action() {
		return before.isPresent() ? "&Change" : "&Create";
	}

	@Override
	protected String basePriorityTitle() {
		return "&Base priority (of public queues):";
	}

	@Override
	protected void createPlace(Composite area) {
		kind = combo(area, "&Kind:", "Private", "Public");
		kind.setEnabled(before.isEmpty());
	}

	@Override
	protected void fill(QueueForm form) {
		kind.select(form.isPublic() ? 1 : 0);
	}

	@Override
	protected boolean isPublic() {
		return kind.getSelectionIndex() == 1;
	}

	@Override
	protected boolean isValid(QueueForm form) {
		Optional<String> refusal = form.refusal();
		boolean isWaiting = form.name().isBlank();
		setMessage(isWaiting ? "On " + where + "." : refusal.orElse(form.path() + " on " + where + "."),
				refusal.isPresent() && !isWaiting ? IMessageProvider.ERROR : IMessageProvider.NONE);
		return refusal.isEmpty();
	}
}
