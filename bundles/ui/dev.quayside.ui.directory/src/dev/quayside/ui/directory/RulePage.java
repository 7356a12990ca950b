package dev.quayside.ui.directory;

import dev.quayside.admin.directory.AccountCertificates;
import dev.quayside.admin.directory.CertificateAccount;
import dev.quayside.admin.directory.CertificateQuery;
import dev.quayside.admin.directory.CleanupRule;
import dev.quayside.admin.directory.CleanupSelection;
import dev.quayside.admin.directory.PlannedChange;
import dev.quayside.ui.common.Ui;
import dev.quayside.ui.model.Words;
import dev.quayside.ui.model.directory.BackupFolder;
import dev.quayside.ui.model.directory.CertificateColumns;
import dev.quayside.ui.model.directory.CertificateRow;
import dev.quayside.ui.model.directory.CleanupChoice;
import dev.quayside.ui.model.directory.CleanupChoice.Kind;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Asks which certificates go. */
final class RulePage extends WizardPage implements ChangeWizard.Question {

	private final List<CertificateAccount> accounts;
	private final Optional<AccountCertificates> read;
	private final List<CertificateRow> picked;
	private final Map<Kind, Button> buttons = new EnumMap<>(Kind.class);
	private Text days;
	private Button resume;
	private FolderField folder;

	/** @param accounts whose certificates a rule chooses from */
	RulePage(List<CertificateAccount> accounts) {
		this(accounts, Optional.empty(), List.of());
	}

	/** @param picked lines that are selected; may be none */
	RulePage(AccountCertificates account, List<CertificateRow> picked) {
		this(List.of(account.account()), Optional.of(account), picked);
	}

	private RulePage(List<CertificateAccount> accounts, Optional<AccountCertificates> read,
			List<CertificateRow> picked) {
		super("rule", "What is to go", null);
		this.accounts = List.copyOf(accounts);
		this.read = read;
		this.picked = picked;
		setDescription("From " + (accounts.size() == 1
				? Words.oneLine(accounts.get(0).account())
				: Words.count(accounts.size()) + " accounts") + ". Several rules add up. Nothing is changed yet.");
	}

	@Override
	public void createControl(Composite parent) {
		Composite area = new Composite(parent, SWT.NONE);
		GridLayoutFactory.swtDefaults().numColumns(2).margins(12, 12).spacing(8, 10).applyTo(area);
		CleanupChoice initial = CleanupChoice.initial(!picked.isEmpty());
		for (Kind kind : Kind.values()) {
			if (kind != Kind.PICKED || !picked.isEmpty()) {
				add(area, kind, initial);
			}
		}
		Label note = new Label(area, SWT.WRAP);
		note.setText("A certificate whose machine is unknown is chosen by Expired, by Everything and by hand only.");
		GridDataFactory.fillDefaults().span(2, 1).indent(0, 12).grab(true, false).applyTo(note);
		if (accounts.size() > 1) {
			addResume(area);
		}
		setControl(area);
		validate();
	}

	private void addResume(Composite area) {
		resume = new Button(area, SWT.CHECK);
		resume.setText("Go on with a run that was &stopped: accounts are left out that its receipts say are done");
		GridDataFactory.swtDefaults().span(2, 1).indent(0, 12).applyTo(resume);
		folder = new FolderField(area, "Bac&kup folder of that run",
				"The folder with the backups and receipts of the run that was stopped.", this::validate);
		GridDataFactory.fillDefaults().span(2, 1).indent(20, 0).grab(true, false).applyTo(folder);
		folder.setEnabled(false);
		resume.addListener(SWT.Selection, event -> {
			folder.setEnabled(isResumed());
			validate();
		});
	}

	private boolean isResumed() {
		return resume != null && resume.getSelection();
	}

	private void add(Composite area, Kind kind, CleanupChoice initial) {
		Button button = new Button(area, SWT.CHECK);
		button.setText(kind == Kind.PICKED
				? "What is selected in the table: " + CertificateColumns.summary(picked)
				: kind.words() + ": " + kind.explanation());
		button.setSelection(initial.kinds().contains(kind));
		button.addListener(SWT.Selection, event -> validate());
		buttons.put(kind, button);
		if (kind == Kind.OLDER) {
			days = Ui.named(new Text(area, SWT.BORDER | SWT.RIGHT), "Days");
			days.setText(initial.days());
			days.addListener(SWT.Modify, event -> validate());
			GridDataFactory.swtDefaults().hint(Ui.width(days, 8), SWT.DEFAULT).applyTo(days);
		} else {
			GridDataFactory.swtDefaults().span(2, 1).applyTo(button);
		}
	}

	private CleanupChoice choice() {
		Set<Kind> kinds = EnumSet.noneOf(Kind.class);
		buttons.forEach((kind, button) -> {
			if (button.getSelection()) {
				kinds.add(kind);
			}
		});
		return new CleanupChoice(kinds, days.getText());
	}

	private void validate() {
		Optional<String> problem = choice().problem()
				.or(() -> isResumed() ? BackupFolder.problem(folder.text()) : Optional.empty());
		setErrorMessage(problem.orElse(null));
		setPageComplete(problem.isEmpty());
	}

	/** What was selected is chosen from what was seen; rules choose from what there is now. */
	@Override
	public Planner planner() {
		CleanupChoice choice = choice();
		CleanupRule rule = choice.rule();
		CertificateQuery query = DirectoryPreferences.query();
		if (choice.isPicked() && read.isPresent()) {
			AccountCertificates account = read.get();
			CleanupSelection selection = CleanupChoice.picked(picked).and(rule.select(account, query.now()));
			return (connection, consumer, monitor) -> consumer
					.accept(PlannedChange.of(connection.clean(account, selection)));
		}
		if (accounts.size() > 1) {
			return new ManyAccounts(accounts, rule, query, isResumed()
					? Optional.of(Path.of(folder.text()))
					: Optional.empty());
		}
		String dn = accounts.get(0).dn();
		return (connection, consumer, monitor) -> consumer.accept(PlannedChange
				.of(connection.clean(connection.certificates(dn, query, monitor), rule, query)));
	}
}
