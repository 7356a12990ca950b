package dev.quayside.ui.directory;

import dev.quayside.admin.directory.DirectoryConnection;
import dev.quayside.ui.common.Ui;

import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

import java.util.Optional;

/** Asks what a new alias of a queue is to be; the preview comes after it. */
final class AliasDialog extends TitleAreaDialog {

	private static final String TITLE = "Create queue alias";
	private static final String WHAT = "A name in the directory that stands for one queue, mostly one outside of the "
			+ "forest. Distribution lists can have it as a member.";
	private static final int WIDTH = 60;
	private static final int MAX_NAME = 64;
	private static final int MAX_FORMAT_NAME = 255;

	private final DirectoryConnection connection;
	private final String proposed;
	private Text name;
	private Text formatName;
	private Text container;
	private String answeredName;
	private String answeredFormatName;
	private Optional<String> answeredContainer = Optional.empty();

	/** @param proposed format name that it is probably meant for; may be empty */
	AliasDialog(Shell shell, DirectoryConnection connection, String proposed) {
		super(shell);
		this.connection = connection;
		this.proposed = proposed;
	}

	String name() {
		return answeredName;
	}

	String formatName() {
		return answeredFormatName;
	}

	/** Empty: where users are. */
	Optional<String> container() {
		return answeredContainer;
	}

	@Override
	protected void configureShell(Shell shell) {
		super.configureShell(shell);
		shell.setText(TITLE);
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		setTitle(TITLE);
		Composite area = new Composite((Composite) super.createDialogArea(parent), SWT.NONE);
		GridLayoutFactory.swtDefaults().numColumns(2).margins(12, 12).spacing(8, 8).applyTo(area);
		GridDataFactory.fillDefaults().grab(true, true).applyTo(area);
		name = text(area, "&Name:", "");
		name.setTextLimit(MAX_NAME);
		formatName = text(area, "&Stands for:", "DIRECT=OS:server.example.org\\private$\\orders");
		formatName.setTextLimit(MAX_FORMAT_NAME);
		formatName.setText(proposed);
		container = text(area, "&In:", "CN=Users," + domain());
		container.setToolTipText(
				"DN of the container or organizational unit; nothing: where the users of the domain are");
		return area;
	}

	private String domain() {
		return "DC=" + connection.facts().domain().replace(".", ",DC=");
	}

	private Text text(Composite area, String title, String example) {
		new Label(area, SWT.NONE).setText(title);
		Text text = Ui.named(new Text(area, SWT.BORDER), title.replace("&", "").replace(":", ""));
		text.setMessage(example);
		text.addListener(SWT.Modify, event -> validate());
		GridDataFactory.fillDefaults().grab(true, false).hint(convertWidthInCharsToPixels(WIDTH), SWT.DEFAULT)
				.applyTo(text);
		return text;
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		createButton(parent, OK, "&Preview…", true);
		createButton(parent, CANCEL, "Cancel", false);
		name.setFocus();
		validate();
	}

	private void validate() {
		Button action = getButton(OK);
		if (action == null) {
			return;
		}
		boolean isWaiting = name.getText().isBlank() || formatName.getText().isBlank();
		Optional<String> refusal = connection.objects().aliasRefusal(name.getText().strip(), place(),
				formatName.getText().strip());
		setMessage(isWaiting ? WHAT : refusal.orElse("A preview shows what is changed in the directory."),
				refusal.isPresent() && !isWaiting ? IMessageProvider.ERROR : IMessageProvider.NONE);
		action.setEnabled(refusal.isEmpty());
	}

	private Optional<String> place() {
		return Optional.of(container.getText().strip()).filter(text -> !text.isEmpty());
	}

	@Override
	protected void okPressed() {
		answeredName = name.getText().strip();
		answeredFormatName = formatName.getText().strip();
		answeredContainer = place();
		super.okPressed();
	}

	@Override
	protected boolean isResizable() {
		return true;
	}
}
