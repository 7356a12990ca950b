package dev.quayside.ui.common;

import org.eclipse.ui.IEditorReference;
import org.eclipse.ui.PartInitException;

import java.util.Optional;
import java.util.function.Predicate;

/** The tabs of queues, which any area of the window may open. */
public final class QueueTabs {

	private static final String EDITOR = "dev.quayside.ui.messages.editor";

	/** What shows a queue. */
	public interface Tab {

		QueueNode queue();

		/** Something has changed in the queue. */
		void refresh();

		/** Selects the first message as soon as there is one. */
		void selectFirst();
	}

	private QueueTabs() {}

	/** Shows the messages of a queue, in the tab that has them already if there is one. */
	public static Optional<Tab> open(QueueNode queue) throws PartInitException {
		return Ui.page().isPresent() && Ui.page().get().openEditor(new QueueInput(queue), EDITOR) instanceof Tab tab
				? Optional.of(tab)
				: Optional.empty();
	}

	/** Something has changed in the queue. */
	public static void refresh(QueueNode queue) {
		refresh(queue::equals);
	}

	/** Something has changed in a queue of it, and maybe in others: in a journal, for instance. */
	public static void refresh(Manager manager) {
		refresh(queue -> queue.manager() == manager);
	}

	private static void refresh(Predicate<QueueNode> which) {
		Ui.page().ifPresent(page -> {
			for (IEditorReference reference : page.getEditorReferences()) {
				if (reference.getEditor(false) instanceof Tab tab && which.test(tab.queue())) {
					tab.refresh();
				}
			}
		});
	}
}
