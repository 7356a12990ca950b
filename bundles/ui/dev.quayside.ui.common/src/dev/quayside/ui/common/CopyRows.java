package dev.quayside.ui.common;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.widgets.Table;
import org.eclipse.ui.IWorkbenchCommandConstants;
import org.eclipse.ui.handlers.IHandlerActivation;
import org.eclipse.ui.handlers.IHandlerService;
import org.eclipse.ui.menus.CommandContributionItem;
import org.eclipse.ui.menus.CommandContributionItemParameter;
import org.eclipse.ui.services.IServiceLocator;

import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** Edit > Copy for a table: its selected rows as text, one line each, for a ticket or a spreadsheet. */
public final class CopyRows extends AbstractHandler {

	private final Table table;
	private final IntFunction<String> line;

	private CopyRows(Table table, IntFunction<String> line) {
		this.table = table;
		this.line = line;
	}

	/**
	 * Copies while the table has the focus.
	 *
	 * @param line
	 *            the text of a row
	 */
	public static void enable(Table table, IServiceLocator site, IntFunction<String> line) {
		IHandlerService handlers = site.getService(IHandlerService.class);
		CopyRows copy = new CopyRows(table, line);
		IHandlerActivation[] active = new IHandlerActivation[1];
		table.addListener(SWT.FocusIn, event -> {
			if (active[0] == null) {
				active[0] = handlers.activateHandler(IWorkbenchCommandConstants.EDIT_COPY, copy);
			}
		});
		table.addListener(SWT.FocusOut, event -> {
			if (active[0] != null) {
				handlers.deactivateHandler(active[0]);
				active[0] = null;
			}
		});
	}

	/** A context menu that offers it, where there is no other. */
	public static void menu(Table table, IServiceLocator site) {
		MenuManager menu = new MenuManager();
		menu.add(new CommandContributionItem(new CommandContributionItemParameter(site, null,
				IWorkbenchCommandConstants.EDIT_COPY, CommandContributionItem.STYLE_PUSH)));
		table.setMenu(menu.createContextMenu(table));
	}

	@Override
	public Object execute(ExecutionEvent event) {
		String text = Arrays.stream(table.getSelectionIndices()).sorted().mapToObj(line)
				.collect(Collectors.joining(System.lineSeparator()));
		if (!text.isEmpty()) {
			Clipboard clipboard = new Clipboard(table.getDisplay());
			clipboard.setContents(new Object[]{ text }, new Transfer[]{ TextTransfer.getInstance() });
			clipboard.dispose();
		}
		return null;
	}
}
