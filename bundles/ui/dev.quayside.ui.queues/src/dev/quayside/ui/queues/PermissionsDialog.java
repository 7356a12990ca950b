package dev.quayside.ui.queues;

import dev.quayside.admin.Permissions;
import dev.quayside.admin.Permissions.Trustee;
import dev.quayside.ui.common.BackgroundJob;
import dev.quayside.ui.common.Ui;
import dev.quayside.ui.model.PermissionForm;
import dev.quayside.ui.model.SidNames;

import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.List;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

import java.util.Optional;

/** Shows who may do what with a queue, lets it be changed, and says what that would change before it is done. */
final class PermissionsDialog extends TitleAreaDialog {

	private static final int LIST_WIDTH = 56;
	private static final int LIST_LINES = 8;
	private static final int CHANGE_LINES = 4;
	private static final String OWNER = "&Owner (a well-known name or a SID):";

	private final String where;
	private PermissionForm form;
	private Label ownerLabel;
	private Combo owner;
	private List trustees;
	private Combo fresh;
	private Button add;
	private Button remove;
	private RightsGrid rights;
	private Text changes;

	/** @param where queue and queue manager */
	PermissionsDialog(Shell shell, String where, Permissions permissions) {
		super(shell);
		this.where = where;
		this.form = PermissionForm.of(permissions).named(SidNames.get());
	}

	/** Names come when they are known; until then there are SIDs. */
	private void look() {
		Permissions shown = form.now();
		BackgroundJob.schedule("Look for names of accounts", monitor -> {
			if (SidNames.get().look(shown, monitor::isCanceled)) {
				Ui.later(trustees, () -> show(form.named(SidNames.get()), selected()));
			}
		});
	}

	/** As the user wants them. */
	Permissions answer() {
		return form.now();
	}

	@Override
	protected void configureShell(Shell shell) {
		super.configureShell(shell);
		shell.setText("Queue permissions");
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		setTitle("Who may do what");
		Composite area = new Composite((Composite) super.createDialogArea(parent), SWT.NONE);
		GridLayoutFactory.swtDefaults().numColumns(2).equalWidth(false).margins(12, 12).spacing(24, 8).applyTo(area);
		GridDataFactory.fillDefaults().grab(true, true).applyTo(area);
		who(area);
		rights = new RightsGrid(area, change -> show(change.apply(form), selected()));
		GridDataFactory.fillDefaults().grab(true, false).applyTo(rights);
		label(area, "What chan&ges:");
		changes = Ui.named(new Text(area, SWT.MULTI | SWT.WRAP | SWT.READ_ONLY | SWT.BORDER | SWT.V_SCROLL),
				"What changes");
		GridDataFactory.fillDefaults().span(2, 1).grab(true, true)
				.hint(SWT.DEFAULT, changes.getLineHeight() * CHANGE_LINES).applyTo(changes);
		return area;
	}

	private static Label label(Composite area, String text) {
		Label label = new Label(area, SWT.NONE);
		label.setText(text);
		GridDataFactory.fillDefaults().span(2, 1).applyTo(label);
		return label;
	}

	/** The owner, and the accounts and groups that have rights. */
	private void who(Composite area) {
		Composite left = new Composite(area, SWT.NONE);
		GridLayoutFactory.fillDefaults().numColumns(2).applyTo(left);
		GridDataFactory.fillDefaults().grab(true, true).applyTo(left);
		ownerLabel = label(left, OWNER);
		owner = Ui.named(new Combo(left, SWT.DROP_DOWN), "Owner");
		fill(owner);
		owner.setText(form.now().owner().map(trustee -> PermissionForm.name(Trustee.ofSid(trustee.sid()))).orElse(""));
		owner.addListener(SWT.Modify, event -> ownerTyped());
		GridDataFactory.fillDefaults().span(2, 1).grab(true, false).applyTo(owner);
		label(left, "Accounts and gro&ups:");
		trustees = Ui.named(new List(left, SWT.SINGLE | SWT.BORDER | SWT.V_SCROLL | SWT.H_SCROLL),
				"Accounts and groups");
		GridDataFactory.fillDefaults().span(2, 1).grab(true, true)
				.hint(Ui.width(trustees, LIST_WIDTH), trustees.getItemHeight() * LIST_LINES).applyTo(trustees);
		trustees.addListener(SWT.Selection, event -> show(form, selected()));
		fresh = Ui.named(new Combo(left, SWT.DROP_DOWN), "Account or group to add");
		fill(fresh);
		fresh.addListener(SWT.Modify, event -> validate());
		GridDataFactory.fillDefaults().grab(true, false).applyTo(fresh);
		add = button(left, "&Add", this::add);
		new Label(left, SWT.NONE);
		remove = button(left, "&Remove", this::remove);
	}

