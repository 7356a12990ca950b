package dev.quayside.ui.queues;

import dev.quayside.ui.common.Connections;
import dev.quayside.ui.common.Manager;
import dev.quayside.ui.common.QueueNode;
import dev.quayside.ui.common.Ui;

import org.eclipse.core.commands.common.CommandException;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.viewers.ColumnViewerToolTipSupport;
import org.eclipse.jface.viewers.DelegatingStyledCellLabelProvider;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.jface.viewers.TreeViewer;
import org.eclipse.jface.viewers.Viewer;
import org.eclipse.jface.viewers.ViewerFilter;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.handlers.IHandlerService;
import org.eclipse.ui.part.ViewPart;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Queue managers and their queues, with counts that follow. */
public final class NavigatorView extends ViewPart {

	public static final String ID = "dev.quayside.ui.queues.navigator";

	/** Opens the messages of the selected queue; its handler belongs to the bundle that shows them. */
	private static final String OPEN_COMMAND = "dev.quayside.queue.open";
	private static final int REFRESH_MILLIS = 5000;

	private final Set<Manager> expandedOnce = new HashSet<>();
	private final Set<Manager> groupExpandedOnce = new HashSet<>();
	private TreeViewer viewer;
	private Text filter;
	private Runnable stopListening;

	@Override
	public void createPartControl(Composite parent) {
		GridLayoutFactory.fillDefaults().spacing(0, 2).applyTo(parent);
		filter = Ui.named(new Text(parent, SWT.SEARCH | SWT.ICON_SEARCH | SWT.ICON_CANCEL), "Filter queues");
		filter.setMessage("Filter queues");
		GridDataFactory.fillDefaults().grab(true, false).applyTo(filter);
		filter.addListener(SWT.Modify, event -> viewer.refresh());
		viewer = new TreeViewer(parent, SWT.MULTI | SWT.H_SCROLL | SWT.V_SCROLL);
		Ui.named(viewer.getTree(), "Queue managers");
		GridDataFactory.fillDefaults().grab(true, true).applyTo(viewer.getTree());
		viewer.setContentProvider(new NavigatorContent());
		viewer.setLabelProvider(new TooltipLabels(new NavigatorLabels()));
		viewer.addFilter(new NameFilter());
		ColumnViewerToolTipSupport.enableFor(viewer);
		viewer.setInput(this);
		viewer.addDoubleClickListener(event -> open((IStructuredSelection) event.getSelection()));
		MenuManager menu = new MenuManager();
		viewer.getTree().setMenu(menu.createContextMenu(viewer.getTree()));
		getSite().registerContextMenu(menu, viewer);
		getSite().setSelectionProvider(viewer);
		stopListening = Connections.get().onChanged(this::show);
		Connections.get().all().stream().filter(manager -> !manager.isLocal()).forEach(Connections.get()::refresh);
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
		viewer.getTree().getDisplay().timerExec(REFRESH_MILLIS, () -> {
			if (viewer.getTree().isDisposed()) {
				return;
			}
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
			boolean isNew = manager.state() != Manager.State.OFF && expandedOnce.add(manager);
			if (isNew || manager.state() == Manager.State.FAILED) {
				viewer.setExpandedState(manager, true);
			}
			if (!manager.queues().isEmpty() && groupExpandedOnce.add(manager)) {
				viewer.setExpandedState(QueueGroup.of(manager).get(0), true);
			}
		}
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
			return !(element instanceof QueueNode node) || node.name().toLowerCase(Locale.ROOT)
					.contains(filter.getText().strip().toLowerCase(Locale.ROOT));
		}
	}

	private static final class TooltipLabels extends DelegatingStyledCellLabelProvider {

		TooltipLabels(NavigatorLabels labels) {
			super(labels);
		}

		@Override
		public String getToolTipText(Object element) {
			return NavigatorLabels.tooltip(element);
		}
	}
}
