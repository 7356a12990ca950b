package dev.quayside.app;

import org.eclipse.jface.action.GroupMarker;
import org.eclipse.jface.action.ICoolBarManager;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.jface.action.ToolBarContributionItem;
import org.eclipse.jface.action.ToolBarManager;
import org.eclipse.swt.SWT;
import org.eclipse.ui.IWorkbenchActionConstants;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.actions.ActionFactory;
import org.eclipse.ui.actions.ContributionItemFactory;
import org.eclipse.ui.application.ActionBarAdvisor;
import org.eclipse.ui.application.IActionBarConfigurer;

/** The frame of the menus; commands are contributed into it. */
final class Actions extends ActionBarAdvisor {

	private IWorkbenchWindow window;

	Actions(IActionBarConfigurer configurer) {
		super(configurer);
	}

	@Override
	protected void makeActions(IWorkbenchWindow owner) {
		window = owner;
		for (ActionFactory factory : new ActionFactory[]{ ActionFactory.QUIT, ActionFactory.PREFERENCES,
				ActionFactory.ABOUT, ActionFactory.COPY, ActionFactory.SELECT_ALL, ActionFactory.RESET_PERSPECTIVE,
				ActionFactory.NEXT_EDITOR, ActionFactory.CLOSE, ActionFactory.CLOSE_ALL }) {
			register(factory.create(owner));
		}
		getAction(ActionFactory.CLOSE.getId()).setText("&Close Tab");
		getAction(ActionFactory.CLOSE_ALL.getId()).setText("Close &All Tabs");
		getAction(ActionFactory.RESET_PERSPECTIVE.getId()).setText("&Reset Layout…");
		getAction(ActionFactory.QUIT.getId()).setText("E&xit");
	}

	@Override
	protected void fillMenuBar(IMenuManager bar) {
		MenuManager file = menu(bar, "&File", IWorkbenchActionConstants.M_FILE);
		file.add(new GroupMarker(IWorkbenchActionConstants.MB_ADDITIONS));
		file.add(new Separator());
		add(file, ActionFactory.CLOSE, ActionFactory.CLOSE_ALL);
		file.add(new Separator());
		add(file, ActionFactory.QUIT);
		MenuManager edit = menu(bar, "&Edit", IWorkbenchActionConstants.M_EDIT);
		add(edit, ActionFactory.COPY, ActionFactory.SELECT_ALL);
		edit.add(new GroupMarker(IWorkbenchActionConstants.MB_ADDITIONS));
		MenuManager manager = menu(bar, "Queue &Manager", "manager");
		manager.add(new GroupMarker(IWorkbenchActionConstants.MB_ADDITIONS));
		MenuManager queue = menu(bar, "&Queue", "queue");
		queue.add(new GroupMarker(IWorkbenchActionConstants.MB_ADDITIONS));
		MenuManager directory = menu(bar, "&Directory", "directory");
		directory.add(new GroupMarker(IWorkbenchActionConstants.MB_ADDITIONS));
		MenuManager windows = menu(bar, "&Window", IWorkbenchActionConstants.M_WINDOW);
		windows.add(new GroupMarker(IWorkbenchActionConstants.MB_ADDITIONS));
		MenuManager views = new MenuManager("Show &View", "show-view");
		views.add(ContributionItemFactory.VIEWS_SHORTLIST.create(window));
		windows.add(views);
		add(windows, ActionFactory.RESET_PERSPECTIVE);
		windows.add(new Separator());
		add(windows, ActionFactory.PREFERENCES);
		MenuManager help = menu(bar, "&Help", IWorkbenchActionConstants.M_HELP);
		help.add(new GroupMarker(IWorkbenchActionConstants.MB_ADDITIONS));
		add(help, ActionFactory.ABOUT);
	}

	private static MenuManager menu(IMenuManager bar, String text, String id) {
		MenuManager menu = new MenuManager(text, id);
		bar.add(menu);
		return menu;
	}

	private void add(IMenuManager menu, ActionFactory... factories) {
		for (ActionFactory factory : factories) {
			menu.add(getAction(factory.getId()));
		}
	}

	@Override
	protected void fillCoolBar(ICoolBarManager bar) {
		ToolBarManager tools = new ToolBarManager(SWT.FLAT | SWT.RIGHT);
		tools.add(new GroupMarker(IWorkbenchActionConstants.MB_ADDITIONS));
		bar.add(new ToolBarContributionItem(tools, "dev.quayside.app.main"));
	}
}
