package dev.quayside.ui.messages;

import dev.quayside.admin.LookupId;
import dev.quayside.admin.Message;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.QueueSummary;
import dev.quayside.ui.common.Connections;
import dev.quayside.ui.common.FailurePanel;
import dev.quayside.ui.common.QueueNode;
import dev.quayside.ui.common.Ui;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.ui.IEditorInput;
import org.eclipse.ui.IEditorSite;
import org.eclipse.ui.part.EditorPart;

import java.util.Optional;

/** The messages of one queue. */
public final class MessagesEditor extends EditorPart {

	public static final String ID = "dev.quayside.ui.messages.editor";

	private QueueNode queue;
	private MessageList list;
	private Composite stack;
	private Label empty;
	private FailurePanel failure;
	private Label position;
	private ToolItem stop;
	private Runnable stopListening;

	@Override
	public void init(IEditorSite site, IEditorInput input) {
		setSite(site);
		setInput(input);
		queue = ((QueueInput) input).queue();
		setPartName(queue.name().replaceFirst("(?i)^private\\$\\\\", ""));
		setTitleToolTip(input.getToolTipText());
	}

	/** The queue that is shown. */
	public QueueNode queue() {
		return queue;
	}

	@Override
	public void createPartControl(Composite parent) {
		Composite area = new Composite(parent, SWT.NONE);
		GridLayoutFactory.fillDefaults().spacing(0, 0).applyTo(area);
		header(area);
		stack = new Composite(area, SWT.NONE);
		stack.setLayout(new StackLayout());
		GridDataFactory.fillDefaults().grab(true, true).applyTo(stack);
		list = new MessageList(stack, queue, this::changed, this::failed);
		empty = new Label(stack, SWT.CENTER);
		empty.setText("\n\nThe queue is empty.");
		failure = new FailurePanel(stack, this::refresh);
		MenuManager menu = new MenuManager();
		list.table().control().setMenu(menu.createContextMenu(list.table().control()));
		getSite().registerContextMenu(menu, list.table());
		getSite().setSelectionProvider(list.table());
		stopListening = Connections.get().onChanged(this::changed);
		show(list.table().control());
		list.toStart();
	}

	private void header(Composite area) {
		Composite header = new Composite(area, SWT.NONE);
		GridLayoutFactory.fillDefaults().numColumns(2).margins(6, 2).applyTo(header);
		GridDataFactory.fillDefaults().grab(true, false).applyTo(header);
		position = Ui.named(new Label(header, SWT.NONE), "Position");
		GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).applyTo(position);
		ToolBar bar = new ToolBar(header, SWT.FLAT);
		item(bar, "first", "First messages", () -> list.toStart());
		item(bar, "last", "Last messages", () -> list.toEnd(count()));
		item(bar, "refresh", "Refresh (F5)", this::refresh);
		stop = item(bar, "stop", "Stop reading", () -> list.stop());
	}

	private static ToolItem item(ToolBar bar, String icon, String tooltip, Runnable action) {
		ToolItem item = new ToolItem(bar, SWT.PUSH);
		item.setImage(Ui.image(icon));
		item.setToolTipText(tooltip);
		item.addListener(SWT.Selection, event -> action.run());
		return item;
	}

	private void show(Control control) {
		StackLayout layout = (StackLayout) stack.getLayout();
		if (layout.topControl != control) {
			layout.topControl = control;
			stack.layout();
		}
	}

	private void changed() {
		if (list == null || position.isDisposed()) {
			return;
		}
		boolean isEmpty = list.window().size() == 0 && list.window().isAtEnd();
		if (((StackLayout) stack.getLayout()).topControl != failure || list.reader().isReading()) {
			show(isEmpty ? empty : list.table().control());
		}
		stop.setEnabled(list.reader().isReading());
		position.setText(list.window().position(count()) + " – " + queue.name() + " on " + queue.manager().title()
				+ (queue.manager().isReadOnly() ? " (read-only)" : ""));
	}

	/** As the navigator knows it. */
	private Optional<Long> count() {
		return queue.manager().queues().stream().filter(summary -> summary.pathName().equalsIgnoreCase(queue.name()))
				.findAny().map(QueueSummary::messageCount).flatMap(reading -> reading.optional());
	}

	private void failed(QueueManagerException e) {
		failure.show("The queue cannot be read", e);
		show(failure);
		stop.setEnabled(false);
		position.setText(queue.name() + " on " + queue.manager().title());
	}

	/** Reads the messages again; what is selected stays so. */
	public void refresh() {
		list.refresh();
	}

	/** Reads one message. Blocks: for jobs only. */
	Message message(LookupId id, int maxBody, IProgressMonitor monitor) throws QueueManagerException {
		return list.reader().message(id, maxBody, monitor);
	}

	@Override
	public void setFocus() {
		list.table().control().setFocus();
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

	@Override
	public void doSave(IProgressMonitor monitor) {
		// nothing is edited here
	}

	@Override
	public void doSaveAs() {
		// nothing is edited here
	}

	@Override
	public boolean isDirty() {
		return false;
	}

	@Override
	public boolean isSaveAsAllowed() {
		return false;
	}
}
