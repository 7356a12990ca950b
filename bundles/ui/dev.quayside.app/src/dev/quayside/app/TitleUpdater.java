package dev.quayside.app;

import dev.quayside.ui.directory.DirectorySession;
import dev.quayside.ui.directory.DirectorySessions;
import dev.quayside.ui.messages.MessagesEditor;

import org.eclipse.ui.IPartListener2;
import org.eclipse.ui.IPerspectiveDescriptor;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchPartReference;
import org.eclipse.ui.PerspectiveAdapter;
import org.eclipse.ui.application.IWorkbenchWindowConfigurer;

import java.util.Optional;

/** Keeps in the title of the window what is in front: a queue of a queue manager, or in its perspective a directory. */
final class TitleUpdater extends PerspectiveAdapter implements IPartListener2 {

	private static final String PRODUCT = "Quayside";

	private final IWorkbenchWindowConfigurer window;
	private boolean isListening;

	TitleUpdater(IWorkbenchWindowConfigurer window) {
		this.window = window;
	}

	@Override
	public void perspectiveActivated(IWorkbenchPage page, IPerspectiveDescriptor perspective) {
		update();
	}

	@Override
	public void partActivated(IWorkbenchPartReference part) {
		update();
	}

	@Override
	public void partBroughtToTop(IWorkbenchPartReference part) {
		update();
	}

	@Override
	public void partClosed(IWorkbenchPartReference part) {
		update();
	}

	private void update() {
		IWorkbenchPage page = window.getWindow().getActivePage();
		if (page != null) {
			window.setTitle(shown(page).map(what -> what + " – " + PRODUCT).orElse(PRODUCT));
		}
	}

	private Optional<String> shown(IWorkbenchPage page) {
		IPerspectiveDescriptor perspective = page.getPerspective();
		if (perspective != null && perspective.getId().equals(DirectoryPerspective.ID)) {
			return Optional.of(directory());
		}
		return page.getActiveEditor() instanceof MessagesEditor messages
				? Optional.of(messages.queue().where())
				: Optional.empty();
	}

	/** The list of directories is not opened before somebody wants to see one. */
	private String directory() {
		DirectorySessions sessions = DirectorySessions.get();
		if (!isListening) {
			isListening = true;
			sessions.onChanged(this::update);
		}
		return sessions.current().map(DirectorySession::title).map(title -> title + " – Directory").orElse("Directory");
	}
}