	private static void fill(Combo combo) {
		Trustee.WELL_KNOWN.forEach(known -> combo.add(PermissionForm.name(known)));
	}

	private static Button button(Composite area, String text, Runnable action) {
		Button button = new Button(area, SWT.PUSH);
		button.setText(text);
		button.addListener(SWT.Selection, event -> action.run());
		GridDataFactory.fillDefaults().applyTo(button);
		return button;
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		createButton(parent, OK, "&Change", false);
		createButton(parent, CANCEL, "Cancel", true);
		show(form, form.trustees().stream().findFirst().orElse(null));
		trustees.setFocus();
		look();
	}

	private Trustee selected() {
		int index = trustees.getSelectionIndex();
		return index < 0 || index >= form.trustees().size() ? null : form.trustees().get(index);
	}

	private void show(PermissionForm now, Trustee selected) {
		form = now;
		java.util.List<Trustee> all = form.trustees();
		trustees.setItems(all.stream().map(Trustee::toString).toArray(String[]::new));
		trustees.setSelection(selected == null ? -1 : all.indexOf(selected));
		rights.show(form, selected);
		ownerLabel.setText(form.now().owner().flatMap(Trustee::name).filter(name -> !owner.getText().equals(name))
				.map(name -> "&Owner: " + Ui.plain(name) + ", by SID:").orElse(OWNER));
		changes.setText(form.isChanged() ? String.join("\n", form.changes()) : "Nothing so far.");
		validate();
	}

	private void add() {
		typed(fresh).ifPresent(trustee -> {
			fresh.setText("");
			show(form.plusTrustee(trustee).named(SidNames.get()), trustee);
			look();
		});
	}

	private void remove() {
		Trustee selected = selected();
		if (selected != null) {
			show(form.without(selected), form.without(selected).trustees().stream().findFirst().orElse(null));
		}
	}

	private void ownerTyped() {
		typed(owner).ifPresent(trustee -> show(form.withOwner(trustee), selected()));
		validate();
	}

	private static Optional<Trustee> typed(Combo combo) {
		return Trustee.parse(combo.getText());
	}

	private void validate() {
		Button change = getButton(OK);
		if (change == null) {
			return;
		}
		boolean isOwnerWrong = typed(owner).isEmpty() && !owner.getText().isBlank();
		boolean isFreshWrong = typed(fresh).isEmpty() && !fresh.getText().isBlank();
		add.setEnabled(typed(fresh).isPresent());
		remove.setEnabled(selected() != null);
		change.setEnabled(form.isChanged() && !isOwnerWrong);
		if (isOwnerWrong || isFreshWrong) {
			setMessage("Accounts have a SID here, such as S-1-5-21-1-2-3-500; a few groups have a name.",
					isOwnerWrong ? IMessageProvider.ERROR : IMessageProvider.INFORMATION);
		} else if (form.isChanged() && form.warning().isPresent()) {
			setMessage(form.warning().get(), IMessageProvider.WARNING);
		} else {
			setMessage(form.now().everyone()
					? "With " + where + ": there is no list, so everybody may do everything."
					: "With " + where + ". What is denied counts more than what is allowed.", IMessageProvider.NONE);
		}
	}

	@Override
	protected boolean isResizable() {
		return true;
	}
}
