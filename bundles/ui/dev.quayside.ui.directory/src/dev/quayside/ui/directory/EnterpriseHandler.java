package dev.quayside.ui.directory;

import dev.quayside.admin.directory.PublicQueue;
import dev.quayside.ui.common.Ui;
import dev.quayside.ui.model.directory.AliasRow;

import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.handlers.HandlerUtil;

import java.util.List;
import java.util.Optional;

/** What can be done with what MSMQ keeps for a forest; plugin.xml says which of it. */
public final class EnterpriseHandler extends OfferedHandler<EnterpriseHandler.Way> {

	/** What is done. */
	enum Way {
		OPEN_ALIAS,
		CREATE_ALIAS,
		DELETE_ALIAS,
		DUPLICATE_IDS
	}

	public EnterpriseHandler() {
		super(Way.class);
	}

	@Override
	Optional<String> why() {
		boolean isChange = way() == Way.CREATE_ALIAS || way() == Way.DELETE_ALIAS;
		Optional<String> why = whyNot(DirectorySessions.get().current(), isChange);
		boolean needsAlias = way() == Way.OPEN_ALIAS || way() == Way.DELETE_ALIAS;
		return why.isPresent() || !needsAlias || EnterpriseView.selected(AliasRow.class).size() == 1
				? why
				: Optional.of("Select an alias");
	}

	@Override
	public Object execute(ExecutionEvent event) {
		Optional<DirectorySession> session = DirectorySessions.get().current();
		if (session.isPresent() && why().isEmpty()) {
			Shell shell = HandlerUtil.getActiveWorkbenchWindow(event).getShell();
			List<AliasRow> aliases = EnterpriseView.selected(AliasRow.class);
			switch (way()) {
				case OPEN_ALIAS -> QueueManagerLinks.open(session.get(), aliases.get(0));
				case CREATE_ALIAS -> create(shell, session.get());
				case DELETE_ALIAS -> ObjectChangeDialog.open(shell, session.get(), "Delete queue alias",
						(connection, monitor) -> connection.objects().deleteAlias(aliases.get(0).alias().dn(),
								monitor));
				case DUPLICATE_IDS -> search(shell, session.get());
				default -> throw new IllegalStateException("No " + way());
			}
		}
		return null;
	}

	private static void create(Shell shell, DirectorySession session) {
		String proposed = Ui.page().map(IWorkbenchPage::getActivePart).filter(PublicQueuesView.class::isInstance)
				.flatMap(part -> PublicQueuesView.selected().stream().findFirst()).map(PublicQueue::formatName)
				.orElse("");
		AliasDialog dialog = new AliasDialog(shell, session.current().orElseThrow(), proposed);
		if (dialog.open() == Window.OK) {
			ObjectChangeDialog.open(shell, session, "Create queue alias", (connection, monitor) -> connection.objects()
					.createAlias(dialog.name(), dialog.container(), dialog.formatName(), monitor));
		}
	}

	private static void search(Shell shell, DirectorySession session) {
		try {
			MachinesView view = (MachinesView) Ui.page().orElseThrow().showView(MachinesView.ID);
			DuplicateIdsDialog dialog = new DuplicateIdsDialog(shell, view.panel().scope());
			if (dialog.open() == Window.OK) {
				view.search(session, dialog.scope(), dialog.asking());
			}
		} catch (PartInitException e) {
			throw new IllegalStateException(e);
		}
	}
}
