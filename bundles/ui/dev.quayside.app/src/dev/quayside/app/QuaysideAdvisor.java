package dev.quayside.app;

import dev.quayside.ui.common.AdminJob;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.ui.IWorkbenchPreferenceConstants;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.application.IWorkbenchConfigurer;
import org.eclipse.ui.application.IWorkbenchWindowConfigurer;
import org.eclipse.ui.application.WorkbenchAdvisor;
import org.eclipse.ui.application.WorkbenchWindowAdvisor;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** What the workbench of this product is like. */
final class QuaysideAdvisor extends WorkbenchAdvisor {

	/** The page of the platform, with all below it, for what this product does not do. */
	private static final String UNUSED_PAGES = "org.eclipse.ui.preferencePages.Workbench";
	private static final long LAST_WORDS_SECONDS = 5;

	private final Splash splash;

	QuaysideAdvisor(Splash splash) {
		this.splash = splash;
	}

	@Override
	public void initialize(IWorkbenchConfigurer configurer) {
		configurer.setSaveAndRestore(true);
		PlatformUI.getPreferenceStore().setDefault(IWorkbenchPreferenceConstants.SHOW_PROGRESS_ON_STARTUP, false);
	}

	@Override
	public String getInitialWindowPerspectiveId() {
		return QueuesPerspective.ID;
	}

	@Override
	public WorkbenchWindowAdvisor createWorkbenchWindowAdvisor(IWorkbenchWindowConfigurer configurer) {
		return new WindowAdvisor(configurer);
	}

	@Override
	public void postStartup() {
		splash.close();
		PlatformUI.getWorkbench().getPreferenceManager().remove(UNUSED_PAGES);
	}

	/** What is being changed is not left behind unsaid. */
	@Override
	public boolean preShutdown() {
		List<Job> unfinished = AdminJob.unfinished();
		if (unfinished.isEmpty()) {
			return true;
		}
		String names = unfinished.stream().map(Job::getName).collect(Collectors.joining("\n"));
		if (!MessageDialog.openConfirm(null, "Work is not finished",
				"These are not finished:\n\n" + names + "\n\nCancel them and exit?")) {
			return false;
		}
		unfinished.forEach(Job::cancel);
		for (Job job : unfinished) {
			awaitEnd(job);
		}
		return true;
	}

	private static void awaitEnd(Job job) {
		try {
			job.join(TimeUnit.SECONDS.toMillis(LAST_WORDS_SECONDS), new NullProgressMonitor());
		} catch (OperationCanceledException e) {
			// it will not be waited for
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}
}
