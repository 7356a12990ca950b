package dev.quayside.ui.directory;

import dev.quayside.admin.Secret;
import dev.quayside.admin.directory.DirectoryProtection;
import dev.quayside.ui.common.PasswordField;
import dev.quayside.ui.common.Ui;
import dev.quayside.ui.model.directory.DirectoryForm;
import dev.quayside.ui.model.directory.DirectoryForm.Finding;
import dev.quayside.ui.model.directory.DirectoryForm.Kind;
import dev.quayside.ui.model.directory.DirectoryWords;

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

/** The fields of a directory; those that make no sense with the rest are not shown. */
final class DirectoryFields extends Composite {

	private static final int WIDTH = 50;
	private static final int COLUMNS = 2;

	private final List<Label> labels = new ArrayList<>();
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
		super(parent, SWT.NONE);
		this.changed = changed;
		this.begin = form;
		grid(this, 12);
		finding = choice(this, "&Find by:", Arrays.stream(Finding.values()).map(Finding::words).toArray(String[]::new),
				form.place().finding().ordinal());
		name = field(this, "&Name:", form.place().name());
		portBlock = block(this);
		port = field(portBlock, "P&ort:", form.place().port());
		kind = choice(this, "&Identity:", Arrays.stream(Kind.values()).map(Kind::words).toArray(String[]::new),
				form.who().kind().ordinal());
		account = field(this, "&Account:", form.who().name());
		passwordBlock = block(this);
		password = new PasswordField(passwordBlock, "&Password:", this::changed);
		labels.add(password.label());
		password.control().setMessage(form.who().isPasswordKnown() ? "known already" : "");
		remember = tick(passwordBlock, "&Remember in secure storage", form.who().isRemembered());
		fileBlock = block(this);
		file = file(fileBlock, "Fi&le:", form.who().file());
		protection = choice(this, "Pro&tection:", new String[0], 0);
		protections(form.place().protection());
		authorities = file(this, "&CA file:", form.authorities());
		authorities.setMessage("optional, in PEM: who vouches for the server");
		readOnly = tick(this, "R&ead-only: offer nothing that changes anything there", form.isReadOnly());
		int width = labels.stream().mapToInt(label -> label.computeSize(SWT.DEFAULT, SWT.DEFAULT).x).max().orElse(0);
		labels.forEach(label -> GridDataFactory.swtDefaults().hint(width, SWT.DEFAULT).applyTo(label));
		kind.addListener(SWT.Selection, event -> protections(begin.place().protection()));
		arrange();
		name.setFocus();
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

	private Text field(Composite area, String label, String value) {
		label(area, label);
		Text text = Ui.named(new Text(area, SWT.BORDER), plain(label));
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

	private Text file(Composite area, String label, String value) {
		label(area, label);
		Composite line = new Composite(area, SWT.NONE);
		GridLayoutFactory.fillDefaults().numColumns(COLUMNS).applyTo(line);
		GridDataFactory.fillDefaults().grab(true, false).applyTo(line);
		Text text = Ui.named(new Text(line, SWT.BORDER), plain(label));
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
		combo.addListener(SWT.Selection, event -> changed());
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

	private void changed() {
		if (readOnly != null) {
			arrange();
			changed.run();
		}
	}

	/** Shows what makes sense now. */
	private void arrange() {
		boolean isDomain = finding() == Finding.DOMAIN;
		name.setMessage(isDomain ? "corp.example" : "dc1.corp.example");
		port.setMessage("636 for LDAPS, 389 otherwise");
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

	/** @return whether that is something else than before */
	private static boolean show(Control control, boolean isShown) {
		boolean isOther = control.getVisible() != isShown;
		((GridData) control.getLayoutData()).exclude = !isShown;
		control.setVisible(isShown);
		return isOther;
	}

	@Override
	public void setEnabled(boolean isEnabled) {
		super.setEnabled(isEnabled);
		for (Control control : getChildren()) {
			control.setEnabled(isEnabled);
		}
	}
}
