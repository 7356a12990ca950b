package dev.quayside.ui.queues;

import dev.quayside.ui.common.Connections;
import dev.quayside.ui.common.Manager;
import dev.quayside.ui.common.PropertiesPage;
import dev.quayside.ui.common.QueueNode;
import dev.quayside.ui.common.Ui;

import org.eclipse.core.commands.common.CommandException;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.jface.viewers.Viewer;
import org.eclipse.jface.viewers.ViewerFilter;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.IWorkbenchActionConstants;
import org.eclipse.ui.handlers.IHandlerService;
import org.eclipse.ui.part.ViewPart;
import org.eclipse.ui.views.properties.IPropertySheetPage;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Queue managers and their queues, with counts that follow. */
public final class NavigatorView extends ViewPart {

	public static final String ID = "dev.quayside.ui.queues.navigator";

	/** Opens the messages of the selected queue; its handler belongs to the bundle that shows them. */
	private static final String OPEN_COMMAND = "dev.quayside.queue.open";

	/** Those whose queues were shown once; what the user then closes stays closed. */
	private final Set<Manager> expanded = new HashSet<>();
	private final Set<Manager> known = new HashSet<>();
	private Composite area;
	private NavigatorTree viewer;
	private Text filter;
	private Text problem;
	private Runnable stopListening;

	@Override
	public void createPartControl(Composite parent) {
		area = new Composite(parent, SWT.NONE);
		GridLayoutFactory.fillDefaults().spacing(0, 2).applyTo(area);
		filter = Ui.named(new Text(area, SWT.SEARCH | SWT.ICON_SEARCH | SWT.ICON_CANCEL), "Filter queues");
		filter.setMessage("Filter queues");
		GridDataFactory.fillDefaults().grab(true, false).applyTo(filter);
		viewer = new NavigatorTree(area);
		viewer.addFilter(new NameFilter());
		filter.addListener(SWT.Modify, event -> viewer.refresh());
		problem = Ui.named(new Text(area, SWT.MULTI | SWT.WRAP | SWT.READ_ONLY | SWT.BORDER), "What is wrong");
		GridDataFactory.fillDefaults().grab(true, false).exclude(true).applyTo(problem);
		problem.setVisible(false);
		viewer.addDoubleClickListener(event -> open((IStructuredSelection) event.getSelection()));
		viewer.addSelectionChangedListener(event -> explain());
		MenuManager menu = new MenuManager();
		menu.add(new Separator(IWorkbenchActionConstants.MB_ADDITIONS));
		viewer.getTree().setMenu(menu.createContextMenu(viewer.getTree()));
		getSite().registerContextMenu(menu, viewer);
		getSite().setSelectionProvider(viewer);
		stopListening = Connections.get().onChanged(this::show);
		Connections.get().all().stream().filter(manager -> !manager.isLocal() && !manager.hasToAsk())
				.forEach(Connections.get()::refresh);
		known.addAll(Connections.get().all());
		viewer.setInput(this);
		show();
		live();
	}

	private void open(IStructuredSelection selection) {
		Object element = selection.getFirstElement();
		if (element instanceof QueueNode) {
			run(OPEN_COMMAND);
		} else if (element instanceof Note note) {
			Connections.get().refresh(note.manager());
		} else {
			viewer.setExpandedState(element, !viewer.getExpandedState(element));
		}
	}

	private void run(String command) {
		try {
			getSite().getService(IHandlerService.class).executeCommand(command, null);
		} catch (CommandException e) {
			throw new IllegalStateException("The command " + command + " is not there", e);
		}
	}

	/** Counts follow what happens, as long as somebody can see them. */
	private void live() {
		viewer.getTree().getDisplay().timerExec(QueuePreferences.refreshMillis(), () -> {
			if (viewer.getTree().isDisposed()) {
				return;
			}
			viewer.followTheme();
			if (viewer.getTree().isVisible()) {
				Connections.get().all().stream().filter(manager -> manager.state() == Manager.State.CONNECTED)
						.forEach(Connections.get()::refresh);
			}
			live();
		});
	}

	private void show() {
		viewer.refresh();
		for (Manager manager : Connections.get().all()) {
			if (known.add(manager)) {
				viewer.setSelection(new StructuredSelection(manager), true);
			}
			if (manager.state() == Manager.State.FAILED) {
				viewer.setExpandedState(manager, true);
				expanded.remove(manager);
			} else if (manager.state() == Manager.State.OFF) {
				// its lines have gone, and with them what was open
				expanded.remove(manager);
			} else if (!manager.queues().isEmpty() && expanded.add(manager)) {
				viewer.setExpandedState(manager, true);
				viewer.setExpandedState(QueueGroup.of(manager).get(0), true);
			}
		}
		explain();
	}

	/** Says below the tree what is wrong with what is selected, for those who use no mouse. */
	private void explain() {
		String text = NavigatorLabels.problem(viewer.getStructuredSelection().getFirstElement());
		if (!text.equals(problem.getText())) {
			problem.setText(text);
			problem.setVisible(!text.isEmpty());
			((GridData) problem.getLayoutData()).exclude = text.isEmpty();
			area.layout(true, true);
		}
	}

	/** Its page in the Properties view. */
	@Override
	public <T> T getAdapter(Class<T> adapter) {
		return adapter == IPropertySheetPage.class
				? adapter.cast(new PropertiesPage())
				: super.getAdapter(adapter);
	}

	@Override
	public void setFocus() {
		viewer.getControl().setFocus();
	}

	@Override
	public void dispose() {
		if (stopListening != null) {
			stopListening.run();
		}
		super.dispose();
	}

	private final class NameFilter extends ViewerFilter {

		@Override
		public boolean select(Viewer ignored, Object parent, Object element) {
			String wanted = filter.getText().strip().toLowerCase(Locale.ROOT);
			return !(element instanceof QueueNode node) || isWanted(node, wanted)
					|| QueueGroup.below(node).stream().anyMatch(below -> isWanted(below, wanted));
		}

		private static boolean isWanted(QueueNode node, String wanted) {
			return node.name().toLowerCase(Locale.ROOT).contains(wanted);
		}
	}
}
