package dev.quayside.ui.messages;

import dev.quayside.ui.common.QueueNode;
import dev.quayside.ui.common.Ui;

import org.eclipse.ui.IEditorReference;
import org.eclipse.ui.PartInitException;

/** The open tabs with messages. */
public final class Editors {

	private Editors() {}

	/** Shows the messages of a queue, in the tab that has them already if there is one. */
	public static void open(QueueNode queue) throws PartInitException {
		if (Ui.page().isPresent()) {
			Ui.page().get().openEditor(new QueueInput(queue), MessagesEditor.ID);
		}
	}

	/** Shows the messages of a queue, and the first of them as soon as there is one. */
	public static void openFirst(QueueNode queue) throws PartInitException {
		if (Ui.page().isPresent() && Ui.page().get().openEditor(new QueueInput(queue),
				MessagesEditor.ID) instanceof MessagesEditor editor) {
			editor.selectFirst();
		}
	}

	/** Something has changed in the queue. */
	public static void refresh(QueueNode queue) {
		Ui.page().ifPresent(page -> {
			for (IEditorReference reference : page.getEditorReferences()) {
				if (reference.getEditor(false) instanceof MessagesEditor editor && editor.queue().equals(queue)) {
					editor.refresh();
				}
			}
		});
	}
}
