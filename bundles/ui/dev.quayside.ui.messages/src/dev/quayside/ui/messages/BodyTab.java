package dev.quayside.ui.messages;

import dev.quayside.admin.Message;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.ui.common.BackgroundJob;
import dev.quayside.ui.common.Ui;
import dev.quayside.ui.model.BodyView;
import dev.quayside.ui.model.Lines;
import dev.quayside.ui.model.QueueWords;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

/** The body of a message, in the form that suits it or that the user wants. */
final class BodyTab {

	private static final String AUTOMATIC = "Automatic";

	private final Composite area;
	private final Combo kind;
	private final Label note;
	private final StyledText body;
	private Message message;

	BodyTab(Composite parent) {
		area = new Composite(parent, SWT.NONE);
		GridLayoutFactory.fillDefaults().numColumns(3).margins(6, 4).applyTo(area);
		new Label(area, SWT.NONE).setText("Sho&w as:");
		kind = Ui.named(new Combo(area, SWT.READ_ONLY), "Show as");
		kind.add(AUTOMATIC);
		for (BodyView.Kind each : BodyView.Kind.values()) {
			kind.add(each.title());
		}
		kind.select(0);
		kind.addListener(SWT.Selection, event -> render());
		note = Ui.named(new Label(area, SWT.NONE), "Form of the body");
		GridDataFactory.fillDefaults().grab(true, false).indent(8, 0).align(SWT.FILL, SWT.CENTER).applyTo(note);
		body = Ui.named(new StyledText(area, SWT.MULTI | SWT.READ_ONLY | SWT.H_SCROLL | SWT.V_SCROLL | SWT.BORDER),
				"Body");
		body.setFont(JFaceResources.getTextFont());
		body.setMargins(6, 4, 6, 4);
		GridDataFactory.fillDefaults().span(3, 1).grab(true, true).applyTo(body);
	}

	Composite control() {
		return area;
	}

	StyledText text() {
		return body;
	}

	/** Nothing to show for now. */
	void clear(String remark) {
		message = null;
		note.setText(remark);
		set(Lines.of(""));
	}

	/** It was read; the view is the automatic one. */
	void show(Message read, BodyView automatic) {
		message = read;
		if (kind.getSelectionIndex() == 0) {
			show(automatic);
		} else {
			render();
		}
	}

	void show(QueueManagerException failure) {
		clear("");
		set(Lines.of(QueueWords.failure(failure)));
	}

	/** In the form that the user chose, made in the background because it may be long. */
	private void render() {
		Message current = message;
		if (current == null) {
			return;
		}
		int chosen = kind.getSelectionIndex();
		BackgroundJob.schedule("Show a message", monitor -> {
			BodyView view = chosen == 0
					? BodyView.of(current)
					: BodyView.of(current, BodyView.Kind.values()[chosen - 1]);
			Ui.later(body, () -> {
				if (message == current && kind.getSelectionIndex() == chosen) {
					show(view);
				}
			});
		});
	}

	private void show(BodyView view) {
		note.setText(view.note());
		set(view.lines());
	}

	private void set(Lines lines) {
		body.setContent(new BodyContent(lines));
	}
}
