package dev.quayside.ui.queuemanager;

import dev.quayside.ui.common.LocalControl;

import org.eclipse.ui.IStartup;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchListener;
import org.eclipse.ui.PlatformUI;

/** Starts the local queue manager with the window where that is wanted, and stops it with the window. */
public final class LocalStartup implements IStartup {

	@Override
	public void earlyStartup() {
		PlatformUI.getWorkbench().addWorkbenchListener(new IWorkbenchListener() {

			@Override
			public boolean preShutdown(IWorkbench workbench, boolean forced) {
				return true;
			}

			@Override
			public void postShutdown(IWorkbench workbench) {
				LocalControl.get().stop();
			}
		});
		if (LocalJobs.preferences().getBoolean(LocalJobs.START_WITH_WINDOW, false)) {
			LocalJobs.start();
		}
	}
}
