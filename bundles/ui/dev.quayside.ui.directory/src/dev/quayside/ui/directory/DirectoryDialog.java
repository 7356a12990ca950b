package dev.quayside.ui.directory;

import dev.quayside.admin.Credentials;
import dev.quayside.admin.Secret;
import dev.quayside.admin.directory.Directories;
import dev.quayside.admin.directory.DirectoryConnection;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.admin.directory.DirectorySettings;
import dev.quayside.ui.common.ConnectingDialog;
import dev.quayside.ui.common.FormFields;
import dev.quayside.ui.common.Services;
import dev.quayside.ui.common.Ui;
import dev.quayside.ui.model.ConnectionForm.Problem;
import dev.quayside.ui.model.ConnectionForm.Severity;
import dev.quayside.ui.model.Identity;
import dev.quayside.ui.model.QueueWords;
import dev.quayside.ui.model.SignIn;
import dev.quayside.ui.model.directory.DirectoryForm;
import dev.quayside.ui.model.directory.KnownDirectory;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

import java.util.Optional;

/** Asks where a directory is and who the user is there, and connects before it closes. */
final class DirectoryDialog extends ConnectingDialog {

	private static final String HELP = "Nothing is sent before the connection is encrypted and the server has shown a "
			+ "certificate that is trusted.";
	private static final int LINES = 6;
	private static final int WIDTH = 60;

	private final Optional<DirectorySession> edited;
	private DirectoryFields fields;
	private Text failure;
	private NewDirectory answer;

	/** @param edited empty: a new one */
	DirectoryDialog(Shell shell, Optional<DirectorySession> edited) {
		super(shell, edited.isPresent(), HELP);
		this.edited = edited;
	}

	/** Empty: the user does not want it. */
	Optional<NewDirectory> answer() {
		return Optional.ofNullable(answer);
	}

	@Override
	protected void configureShell(Shell shell) {
		super.configureShell(shell);
		shell.setText(edited.isPresent() ? "Directory settings" : "Add directory");
	}

	@Override
	protected FormFields createFields(Composite parent) {
		setTitle(edited.map(session -> "Connection to " + session.title()).orElse("Add an Active Directory"));
		fields = new DirectoryFields(parent,
				edited.map(session -> DirectoryForm.of(session.known(), !session.hasToAsk()))
						.orElseGet(DirectoryForm::empty),
				this::changed);
		return fields;
	}

	@Override
	protected Control createFailure(Composite parent) {
		failure = Ui.named(new Text(parent, SWT.MULTI | SWT.WRAP | SWT.READ_ONLY | SWT.V_SCROLL | SWT.BORDER),
				"Why it failed and what to try");
		GridDataFactory.fillDefaults().grab(true, true).indent(12, 0)
				.hint(Ui.width(failure, WIDTH), failure.getLineHeight() * LINES).applyTo(failure);
		return failure;
	}

	@Override
	protected void showFailure(String sentences) {
		failure.setText(sentences);
	}

	@Override
	protected boolean isBlank() {
		return fields.form().isBlank();
	}

	@Override
	protected Optional<Problem> problem() {
		DirectoryForm form = fields.form();
		return form.problem().or(() -> taken(form.entry()));
	}

	private Optional<Problem> taken(KnownDirectory entry) {
		return DirectorySessions.get().at(entry.address()).filter(session -> edited.filter(session::equals).isEmpty())
				.map(session -> new Problem(session.title() + " is in the list already: change its settings there",
						Severity.WRONG));
	}

	@Override
	protected void takeAnyway() {
		KnownDirectory entry = fields.form().entry();
		answer = new NewDirectory(entry, answer(entry, fields.password()), Optional.empty());
	}

	private static Optional<SignIn.Answer> answer(KnownDirectory entry, Optional<Secret> typed) {
		return typed.map(password -> new SignIn.Answer(password, entry.isRemembered()));
	}

	@Override
	protected String target() {
		return fields.form().entry().title();
	}

	@Override
	protected Attempt attempt() {
		KnownDirectory entry = fields.form().entry();
		Optional<Secret> typed = fields.password();
		return monitor -> connect(entry, typed, monitor);
	}

	private Ending connect(KnownDirectory entry, Optional<Secret> typed, IProgressMonitor monitor) {
		KnownDirectory[] trusting = { entry };
		try {
			DirectorySettings settings = settings(entry, typed);
			DirectoryConnection connection = Services.get(Directories.class).connect(settings, certificate -> {
				boolean isTrusted = TrustDialog.ask(certificate);
				if (isTrusted) {
					trusting[0] = entry.withTrusted(certificate.fingerprint());
				}
				return isTrusted;
			}, monitor);
			Optional<Secret> password = settings.credentials() instanceof Credentials.Password given
					? Optional.of(given.password())
					: Optional.empty();
			return new Ending.Connected(() -> answer = new NewDirectory(trusting[0], answer(trusting[0], password),
					Optional.of(connection)), connection::close);
		} catch (DirectoryException e) {
			return new Ending.Failed(QueueWords.failure(e), () -> {});
		}
	}

	/** With the password that was typed, else with the one that is known. */
	private DirectorySettings settings(KnownDirectory entry, Optional<Secret> typed) throws DirectoryException {
		if (!(entry.identity() instanceof Identity.Account account)) {
			return entry.settings(entry.identity().withoutPassword().orElseThrow());
		}
		return entry.settings(typed.isPresent()
				? account.credentials(typed.get())
				: edited.orElseThrow().credentials());
	}
}
