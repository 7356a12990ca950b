package dev.quayside.ui.common;

import dev.quayside.ui.model.Identity;
import dev.quayside.ui.model.SignIn;

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

/** Asks for the password of a connection, and says why. */
final class PasswordDialog extends TitleAreaDialog {

	private static final int TEXT_WIDTH = 70;

	private final SignIn.Place place;
	private final String reason;
	private PasswordField password;
	private Button remember;
	private SignIn.Answer answer;

	PasswordDialog(Shell shell, SignIn.Place place, String reason) {
		super(shell);
		this.place = place;
		this.reason = reason;
	}

	SignIn.Answer answer() {
		return answer;
	}

	@Override
	protected void configureShell(Shell shell) {
		super.configureShell(shell);
		shell.setText("Password");
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		setTitle("Password of " + place.identity().words());
		setMessage("To connect to " + place.title() + ".");
		Composite area = new Composite((Composite) super.createDialogArea(parent), SWT.NONE);
		GridLayoutFactory.swtDefaults().numColumns(2).margins(12, 12).spacing(10, 8).applyTo(area);
		GridDataFactory.fillDefaults().grab(true, true).applyTo(area);
		if (!reason.isEmpty()) {
			reason(area);
		}
		password = new PasswordField(area, "&Password:", this::validate);
		new Label(area, SWT.NONE);
		remember = new Button(area, SWT.CHECK);
		remember.setText("&Remember in secure storage");
		remember.setSelection(place.identity() instanceof Identity.Account account && account.isRemembered());
		password.control().setFocus();
		return area;
	}

	private void reason(Composite area) {
		Label icon = new Label(area, SWT.NONE);
		icon.setImage(Ui.image("error"));
		GridDataFactory.swtDefaults().align(SWT.END, SWT.BEGINNING).applyTo(icon);
		Text text = Ui.named(new Text(area, SWT.MULTI | SWT.WRAP | SWT.READ_ONLY), "Why the password is asked for");
		text.setText(reason);
		text.setBackground(area.getBackground());
		GridDataFactory.fillDefaults().grab(true, true).hint(Ui.width(text, TEXT_WIDTH), SWT.DEFAULT).applyTo(text);
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		createButton(parent, OK, "&Connect", true).setEnabled(false);
		createButton(parent, CANCEL, "Cancel", false);
	}

	private void validate() {
		getButton(OK).setEnabled(!password.isEmpty());
	}

	@Override
	protected void okPressed() {
		answer = new SignIn.Answer(password.secret(), remember.getSelection());
		super.okPressed();
	}

	@Override
	protected boolean isResizable() {
		return true;
	}
}
