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

	/** How SWT draws disabled icons. */
	private static final String DISABLEMENT = "org.eclipse.swt.image.disablement";

	/** They fade into the ground; what is usual makes them bright, which on a dark one looks enabled. */
	private static final String FADED = "desaturated";

	@Override
	public Object start(IApplicationContext context) {
		if (System.getProperty(DISABLEMENT) == null) {
			System.setProperty(DISABLEMENT, FADED);
		}
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
			if (code == PlatformUI.RETURN_RESTART) {
				startAgain();
			}
			return EXIT_OK;
		} finally {
			display.dispose();
		}
	}

	/** The launcher has become this process, hence nobody waits to start it anew. */
	private static void startAgain() {
		String launcher = System.getProperty("eclipse.launcher");
		if (launcher == null) {
			return;
		}
		try {
			Platform.getInstanceLocation().release();
			new ProcessBuilder(launcher).inheritIO().start();
		} catch (IOException e) {
			Platform.getLog(Application.class).error("Cannot start again", e);
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
