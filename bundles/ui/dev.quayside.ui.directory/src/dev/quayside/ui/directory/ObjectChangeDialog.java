package dev.quayside.ui.directory;

import dev.quayside.admin.directory.ChangeObjects;
import dev.quayside.admin.directory.DirectoryConnection;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.admin.directory.ObjectChange;
import dev.quayside.admin.directory.QueueManagerContacts;
import dev.quayside.ui.common.AdminJob;
import dev.quayside.ui.common.BackgroundJob;
import dev.quayside.ui.common.Services;
import dev.quayside.ui.common.Ui;
import dev.quayside.ui.common.Workspace;
import dev.quayside.ui.model.QueueWords;
import dev.quayside.ui.model.Words;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.CTabItem;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Shows what a change of a public queue or alias would do, and makes it. */
final class ObjectChangeDialog extends TitleAreaDialog {

	/** Works the change out. Blocks: for jobs only. */
	interface Plan {

		ObjectChange of(DirectoryConnection connection, IProgressMonitor monitor) throws DirectoryException;
	}

	private static final int LINES = 4;
	private static final int WIDTH = 100;

	private final DirectorySession session;
	private final String title;
	private final Plan plan;
	private final Path folder = Workspace.folder().resolve("directory-backups");
	private Text words;
	private StyledText forward;
	private StyledText inverse;
	private Button tell;
	private Job job;
	private ObjectChange change;
	private DirectoryConnection connection;

	private ObjectChangeDialog(Shell shell, DirectorySession session, String title, Plan plan) {
		super(shell);
		this.session = session;
		this.title = title;
		this.plan = plan;
	}

	static void open(Shell shell, DirectorySession session, String title, Plan plan) {
		new ObjectChangeDialog(shell, session, title, plan).open();
	}

	@Override
	protected void configureShell(Shell shell) {
		super.configureShell(shell);
		shell.setText(title + " – preview");
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		setTitle(title);
		setMessage("Reading what is there…");
		Composite area = new Composite((Composite) super.createDialogArea(parent), SWT.NONE);
		GridLayoutFactory.swtDefaults().margins(12, 12).spacing(8, 8).applyTo(area);
		GridDataFactory.fillDefaults().grab(true, true).applyTo(area);
		words = Ui.named(new Text(area, SWT.MULTI | SWT.WRAP | SWT.READ_ONLY | SWT.V_SCROLL | SWT.BORDER),
				"What is changed");
		GridDataFactory.fillDefaults().grab(true, false)
				.hint(convertWidthInCharsToPixels(WIDTH), words.getLineHeight() * LINES).applyTo(words);
		CTabFolder tabs = Ui.named(new CTabFolder(area, SWT.TOP | SWT.FLAT), "Views of the change");
		GridDataFactory.fillDefaults().grab(true, true).hint(SWT.DEFAULT, words.getLineHeight() * LINES * 4)
				.applyTo(tabs);
		forward = tab(tabs, "LDIF", "LDIF of the change");
		inverse = tab(tabs, "Inverse LDIF", "LDIF that takes it back");
		tabs.setSelection(0);
		tell = new Button(area, SWT.CHECK);
		tell.setText("&Tell the queue manager, by a message to port 1801 of its machine");
		tell.setSelection(true);
		tell.setVisible(false);
		area.addListener(SWT.Dispose, event -> stop());
		return area;
	}

	private static StyledText tab(CTabFolder tabs, String title, String name) {
		StyledText text = Ui.named(new StyledText(tabs, SWT.MULTI | SWT.READ_ONLY | SWT.V_SCROLL | SWT.H_SCROLL),
				name);
		text.setFont(JFaceResources.getTextFont());
		CTabItem tab = new CTabItem(tabs, SWT.NONE);
		tab.setText(title);
		tab.setControl(text);
		return text;
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		// Of what is lost afterwards, whatever key is hit first does nothing.
		boolean isDeletion = title.startsWith("Delete");
		createButton(parent, OK, title.substring(0, title.indexOf(' ')), !isDeletion).setEnabled(false);
		createButton(parent, CANCEL, "Cancel", isDeletion);
		job = BackgroundJob.schedule("Work out a change", monitor -> {
			try {
				DirectoryConnection found = session.connection(monitor);
				ObjectChange planned = plan.of(found, monitor);
				Ui.later(words, () -> show(found, planned));
			} catch (DirectoryException e) {
				Ui.later(words, () -> {
					words.setText(Ui.plain(QueueWords.failure(e)));
					setMessage(null);
					setErrorMessage("The change cannot be worked out");
				});
			}
		});
	}

	private void show(DirectoryConnection found, ObjectChange planned) {
		connection = found;
		change = planned;
		words.setText(Words.oneLine(planned.what() + ' ' + planned.name()) + '\n' + planned.warning());
		forward.setText(planned.forward());
		inverse.setText(planned.inverse());
		tell.setVisible(planned.owner().isPresent());
		getButton(OK).setEnabled(!planned.isEmpty());
		setMessage(planned.isEmpty()
				? "Nothing is to be done."
				: "What takes it back is written into " + folder + " first.",
				planned.isEmpty() ? IMessageProvider.WARNING : IMessageProvider.NONE);
	}

	@Override
	protected void okPressed() {
		Optional<ChangeObjects.Notifications> notifications = tell.getSelection()
				? Optional.of(new ChangeObjects.Notifications(Services.get(QueueManagerContacts.class),
						OptionalInt.empty()))
				: Optional.empty();
		AdminJob.schedule(new ChangeObjects(connection, List.of(change), Optional.of(folder), notifications,
				receipt -> Ui.later(change.kind() == ObjectChange.Kind.ALIAS
						? EnterpriseView::changed
						: PublicQueuesView::changed)),
				status -> {});
		super.okPressed();
	}

	private void stop() {
		if (job != null) {
			job.cancel();
		}
	}

	@Override
	protected boolean isResizable() {
		return true;
	}
}
