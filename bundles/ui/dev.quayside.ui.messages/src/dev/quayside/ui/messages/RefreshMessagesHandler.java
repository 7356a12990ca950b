package dev.quayside.ui.messages;

import dev.quayside.ui.common.Connections;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.ui.handlers.HandlerUtil;

/** Reads the messages of the active tab again, and the counts of its queue manager. */
public final class RefreshMessagesHandler extends AbstractHandler {

	@Override
	public Object execute(ExecutionEvent event) {
		if (HandlerUtil.getActivePart(event) instanceof MessagesEditor editor) {
			editor.refresh();
			Connections.get().refresh(editor.queue().manager());
		}
		return null;
	}
}
