package dev.quayside.ui.messages;

import dev.quayside.admin.LookupId;
import dev.quayside.admin.Message;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.ui.common.Connections;
import dev.quayside.ui.common.CopyRows;
import dev.quayside.ui.common.FailurePanel;
import dev.quayside.ui.common.Manager;
import dev.quayside.ui.common.Placeholder;
import dev.quayside.ui.common.PropertiesPage;
import dev.quayside.ui.common.QueueInput;
import dev.quayside.ui.common.QueueNode;
import dev.quayside.ui.common.QueueTabs;
import dev.quayside.ui.common.ReadOnlyEditor;
import dev.quayside.ui.common.Ui;
import dev.quayside.ui.model.ColumnSpec;
import dev.quayside.ui.model.MessageRow;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.viewers.ISelectionProvider;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.ui.IEditorInput;
import org.eclipse.ui.IEditorSite;
import org.eclipse.ui.contexts.IContextService;
import org.eclipse.ui.views.properties.IPropertySheetPage;

import java.util.Optional;

/** The messages of one queue. */
public final class MessagesEditor extends ReadOnlyEditor implements QueueTabs.Tab {

	public static final String ID = "dev.quayside.ui.messages.editor";

	/** Where the keys of messages apply. */
	private static final String CONTEXT = "dev.quayside.ui.messages.context";
	private static final QueueManagerException STOPPED = new QueueManagerException(
			QueueManagerException.Kind.UNREACHABLE, "The local queue manager is stopped",
			"Start it: its messages are kept in the workspace", null);

	private static final QueueManagerException NOT_CONNECTED = new QueueManagerException(
			QueueManagerException.Kind.DENIED, "There is no connection yet: it needs a password",
			"Connect: the password is asked for", null);

	private QueueNode queue;
	private MessageList list;
	private Composite stack;
	private Placeholder empty;
	private FailurePanel failure;
	private Label position;
	private LockLabel lock;
	private ToolItem stop;
	private Runnable stopListening;
	private boolean isStopped;
	private boolean isFirstWanted;

	@Override
	public void init(IEditorSite site, IEditorInput input) {
		super.init(site, input);
		queue = ((QueueInput) input).queue();
		setTitleToolTip(input.getToolTipText());
	}

	@Override
	public QueueNode queue() {
		return queue;
	}

	/** The selected messages, or the queue. */
	ISelectionProvider selection() {
		return list.table();
	}

	@Override
	public void createPartControl(Composite parent) {
		Composite area = new Composite(parent, SWT.NONE);
		GridLayoutFactory.fillDefaults().spacing(0, 0).applyTo(area);
		header(area);
		stack = new Composite(area, SWT.NONE);
		stack.setLayout(new StackLayout());
		GridDataFactory.fillDefaults().grab(true, true).applyTo(stack);
		list = new MessageList(stack, queue, this::count, this::changed, this::failed);
		empty = new Placeholder(stack, "The queue is empty.");
		failure = new FailurePanel(stack, this::again);
		CopyRows.enable(list.table().control(), getSite(),
				index -> ColumnSpec.line(MessageRow.COLUMNS, list.window().row(index)));
		MenuManager menu = new MenuManager();
		list.table().control().setMenu(menu.createContextMenu(list.table().control()));
		getSite().registerContextMenu(menu, list.table());
		getSite().setSelectionProvider(list.table());
		getSite().getService(IContextService.class).activateContext(CONTEXT);
		stopListening = Connections.get().onChanged(this::managerChanged);
		show(list.table().control());
		refresh();
	}

