package dev.quayside.app;

import org.eclipse.core.runtime.Platform;
import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.osgi.service.datalocation.Location;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.PlatformUI;

import java.io.IOException;

/** The window. */
public final class Application implements IApplication {

	@Override
	public Object start(IApplicationContext context) {
		Display display = PlatformUI.createDisplay();
		try {
			if (!isAlone()) {
				MessageDialog.openError(null, "Quayside",
						"The workspace is used by another Quayside, or it cannot be written:\n"
								+ Platform.getInstanceLocation().getURL().getPath()
								+ "\n\nUse that window, or name another workspace in QUAYSIDE_WORKSPACE.");
				return EXIT_OK;
			}
			int code = PlatformUI.createAndRunWorkbench(display, new QuaysideAdvisor(Splash.open(display)));
			return code == PlatformUI.RETURN_RESTART ? EXIT_RESTART : EXIT_OK;
		} finally {
			display.dispose();
		}
	}

	/** One window per workspace; released with the process. */
	private static boolean isAlone() {
		Location workspace = Platform.getInstanceLocation();
		try {
			return workspace.lock();
		} catch (IOException e) {
			Platform.getLog(Application.class).error("Cannot lock the workspace", e);
			return false;
		}
	}

	@Override
	public void stop() {
		if (PlatformUI.isWorkbenchRunning()) {
			IWorkbench workbench = PlatformUI.getWorkbench();
			workbench.getDisplay().syncExec(workbench::close);
		}
	}
}
