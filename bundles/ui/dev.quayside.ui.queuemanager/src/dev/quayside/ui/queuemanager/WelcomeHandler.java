package dev.quayside.ui.queuemanager;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.handlers.HandlerUtil;

/** Shows the first steps. */
public final class WelcomeHandler extends AbstractHandler {

	@Override
	public Object execute(ExecutionEvent event) throws ExecutionException {
		try {
			HandlerUtil.getActiveWorkbenchWindow(event).getActivePage().openEditor(new WelcomeInput(),
					WelcomeEditor.ID);
		} catch (PartInitException e) {
			throw new ExecutionException("Cannot show the first steps", e);
		}
		return null;
	}
}
