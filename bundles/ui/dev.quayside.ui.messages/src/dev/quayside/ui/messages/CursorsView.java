package dev.quayside.ui.messages;

import dev.quayside.admin.Message;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.ui.common.BackgroundJob;
import dev.quayside.ui.common.Connections;
import dev.quayside.ui.common.Placeholder;
import dev.quayside.ui.common.Ui;
import dev.quayside.ui.model.BodyView;
import dev.quayside.ui.model.HeldRow;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.part.ViewPart;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What this program and the clients of the local queue manager hold open: queues, cursors, receives. */
public final class CursorsView extends ViewPart {

	public static final String ID = "dev.quayside.ui.messages.cursors";

	private static final int SECOND = 1000;
	private static final String NOTHING = "Step a cursor to see the message where it stands.";
	private static final String NO_SOURCE = "No queue manager is connected. Connect to one, or start the local one, "
			+ "to see which queues, cursors and receives are open there.";

	private final HeldContent content = new HeldContent();
	private Composite area;
	private Placeholder empty;
	private SashForm parts;
	private HeldTree tree;
	private Text remark;
	private Composite beside;
	private Placeholder nothing;
	private MessagePanel panel;
	private Runnable stopListening;
	private Job reading;
	private HeldNode wanted;

	@Override
	public void createPartControl(Composite parent) {
		area = new Composite(parent, SWT.NONE);
		area.setLayout(new StackLayout());
		empty = new Placeholder(area, NO_SOURCE);
		parts = new SashForm(area, SWT.HORIZONTAL);
		Composite left = new Composite(parts, SWT.NONE);
		GridLayoutFactory.fillDefaults().spacing(0, 2).applyTo(left);
		tree = new HeldTree(left, content);
		GridDataFactory.fillDefaults().grab(true, true).applyTo(tree.getTree());
		remark = Ui.named(new Text(left, SWT.WRAP | SWT.MULTI | SWT.READ_ONLY), "What happened at the cursor");
		GridDataFactory.fillDefaults().grab(true, false).exclude(true).applyTo(remark);
		beside = new Composite(parts, SWT.NONE);
		beside.setLayout(new StackLayout());
		nothing = new Placeholder(beside, NOTHING);
		panel = new MessagePanel(beside, getSite());
		parts.setWeights(66, 34);
		top(beside, nothing);
		tree.setInput(this);
		tree.addSelectionChangedListener(event -> explain(event.getStructuredSelection().getFirstElement()));
		MenuManager menu = new MenuManager();
		tree.getTree().setMenu(menu.createContextMenu(tree.getTree()));
		getSite().registerContextMenu(menu, tree);
		getSite().setSelectionProvider(tree);
		stopListening = Connections.get().onChanged(this::read);
		top(area, empty);
		read();
		live();
	}

	private static void top(Composite stack, Control control) {
		StackLayout layout = (StackLayout) stack.getLayout();
		if (layout.topControl != control) {
			layout.topControl = control;
			stack.layout();
		}
	}

	/** Timers run down as long as somebody can see them. */
	private void live() {
		area.getDisplay().timerExec(SECOND, () -> {
			if (!area.isDisposed()) {
				if (area.isVisible()) {
					read();
				}
				live();
			}
		});
	}

	/** Reads what is open in the background, one at a time. */
	void read() {
		if (reading != null) {
			return;
		}
		List<HandleSource> sources = HandleSource.all();
		reading = BackgroundJob.schedule("Read what is open", monitor -> {
			Map<HandleSource, HeldContent.Seen> seen = new LinkedHashMap<>();
			try {
				sources.forEach(source -> seen.put(source, look(source, monitor)));
			} finally {
				Ui.later(area, () -> show(seen, seen.size() == sources.size()));
			}
		});
	}

	private static HeldContent.Seen look(HandleSource source, IProgressMonitor monitor) {
		try {
			return new HeldContent.Seen(source.list(monitor), null);
		} catch (QueueManagerException e) {
			return new HeldContent.Seen(List.of(), e);
		}
	}

	private void show(Map<HandleSource, HeldContent.Seen> seen, boolean isComplete) {
		reading = null;
		if (!isComplete) {
			return;
		}
		if (content.show(seen)) {
			tree.refresh();
			tree.expandAll();
			if (wanted != null && tree.testFindItem(wanted) != null) {
				tree.setSelection(new StructuredSelection(wanted), true);
				wanted = null;
			} else {
				// What is open may be offered other commands now.
				tree.setSelection(tree.getSelection());
			}
		} else {
			tick();
		}
		top(area, content.isEmpty() ? empty : parts);
	}

	private void tick() {
		for (Object element : tree.getExpandedElements()) {
			for (Object below : content.getChildren(element)) {
				if (below instanceof HeldNode node && node.row().deadline().isPresent()) {
					tree.update(node, null);
				}
			}
		}
	}

	private void explain(Object element) {
		if (element instanceof HeldContent.Remark line) {
			say(content.failure(line.source()).orElse(""));
		}
	}

	/** Below the tree; nothing takes the line away. */
	void say(String text) {
		if (!text.equals(remark.getText())) {
			remark.setText(text);
			remark.setVisible(!text.isEmpty());
			((GridData) remark.getLayoutData()).exclude = text.isEmpty();
			remark.getParent().layout(true, true);
		}
	}

	/** The message where a cursor stands. */
	void show(Message message, BodyView view) {
		panel.show(message, view);
		top(beside, panel);
	}

	/** There is no message there. */
	void clear(String text) {
		top(beside, nothing);
		say(text);
	}

	/** Reads again, and selects what was just opened or made as soon as it is shown. */
	void open(HandleSource source, HeldRow row) {
		wanted = new HeldNode(source, row);
		if (!area.isDisposed()) {
			read();
		}
	}

	@Override
	public void setFocus() {
		(content.isEmpty() ? empty : tree.getTree()).setFocus();
	}

	@Override
	public void dispose() {
		if (stopListening != null) {
			stopListening.run();
		}
		if (reading != null) {
			reading.cancel();
		}
		super.dispose();
	}
}
