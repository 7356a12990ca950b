package dev.quayside.app;

import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;
import org.eclipse.jface.action.GroupMarker;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.actions.ActionFactory;
import org.eclipse.ui.application.ActionBarAdvisor;
import org.eclipse.ui.application.IActionBarConfigurer;
import org.eclipse.ui.application.IWorkbenchWindowConfigurer;
import org.eclipse.ui.application.WorkbenchAdvisor;
import org.eclipse.ui.application.WorkbenchWindowAdvisor;

public final class Application implements IApplication {

	@Override
	public Object start(IApplicationContext context) {
		Display display = PlatformUI.createDisplay();
		try {
			int code = PlatformUI.createAndRunWorkbench(display, new Advisor());
			return code == PlatformUI.RETURN_RESTART ? EXIT_RESTART : EXIT_OK;
		} finally {
			display.dispose();
		}
	}

	@Override
	public void stop() {
		if (PlatformUI.isWorkbenchRunning()) {
			IWorkbench workbench = PlatformUI.getWorkbench();
			workbench.getDisplay().syncExec(workbench::close);
		}
	}

	static class Advisor extends WorkbenchAdvisor {
		@Override
		public String getInitialWindowPerspectiveId() {
			return "dev.quayside.app.queues";
		}

		@Override
		public WorkbenchWindowAdvisor createWorkbenchWindowAdvisor(IWorkbenchWindowConfigurer configurer) {
			return new WorkbenchWindowAdvisor(configurer) {
				@Override
				public void preWindowOpen() {
					configurer.setInitialSize(new Point(900, 600));
					configurer.setShowStatusLine(true);
					configurer.setTitle("Quayside");
				}

				@Override
				public ActionBarAdvisor createActionBarAdvisor(IActionBarConfigurer abc) {
					return new ActionBarAdvisor(abc) {
						@Override
						protected void makeActions(IWorkbenchWindow window) {
							register(ActionFactory.QUIT.create(window));
							register(ActionFactory.PREFERENCES.create(window));
							register(ActionFactory.ABOUT.create(window));
						}

						@Override
						protected void fillMenuBar(IMenuManager bar) {
							MenuManager file = new MenuManager("&File", "file");
							file.add(new GroupMarker("additions"));
							file.add(getAction(ActionFactory.QUIT.getId()));
							bar.add(file);
							MenuManager win = new MenuManager("&Window", "window");
							win.add(getAction(ActionFactory.PREFERENCES.getId()));
							bar.add(win);
							MenuManager help = new MenuManager("&Help", "help");
							help.add(getAction(ActionFactory.ABOUT.getId()));
							bar.add(help);
						}
					};
				}
			};
		}
	}
}
