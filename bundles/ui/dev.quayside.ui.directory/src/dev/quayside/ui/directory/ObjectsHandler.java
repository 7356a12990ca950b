package dev.quayside.ui.directory;

import dev.quayside.admin.QueueSettings;
import dev.quayside.admin.directory.DirectoryMachine;
import dev.quayside.admin.directory.PublicQueue;
import dev.quayside.ui.common.Ui;
import dev.quayside.ui.model.QueueForm;
import dev.quayside.ui.model.directory.ObjectColumns;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.IExecutableExtension;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.commands.ICommandService;
import org.eclipse.ui.commands.IElementUpdater;
import org.eclipse.ui.handlers.HandlerUtil;
import org.eclipse.ui.menus.UIElement;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What can be done with machines and public queues; plugin.xml says which of it. Where it is not offered the tooltip says
 * why.
 */
public final class ObjectsHandler extends AbstractHandler implements IElementUpdater, IExecutableExtension {

	/** What is done. */
	enum Way {
		CONNECT,
		BROWSE,
		CREATE,
		CHANGE,
		DELETE
	}

	private final Runnable stopListening;
	private Way way = Way.CONNECT;
	private String command = "";
	private Optional<String> refusal = Optional.empty();

	public ObjectsHandler() {
		stopListening = DirectorySessions.get().onChanged(() -> setEnabled(null));
	}

	@Override
	public void setInitializationData(IConfigurationElement config, String property, Object data) {
		way = Way.valueOf(String.valueOf(data));
		command = String.valueOf(config.getAttribute("commandId"));
		setEnabled(null);
	}

	@Override
	public void setEnabled(Object evaluationContext) {
		Optional<String> now = why();
		setBaseEnabled(now.isEmpty());
		if (!now.equals(refusal)) {
			refusal = now;
			Ui.later(() -> PlatformUI.getWorkbench().getService(ICommandService.class).refreshElements(command, null));
		}
	}

	private Optional<String> why() {
		Optional<DirectorySession> session = DirectorySessions.get().current();
		if (session.isEmpty() || session.get().current().isEmpty()) {
			return Optional.of("No directory is connected");
		}
		boolean isChange = way == Way.CREATE || way == Way.CHANGE || way == Way.DELETE;
		if (isChange && session.get().isReadOnly()) {
			return Optional.of("The directory is marked as read-only");
		}
		return switch (way) {
			case CONNECT -> MachinesView.selected().size() == 1 ? Optional.empty() : Optional.of("Select a machine");
			case CREATE -> Optional.empty();
			case BROWSE, CHANGE, DELETE ->
				PublicQueuesView.selected().size() == 1 ? Optional.empty() : Optional.of("Select a public queue");
		};
	}

	@Override
	@SuppressWarnings("rawtypes")
	public void updateElement(UIElement element, Map parameters) {
		element.setTooltip(refusal.orElse(null));
	}

	@Override
	public Object execute(ExecutionEvent event) {
		Optional<DirectorySession> session = DirectorySessions.get().current();
		if (session.isPresent() && why().isEmpty()) {
			Shell shell = HandlerUtil.getActiveShell(event);
			List<PublicQueue> queues = PublicQueuesView.selected();
			switch (way) {
				case CONNECT -> QueueManagerLinks.connect(MachinesView.selected().get(0));
				case BROWSE -> QueueManagerLinks.browse(session.get(), queues.get(0));
				case CREATE -> create(shell, session.get());
				case CHANGE -> change(shell, session.get(), queues.get(0));
				case DELETE -> ObjectChangeDialog.open(shell, session.get(), "Delete public queue",
						(connection, monitor) -> connection.objects().deleteQueue(queues.get(0).dn(), monitor));
				default -> throw new IllegalStateException("No " + way);
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

	@Override
	public void dispose() {
		stopListening.run();
		super.dispose();
	}
}
