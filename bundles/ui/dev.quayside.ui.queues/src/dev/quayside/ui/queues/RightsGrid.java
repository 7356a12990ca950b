package dev.quayside.ui.queues;

import dev.quayside.admin.Permissions.Trustee;
import dev.quayside.admin.QueueRight;
import dev.quayside.ui.common.Ui;
import dev.quayside.ui.model.PermissionForm;
import dev.quayside.ui.model.PermissionForm.Answer;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The rights of one account or group: a line for each, with a box for allowed and one for denied. */
final class RightsGrid extends Composite {

	private static final int COLUMNS = 3;

	private record Boxes(Button allow, Button deny) {

		private void show(Answer answer, boolean isEnabled) {
			allow.setSelection(answer == Answer.ALLOWED);
			deny.setSelection(answer == Answer.DENIED);
			allow.setEnabled(isEnabled);
			deny.setEnabled(isEnabled);
		}
	}

	private final Consumer<UnaryOperator<PermissionForm>> changed;
	private final Map<QueueRight, Boxes> boxes = new EnumMap<>(QueueRight.class);
	private final Boxes all;
	private final Label others;
	private Trustee trustee;

	/** @param changed gets what the user wants other */
	RightsGrid(Composite parent, Consumer<UnaryOperator<PermissionForm>> changed) {
		super(parent, SWT.NONE);
		this.changed = changed;
		GridLayoutFactory.fillDefaults().numColumns(COLUMNS).spacing(16, 4).applyTo(this);
		head("Right");
		head("Allowed");
		head("Denied");
		all = line("Everything", answer -> form -> form.with(trustee, answer));
		for (QueueRight right : QueueRight.values()) {
			boxes.put(right, line(right.title(), answer -> form -> form.with(trustee, right, answer)));
		}
		others = Ui.named(new Label(this, SWT.NONE), "Other rights");
		GridDataFactory.fillDefaults().span(COLUMNS, 1).applyTo(others);
	}

	private interface Wish {

		UnaryOperator<PermissionForm> of(Answer answer);
	}

	private void head(String text) {
		new Label(this, SWT.NONE).setText(text);
	}

	private Boxes line(String title, Wish wish) {
		Label label = new Label(this, SWT.NONE);
		label.setText(title);
		GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).applyTo(label);
		return new Boxes(box("Allowed: " + title, Answer.ALLOWED, wish), box("Denied: " + title, Answer.DENIED, wish));
	}

	private Button box(String name, Answer answer, Wish wish) {
		Button box = Ui.named(new Button(this, SWT.CHECK), name);
		GridDataFactory.swtDefaults().align(SWT.CENTER, SWT.CENTER).applyTo(box);
		box.addListener(SWT.Selection,
				event -> changed.accept(wish.of(box.getSelection() ? answer : Answer.NONE)));
		return box;
	}

	/** @param who null: nobody is selected */
	void show(PermissionForm form, Trustee who) {
		trustee = who;
		boxes.forEach((right, pair) -> pair.show(who == null ? Answer.NONE : form.answer(who, right), who != null));
		all.show(who == null ? Answer.NONE : all(form, who), who != null);
		String more = who == null ? "" : form.unnamed(who).orElse("");
		if (!more.equals(others.getText())) {
			others.setText(more);
			requestLayout();
		}
	}

	/** What is said of each right, if that is the same of all. */
	private static Answer all(PermissionForm form, Trustee who) {
		Answer first = form.answer(who, QueueRight.values()[0]);
		for (QueueRight right : QueueRight.values()) {
			if (form.answer(who, right) != first) {
				return Answer.NONE;
			}
		}
		return first;
	}
}
