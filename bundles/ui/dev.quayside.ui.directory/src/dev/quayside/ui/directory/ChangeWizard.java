package dev.quayside.ui.directory;

import dev.quayside.ui.common.BackgroundJob;
import dev.quayside.ui.common.Ui;
import dev.quayside.ui.model.directory.BackupFolder;

import org.eclipse.jface.wizard.IWizardPage;
import org.eclipse.jface.wizard.Wizard;
import org.eclipse.jface.wizard.WizardDialog;
import org.eclipse.swt.widgets.Shell;

import java.nio.file.Path;
import java.util.Optional;

/** Changes certificates of accounts: says what is to be done, shows what that means, and does it after a backup. */
final class ChangeWizard extends Wizard {

	/** A page that says what is to be done. */
	interface Question extends IWizardPage {

		Planner planner();
	}

	private final Shell parent;
	private final Optional<Question> question;
	private final PreviewPage preview;

	private ChangeWizard(Shell parent, String title, Optional<Question> question,
			PreviewPage preview) {
		this.parent = parent;
		this.question = question;
		this.preview = preview;
		setWindowTitle(title);
		setNeedsProgressMonitor(false);
	}

	/** Asks first. */
	static void open(Shell parent, DirectorySession session, String title, Question question) {
		PreviewPage preview = new PreviewPage(session, question::planner);
		open(parent, new ChangeWizard(parent, title, Optional.of(question), preview));
	}

	/** There is nothing to be asked. */
	static void open(Shell parent, DirectorySession session, String title, Planner planner) {
		open(parent,
				new ChangeWizard(parent, title, Optional.empty(), new PreviewPage(session, () -> planner)));
	}

	private static void open(Shell parent, ChangeWizard wizard) {
		WizardDialog dialog = new WizardDialog(parent, wizard);
		dialog.setPageSize(Ui.width(parent, 120), Ui.width(parent, 72));
		dialog.open();
	}

	@Override
	public void addPages() {
		question.ifPresent(this::addPage);
		addPage(preview);
	}

	/** Not from the question: what is to be done has to be seen first. */
	@Override
	public boolean canFinish() {
		return getContainer().getCurrentPage() == preview && preview.isPageComplete();
	}

	@Override
	public boolean performFinish() {
		Runnable run = preview.run(parent);
		Path folder = preview.folder();
		preview.busy("Looking whether the backup can be written…");
		BackgroundJob.schedule("Look at " + folder, monitor -> {
			Optional<String> refusal = BackupFolder.refusal(folder);
			Ui.later(preview.getControl(), () -> {
				if (refusal.isPresent()) {
					preview.refused(refusal.get());
				} else {
					preview.keepFolder();
					((WizardDialog) getContainer()).close();
					run.run();
				}
			});
		});
		return false;
	}
}
