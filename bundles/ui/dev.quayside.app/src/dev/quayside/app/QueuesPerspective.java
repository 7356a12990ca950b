package dev.quayside.app;

import dev.quayside.ui.messages.CursorsView;
import dev.quayside.ui.messages.MessageView;
import dev.quayside.ui.messages.OperationsView;
import dev.quayside.ui.queues.NavigatorView;

import org.eclipse.ui.IFolderLayout;
import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IPerspectiveFactory;

/** Navigator at the left, queues in the editor area, the message below. */
public final class QueuesPerspective implements IPerspectiveFactory {

	static final String ID = "dev.quayside.app.queues";

	private static final String PROGRESS = "org.eclipse.ui.views.ProgressView";

	@Override
	public void createInitialLayout(IPageLayout layout) {
		String editors = layout.getEditorArea();
		layout.setEditorAreaVisible(true);
		layout.addView(NavigatorView.ID, IPageLayout.LEFT, 0.27f, editors);
		layout.getViewLayout(NavigatorView.ID).setCloseable(false);
		IFolderLayout bottom = layout.createFolder("bottom", IPageLayout.BOTTOM, 0.58f, editors);
		bottom.addView(MessageView.ID);
		bottom.addView(CursorsView.ID);
		bottom.addView(OperationsView.ID);
		bottom.addView(IPageLayout.ID_PROP_SHEET);
		bottom.addPlaceholder(PROGRESS);
		layout.addShowViewShortcut(NavigatorView.ID);
		layout.addShowViewShortcut(MessageView.ID);
		layout.addShowViewShortcut(CursorsView.ID);
		layout.addShowViewShortcut(OperationsView.ID);
		layout.addShowViewShortcut(IPageLayout.ID_PROP_SHEET);
		layout.addShowViewShortcut(PROGRESS);
	}
}
