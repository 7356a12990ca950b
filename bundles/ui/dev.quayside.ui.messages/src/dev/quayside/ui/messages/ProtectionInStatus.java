package dev.quayside.ui.messages;

import org.eclipse.jface.action.ContributionItem;
import org.eclipse.jface.action.IStatusLineManager;
import org.eclipse.jface.action.StatusLineLayoutData;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.part.EditorActionBarContributor;

import java.util.Optional;

/** Shows in the status line how the connection of the queue in front is protected. */
public final class ProtectionInStatus extends EditorActionBarContributor {

	private final Item item = new Item();

	@Override
	public void contributeToStatusLine(IStatusLineManager line) {
		line.add(item);
	}

	@Override
	public void setActiveEditor(IEditorPart editor) {
		item.editor = editor instanceof MessagesEditor messages ? messages : null;
		item.show();
	}

	/** The editor in front has something new to say. */
	void changed(MessagesEditor editor) {
		if (editor == item.editor) {
			item.show();
		}
	}

	private static final class Item extends ContributionItem {

		private MessagesEditor editor;
		private LockLabel label;

		private Item() {
			super("dev.quayside.protection");
		}

		@Override
		public void fill(Composite parent) {
			new Label(parent, SWT.SEPARATOR);
			label = new LockLabel(parent);
			show();
		}

		private void show() {
			if (label != null && !label.isDisposed()) {
				label.show(editor == null ? Optional.empty() : editor.queue().manager().security());
				StatusLineLayoutData data = new StatusLineLayoutData();
				data.widthHint = label.computeSize(SWT.DEFAULT, SWT.DEFAULT).x;
				label.setLayoutData(data);
				label.getParent().requestLayout();
			}
		}
	}
}
