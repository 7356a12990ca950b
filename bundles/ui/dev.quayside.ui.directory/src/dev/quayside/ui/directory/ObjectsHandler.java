package dev.quayside.ui.directory;

import dev.quayside.admin.QueueSettings;
import dev.quayside.admin.directory.DirectoryMachine;
import dev.quayside.admin.directory.PublicQueue;
import dev.quayside.admin.directory.ServerSettings;
import dev.quayside.ui.common.Ui;
import dev.quayside.ui.model.QueueForm;
import dev.quayside.ui.model.directory.ObjectColumns;

import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.handlers.HandlerUtil;

import java.util.List;
import java.util.Optional;

/** What can be done with machines and public queues; plugin.xml says which of it. */
public final class ObjectsHandler extends OfferedHandler<ObjectsHandler.Way> {

	/** What is done. */
	enum Way {
		CONNECT,
		BROWSE,
		CREATE,
		CHANGE,
		DELETE
	}

	public ObjectsHandler() {
		super(Way.class);
	}

	@Override
	Optional<String> why() {
		boolean isChange = way() == Way.CREATE || way() == Way.CHANGE || way() == Way.DELETE;
		Optional<String> why = whyNot(DirectorySessions.get().current(), isChange);
		return why.isPresent() ? why : selected();
	}

	private Optional<String> selected() {
		return switch (way()) {
			case CONNECT -> server().isPresent() || MachinesView.selected().size() == 1
					? Optional.empty()
					: Optional.of("Select a machine");
			case CREATE -> Optional.empty();
			case BROWSE, CHANGE, DELETE ->
				PublicQueuesView.selected().size() == 1 ? Optional.empty() : Optional.of("Select a public queue");
		};
	}

	/** That of a site, where the user looks at those. */
	private static Optional<ServerSettings> server() {
		return Ui.page().map(IWorkbenchPage::getActivePart).filter(EnterpriseView.class::isInstance)
				.map(part -> EnterpriseView.selected(ServerSettings.class)).filter(servers -> servers.size() == 1)
				.map(servers -> servers.get(0));
	}

	@Override
	public Object execute(ExecutionEvent event) {
		Optional<DirectorySession> session = DirectorySessions.get().current();
		if (session.isPresent() && why().isEmpty()) {
			Shell shell = HandlerUtil.getActiveShell(event);
			List<PublicQueue> queues = PublicQueuesView.selected();
			switch (way()) {
				case CONNECT -> server().ifPresentOrElse(
						server -> QueueManagerLinks.connect(session.get(), server),
						() -> QueueManagerLinks.connect(MachinesView.selected().get(0)));
				case BROWSE -> QueueManagerLinks.browse(session.get(), queues.get(0));
				case CREATE -> create(shell, session.get());
				case CHANGE -> change(shell, session.get(), queues.get(0));
				case DELETE -> ObjectChangeDialog.open(shell, session.get(), "Delete public queue",
						(connection, monitor) -> connection.objects().deleteQueue(queues.get(0).dn(), monitor));
				default -> throw new IllegalStateException("No " + way());
			}
		}
		return null;
	}

	private static void create(Shell shell, DirectorySession session) {
		String machine = MachinesView.selected().stream().findFirst().map(DirectoryMachine::name)
				.or(() -> PublicQueuesView.selected().stream().findFirst().map(PublicQueue::machine)).orElse("");
		PublicQueueDialog dialog = new PublicQueueDialog(shell, machine, Optional.empty());
		if (dialog.open() == Window.OK) {
			QueueForm form = dialog.answer();
			String where = dialog.machine();
			ObjectChangeDialog.open(shell, session, "Create public queue", (connection, monitor) -> connection.objects()
					.createQueue(where, form.name().strip(), form.settings(), monitor));
		}
	}

	private static void change(Shell shell, DirectorySession session, PublicQueue queue) {
		QueueForm before = ObjectColumns.form(queue);
		PublicQueueDialog dialog = new PublicQueueDialog(shell, queue.machine(), Optional.of(before));
		if (dialog.open() == Window.OK) {
			QueueSettings settings = dialog.answer().changes(before);
			ObjectChangeDialog.open(shell, session, "Change public queue",
					(connection, monitor) -> connection.objects().changeQueue(queue.dn(), settings, monitor));
		}
	}
}
