package dev.quayside.ui.messages;

import dev.quayside.admin.LookupId;
import dev.quayside.admin.Message;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.ui.common.BackgroundJob;
import dev.quayside.ui.common.Placeholder;
import dev.quayside.ui.common.QueueNode;
import dev.quayside.ui.common.SelectedMessages;
import dev.quayside.ui.common.Ui;
import dev.quayside.ui.model.BodyView;
import dev.quayside.ui.model.MessageRow;
import dev.quayside.ui.model.Words;

import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.ISelectionChangedListener;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.jface.viewers.SelectionChangedEvent;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.ui.IPartListener2;
import org.eclipse.ui.IWorkbenchPart;
import org.eclipse.ui.IWorkbenchPartReference;
import org.eclipse.ui.part.ViewPart;

/** The body and the properties of the selected message. */
public final class MessageView extends ViewPart implements ISelectionChangedListener, IPartListener2 {

	public static final String ID = "dev.quayside.ui.messages.message";

	private static final int WHOLE_BODY = 4 * 1024 * 1024;
	private static final String NOTHING = "Select a message to see its body and properties.";

	/** Lookup ids are unique in their queue only. */
	private record Shown(QueueNode queue, LookupId id) {}

	private Composite area;
	private Placeholder nothing;
	private MessagePanel content;
	private MessagesEditor source;
	private Shown shown;
	private Job job;

	@Override
	public void createPartControl(Composite parent) {
		area = new Composite(parent, SWT.NONE);
		area.setLayout(new StackLayout());
		nothing = new Placeholder(area, NOTHING);
		content = new MessagePanel(area, getSite());
		clear(NOTHING);
		getSite().getPage().addPartListener(this);
		follow(getSite().getPage().getActiveEditor());
	}

	/** Shows what is selected in the tab in front, also while the user works somewhere else. */
	private void follow(IWorkbenchPart part) {
		MessagesEditor editor = part instanceof MessagesEditor messages ? messages : null;
		if (editor == source || part != null && editor == null) {
			return;
		}
		if (source != null) {
			source.selection().removeSelectionChangedListener(this);
		}
		source = editor;
		if (editor == null) {
			clear(NOTHING);
		} else {
			editor.selection().addSelectionChangedListener(this);
			selected(editor.selection().getSelection());
		}
	}

	@Override
	public void partActivated(IWorkbenchPartReference part) {
		follow(part.getPart(false));
	}

	@Override
	public void partBroughtToTop(IWorkbenchPartReference part) {
		follow(part.getPart(false));
	}

	/** What was selected in a tab goes with it. */
	@Override
	public void partClosed(IWorkbenchPartReference part) {
		if (source != null && part.getPart(false) == source) {
			follow(null);
		}
	}

	@Override
	public void selectionChanged(SelectionChangedEvent event) {
		selected(event.getSelection());
	}

	private void selected(ISelection selection) {
		Object first = ((IStructuredSelection) selection).getFirstElement();
		if (!(first instanceof SelectedMessages messages)) {
			clear(NOTHING);
		} else if (messages.rows().size() > 1) {
			clear(Words.messages(messages.rows().size()) + " are selected.");
		} else {
			show(source, messages.rows().get(0));
		}
	}

	private void show(MessagesEditor editor, MessageRow row) {
		Shown wanted = new Shown(editor.queue(), row.summary().lookupId());
		if (wanted.equals(shown)) {
			return;
		}
		cancel();
		shown = wanted;
		content.show(row.summary());
		top(content);
		job = BackgroundJob.schedule("Read message " + wanted.id(), monitor -> {
			try {
				Message read = editor.message(wanted.id(), WHOLE_BODY, monitor);
				BodyView view = BodyView.of(read);
				whenStill(wanted, () -> content.body().show(read, view));
			} catch (QueueManagerException e) {
				whenStill(wanted, () -> content.body().show(e));
			}
		});
	}

	private void whenStill(Shown wanted, Runnable work) {
		Ui.later(area, () -> {
			if (wanted.equals(shown)) {
				work.run();
			}
		});
	}

	private void clear(String text) {
		cancel();
		shown = null;
		content.body().clear("");
		nothing.setText(text);
		top(nothing);
	}

	private void top(Control control) {
		StackLayout layout = (StackLayout) area.getLayout();
		if (layout.topControl != control) {
			layout.topControl = control;
			area.layout();
		}
	}

	private void cancel() {
		if (job != null) {
			job.cancel();
		}
	}

	@Override
	public void setFocus() {
		if (shown == null) {
			nothing.setFocus();
		} else {
			content.setFocus();
		}
	}

	@Override
	public void dispose() {
		getSite().getPage().removePartListener(this);
		if (source != null) {
			source.selection().removeSelectionChangedListener(this);
		}
		cancel();
		super.dispose();
	}
}
