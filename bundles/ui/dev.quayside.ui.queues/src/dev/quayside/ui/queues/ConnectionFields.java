package dev.quayside.ui.queues;

import dev.quayside.admin.Protection;
import dev.quayside.admin.Secret;
import dev.quayside.ui.common.PasswordField;
import dev.quayside.ui.common.Ui;
import dev.quayside.ui.model.ConnectionForm;
import dev.quayside.ui.model.ConnectionForm.Kind;
import dev.quayside.ui.model.Lock;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The fields of a connection; those that make no sense with the rest are not shown. */
final class ConnectionFields extends Composite {

	private static final int WIDTH = 44;
	private static final int COLUMNS = 2;

	private final List<Label> labels = new ArrayList<>();
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
		super(parent, SWT.NONE);
		this.changed = changed;
		this.begin = form;
		grid(this, 12);
		host = field(this, "&Host:", "name or address", form.place().host());
		kind = choice(this, "&Identity:", Arrays.stream(Kind.values()).map(Kind::words).toArray(String[]::new),
				form.who().kind().ordinal());
		account = block(this);
		user = field(account, "&User:", "name, or name@REALM for Kerberos", form.who().user());
		domain = field(account, "&Domain:", "optional", form.who().domain());
		password = new PasswordField(account, "&Password:", this::changed);
		labels.add(password.label());
		password.control().setMessage(form.who().isPasswordKnown() ? "known already" : "");
		remember = tick(account, "&Remember in secure storage", form.who().isRemembered());
		kerberos = block(this);
		file = file(kerberos, form.who().file());
		principal = field(kerberos, "&Principal:", "name@REALM", form.who().principal());
		protection = choice(this, "Pro&tection:", new String[0], 0);
		consent = tick(this, "Calls may cross the network unprotected and &anonymous", form.isUnprotectedAccepted());
		more = new Button(this, SWT.PUSH);
		GridDataFactory.swtDefaults().span(COLUMNS, 1).applyTo(more);
		more.addListener(SWT.Selection, event -> showAdvanced(!isAdvanced));
		advanced = block(this);
		rpcPort = field(advanced, "RP&C port:", "found by itself, mostly 2103", form.place().rpcPort());
		transferPort = field(advanced, "Trans&fer port:", "1801", form.place().transferPort());
		readOnly = tick(advanced, "Read-only: offer &nothing that changes anything there", form.isReadOnly());
		isAdvanced = form.isReadOnly() || !form.place().rpcPort().isEmpty() || !form.place().transferPort().isEmpty();
		protections(form.protection());
		align(labels.stream().mapToInt(label -> label.computeSize(SWT.DEFAULT, SWT.DEFAULT).x).max().orElse(0));
		arrange();
		host.setFocus();
	}

	/** The fields of all blocks begin at the same place. */
	private void align(int width) {
		labels.forEach(label -> GridDataFactory.swtDefaults().hint(width, SWT.DEFAULT).applyTo(label));
	}

	private static void grid(Composite area, int margin) {
		GridLayoutFactory.swtDefaults().numColumns(COLUMNS).margins(margin, margin).spacing(10, 8).applyTo(area);
	}

	/** Fields that are shown together. */
	private static Composite block(Composite parent) {
		Composite block = new Composite(parent, SWT.NONE);
		grid(block, 0);
		GridDataFactory.fillDefaults().grab(true, false).span(COLUMNS, 1).applyTo(block);
		return block;
	}

	private Text field(Composite area, String label, String hint, String value) {
		label(area, label);
		Text text = Ui.named(new Text(area, SWT.BORDER), plain(label));
		text.setMessage(hint);
		text.setText(value);
		text.addListener(SWT.Modify, event -> changed());
		GridDataFactory.fillDefaults().grab(true, false).hint(Ui.width(text, WIDTH), SWT.DEFAULT).applyTo(text);
		return text;
	}

	private void label(Composite area, String text) {
		Label label = new Label(area, SWT.NONE);
		label.setText(text);
		labels.add(label);
	}

	private static String plain(String label) {
		return label.replace("&", "").replace(":", "");
	}

	private Text file(Composite area, String value) {
		label(area, "Fi&le:");
		Composite line = new Composite(area, SWT.NONE);
		GridLayoutFactory.fillDefaults().numColumns(COLUMNS).applyTo(line);
		GridDataFactory.fillDefaults().grab(true, false).applyTo(line);
		Text text = Ui.named(new Text(line, SWT.BORDER), "File");
		text.setText(value);
		text.addListener(SWT.Modify, event -> changed());
		GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).applyTo(text);
		Button browse = new Button(line, SWT.PUSH);
		browse.setText("Bro&wse…");
		browse.addListener(SWT.Selection, event -> {
			String chosen = new FileDialog(getShell(), SWT.OPEN).open();
			if (chosen != null) {
				text.setText(chosen);
			}
		});
		return text;
	}

	private Combo choice(Composite area, String label, String[] items, int selected) {
		label(area, label);
		Combo combo = Ui.named(new Combo(area, SWT.READ_ONLY), plain(label));
		combo.setItems(items);
		combo.select(selected);
		combo.addListener(SWT.Selection, event -> {
			if (combo == kind) {
				protections(chosenProtection());
			}
			changed();
		});
		GridDataFactory.fillDefaults().grab(true, false).applyTo(combo);
		return combo;
	}

	private Button tick(Composite area, String text, boolean isTicked) {
		label(area, "");
		Button button = new Button(area, SWT.CHECK);
		button.setText(text);
		button.setSelection(isTicked);
		button.addListener(SWT.Selection, event -> changed());
		return button;
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

	private void changed() {
		arrange();
		changed.run();
	}

	private void showAdvanced(boolean isWanted) {
		isAdvanced = isWanted;
		changed();
	}

	/** Shows what makes sense now. */
	private void arrange() {
		if (readOnly == null) {
			return;
		}
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

	/** @return whether that is something else than before */
	private static boolean show(Control control, boolean isShown) {
		boolean isOther = control.getVisible() != isShown;
		if (control.getLayoutData() == null) {
			control.setLayoutData(new GridData());
		}
		((GridData) control.getLayoutData()).exclude = !isShown;
		control.setVisible(isShown);
		return isOther;
	}

	@Override
	public void setEnabled(boolean isEnabled) {
		super.setEnabled(isEnabled);
		for (Control control : getChildren()) {
			control.setEnabled(isEnabled && (control != protection || kind() != Kind.NOBODY));
		}
	}
}
