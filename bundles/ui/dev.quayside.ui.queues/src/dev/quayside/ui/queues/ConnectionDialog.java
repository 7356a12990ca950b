package dev.quayside.ui.queues;

import dev.quayside.admin.ConnectionSettings;
import dev.quayside.admin.Credentials;
import dev.quayside.admin.QueueManagerConnection;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.Secret;
import dev.quayside.ui.common.Connecting;
import dev.quayside.ui.common.ConnectingDialog;
import dev.quayside.ui.common.Connections;
import dev.quayside.ui.common.FormFields;
import dev.quayside.ui.common.Manager;
import dev.quayside.ui.common.NewConnection;
import dev.quayside.ui.model.ConnectionForm;
import dev.quayside.ui.model.ConnectionForm.Problem;
import dev.quayside.ui.model.ConnectionForm.Severity;
import dev.quayside.ui.model.Identity;
import dev.quayside.ui.model.KnownQueueManager;
import dev.quayside.ui.model.QueueWords;
import dev.quayside.ui.model.SignIn;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Shell;

import java.util.Optional;

/** Asks where a queue manager is and who the user is there, and connects before it closes. */
final class ConnectionDialog extends ConnectingDialog {

	private static final String HELP = "With an identity calls are signed and encrypted. Without one they are "
			+ "anonymous and unprotected.";

	private final Optional<Manager> edited;
	private final ConnectionForm first;
	private ConnectionFields fields;
	private FailureNote failure;
	private QueueManagerException reason;
	private NewConnection answer;

	/** Changes the connection of a queue manager. */
	ConnectionDialog(Shell shell, Manager edited) {
		super(shell, true, HELP);
		this.edited = Optional.of(edited);
		first = ConnectionForm.of(edited.known(), !edited.hasToAsk());
	}

	/** A new one. */
	ConnectionDialog(Shell shell, ConnectionForm first) {
		super(shell, false, HELP);
		edited = Optional.empty();
		this.first = first;
	}

	NewConnection answer() {
		return answer;
	}

	@Override
	protected void configureShell(Shell shell) {
		super.configureShell(shell);
		shell.setText(edited.isPresent() ? "Connection settings" : "Add queue manager");
	}

	@Override
	protected FormFields createFields(Composite parent) {
		setTitle(edited.map(manager -> "Connection to " + manager.title()).orElse("Add a queue manager"));
		fields = new ConnectionFields(parent, first, this::changed);
		return fields;
	}

	@Override
	protected Control createFailure(Composite parent) {
		failure = new FailureNote(parent, this::examine);
		GridDataFactory.fillDefaults().grab(true, true).applyTo(failure);
		return failure;
	}

	@Override
	protected void showFailure(String sentences) {
		failure.show(sentences);
	}

	@Override
	protected boolean isBlank() {
		return fields.form().isBlank();
	}

	@Override
	protected Optional<Problem> problem() {
		ConnectionForm form = fields.form();
		return form.problem().or(() -> taken(form.entry()));
	}

	private Optional<Problem> taken(KnownQueueManager entry) {
		return Connections.get().at(entry.address()).filter(manager -> edited.filter(manager::equals).isEmpty())
				.map(manager -> new Problem(manager.title() + " is in the list already: change its settings there",
						Severity.WRONG));
	}

	@Override
	protected void takeAnyway() {
		KnownQueueManager entry = fields.form().entry();
		answer = new NewConnection(entry,
				fields.password().map(password -> new SignIn.Answer(password, entry.isRemembered())),
				Optional.empty(), Optional.of(reason));
	}

	@Override
	protected String target() {
		return fields.form().entry().address().toString();
	}

	@Override
	protected Attempt attempt() {
		KnownQueueManager entry = fields.form().entry();
		Optional<Secret> typed = fields.password();
		return monitor -> connect(entry, typed, monitor);
	}

	private Ending connect(KnownQueueManager entry, Optional<Secret> typed, IProgressMonitor monitor) {
		try {
			ConnectionSettings settings = settings(entry, typed);
			QueueManagerConnection connection = Connecting.connect(settings, monitor);
			Optional<SignIn.Answer> password = settings.credentials() instanceof Credentials.Password given
					? Optional.of(new SignIn.Answer(given.password(), entry.isRemembered()))
					: Optional.empty();
			return new Ending.Connected(
					() -> answer = new NewConnection(entry, password, Optional.of(connection), Optional.empty()),
					connection::close);
		} catch (QueueManagerException e) {
			return new Ending.Failed(QueueWords.failure(e), () -> reason = e);
		}
	}

	/** With the password that was typed, else with the one that is known. */
	private ConnectionSettings settings(KnownQueueManager entry, Optional<Secret> typed)
			throws QueueManagerException {
		if (!(entry.identity() instanceof Identity.Account account)) {
			return entry.settings(entry.identity().withoutPassword().orElseThrow());
		}
		return entry.settings(
				typed.isPresent() ? account.credentials(typed.get()) : edited.orElseThrow().settings().credentials());
	}

	private void examine() {
		KnownQueueManager entry = fields.form().entry();
		Optional<Secret> typed = fields.password();
		new ExaminationDialog(getShell(),
				new Examination(entry.address().toString(), () -> settings(entry, typed)), "").open();
	}
}
