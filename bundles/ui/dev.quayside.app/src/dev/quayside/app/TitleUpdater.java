package dev.quayside.app;

import dev.quayside.ui.messages.MessagesEditor;

import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.IPartListener2;
import org.eclipse.ui.IWorkbenchPartReference;
import org.eclipse.ui.application.IWorkbenchWindowConfigurer;

/** Keeps in the title of the window which queue of which queue manager is in front. */
final class TitleUpdater implements IPartListener2 {

	private static final String PRODUCT = "Quayside";

	private final IWorkbenchWindowConfigurer window;

	TitleUpdater(IWorkbenchWindowConfigurer window) {
		this.window = window;
	}

	@Override
	public void partActivated(IWorkbenchPartReference part) {
		update();
	}

	@Override
	public void partBroughtToTop(IWorkbenchPartReference part) {
		update();
	}

	@Override
	public void partClosed(IWorkbenchPartReference part) {
		update();
	}

	private void update() {
		if (window.getWindow().getActivePage() == null) {
			return;
		}
		IEditorPart editor = window.getWindow().getActivePage().getActiveEditor();
		window.setTitle(
				editor instanceof MessagesEditor messages ? messages.queue().where() + " – " + PRODUCT : PRODUCT);
	}
}