	private void header(Composite area) {
		Composite header = new Composite(area, SWT.NONE);
		GridLayoutFactory.fillDefaults().numColumns(3).margins(6, 2).applyTo(header);
		GridDataFactory.fillDefaults().grab(true, false).applyTo(header);
		position = Ui.named(new Label(header, SWT.NONE), "Position");
		GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).applyTo(position);
		lock = new LockLabel(header);
		GridDataFactory.swtDefaults().align(SWT.END, SWT.CENTER).applyTo(lock);
		ToolBar bar = Ui.named(new ToolBar(header, SWT.FLAT), "Reading");
		Ui.item(bar, "first", "First messages (Home)", () -> list.toStart());
		Ui.item(bar, "last", "Last messages (End)", () -> list.toEnd());
		Ui.item(bar, "refresh", "Refresh (F5)", this::refresh);
		stop = Ui.item(bar, "stop", "Stop reading", () -> list.stop());
	}

	private void show(Control control) {
		StackLayout layout = (StackLayout) stack.getLayout();
		if (layout.topControl != control) {
			layout.topControl = control;
			stack.layout();
			if (getSite().getPage().getActivePart() == this) {
				setFocus();
			}
		}
	}

	private boolean isFailed() {
		return ((StackLayout) stack.getLayout()).topControl == failure;
	}

	/** Rows came, or reading began or ended. */
	private void changed() {
		if (list == null || position.isDisposed()) {
			return;
		}
		boolean isReading = list.reader().isReading();
		if (!isFailed() || isReading) {
			show(list.window().size() == 0 && list.window().isAtEnd() ? empty : list.table().control());
		}
		if (isFirstWanted && list.window().size() > 0) {
			isFirstWanted = false;
			list.table().select(0);
		}
		stop.setEnabled(isReading);
		String read = isFailed() ? "" : list.window().position(count()) + " – ";
		position.setText(Ui.plain(read + queue.where() + remarks()));
		lock.show(queue.manager().security());
		if (getEditorSite().getActionBarContributor() instanceof ProtectionInStatus status) {
			status.changed(this);
		}
	}

	private String remarks() {
		StringBuilder text = new StringBuilder();
		if (queue.manager().isReadOnly()) {
			text.append(" (read-only)");
		}
		if (list.reader().wasStopped() && !isFailed()) {
			text.append(" (stopped; Refresh reads on)");
		}
		if (queue.manager().state() == Manager.State.FAILED && !isFailed()) {
			text.append(" (no connection; this is how it was)");
		}
		return text.toString();
	}

	/** The navigator knows something new: counts, the read-only mark, or that the queue manager has gone. */
	private void managerChanged() {
		if (!Connections.get().isKnown(queue.manager())) {
			getSite().getPage().closeEditor(this, false);
			return;
		}
		if (isOff() || isStopped && queue.manager().state() == Manager.State.CONNECTED) {
			refresh();
		} else {
			changed();
		}
	}

	private boolean isOff() {
		return queue.manager().state() == Manager.State.OFF
				&& (queue.manager().isLocal() || queue.manager().hasToAsk());
	}

	/** A tab from the last time asks for no password until the user wants to see it. */
	private void again() {
		if (isOff() && !queue.manager().isLocal()) {
			Connections.get().refresh(queue.manager());
		} else {
			refresh();
		}
	}

	/** As the navigator knows it. */
	private Optional<Long> count() {
		return queue.count();
	}

	private void failed(QueueManagerException e) {
		failure.show("The queue cannot be read", e);
		show(failure);
		list.clear();
		changed();
	}

	/** Selects the first message as soon as there is one. */
	@Override
	public void selectFirst() {
		isFirstWanted = true;
		changed();
	}

	/** Reads the messages again; what is selected stays so. */
	@Override
	public void refresh() {
		isStopped = isOff();
		if (isStopped) {
			failed(queue.manager().isLocal() ? STOPPED : NOT_CONNECTED);
		} else {
			list.refresh();
		}
	}

	/** Reads one message. Blocks: for jobs only. */
	Message message(LookupId id, int maxBody, IProgressMonitor monitor) throws QueueManagerException {
		return list.reader().message(id, maxBody, monitor);
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
		(isFailed() ? failure : list.table().control()).setFocus();
	}

	@Override
	public void dispose() {
		if (stopListening != null) {
			stopListening.run();
		}
		if (list != null) {
			list.reader().close();
		}
		super.dispose();
	}
}
