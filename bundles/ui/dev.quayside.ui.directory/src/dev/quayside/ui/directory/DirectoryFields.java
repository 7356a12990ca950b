package dev.quayside.ui.directory;

import dev.quayside.admin.Secret;
import dev.quayside.admin.directory.DirectoryProtection;
import dev.quayside.ui.common.FormFields;
import dev.quayside.ui.common.PasswordField;
import dev.quayside.ui.model.directory.DirectoryForm;
import dev.quayside.ui.model.directory.DirectoryForm.Finding;
import dev.quayside.ui.model.directory.DirectoryForm.Kind;
import dev.quayside.ui.model.directory.DirectoryWords;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Text;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The fields of a directory; those that make no sense with the rest are not shown. */
final class DirectoryFields extends FormFields {

	private static final int WIDTH = 50;

	private final Runnable changed;
	private final DirectoryForm begin;
	private final Combo finding;
	private final Text name;
	private final Composite portBlock;
	private final Text port;
	private final Combo kind;
	private final Combo protection;
	private final Text account;
	private final Composite passwordBlock;
	private final PasswordField password;
	private final Button remember;
	private final Composite fileBlock;
	private final Text file;
	private final Text authorities;
	private final Button readOnly;

	/** @param changed run when something was typed or chosen */
	DirectoryFields(Composite parent, DirectoryForm form, Runnable changed) {
		super(parent, WIDTH);
		this.changed = changed;
		this.begin = form;
		finding = choice(this, "&Find by:", Arrays.stream(Finding.values()).map(Finding::words).toArray(String[]::new),
				form.place().finding().ordinal());
		name = field(this, "&Name:", "", form.place().name());
		portBlock = block(this);
		port = field(portBlock, "P&ort:", "636 for LDAPS, 389 otherwise", form.place().port());
		kind = choice(this, "&Identity:", Arrays.stream(Kind.values()).map(Kind::words).toArray(String[]::new),
				form.who().kind().ordinal());
		account = field(this, "&Account:", "", form.who().name());
		passwordBlock = block(this);
		password = password(passwordBlock, "&Password:", form.who().isPasswordKnown());
		remember = tick(passwordBlock, "&Remember in secure storage", form.who().isRemembered());
		fileBlock = block(this);
		file = file(fileBlock, "Fi&le:", form.who().file());
		protection = choice(this, "Pro&tection:", new String[0], 0);
		protections(form.place().protection());
		authorities = file(this, "&CA file:", form.authorities());
		authorities.setMessage("optional, in PEM: who vouches for the server");
		readOnly = tick(this, "R&ead-only: offer nothing that changes anything there", form.isReadOnly());
		kind.addListener(SWT.Selection, event -> protections(kind() == begin.who().kind()
				? begin.place().protection()
				: kind().protections().get(0)));
		ready();
		arrange();
		name.setFocus();
	}

	private void protections(DirectoryProtection wanted) {
		List<DirectoryProtection> possible = kind().protections();
		protection.setItems(possible.stream().map(DirectoryWords::words).toArray(String[]::new));
		protection.select(Math.max(0, possible.indexOf(wanted)));
	}

	private Kind kind() {
		return Kind.values()[kind.getSelectionIndex()];
	}

	private Finding finding() {
		return Finding.values()[finding.getSelectionIndex()];
	}

	/** What has been typed so far. */
	DirectoryForm form() {
		List<DirectoryProtection> possible = kind().protections();
		DirectoryForm.Place place = new DirectoryForm.Place(finding(), name.getText(), port.getText(),
				possible.get(Math.min(possible.size() - 1, Math.max(0, protection.getSelectionIndex()))));
		DirectoryForm.Who who = new DirectoryForm.Who(kind(), account.getText(), !password.isEmpty() || isKept(),
				remember.getSelection(), file.getText());
		return new DirectoryForm(place, who, authorities.getText(), begin.fingerprints(), readOnly.getSelection());
	}

	/** Whether the password of this account is known without being typed again. */
	private boolean isKept() {
		return begin.who().isPasswordKnown() && account.getText().equals(begin.who().name());
	}

	/** What was typed; empty: nothing. */
	Optional<Secret> password() {
		return kind() == Kind.ACCOUNT && !password.isEmpty() ? Optional.of(password.secret()) : Optional.empty();
	}

	@Override
	protected void fieldChanged() {
		arrange();
		changed.run();
	}

	/** Shows what makes sense now. */
	private void arrange() {
		boolean isDomain = finding() == Finding.DOMAIN;
		name.setMessage(isDomain ? "corp.example" : "dc1.corp.example");
		account.setMessage(kind() == Kind.ACCOUNT
				? "name@corp.example, CORP\\name, or a DN"
				: kind() == Kind.TICKETS ? "whoever the cache belongs to" : "name@REALM");
		file.setMessage(kind() == Kind.TICKETS ? "the default cache" : "");
		boolean isOther = show(portBlock, !isDomain) | show(passwordBlock, kind() == Kind.ACCOUNT)
				| show(fileBlock, kind() != Kind.ACCOUNT);
		if (isOther) {
			requestLayout();
		}
	}
}
