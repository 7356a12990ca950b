package dev.quayside.ui.messages;

import dev.quayside.admin.QueueSummary;
import dev.quayside.ui.common.QueueNode;
import dev.quayside.ui.common.SelectedMessages;
import dev.quayside.ui.common.Ui;
import dev.quayside.ui.model.Questions;
import dev.quayside.ui.model.Subqueues;

import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;

import java.util.List;
import java.util.Optional;

/** Asks where messages are to be moved: to a subqueue that is there, to a new one, or back to the queue itself. */
final class MoveDialog extends MessageDialog {

	private final QueueNode queue;
	private final String parent;
	private final boolean canReturn;
	private Combo target;
	private Label remark;
	private Optional<String> answer = Optional.empty();

	MoveDialog(Shell shell, SelectedMessages messages) {
		super(shell, "Move messages", null, Ui.plain(question(messages)), MessageDialog.QUESTION, 0, "&Move",
				IDialogConstants.CANCEL_LABEL);
		queue = messages.queue();
		parent = Subqueues.parent(queue.name());
		canReturn = Subqueues.name(queue.name()).isPresent();
	}

	private static String question(SelectedMessages messages) {
		return Questions.move(messages.rows(), messages.queue().count(), messages.queue().where(),
				"the queue or subqueue below");
	}

	/** Path of the queue or subqueue; empty: the user does not want it. */
	Optional<String> ask() {
		return open() == IDialogConstants.OK_ID ? answer : Optional.empty();
	}

	@Override
	protected Control createCustomArea(Composite composite) {
		Composite area = new Composite(composite, SWT.NONE);
		GridLayoutFactory.fillDefaults().numColumns(2).applyTo(area);
		GridDataFactory.fillDefaults().grab(true, false).applyTo(area);
		new Label(area, SWT.NONE).setText("&To:");
		target = Ui.named(new Combo(area, SWT.DROP_DOWN), "To");
		GridDataFactory.fillDefaults().grab(true, false).hint(convertWidthInCharsToPixels(40), SWT.DEFAULT)
				.applyTo(target);
		if (canReturn) {
			target.add(parent);
		}
		subqueues().forEach(target::add);
		if (target.getItemCount() > 0) {
			target.select(0);
		}
		target.addListener(SWT.Modify, event -> validate());
		new Label(area, SWT.NONE);
		remark = Ui.named(new Label(area, SWT.WRAP), "Remark");
		GridDataFactory.fillDefaults().grab(true, false).hint(convertWidthInCharsToPixels(50), SWT.DEFAULT)
				.applyTo(remark);
		return area;
	}

	/** Those that the navigator knows, without this one. */
	private List<String> subqueues() {
		return queue.manager().queues().stream().map(QueueSummary::pathName)
				.filter(path -> Subqueues.name(path).isPresent() && Subqueues.canMove(queue.name(), path))
				.map(path -> Subqueues.name(path).get()).toList();
	}

	@Override
	public void create() {
		super.create();
		target.setFocus();
		validate();
	}

	private boolean isParent(String text) {
		return canReturn && text.equalsIgnoreCase(parent);
	}

	private void validate() {
		String text = target.getText().strip();
		Optional<String> refusal = isParent(text) ? Optional.empty() : refusal(text);
		boolean isNew = refusal.isEmpty() && !isParent(text)
				&& subqueues().stream().noneMatch(text::equalsIgnoreCase);
		remark.setText(refusal.orElse(isNew ? "A new subqueue; it is there as long as it has messages." : ""));
		remark.requestLayout();
		Button move = getButton(IDialogConstants.OK_ID);
		move.setEnabled(refusal.isEmpty());
		answer = refusal.isPresent()
				? Optional.empty()
				: Optional.of(isParent(text) ? parent : Subqueues.path(parent, text));
	}

	private Optional<String> refusal(String text) {
		return Subqueues.refusal(text).or(() -> Subqueues.canMove(queue.name(), Subqueues.path(parent, text))
				? Optional.empty()
				: Optional.of("They are there already"));
	}
}
