package dev.quayside.ui.queues;

import dev.quayside.admin.Protection;
import dev.quayside.admin.Secret;
import dev.quayside.ui.common.FormFields;
import dev.quayside.ui.common.PasswordField;
import dev.quayside.ui.model.ConnectionForm;
import dev.quayside.ui.model.ConnectionForm.Kind;
import dev.quayside.ui.model.Lock;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Text;

import java.util.Arrays;
import java.util.Optional;

/** The fields of a connection; those that make no sense with the rest are not shown. */
final class ConnectionFields extends FormFields {

	private static final int WIDTH = 44;

	private final Runnable changed;
	private final ConnectionForm begin;
	private final Text host;
	private final Combo kind;
	private final Composite account;
	private final Text user;
	private final Text domain;
	private final PasswordField password;
	private final Button remember;
	private final Composite kerberos;
	private final Text file;
	private final Text principal;
	private final Combo protection;
	private final Button consent;
	private final Button more;
	private final Composite advanced;
	private final Text rpcPort;
	private final Text transferPort;
	private final Button readOnly;
	private boolean isAdvanced;

	/** @param changed run when something was typed or chosen */
	ConnectionFields(Composite parent, ConnectionForm form, Runnable changed) {
		super(parent, WIDTH);
		this.changed = changed;
		this.begin = form;
		host = field(this, "&Host:", "name or address", form.place().host());
		kind = choice(this, "&Identity:", Arrays.stream(Kind.values()).map(Kind::words).toArray(String[]::new),
				form.who().kind().ordinal());
		kind.addListener(SWT.Selection, event -> protections(chosenProtection()));
		account = block(this);
		user = field(account, "&User:", "name, or name@REALM for Kerberos", form.who().user());
		domain = field(account, "&Domain:", "optional", form.who().domain());
		password = password(account, "&Password:", form.who().isPasswordKnown());
		remember = tick(account, "&Remember in secure storage", form.who().isRemembered());
		kerberos = block(this);
		file = file(kerberos, "Fi&le:", form.who().file());
		principal = field(kerberos, "&Principal:", "name@REALM", form.who().principal());
		protection = choice(this, "Pro&tection:", new String[0], 0);
		consent = tick(this, "Calls may cross the network unprotected and &anonymous", form.isUnprotectedAccepted());
		more = new Button(this, SWT.PUSH);
		GridDataFactory.swtDefaults().span(2, 1).applyTo(more);
		more.addListener(SWT.Selection, event -> showAdvanced(!isAdvanced));
		advanced = block(this);
		rpcPort = field(advanced, "RP&C port:", "found by itself, mostly 2103", form.place().rpcPort());
		transferPort = field(advanced, "Trans&fer port:", "1801", form.place().transferPort());
		readOnly = tick(advanced, "Read-only: offer &nothing that changes anything there", form.isReadOnly());
		isAdvanced = form.isReadOnly() || !form.place().rpcPort().isEmpty() || !form.place().transferPort().isEmpty();
		protections(form.protection());
		ready();
		arrange();
		host.setFocus();
	}

	/** An identity is protected, nobody is not. */
	private void protections(Protection wanted) {
		boolean isNobody = kind() == Kind.NOBODY;
		protection.setItems(isNobody
				? new String[]{ Lock.words(Protection.NONE) }
				: ConnectionForm.PROTECTIONS.stream().map(Lock::words).toArray(String[]::new));
		protection.select(isNobody ? 0 : ConnectionForm.PROTECTIONS.indexOf(wanted));
		protection.setEnabled(!isNobody);
	}

	private Kind kind() {
		return Kind.values()[kind.getSelectionIndex()];
	}

	private Protection chosenProtection() {
		return protection.getItemCount() == ConnectionForm.PROTECTIONS.size()
				? ConnectionForm.PROTECTIONS.get(protection.getSelectionIndex())
				: begin.protection();
	}

	/** What has been typed so far. */
	ConnectionForm form() {
		ConnectionForm.Who who = new ConnectionForm.Who(kind(), user.getText(), domain.getText(),
				!password.isEmpty() || isKept(), remember.getSelection(), file.getText(), principal.getText());
		return new ConnectionForm(
				new ConnectionForm.Place(host.getText(), rpcPort.getText(), transferPort.getText()), who,
				chosenProtection(), readOnly.getSelection(), consent.getSelection());
	}

	/** Whether the password of this account is known without being typed again. */
	private boolean isKept() {
		return begin.who().isPasswordKnown() && user.getText().equals(begin.who().user())
				&& domain.getText().equals(begin.who().domain());
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

	private void showAdvanced(boolean isWanted) {
		isAdvanced = isWanted;
		changed();
	}

	/** Shows what makes sense now. */
	private void arrange() {
		boolean isTickets = kind() == Kind.TICKETS;
		file.setMessage(isTickets ? "the default cache" : "");
		principal.setMessage(isTickets ? "whoever the cache belongs to" : "name@REALM");
		more.setText(isAdvanced ? "Ad&vanced ▾" : "Ad&vanced ▸");
		boolean isOther = show(account, kind() == Kind.ACCOUNT)
				| show(kerberos, isTickets || kind() == Kind.KEYTAB)
				| show(consent, form().isExposed()) | show(advanced, isAdvanced);
		show(getChildren()[Arrays.asList(getChildren()).indexOf(consent) - 1], consent.getVisible());
		if (isOther) {
			requestLayout();
		}
	}

	@Override
	public void setEnabled(boolean isEnabled) {
		super.setEnabled(isEnabled);
		protection.setEnabled(isEnabled && kind() != Kind.NOBODY);
	}
}
