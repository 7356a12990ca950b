package dev.quayside.ui.queuemanager;

import dev.quayside.admin.Delivery;
import dev.quayside.admin.LocalQueueManager;
import dev.quayside.admin.SendRequest;
import dev.quayside.ui.common.Connections;
import dev.quayside.ui.common.LocalControl;
import dev.quayside.ui.common.Manager;
import dev.quayside.ui.common.QueueNode;
import dev.quayside.ui.common.QueueTabs;
import dev.quayside.ui.common.ReadOnlyEditor;
import dev.quayside.ui.common.Ui;

import org.eclipse.core.commands.common.CommandException;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.handlers.IHandlerService;

import java.util.Optional;

/** What a newcomer sees: two steps to the first message, or the way to a queue manager that is there already. */
public final class WelcomeEditor extends ReadOnlyEditor {

	public static final String ID = "dev.quayside.ui.queuemanager.welcome";

	/** In characters. */
	private static final int TEXT_WIDTH = 80;
	private static final int BUTTON_WIDTH = 36;
	private static final int INDENT = 24;

	private Button start;
	private Button send;
	private Label state;
	private Runnable stopListening;

	@Override
	public void createPartControl(Composite parent) {
		Composite area = new Composite(parent, SWT.NONE);
		GridLayoutFactory.fillDefaults().margins(INDENT * 2, INDENT).spacing(0, 6).applyTo(area);
		heading(area, "See your first message");
		text(area, "Quayside brings a complete queue manager of its own. It listens on this machine only, keeps its "
				+ "messages in your workspace, and stops with this window.");
		start = button(area, "&1. Start the local queue manager", LocalJobs::start);
		send = button(area, "&2. Send a test message", this::send);
		state = text(area, "");
		heading(area, "Or look at queues that are there already");
		text(area, "Name a machine that runs Message Queuing. Looking changes nothing there.");
		button(area, "&Add a queue manager…", this::add);
		stopListening = Connections.get().onChanged(this::update);
		update();
	}

	private static void heading(Composite area, String text) {
		Label label = new Label(area, SWT.NONE);
		label.setText(text);
		label.setFont(JFaceResources.getHeaderFont());
		GridDataFactory.swtDefaults().indent(0, 12).applyTo(label);
	}

	private static Label text(Composite area, String text) {
		Label label = new Label(area, SWT.WRAP);
		label.setText(text);
		GridDataFactory.fillDefaults().hint(Ui.width(label, TEXT_WIDTH), SWT.DEFAULT).applyTo(label);
		return label;
	}

	private static Button button(Composite area, String text, Runnable action) {
		Button button = new Button(area, SWT.PUSH);
		button.setText(text);
		button.addListener(SWT.Selection, event -> action.run());
		GridDataFactory.swtDefaults().indent(0, 4).hint(Ui.width(button, BUTTON_WIDTH), SWT.DEFAULT).applyTo(button);
		return button;
	}

	private void update() {
		if (start.isDisposed()) {
			return;
		}
		boolean runs = LocalControl.get().running().isPresent();
		start.setEnabled(!runs);
		send.setEnabled(runs && firstQueue().isPresent());
		state.setText(runs
				? "The local queue manager runs. Its queue for trying things out is " + LocalControl.FIRST_QUEUE
						+ ": a double click in the list at the left shows its messages."
				: "");
		state.getParent().layout();
	}

	private static Optional<QueueNode> firstQueue() {
		Manager local = Connections.get().local();
		return local.queues().stream().filter(queue -> queue.pathName().equalsIgnoreCase(LocalControl.FIRST_QUEUE))
				.findAny().map(queue -> new QueueNode(local, queue));
	}

	private void send() {
		Optional<LocalQueueManager> running = LocalControl.get().running();
		Optional<QueueNode> queue = firstQueue();
		if (running.isEmpty() || queue.isEmpty()) {
			return;
		}
		SendRequest request = new SendRequest("DIRECT=OS:localhost\\" + LocalControl.FIRST_QUEUE, "Hello from Quayside",
				SendRequest.Body.text("This message went over the wire into a durable queue manager."),
				Delivery.RECOVERABLE, 3, 1, SendRequest.Queues.NONE, SendRequest.Lifetime.UNLIMITED,
				running.get().address().transferPort());
		try {
			QueueTabs.open(queue.get()).ifPresent(QueueTabs.Tab::selectFirst);
		} catch (PartInitException e) {
			throw new IllegalStateException("Cannot show " + LocalControl.FIRST_QUEUE, e);
		}
		SendTestHandler.send(request, queue);
	}

	private void add() {
		try {
			getSite().getService(IHandlerService.class).executeCommand("dev.quayside.manager.add", null);
		} catch (CommandException e) {
			throw new IllegalStateException("The command to add a queue manager is not there", e);
		}
	}

	@Override
	public void setFocus() {
		(start.isEnabled() ? start : send).setFocus();
	}

	@Override
	public void dispose() {
		if (stopListening != null) {
			stopListening.run();
		}
		super.dispose();
	}
}
