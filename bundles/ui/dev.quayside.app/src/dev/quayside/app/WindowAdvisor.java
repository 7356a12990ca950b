package dev.quayside.app;

import dev.quayside.ui.common.NativeButtons;
import dev.quayside.ui.common.ToolNames;
import dev.quayside.ui.queuemanager.WelcomeEditor;
import dev.quayside.ui.queuemanager.WelcomeInput;

import org.eclipse.core.runtime.Platform;
import org.eclipse.swt.graphics.Point;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.application.ActionBarAdvisor;
import org.eclipse.ui.application.IActionBarConfigurer;
import org.eclipse.ui.application.IWorkbenchWindowConfigurer;
import org.eclipse.ui.application.WorkbenchWindowAdvisor;

/** The one window. */
final class WindowAdvisor extends WorkbenchWindowAdvisor {

	WindowAdvisor(IWorkbenchWindowConfigurer configurer) {
		super(configurer);
	}

	@Override
	public void preWindowOpen() {
		ToolNames.give(PlatformUI.getWorkbench().getDisplay());
		NativeButtons.keep(PlatformUI.getWorkbench().getDisplay());
		IWorkbenchWindowConfigurer configurer = getWindowConfigurer();
		configurer.setInitialSize(new Point(1280, 840));
		configurer.setTitle("Quayside");
		configurer.setShowCoolBar(true);
		configurer.setShowPerspectiveBar(true);
		configurer.setShowStatusLine(true);
		configurer.setShowProgressIndicator(true);
	}

	/** An empty window shows the way to a queue manager; the title says what is looked at. */
	@Override
	public void postWindowOpen() {
		IWorkbenchPage page = getWindowConfigurer().getWindow().getActivePage();
		if (page == null) {
			return;
		}
		TitleUpdater title = new TitleUpdater(getWindowConfigurer());
		page.addPartListener(title);
		getWindowConfigurer().getWindow().addPerspectiveListener(title);
		if (page.getEditorReferences().length == 0) {
			try {
				page.openEditor(new WelcomeInput(), WelcomeEditor.ID);
			} catch (PartInitException e) {
				Platform.getLog(WindowAdvisor.class).error("Cannot show the first steps", e);
			}
		}
	}

	@Override
	public ActionBarAdvisor createActionBarAdvisor(IActionBarConfigurer configurer) {
		return new Actions(configurer);
	}
}
