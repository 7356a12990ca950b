package dev.quayside.app;

import dev.quayside.ui.directory.AccountsView;
import dev.quayside.ui.directory.CertificatesView;
import dev.quayside.ui.directory.EnterpriseView;
import dev.quayside.ui.directory.MachinesView;
import dev.quayside.ui.directory.PublicQueuesView;
import dev.quayside.ui.messages.OperationsView;

import org.eclipse.ui.IFolderLayout;
import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IPerspectiveFactory;

/** Accounts, machines, public queues and what belongs to the forest above, what belongs to the selected one below. */
public final class DirectoryPerspective implements IPerspectiveFactory {

	static final String ID = "dev.quayside.app.directory";

	private static final String PROGRESS = "org.eclipse.ui.views.ProgressView";

	@Override
	public void createInitialLayout(IPageLayout layout) {
		String editors = layout.getEditorArea();
		layout.setEditorAreaVisible(false);
		IFolderLayout top = layout.createFolder("top", IPageLayout.TOP, 0.45f, editors);
		top.addView(AccountsView.ID);
		top.addView(MachinesView.ID);
		top.addView(PublicQueuesView.ID);
		top.addView(EnterpriseView.ID);
		IFolderLayout bottom = layout.createFolder("details", IPageLayout.BOTTOM, 0.55f, editors);
		bottom.addView(CertificatesView.ID);
		bottom.addView(IPageLayout.ID_PROP_SHEET);
		bottom.addView(OperationsView.ID);
		bottom.addPlaceholder(PROGRESS);
		layout.addShowViewShortcut(AccountsView.ID);
		layout.addShowViewShortcut(MachinesView.ID);
		layout.addShowViewShortcut(PublicQueuesView.ID);
		layout.addShowViewShortcut(EnterpriseView.ID);
		layout.addShowViewShortcut(CertificatesView.ID);
		layout.addShowViewShortcut(IPageLayout.ID_PROP_SHEET);
		layout.addShowViewShortcut(OperationsView.ID);
		layout.addShowViewShortcut(PROGRESS);
	}
}
